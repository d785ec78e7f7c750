"""The pictures of the editions: how many there are, never how they look."""

from pathlib import Path

import pytest
from PIL import Image

from pipeline.errors import RecensionError
from pipeline.model.settings import Settings
from pipeline.write.epub.write import write_epub
from pipeline.write.pdf.write import write_pdf
from scripts.shots.__main__ import shots
from scripts.shots.pages import SCREENS_OF_READERS, shoot_epub, shoot_pdf
from tests.browser import needs_browser
from tests.rendered import HASH, book, section, small_book
from tests.test_words import TEXT


def test_pages_of_a_pdf_stand_face_to_face(tmp_path: Path):
    write_pdf(small_book(), Settings(), HASH, tmp_path / "book.pdf")
    (sheet,) = shoot_pdf(tmp_path / "book.pdf", tmp_path)
    spreads = sorted((tmp_path / "pdf").iterdir())
    with Image.open(spreads[0]) as spread:
        assert spread.width > spread.height
    assert len(spreads) > 3
    assert sheet.name == "pdf-01.png"


@needs_browser
def test_chapters_of_an_epub_are_shown_page_by_page_on_every_screen(tmp_path: Path, monkeypatch):
    monkeypatch.setattr("scripts.shots.pages.LONGEST", 900)  # of which a chapter needs several
    long = section("".join(f"<p>{TEXT}</p>" for _ in range(20)))
    write_epub(book(long), Settings(), HASH, tmp_path / "book.epub")
    sheets = shoot_epub(tmp_path / "book.epub", tmp_path)
    counts = {}
    for screen in SCREENS_OF_READERS:
        pages = sorted((tmp_path / f"epub-{screen.name}").iterdir())
        sizes = set()
        for page in pages:
            with Image.open(page) as picture:
                sizes.add(picture.size)
        assert sizes == {(screen.width, screen.height)}
        counts[screen.name] = len(pages)
    assert counts["phone-light"] == counts["phone-dark"] > counts["tablet-light"] > 5
    assert len(sheets) == len(SCREENS_OF_READERS)


def test_where_nothing_was_built_nothing_is_shown(tmp_path: Path):
    with pytest.raises(RecensionError, match="nothing has been built"):
        shots("handbook", tmp_path)
