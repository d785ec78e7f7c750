"""The page: sizes of type, margins, the block of text."""

from __future__ import annotations

import pytest

from pipeline.write.pdf.sheet import GUTTERS, LONGEST, MILLIMETRE, THUMB, TRIMS, Sheet, sheet_of
from pipeline.write.theme import THEMES, load_theme

THEME = load_theme("classic")


@pytest.mark.parametrize("trim", TRIMS)
@pytest.mark.parametrize("theme", sorted(file.stem for file in THEMES.glob("*.css")))
def test_every_page_has_lines_that_can_be_read_and_margins_that_can_be_held(
    trim: str, theme: str
) -> None:
    sheet = sheet_of(trim, load_theme(theme))
    assert 45 <= sheet.letters <= LONGEST
    assert 8.5 <= sheet.size <= 12.5
    assert min(sheet.inner, sheet.outer, sheet.top) >= 9.5 * MILLIMETRE
    assert sheet.inner < sheet.outer
    assert sheet.top < sheet.height - sheet.top - sheet.lines * sheet.line


@pytest.mark.parametrize("trim", TRIMS)
def test_a_thicker_book_has_a_wider_inner_margin_and_the_same_lines(trim: str) -> None:
    thin = sheet_of(trim, THEME)
    inner = 0.0
    for most, least in GUTTERS:
        thick = thin.of_pages(most)
        room = thin.width - thin.measure - THUMB * MILLIMETRE
        assert thick.inner >= min(least * MILLIMETRE, room) - 0.01
        assert thick.inner > inner or thick.inner == room
        assert (thick.measure, thick.lines) == (thin.measure, thin.lines)
        inner = thick.inner


def test_the_parts_of_the_page_make_up_the_page() -> None:
    sheet: Sheet = sheet_of("B-format", THEME)
    points = {name: float(value.removesuffix("pt")) for name, value in sheet.values.items()}
    assert points["--page-width"] == pytest.approx(129 * MILLIMETRE, abs=0.01)
    horizontal = points["--margin-inner"] + points["--margin-outer"]
    assert points["--page-width"] - horizontal == pytest.approx(sheet.measure, abs=0.02)
    vertical = points["--margin-top"] + points["--margin-bottom"]
    block = points["--page-lines"] * points["--line"]
    assert points["--page-height"] - vertical == pytest.approx(block + 0.1, abs=0.02)
