"""The typefaces of the machine, from which signs are taken that no typeface of an edition has."""

from __future__ import annotations

import os

from weasyprint.text.fonts import FontConfiguration

HOME = "XDG_CONFIG_HOME"
"""Where fontconfig looks for what a user has set up."""


def font_configuration() -> FontConfiguration:
    """Give WeasyPrint the typefaces as the machine has them set up, and not the user.

    What a user sets up is meant for the screen, and a rule there may be for all typefaces: those
    of the edition among them.
    """
    before = os.environ.get(HOME)
    os.environ[HOME] = os.devnull
    try:
        return FontConfiguration()
    finally:
        if before is None:
            del os.environ[HOME]
        else:
            os.environ[HOME] = before
