"""A printed index leads to the pages that it names, if it proves to be of this very source."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.model.settings import Settings
from pipeline.write.edition import edition_of
from pipeline.write.page import EPUB_TYPE, fragment, text_of
from pipeline.write.parts import chapters
from pipeline.write.pdf.checks import check_pdf
from pipeline.write.pdf.write import write_pdf
from pipeline.write.render import Rendered, Section
from tests.readpdf import links as links_of_pdf
from tests.rendered import HASH, book, note, page, ref, section

WORDS = {"xi": "preface", "1": "miller", "2": "orchard", "3": "bells", "4": "boats", "5": "bridge"}
ENTRIES = ["Bells, 3", "Boats, 4", "Bridge, 5", "Miller, 1", "Orchard, 2"]


def with_index(*entries: str, words: dict[str, str] | None = None) -> Rendered:
    text = " ".join(f"{page(label)}The {word}." for label, word in (words or WORDS).items())
    called = f"<p>{text} Noted{ref('n1', '1')}.</p>"
    items = "".join(f"<li>{entry}</li>" for entry in entries)
    html = f'<h1 id="ch02">Index</h1><div class="list"><ul>{items}</ul></div>'
    index = Section("ch02", "back", "Index", html, ())
    return book(section(called, note("n1", "1", "<p>Of herons.</p>", "ref-n1")), index)


def links(rendered: Rendered) -> list[tuple[str, str]]:
    edition = edition_of(rendered, Settings(), HASH, "")
    content = chapters(edition)[-1].content
    plain = fragment(rendered.sections[-1].html)
    assert text_of([content], lambda _: False).split() == text_of(plain, lambda _: False).split()
    return [("".join(a.itertext()), a.get("href")) for a in content.iter("a")]


def of(entry: str) -> list[tuple[str, str]]:
    return links(with_index(entry, *ENTRIES))[: -len(ENTRIES)]


def test_every_number_leads_to_its_page() -> None:
    assert links(with_index(*ENTRIES)) == [
        ("3", "#page-3"),
        ("4", "#page-4"),
        ("5", "#page-5"),
        ("1", "#page-1"),
        ("2", "#page-2"),
    ]


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("Bells, 3–5, 1", [("3–5", "#page-3"), ("1", "#page-1")]),
        ("Bells, 3f., 4 ff.", [("3f.", "#page-3"), ("4 ff.", "#page-4")]),
        ("Herons, 5n; 5 n.", [("5n", "#page-5"), ("5 n.", "#page-5")]),
        ("Preface, xi", [("xi", "#page-xi")]),
        ("<em>Bells</em>, 3; boats and <em>bells</em>, 4", [("3", "#page-3"), ("4", "#page-4")]),
        ("Bells, of the year 4 and 12 May, 3", [("3", "#page-3")]),
        ("Bells, 4 May, 99, 3", [("3", "#page-3")]),
        ("Bells, see Boats", []),
    ],
)
def test_what_is_a_page_and_what_is_none(entry: str, expected: list[tuple[str, str]]) -> None:
    assert of(entry) == expected


def test_an_index_may_put_no_comma_before_the_first_page() -> None:
    bare = [entry.replace(",", "") for entry in ENTRIES]
    assert len(links(with_index(*bare))) == len(ENTRIES)


def test_what_proves_an_index_is_called_one() -> None:
    edition = edition_of(with_index(*ENTRIES), Settings(), HASH, "")
    content = chapters(edition)[-1].content
    assert (content.get(EPUB_TYPE), content.get("role")) == ("index", "doc-index")


def test_the_pdf_has_the_links_too(tmp_path: Path) -> None:
    write_pdf(with_index(*ENTRIES), Settings(), HASH, tmp_path / "book.pdf")
    assert check_pdf(tmp_path / "book.pdf") == []
    index = [link for link in links_of_pdf(tmp_path / "book.pdf") if link[0] == "2"]
    # On its second page, all of them lead to the first, where the source's pages begin.
    assert [(there, text.strip()) for _, there, text in index] == [("1", n) for n in "34512"]


def test_notes_count_to_the_page_that_calls_them() -> None:
    entries = [f"Herons, {word}, 5n" for word in "abcde"]
    assert len(links(with_index(*entries))) == len(entries)


def test_an_index_of_other_pages_gets_no_links() -> None:
    shifted = dict(zip(WORDS, [*list(WORDS.values())[2:], "end", "finis"], strict=True))
    assert links(with_index(*ENTRIES, words=shifted)) == []


def test_a_page_that_the_source_has_twice_is_no_target() -> None:
    rendered = with_index("Bells, 3, 4", *ENTRIES)
    doubled = (*rendered.pages, ("3", "page-3-2"))
    twice = replace(rendered, pages=doubled)
    assert ("3", "#page-3") not in links(twice)
    assert ("4", "#page-4") in links(twice)


def test_a_list_of_little_is_no_index_and_no_chapter_is_one() -> None:
    assert links(with_index(*ENTRIES[:3])) == []
    whole = with_index(*ENTRIES)
    chapter = replace(whole.sections[1], kind="chapter")
    assert links(replace(whole, sections=(whole.sections[0], chapter))) == []
