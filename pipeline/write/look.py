"""How editions look: all that it is made of, beside what the book and its book.toml say."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from pipeline.errors import RecensionError
from pipeline.machine.cache import contents, stamp
from pipeline.machine.fonts import font_folders
from pipeline.write.pandoc import pandoc_path
from pipeline.write.styles import STYLES

FONT_FILES = ("FONTCONFIG_FILE", "FONTCONFIG_PATH")
"""What names another set-up of the machine's typefaces: a file, a folder."""
ENVIRONMENT = ("SOURCE_DATE_EPOCH", "RECENSION_FONTS", "FONTCONFIG_SYSROOT", "XDG_DATA_HOME")
SYSTEM_FONTS = (
    *("/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts", "~/.local/share/fonts"),
    *("/etc/fonts", "~/.fonts.conf", "~/.fonts.conf.d"),
)
"""What may lend a sign that no typeface of the edition has, and how that is set up. The stamp of a
folder changes with what it lists."""


def look() -> Iterator[str | bytes]:
    """Give all that says how any book's editions look: styles, typefaces, programs, environment."""
    yield contents(STYLES)
    yield pandoc()
    for name in ENVIRONMENT:
        yield os.environ.get(name, "")
    yield from (contents(place) for place in font_folders() if place.is_dir())
    named = [os.environ.get(name, "") for name in FONT_FILES]
    for place in map(os.path.expanduser, (*SYSTEM_FONTS, *filter(None, named))):
        yield _stamped(place)
        yield from (_stamped(path) for path, _, _ in os.walk(place))


def _stamped(path: str) -> str:
    with suppress(OSError):
        return f"{path} {stamp(Path(path).stat())}"
    return path


def pandoc() -> str:
    """Name the program that reads and writes the forms of text."""
    with suppress(RecensionError):  # whoever needs it will tell that it is not there
        return _stamped(pandoc_path())
    return ""
