"""Paragraphs broken as a whole: better lines than one after another, and the same words."""

from __future__ import annotations

import statistics
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from pipeline.model.settings import Settings, Style
from pipeline.write.pdf.breaking import Point, line_ends
from pipeline.write.pdf.words import differences_of_pdf
from pipeline.write.pdf.write import write_pdf
from tests.rendered import HASH, book, page, section

PROSE = (
    "The compositor who justifies a line by itself gives the next one whatever is left, and the "
    "reader's eye falls through the gaps; whoever looks at the paragraph as a whole can take a "
    "syllable back three lines earlier, where nobody will notice it. <em>Immeasurably</em> small "
    "differences, distributed evenly, are the whole secret of a quiet page — or almost the whole. "
)


def words(*widths: float) -> list[Point]:
    points, at = [], 0.0
    for k, width in enumerate(widths):
        points.append(Point(at + width, at + width + 2, k, k + 1, False))
        at += width + 2
    return points


def test_a_line_is_left_short_for_the_sake_of_the_next() -> None:
    # Line by line the second would take what leaves the third almost empty.
    points = words(8, 8, 8, 8, 8, 8, 18, 18, 8, 8)
    assert line_ends(points, 40, 40, 2) != []
    gaps = [points[end].before for end in line_ends(points, 40, 40, 2)]
    assert gaps == sorted(gaps)


def test_no_word_is_alone_on_the_last_line_where_that_can_be_helped() -> None:
    assert line_ends(words(*[3] * 17), 38, 38, 2)[-2] < 15


def test_what_cannot_be_set_is_told() -> None:
    assert line_ends(words(8, 40, 8), 30, 30, 2) == []
    assert line_ends(words(8, 8, 20, 8), 30, 30, 2, 0.1) == []


def test_a_piece_of_an_address_is_left_short_rather_than_a_line_full_of_gaps() -> None:
    pieces = [Point(at, at, 3, 3, False) for at in (96, 166, 206)]
    # Three words alone, and then a full line; or a full line, and then a piece alone.
    assert line_ends([*words(20, 20, 20), *pieces], 100, 100, 2) == [3, 4, 5]


def test_of_lines_that_are_too_loose_the_fuller_is_taken() -> None:
    # Two words of 100 and then a full line; or three words, and then a line a little loose.
    assert line_ends(words(5, 5, 60, 38, 57, 8, 8), 100, 100, 2) == [2, 4, 6]


def spaces(path: Path) -> list[float]:
    """Give the mean distance of words in each full line, in points."""
    found = []
    with pypdfium2.PdfDocument(path) as document:
        for page in document:
            text, lines = page.get_textpage(), {}
            for k in range(text.count_chars()):
                box = pdfium.FS_RECTF()
                pdfium.FPDFText_GetLooseCharBox(text.raw, k, box)
                if chr(pdfium.FPDFText_GetUnicode(text.raw, k)).strip():
                    lines.setdefault(round(box.bottom), []).append((box.left, box.right))
            for line in lines.values():
                gaps = [b[0] - a[1] for a, b in zip(sorted(line), sorted(line)[1:], strict=False)]
                wide = [gap for gap in gaps if gap > 1.2]
                if len(wide) > 5 and max(right for _, right in line) > 350:
                    found.append(statistics.mean(wide))
    return found


def test_lines_are_less_loose_than_line_by_line_and_hold_the_same_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rendered = book(section("".join(f"<p>{PROSE * k}</p>" for k in range(1, 7))))
    write_pdf(rendered, Settings(), HASH, tmp_path / "whole.pdf")
    monkeypatch.setattr("pipeline.write.pdf.patches.paragraphs.line_ends", lambda *_: [])
    write_pdf(rendered, Settings(), HASH, tmp_path / "single.pdf")
    assert differences_of_pdf(rendered, tmp_path / "whole.pdf") == []
    whole, single = spaces(tmp_path / "whole.pdf"), spaces(tmp_path / "single.pdf")
    assert len(whole) > 40
    assert max(whole) < max(single)
    assert statistics.mean(whole) < statistics.mean(single)


def test_lines_end_at_the_edge_in_a_typeface_whose_spaces_are_kerned(tmp_path: Path) -> None:
    text = "The half of the rest of a book of that size if it of itself is one of them. " * 12
    rendered = book(section(f"<p>{text}</p>"))
    write_pdf(rendered, Settings(style=Style(theme="modern")), HASH, tmp_path / "a.pdf")
    found = []
    with pypdfium2.PdfDocument(tmp_path / "a.pdf") as document:
        for leaf in document:
            pieces = leaf.get_textpage()
            boxes = [pieces.get_rect(k) for k in range(pieces.count_rects())]
            found.append([right for left, _, right, _ in boxes if right - left > 250])
    edges = max(found, key=len)
    assert len(edges) > 10
    assert sum(edge < max(edges) - 1 for edge in edges) <= 1, "all but one before a hyphen"


def test_no_line_begins_with_what_belongs_to_the_word_before(tmp_path: Path) -> None:
    # Spaces stand before these signs, and hyphens before figures: Pango breaks at neither.
    text = "Voyons donc ! Il est parti ? Le plan MX-1842 est là ; tant mieux ! " * 30
    rendered = book(section(f"<p>{text}</p>"), language="fr")
    write_pdf(rendered, Settings(), HASH, tmp_path / "a.pdf")
    lines = lines_of(tmp_path / "a.pdf")
    assert (
        sum(line.startswith(("Voyons", "Il", "est", "parti", "Le", "plan")) for line in lines) > 9
    )
    assert not any(line.startswith(("!", "?", ";", "1842")) for line in lines)


def test_a_line_may_end_before_the_mark_of_a_page(tmp_path: Path) -> None:
    # Before a word that follows a mark without any text, WeasyPrint ended lines after one word.
    words = PROSE.split()[:40]
    marked = (
        " ".join([*words[:k], page(str(k)) + words[k], *words[k + 1 :]]) for k in range(4, 40)
    )
    rendered = book(section("".join(f"<p>{text}</p>" for text in marked)))
    write_pdf(rendered, Settings(), HASH, tmp_path / "a.pdf")
    lines = [
        line for line in lines_of(tmp_path / "a.pdf") if set(line.split()) & {*words[4:36]} - {"a"}
    ]
    assert len(lines) > 100
    assert [line for line in lines if len(line) < 40] == []


def lines_of(path: Path) -> list[str]:
    with pypdfium2.PdfDocument(path) as document:
        pages = [document[k].get_textpage().get_text_range() for k in range(len(document))]
    return [line for page in pages for line in page.splitlines()]


def test_an_address_is_broken_at_its_signs_and_leaves_no_gaps_before_it(tmp_path: Path) -> None:
    address = "https://example.org/archive/letters-from-the-mill/found-under-the-floor-in-1842.html"
    text = f"The letters were found under the floor when it was taken down: {address} and"
    rendered = book(section(f"<p>{text} {PROSE}</p>"))
    write_pdf(rendered, Settings(), HASH, tmp_path / "a.pdf")
    assert differences_of_pdf(rendered, tmp_path / "a.pdf") == []
    lines = lines_of(tmp_path / "a.pdf")
    (k,) = (k for k, line in enumerate(lines) if "example.org" in line)
    assert address not in lines[k]
    assert (lines[k] + lines[k + 1]).count(address) == 1
    assert not lines[k].endswith("-")
