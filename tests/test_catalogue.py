"""The entries of a book's folder, from its source to what the trade and libraries get."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import weasyprint
from lxml import etree

from pipeline.catalogue.book import cite, write_onix
from pipeline.errors import RecensionError
from pipeline.manuscript.folder import BookFolder, find_book

TEXT = "CHAPTER I\n\nThe lamps were lit, and there was nobody in the street.\n"
TOML = """\
title = "The Lamplighter"
language = "en"

[edition]
publisher = "Re-edition"
date      = 2026-11-24
isbn_pdf  = "978-3-16-148410-0"
"""


def lamplighter(folder: Path, toml: str = TOML) -> BookFolder:
    path = folder / "lamplighter"
    (path / "source").mkdir(parents=True)
    (path / "source" / "raw.txt").write_text(TEXT, encoding="utf-8")
    (path / "book.toml").write_text(toml, encoding="utf-8")
    return find_book(str(path))


def test_onix_stands_beside_the_editions_and_measures_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    book, out = lamplighter(tmp_path), tmp_path / "out"
    out.mkdir()
    weasyprint.HTML(string="<p>x<p style='break-before: page'>y").write_pdf(out / "lamplighter.pdf")
    written = write_onix(book, out)
    assert written == out / "lamplighter.onix.xml"
    root = etree.parse(str(written)).getroot()
    assert root.findtext(".//{*}SentDateTime") == "20231114T221320Z"
    extents = [each.findtext("{*}ExtentValue") for each in root.iter("{*}Extent")]
    assert extents == ["13", "2", str((out / "lamplighter.pdf").stat().st_size)]
    assert sorted(path.name for path in out.iterdir()) == [
        "lamplighter.onix.xml",
        "lamplighter.pdf",
    ]


def test_onix_asks_for_what_is_lacking_before_anything_is_done(tmp_path: Path) -> None:
    book = lamplighter(tmp_path, 'title = "x"\n')
    book.source_path.unlink()
    with pytest.raises(RecensionError, match="cannot do without 'publisher', 'date', 'isbn_epub'"):
        write_onix(book, tmp_path / "out")


def test_a_citation_has_the_books_name(tmp_path: Path) -> None:
    (item,) = json.loads(cite(lamplighter(tmp_path), "csl"))
    assert (item["id"], item["title"]) == ("lamplighter", "The Lamplighter")
