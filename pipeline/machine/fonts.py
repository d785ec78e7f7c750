"""Where the typefaces stand, so that styles can name them by file.

Named by file, not by family: then the same edition comes out whatever fonts a machine has.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from pipeline.errors import RecensionError
from pipeline.lacking import WHOLE, how_to_get

DEBIAN = tuple(
    Path("/usr/share/fonts", folder)
    for folder in ("opentype/linux-libertine", "truetype/vollkorn", "truetype/dejavu")
)


def font_folders() -> list[Path]:
    """Give the folders that may hold typefaces, the first to be asked first.

    It is the one named by the environment variable RECENSION_FONTS, alone; or that into which
    set-up copied them, within the Python environment, and Debian's.
    """
    named = os.environ.get("RECENSION_FONTS")
    return [Path(named)] if named else [Path(sys.prefix, "share/recension/fonts"), *DEBIAN]


def font_file(name: str, where: str) -> Path:
    """Give the file of a typeface that is named in a style, `where`.

    Raises:
        RecensionError: no folder holds it.
    """
    for folder in font_folders():
        if (folder / name).is_file():
            return folder / name
    named = os.environ.get("RECENSION_FONTS")
    remedy = "correct or unset RECENSION_FONTS" if named else how_to_get(WHOLE)
    raise RecensionError(f"the typeface {name} is not there", where, remedy)
