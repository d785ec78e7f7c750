"""The browser that looks at editions and at the desk."""

from __future__ import annotations

import shutil

NAMES = ("chromium-headless-shell", "chromium")
"""By which it may be called. The first has no windows, and takes two thirds of the time."""


def chromium() -> str:
    """Give the path of Chromium; empty where it is not there."""
    return next((found for name in NAMES if (found := shutil.which(name))), "")
