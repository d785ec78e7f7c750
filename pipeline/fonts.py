"""Where the typefaces stand, so that styles can name them by file.

Named by file, not by family: then the same edition comes out whatever fonts a machine has.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from pipeline.errors import RecensionError

REGULAR = "LinLibertine_R.otf"
DEBIAN = Path("/usr/share/fonts/opentype/linux-libertine")


def font_directory() -> Path:
    """Give the folder of the Linux Libertine and Biolinum OpenType files.

    It is the one named by the environment variable RECENSION_FONTS; or that into which set-up
    copied them, within the Python environment; or Debian's.

    Raises:
        RecensionError: no such folder holds Linux Libertine.
    """
    named = os.environ.get("RECENSION_FONTS")
    places = [Path(named)] if named else [Path(sys.prefix, "share/recension/fonts"), DEBIAN]
    for place in places:
        if (place / REGULAR).is_file():
            return place
    remedy = "correct or unset RECENSION_FONTS" if named else "run: make setup"
    raise RecensionError("the typeface Linux Libertine is not there", str(places[0]), remedy)
