"""What stands on one page of the PDF, and what may go over to the next."""

from __future__ import annotations

from pathlib import Path

import pypdfium2

from pipeline.model.settings import Settings
from pipeline.write.pdf.write import write_pdf
from pipeline.write.render import Rendered
from tests.rendered import HASH, book, section


def pages(rendered: Rendered, folder: Path) -> list[list[str]]:
    """Set a book, and give the lines of its pages."""
    write_pdf(rendered, Settings(), HASH, folder / "book.pdf")
    with pypdfium2.PdfDocument(folder / "book.pdf") as document:
        texts = [page.get_textpage().get_text_range() for page in document]
    return [text.splitlines() for text in texts]


def headings(number: int, title: str, sections: int) -> str:
    below = (f'<h2 id="ch{number:02}-{k}">{title} {k}</h2><p>Text.</p>' for k in range(sections))
    return "".join(below)


def contents(*sections: int, folder: Path) -> list[list[str]]:
    """Give the lines of the pages of contents of a book whose chapters have so many sections."""
    chapters = (
        section(headings(k, f"Section {k}", many), number=k, title=f"Chapter {k}")
        for k, many in enumerate(sections, 1)
    )
    listed = [[line for line in lines if ". ." in line] for lines in pages(book(*chapters), folder)]
    return [lines for lines in listed if lines]


def test_sections_may_go_over_to_the_next_page_of_the_contents(tmp_path: Path) -> None:
    first, second = contents(20, 20, folder=tmp_path)
    assert len(first) > 22
    assert second[0].startswith("Section 2")


def test_no_line_of_the_contents_stands_alone(tmp_path: Path) -> None:
    room = len(contents(60, folder=tmp_path)[0])
    _, last = contents(room - 2, 0, 0, folder=tmp_path)
    assert [line.split(" .")[0] for line in last] == ["Chapter 2", "Chapter 3"]


def test_the_contents_have_chapters_and_sections_and_no_more(tmp_path: Path) -> None:
    html = '<h2 id="ch01-1">A section</h2><p>Text.</p><h3 id="ch01-1-1">Below</h3><p>Text.</p>'
    lines = next(lines for lines in pages(book(section(html)), tmp_path) if "Contents" in lines)
    assert any(line.startswith("A section") for line in lines)
    assert not any(line.startswith("Below") for line in lines)


def table(rows: int) -> str:
    cells = "".join(f"<tr><td>row {k}</td><td>cell</td></tr>" for k in range(rows))
    head = "<thead><tr><th>Head</th><th>Foot</th></tr></thead>"
    return f'<figure class="table"><table>{head}<tbody>{cells}</tbody></table></figure>'


def test_a_table_goes_over_with_three_rows_and_its_heading_on_either_side(tmp_path: Path) -> None:
    parted = 0
    for above in range(14, 26, 2):
        html = "<p>Text.</p>" * above + f'<h2 id="ch01-1">Table</h2>{table(12)}'
        found = pages(book(section(html)), tmp_path)
        rows = [[line for line in lines if line.startswith("row")] for lines in found]
        held = [len(each) for each in rows if each]
        assert sum(held) == 12
        assert min(held) >= 3
        opening = next(lines for lines in found if "Table" in lines)
        assert any(line.startswith("row 2 ") for line in opening)
        parted += len(held) > 1
    assert parted > 1


def test_a_small_table_stays_in_one_piece(tmp_path: Path) -> None:
    html = "".join(f'<h3 id="ch01-{k}">T{k}</h3>{table(2)}' for k in range(40))
    for lines in pages(book(section(html)), tmp_path):
        assert sum(line.startswith("row 0") for line in lines) == sum(
            line.startswith("row 1") for line in lines
        )
