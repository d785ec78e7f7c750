"""Notes at the foot of the page: all there, divided, in order, linked both ways."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest
from lxml import etree

from pipeline.model.settings import NotesSettings, Settings
from pipeline.write.pdf.checks import check_pdf
from pipeline.write.pdf.longnotes import _divide
from pipeline.write.pdf.words import differences_of_pdf
from pipeline.write.pdf.write import write_pdf
from pipeline.write.render import Rendered
from tests.rendered import HASH, book, note, ref, section

AT_FOOT = Settings(notes=NotesSettings(place="page"))
WORDS = "Words of a text stand on the pages of this book, one behind the other. "


def made(rendered: Rendered, folder: Path) -> Path:
    path = folder / "book.pdf"
    write_pdf(rendered, AT_FOOT, HASH, path)
    assert differences_of_pdf(rendered, path) == []
    assert check_pdf(path) == []
    return path


def texts(path: Path) -> list[str]:
    with pypdfium2.PdfDocument(path) as document:
        return [page.get_textpage().get_text_range() for page in document]


def test_a_note_stands_on_the_page_of_its_call(tmp_path: Path) -> None:
    sentences = [f"<p>{WORDS * 9}{ref(f'n{k}', str(k))}</p>" for k in range(1, 13)]
    notes = [note(f"n{k}", str(k), f"<p>Body {k}.</p>", f"ref-n{k}") for k in range(1, 13)]
    found = texts(made(book(section("".join(sentences), *notes)), tmp_path))
    pages = [page for page in found if "Body" in page]
    assert len(pages) > 2
    assert sum(page.count("Body") for page in pages) == 12


def test_a_note_of_several_pages_goes_on_at_the_foot_of_the_next(tmp_path: Path) -> None:
    long = "<p>" + " ".join(f"Number {k} of a <em>long</em> note." for k in range(400)) + "</p>"
    rendered = book(
        section(
            f"<p>{WORDS * 30}{ref('n1', '1')} and {ref('n2', '2')} on. {WORDS * 60}</p>",
            note("n1", "1", f"{long}<blockquote><p>Quoted.</p></blockquote>", "ref-n1"),
            note("n2", "2", "<p>Short.</p>", "ref-n2"),
            note("n3", "3", "<p>Nobody calls me.</p>"),
        )
    )
    found = texts(made(rendered, tmp_path))
    assert sum("long note" in page for page in found) > 2
    assert any("Notes without a marker" in page and "Nobody calls" in page for page in found)


def test_verse_in_a_note_is_set_as_closely_as_its_prose(tmp_path: Path) -> None:
    lines = "<br/>\n".join(f'<span class="line">Line {k} of verse</span>' for k in range(5))
    verse = f'<div class="verse"><div class="stanza"><p>{lines}</p></div></div>'
    noted = note("n1", "1", f"<p>As it goes on:</p>{verse}", "ref-n1")
    path = made(book(section(f"<p>{WORDS}{ref('n1', '1')}</p>", noted)), tmp_path)
    with pypdfium2.PdfDocument(path) as document:
        for page in document:
            text = page.get_textpage()
            boxes = [text.get_rect(k) for k in range(text.count_rects())]
            feet = [box[1] for box in boxes if "of verse" in text.get_text_bounded(*box)]
            assert len(feet) in (0, 5)
            assert all(above - below < 18 for above, below in pairwise(feet))


def test_notes_that_only_notes_call_and_calls_in_headings_verse_and_lists(tmp_path: Path) -> None:
    html = (
        f"<p>First{ref('n1', '1')}.</p><h2 id='h'>Head{ref('n3', '3')}</h2>"
        f'<div class="verse"><div class="stanza"><p><span class="line">Roses{ref("n4", "4")}</span>'
        f'<br/><span class="line">are red</span></p></div></div>'
        f'<div class="list"><ul><li>item{ref("n5", "5")}</li></ul></div>'
        f"<table><tr><td>cell{ref('n6', '6')}</td></tr></table>"
    )
    bodies = {"n1": f"<p>See{ref('n2', '2')}.</p>", "n2": "<p>Called by a note.</p>"}
    bodies |= {f"n{k}": f"<p>Note {k}.</p>" for k in range(3, 7)}
    notes = [note(id, id[1:], body, f"ref-{id}") for id, body in bodies.items()]
    made(book(section(html, *notes)), tmp_path)


@pytest.mark.parametrize("counts", [[5, 5, 5, 5, 5, 5, 5], [5, 5, -5, 5, -5, 5, 5]])
def test_a_paragraph_is_divided_at_ends_of_lines_that_divide_no_word(counts: list[int]) -> None:
    html = "<div><aside><p>aaaaa bb<em>bbb ccc</em>cc ddddd eeeee fffff ggggg</p></aside></div>"
    root = etree.fromstring(html)
    _divide(root[0], counts)
    pieces = [etree.tostring(piece[0], encoding="unicode") for piece in root]
    if counts[2] > 0:
        assert pieces == [
            '<p class="runs-on">aaaaa bb<em>bbb ccc</em>cc</p>',
            '<p class="ran-on"> ddddd eeeee fffff ggggg</p>',
        ]
    else:
        assert pieces == [
            '<p class="runs-on">aaaaa bb<em>bbb ccc</em>cc ddddd</p>',
            '<p class="ran-on"> eeeee fffff ggggg</p>',
        ]
