"""A small invented book, on which commands, stages and the desk are tried."""

from __future__ import annotations

from pathlib import Path

RAW = """\
THE MILL

CHAPTER I
Of the Cats

The miller kept three cats in the loft above the stones, and fed
them on what the stones had spilt.1 In winter they came down to
the hearth, all but one of them, which was called the Govern-
ment.2 It had been there before the miller.

1 A custom of the valley, of which more is said below.
2 It did not answer to the name.

CHAPTER II
Of the Flood

The water stood for nine days. When it had gone there was a boat
in the orchard, and nobody came to ask for it.3

The Boat
The the boat was given to the boy of the miller, who sailed it to the weir.

3 It is still there, in the loft above the stones.
"""
TOML = 'title = "The Mill"\nlanguage = "en"\n'


def write_book(folder: Path) -> Path:
    """Make the folder of the book, and give it."""
    (folder / "source").mkdir(parents=True)
    (folder / "book.toml").write_text(TOML, encoding="utf-8")
    (folder / "source/raw.txt").write_text(RAW, encoding="utf-8")
    return folder
