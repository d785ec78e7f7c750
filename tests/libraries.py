"""Books of a library, and what was told of some, for tests."""

from __future__ import annotations

from pathlib import Path

from pipeline.batch.order import Item, Outcome
from pipeline.batch.shelf import books_of

BOOK = "Chapter One\n\nThe house stood on a hill, and nobody lived there any more.\n"
ROWS = (
    Outcome("a", "/in/a.txt", "A, or “B”", "en", 100, 2, 1, 2, 3, 0, 1.5, 1.2, 10**8, "built"),
    Outcome("b", "/in/b.txt", state="failed", reason="time", message="not done\nafter 2 seconds"),
)


def given(folder: Path, **books: str) -> list[Item]:
    """Lay out books in a folder."""
    folder.mkdir(exist_ok=True)
    for name, text in books.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return books_of(str(folder))
