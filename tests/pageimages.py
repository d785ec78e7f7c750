"""Books with images of their pages, for tests, and which of these are found."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from PIL import Image

from pipeline.desk.facsimile.facsimile import page_count
from pipeline.desk.facsimile.imagefiles import facsimiles
from pipeline.manuscript.folder import BookFolder, find_book
from pipeline.proofreading.pages import ProofPage
from pipeline.read import read

TWO = "One.\n\fTwo.\n"


def book(folder: Path, source: str, **files: bytes | str) -> BookFolder:
    """Make a book's folder; names of files have `_` for a full stop and `__` for a slash."""
    (folder / "book.toml").write_text(f'[source]\nfile = "{source}"\n')
    for name, data in files.items():
        path = folder / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.encode() if isinstance(data, str) else data)
    return find_book(str(folder))


def scan(shade: int = 255, size: tuple[int, int] = (60, 90), kind: str = "PNG") -> bytes:
    buffer = BytesIO()
    Image.new("L", size, shade).save(buffer, kind)
    return buffer.getvalue()


def page_of(made: BookFolder, number: int = 1) -> ProofPage:
    source = read(made.source_path)
    starts = (0, *source.starts, len(source.text))
    return ProofPage(number, str(number), starts[number - 1], starts[number], "")


def found(made: BookFolder, pages: Sequence[ProofPage] = ()) -> list[str]:
    shown = facsimiles(made, read(made.source_path), pages, page_count)
    return [each.picture.name if each.picture else "" for each in shown]
