"""The PDF as a page shows it and as PDFium reads it."""

import ctypes
import re
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from pipeline.errors import RecensionError
from pipeline.model.settings import NotesSettings, Settings, Style
from pipeline.write.edition import edition_of
from pipeline.write.pdf.checks import check_pdf
from pipeline.write.pdf.document import PROGRAM, book_document, opened, shortened
from pipeline.write.pdf.sheet import sheet_of
from pipeline.write.pdf.words import differences_of_pdf
from pipeline.write.pdf.write import write_pdf
from pipeline.write.render import Rendered, Section
from pipeline.write.theme import load_theme
from tests.readpdf import links, pages
from tests.rendered import HASH, all_settings, book, note, ref, section, small_book

LONG = "A chapter on the whole of what may be said in few words and was said in many of them"
FILLING = "<p>" + "Many words stand on many pages of a book like this one. " * 120 + "</p>"


def long_book() -> Rendered:
    """Chapters of several pages, and notes of more than one."""
    body = FILLING.replace("</p>", ref("n1", "1") + "</p>") + FILLING
    notes = tuple(
        note(f"n{k}", str(k), FILLING[:900] + "</p>", *(["ref-n1"] if k == 1 else []))
        for k in range(1, 12)
    )
    sections = (
        section(body, *notes),
        section(FILLING, number=2, title=LONG),
        section(FILLING, number=3, title="III"),
    )
    return replace(book(*sections), title="On Books")


@pytest.fixture(scope="module")
def long_pdf(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("pdf") / "long.pdf"
    write_pdf(long_book(), all_settings(), HASH, path)
    return path


@pytest.fixture(scope="module")
def small_pdf(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("pdf") / "small.pdf"
    write_pdf(small_book(), all_settings(), HASH, path)
    return path


def test_the_same_bytes_each_time(tmp_path: Path, small_pdf: Path, monkeypatch):
    write_pdf(small_book(), all_settings(), HASH, tmp_path / "again.pdf")
    assert (tmp_path / "again.pdf").read_bytes() == small_pdf.read_bytes()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    write_pdf(small_book(), all_settings(), HASH, tmp_path / "other.pdf")
    with pypdfium2.PdfDocument(tmp_path / "other.pdf") as document:
        assert document.get_metadata_dict()["ModDate"] == "D:20231114221320Z"


def test_the_structure_is_whole(long_pdf: Path, small_pdf: Path):
    assert check_pdf(long_pdf) == check_pdf(small_pdf) == []


def test_weasyprint_has_nothing_to_warn_of(tmp_path: Path, caplog):
    write_pdf(small_book(), all_settings(), HASH, tmp_path / "book.pdf")
    assert [record.getMessage() for record in caplog.records if record.name == "weasyprint"] == []


def test_metadata(small_pdf: Path):
    with pypdfium2.PdfDocument(small_pdf) as document:
        metadata = document.get_metadata_dict(skip_empty=True)
        buffer = (ctypes.c_ushort * 8)()
        pdfium.FPDFCatalog_GetLanguage(document.raw, buffer, ctypes.sizeof(buffer))
    assert metadata["Title"] == "A book"
    assert metadata["Author"] == "Émile Zola"
    assert metadata["Keywords"] == "History, Books"
    assert metadata["CreationDate"] == "D:20261101000000Z"
    assert bytes(buffer).decode("utf-16-le").rstrip("\0") == "en"


def test_pages_are_roman_until_the_text_begins(small_pdf: Path):
    found = pages(small_pdf)
    labels = [label for label, _ in found]
    assert labels[: labels.index("1")] == ["i", "ii", "iii", "iv", "v", "vi"]
    assert labels[labels.index("1") :] == [str(k + 1) for k in range(len(labels) - 6)]
    # Half-title, title page and imprint bear no folio; the letter to the reader, before the text,
    # a roman one.
    assert [lines[-1:] for _, lines in found[:6]] == [
        ["Or this"], [], ["Kraków, 2026-11"], [f"Made with {PROGRAM}"], ["v"], ["vi"],
    ]  # fmt: skip
    assert found[6][1][-1] == "1"
    assert found[-1][1][-1] == f"Made with {PROGRAM}"


def test_the_imprint_and_the_colophon_say_in_what_the_book_is_set(small_pdf: Path):
    found = pages(small_pdf)
    assert "Set in Linux Libertine" in found[3][1]
    assert found[-1][1][:2] == [
        "Set in Linux Libertine (Philipp H. Poll), 10.5/13.5 pt",
        "148 × 210 mm",
    ]


def test_notes_are_headed_by_the_pages_that_they_refer_to(long_pdf: Path):
    heads = [lines[0] for label, lines in pages(long_pdf) if label.isdigit()]
    assert "Notes to page 4" in heads


def test_a_part_is_announced_on_a_page_of_its_own_and_its_chapters_stand_below(tmp_path: Path):
    announced = Section("ch01", "chapter", "Part", '<h1 id="ch01">Part</h1>', ())
    sections = [
        Section(f"ch{k:02}", "chapter", title, f'<h2 id="ch{k:02}">{title}</h2>{FILLING}', ())
        for k, title in ((2, "First"), (3, "Second"))
    ]
    write_pdf(book(announced, *sections), Settings(), HASH, tmp_path / "book.pdf")
    found = [lines for label, lines in pages(tmp_path / "book.pdf") if label.isdigit()]
    assert found[0] == ["Part"]
    assert found[1] == []
    assert found[2][0] == "First"
    with pypdfium2.PdfDocument(tmp_path / "book.pdf") as document:
        marks = [(mark.level, mark.get_title()) for mark in document.get_toc()]
    assert marks == [(0, "Contents"), (0, "Part"), (1, "First"), (1, "Second")]
    tree = book_document(
        edition := edition_of(book(announced, *sections), Settings(), HASH, ""),
        opened(edition, sheet_of("A5", load_theme("classic"))),
        load_theme("classic"),
        sheet_of("A5", load_theme("classic")),
    )
    assert tree.xpath("//nav/ol/li/ol/li/div/a/text()") == ["First", "Second"]


def test_the_contents_give_the_page_of_each_part(long_pdf: Path):
    found = pages(long_pdf)
    contents = " ".join(next(lines for _, lines in found if lines[:1] == ["Contents"]))
    entries = dict(re.findall(r"(\S+) (?: ?\.)+ ?(\d+)", contents))
    for last, first in {
        "One": "One",
        "them": "A chapter on",
        "III": "III",
        "Notes": "Notes",
    }.items():
        opening = next(
            label for label, lines in found if label.isdigit() and lines[0].startswith(first)
        )
        assert entries[last] == opening


def test_running_heads_stand_on_all_pages_but_openings(long_pdf: Path):
    found = {int(label): lines for label, lines in pages(long_pdf) if label.isdigit()}
    long = shortened(LONG, 70)
    assert long.endswith("was said…")
    # A title that long fills lines of the heading, but one of the running head.
    opened = {
        "One": "One",
        "A chapter on the whole of what may be": long,
        "III": "III",
        "Notes": "Notes",
    }
    colophon = max(found)
    chapter = ""
    heads = 0
    for number, lines in found.items():
        if number == colophon:
            continue
        if opened.get(lines[0], chapter) != chapter:
            chapter = opened[lines[0]]
        elif chapter == "Notes" and number % 2:
            assert lines[0] == "Notes to page 4"
        else:
            # Glyphs of small capitals are read as small letters.
            assert lines[0] == ("or this" if number % 2 == 0 else chapter)
            heads += 1
        assert lines[-1] == str(number)
    assert heads > 8
    assert chapter == "Notes"


def test_small_capitals_are_read_as_the_letters_that_they_are(tmp_path: Path):
    # The same glyphs: first of capitals, all set small, then of small letters among capitals.
    html = '<p>Of <span class="initialism">MARKE</span> only.</p><h2>Markers</h2><p>Text.</p>'
    rendered = book(section(html))
    write_pdf(rendered, Settings(), HASH, tmp_path / "book.pdf")
    assert differences_of_pdf(rendered, tmp_path / "book.pdf") == []


def test_chapters_open_on_a_new_page(small_pdf: Path):
    starts = [lines[0] for label, lines in pages(small_pdf) if label.isdigit()][:-1]
    assert starts == ["One", "Two <2>", "Notes"]


def test_references_and_notes_are_linked_both_ways(small_pdf: Path):
    found = [(here, there, text.split()) for here, there, text in links(small_pdf)]
    found = [link for link in found if link[0].isdigit()]
    assert [link for link in found if link[0] != "3"] == [
        ("1", "3", ["1"]), ("1", "3", ["80"]), ("1", "3", ["80"]), ("2", "3", ["*"]),
    ]  # fmt: skip
    assert [link for link in found if link[0] == "3"] == [
        ("3", "1", ["p.", "1"]), ("3", "1", ["p.", "1"]), ("3", "1", ["p.", "1"]),
        ("3", "2", ["p.", "2"]),
    ]  # fmt: skip


def test_notes_may_stand_in_their_chapter(tmp_path: Path):
    settings = Settings(notes=NotesSettings(place="chapter"))
    write_pdf(small_book(), settings, HASH, tmp_path / "book.pdf")
    lines = [
        line for label, page in pages(tmp_path / "book.pdf") if label.isdigit() for line in page
    ]
    assert lines.count("Notes") == 2
    assert lines.index("Notes") < lines.index("Two <2>")
    assert check_pdf(tmp_path / "book.pdf") == []


def test_bookmarks_are_the_headings(small_pdf: Path):
    with pypdfium2.PdfDocument(small_pdf) as document:
        marks = [(mark.level, mark.get_title()) for mark in document.get_toc()]
    assert marks == [
        (0, "Contents"), (0, "One"), (1, "A part of it"), (0, "Two <2>"),
        (0, "Notes"), (1, "One"), (1, "Two <2>"),
    ]  # fmt: skip


def test_words_are_divided_by_the_rules_of_the_language(tmp_path: Path):
    words = "Превысокомногорассмотрительствующий " * 60
    for language, divided in (("ru", True), ("grc", False)):
        rendered = book(section(f"<p>{words}</p>"), language=language)
        write_pdf(rendered, Settings(), HASH, tmp_path / "book.pdf")
        lines = [line for _, lines in pages(tmp_path / "book.pdf") for line in lines]
        assert any(line.endswith("‐") for line in lines) is divided


def test_only_the_typeface_of_the_book_is_used(long_pdf: Path):
    names = set()
    buffer = ctypes.create_string_buffer(64)
    with pypdfium2.PdfDocument(long_pdf) as document:
        for k in range(len(document)):
            for item in document[k].get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]):
                font = pdfium.FPDFTextObj_GetFont(item.raw)
                pdfium.FPDFFont_GetBaseFontName(font, buffer, 64)
                names.add(buffer.value.decode().partition("+")[2])
    assert {name.replace(",", "") for name in names} == {"Text", "Text-Italic", "Display"}


@pytest.mark.parametrize("theme", ["classic", "modern"])
def test_signs_that_a_typeface_lacks_come_from_another_that_is_named_by_file(
    tmp_path: Path, theme: str, caplog
):
    text = "<p>ἄνθρωπος <strong><em>Слово</em></strong> ⇧ ↩ ☞ ⚙</p>"
    write_pdf(book(section(text)), Settings(style=Style(theme=theme)), HASH, tmp_path / "book.pdf")
    names = set()
    buffer = ctypes.create_string_buffer(64)
    with pypdfium2.PdfDocument(tmp_path / "book.pdf") as document:
        for page in document:
            for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]):
                font = pdfium.FPDFTextObj_GetFont(item.raw)
                pdfium.FPDFFont_GetBaseFontName(font, buffer, 64)
                names.add(re.split("[+,-]", buffer.value.decode())[1])
    assert names == {"Text", "Display", "Spare", "Signs"}


@pytest.mark.parametrize("trim", ["A5", "B6", "5.5 x 8.5 in", "140×216 mm"])
def test_the_page_has_the_trim_size(tmp_path: Path, trim):
    sizes = {"A5": (148, 210), "B6": (125, 176), "5.5 x 8.5 in": (139.7, 215.9)}
    write_pdf(small_book(), Settings(style=Style(trim=trim)), HASH, tmp_path / "book.pdf")
    with pypdfium2.PdfDocument(tmp_path / "book.pdf") as document:
        size = [side / 72 * 25.4 for side in document[0].get_size()]
    assert size == pytest.approx(sizes.get(trim, (140, 216)), abs=0.1)


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        (Settings(style=Style(trim="octavo")), "not a trim size"),
        (Settings(style=Style(trim="1 x 1 mm")), "not a trim size"),
    ],
)
def test_what_cannot_be_set_is_refused(tmp_path: Path, settings, message):
    with pytest.raises(RecensionError, match=message):
        write_pdf(small_book(), settings, HASH, tmp_path / "book.pdf")
    assert not (tmp_path / "book.pdf").exists()
