"""Files of readers that are only ever appended to, and that git merges: both branches are kept."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterator
from itertools import count
from pathlib import Path

ATTRIBUTES = """\
# Readers append to these files: of two branches, both keep what they added.
*{suffix} text eol=lf merge=union
"""


def names(folder: Path, reader: str, suffix: str) -> Iterator[Path]:
    """Give the names that a reader's files may have, in order.

    >>> [path.name for path, _ in zip(names(Path(), "Anna Łoś", ".toml"), range(2))]
    ['anna-łoś.toml', 'anna-łoś-2.toml']
    """
    plain = re.sub(r"[^\w]+", "-", unicodedata.normalize("NFC", reader).lower()).strip("-")
    stem = plain or "reader"
    yield folder / f"{stem}{suffix}"
    yield from (folder / f"{stem}-{number}{suffix}" for number in count(2))


def let_merge(folder: Path, suffix: str) -> None:
    """Tell git, in whatever repository this stands, how to merge the files."""
    path = folder / ".gitattributes"
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(ATTRIBUTES.format(suffix=suffix))
    except FileExistsError:
        return


def added(before: bytes, now: bytes) -> bytes | None:
    """Give what was appended to a file of whole lines; None: it was changed otherwise.

    >>> added(b"one\\n", b"one\\ntwo\\n"), added(b"one\\n", b"two\\n"), added(b"one", b"one two")
    (b'two\\n', None, None)
    """
    whole = before.endswith(b"\n") and now.startswith(before)
    return now[len(before) :] if whole else None


def write(file: int, data: bytes, size: int) -> None:
    """Write all of it behind what an open file has, its `size`, or nothing."""
    try:
        if os.write(file, data) != len(data):
            raise OSError(28, "No space left on device")
        os.fsync(file)
    except OSError:
        os.ftruncate(file, size)
        raise


def flush(folder: Path) -> None:
    """Have the folder's list of files on the disk."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
