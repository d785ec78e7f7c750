"""Where Hunspell's dictionaries stand."""

from __future__ import annotations

import sys
from pathlib import Path

DEBIAN = Path("/usr/share/hunspell")


def dictionary_folders() -> tuple[Path, Path]:
    """Give where dictionaries may stand: where set-up copied them, and where Debian has them."""
    return Path(sys.prefix, "share/recension/dictionaries"), DEBIAN


def dictionary_file(name: str) -> Path | None:
    """Give the file of a dictionary: where set-up copied it, or Debian's."""
    for folder in dictionary_folders():
        if (folder / f"{name}.dic").is_file() and (folder / f"{name}.aff").is_file():
            return folder / f"{name}.dic"
    return None
