"""The typefaces of the machine, from which signs are taken that no typeface of an edition has."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from weasyprint.text.fonts import FontConfiguration

from pipeline.machine.scratch import temporary

HOME = "XDG_CONFIG_HOME"
"""Where fontconfig looks for what a user has set up."""


@contextmanager
def font_configuration() -> Iterator[FontConfiguration]:
    """Give WeasyPrint the typefaces as the machine has them set up, and not the user.

    What a user sets up is meant for the screen, and a rule there may be for all typefaces: those
    of the edition among them. The files that WeasyPrint makes of typefaces last as long as this:
    it would take them away only when its objects are taken apart, which is not waited for.
    """
    with temporary() as folder:
        fonts = _of_the_machine()
        fonts._folder = folder
        yield fonts
        fonts._folder = None


def _of_the_machine() -> FontConfiguration:
    before = os.environ.get(HOME)
    os.environ[HOME] = os.devnull
    try:
        return FontConfiguration()
    finally:
        if before is None:
            del os.environ[HOME]
        else:
            os.environ[HOME] = before
