"""What a book does throughout: its measure, its paragraphs' sign, its running heads.

Learned from the whole book before any line is judged, since a line means nothing by itself: four
blanks are an indent in one book and the left edge in another.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.conventions.titles import ends_sentence
from pipeline.conventions.widths import natural_width, natural_widths
from pipeline.layout.openings import OPENERS, opening_odds
from pipeline.layout.paging.pages import Paging
from pipeline.layout.setting.shapes import Setting, shape_widths
from pipeline.model.book import Line

MARKER_END = re.compile(r"[^\s\d]\d{1,3}$|[*†‡§]$")
WIDEST_VERSE = 0.9
"""Share of the measure of a book of verse that its longest line comes to: none is filled."""
FEWEST_LINES, MOSTLY = 6, 0.7
"""Lines within sentences that show how a book's lines begin, and the share of verse among them."""
PROSE = 0.02
"""Share of the lines from which full ones that go on in small letters are prose."""
FULL_BELOW = 0.8
"""Share of a full line's width from which the one below is full too, or nearly."""
BIN = 0.5
"""Ems; finer bins than a line's own variation make no sharper peak."""


@dataclass(frozen=True, slots=True)
class Habits:
    """The book's habits. Widths are in ems of its own type, as `natural_width` gives them."""

    measure: float
    """The width that filled lines of the text come to."""
    spread: float
    """How far filled lines vary around it: their standard deviation as a share of the measure."""
    note_measure: float
    """The same for notes, whose smaller type holds more; the text's own when there are none."""
    first_line: float
    """How much narrower a paragraph's first line is, as a share of the measure: its indent, which
    shows in the words it holds even when the input has dropped the blanks. 0: none is seen."""
    opening: float
    """The log-odds that a line begins a paragraph which begins with a capital, below a line that
    ends a sentence."""
    justified: bool
    """Filled lines are of one width; otherwise each is as long as its words allow."""
    broken_at_markers: bool
    """The extractor breaks a line at a raised marker, so that its parts fill it together."""
    blank_paragraphs: bool
    """A blank line stands between paragraphs."""
    indented_paragraphs: bool
    """A paragraph's first line is indented, and the input shows it."""
    verse: bool
    """The book is verse throughout: lines begin with capitals wherever sentences end."""
    usual_gap: int
    """Blank lines between two paragraphs; 0 where paragraphs follow each other closely."""
    heads: float
    """The share of pages that bear a running head at the top."""
    feet: float
    """The share of pages that bear one at the foot."""


def measure_of(widths: Sequence[float]) -> float:
    """Give the width at which most lines are filled: the peak of the widths' distribution.

    Short lines spread evenly; filled ones pile up. 0 when there are too few lines to tell.
    """
    bins = Counter(int(width / BIN) for width in widths if width > 8)
    if len(widths) < 3 or not bins:
        return max(widths, default=0.0)
    near = {b: bins[b - 1] + 2 * bins[b] + bins[b + 1] for b in bins}
    # By the letters they hold: in a short text, verses and the items of a list may be more lines.
    # A line that none is near to shows nothing.
    smooth = {b: count * b for b, count in near.items() if count > 2} or near
    # The far tail of a big peak outweighs a small one, so the peak is taken, not the maximum width.
    best = max(smooth, key=lambda b: (smooth[b], b))
    filled = sorted(w for w in widths if abs(w / BIN - best - 0.5) <= 0.06 * best + 1)
    return filled[len(filled) // 2]


def learn_habits(
    paging: Paging,
    widths: Sequence[float],
    notes: Sequence[int],
    heads: tuple[Counter[str], Counter[str]],
) -> Habits:
    """Learn the habits.

    `notes` are the lines that are taken for notes so far, `heads` counts what recurs at the pages'
    heads and feet.
    """
    lines = paging.lines
    inside = set(notes)
    text = [i for i, line in enumerate(lines) if line.text and i not in inside]
    verse = _verse(lines, text)
    known = _beside_verse(lines, text, widths) if verse else [widths[i] for i in text]
    measure = measure_of(known)
    note_measure = measure_of([widths[i] for i in notes]) if len(notes) > 8 else measure
    if note_measure < 0.8 * measure:  # notes too short to fill a line tell nothing of it
        note_measure = measure
    full = [widths[i] for i in text if widths[i] > 0.8 * measure]
    close = sum(abs(width - measure) < 0.045 * measure for width in full)
    off = sorted(abs(width / measure - 1) for width in full) or [0.03]
    # 1.48 times the median deviation is the standard deviation of a normal distribution.
    spread = min(0.06, max(0.015, 1.48 * off[len(off) // 2]))
    first_line = _first_line(lines, text, widths, measure)
    ended = [ends_sentence(lines[i].text) for i in text]
    return Habits(
        measure=measure,
        spread=spread,
        note_measure=note_measure,
        first_line=first_line,
        opening=opening_odds(_could_open(lines, text, ended, widths, measure), first_line, spread),
        justified=close > 0.6 * max(1, len(full)),
        broken_at_markers=_broken_at_markers(lines, text, widths, measure),
        blank_paragraphs=_blank_paragraphs(lines, text),
        indented_paragraphs=_indented_paragraphs(lines, text),
        verse=verse,
        usual_gap=_usual_gap(lines, text, ended),
        heads=_recurring(heads[0], len(paging.starts)),
        feet=_recurring(heads[1], len(paging.starts)),
    )


def _verse(lines: Sequence[Line], text: Sequence[int]) -> bool:
    """Do lines begin with capitals though the line right above has not ended its sentence?

    In prose few do: with names, and in German with nouns.
    """
    begins = [
        lines[b].text.lstrip(OPENERS)[:1].isupper()
        for a, b in pairwise(text)
        if b == a + 1 and not lines[a].text.isupper() and not ends_sentence(lines[a].text)
    ]
    return len(begins) >= FEWEST_LINES and sum(begins) > MOSTLY * len(begins)


def _beside_verse(
    lines: Sequence[Line], text: Sequence[int], widths: Sequence[float]
) -> list[float]:
    """Give the widths of prose that a book of verse has; without any, one that no line fills.

    Prose goes on in small letters from one full line to the next; what is left of a line of verse
    that was turned over is short.
    """
    full = [
        widths[a]
        for a, b in pairwise(text)
        if b == a + 1 and lines[b].text[0].islower() and widths[b] > FULL_BELOW * widths[a]
    ]
    longest = max(widths[i] for i in text)
    return full if len(full) >= max(3, PROSE * len(text)) else [longest / WIDEST_VERSE]


def _recurring(heads: Counter[str], pages: int) -> float:
    """Give the share of pages that bear a line which recurs; in a few pages twice is often."""
    often = 3 if pages > 12 else 2
    return sum(n for n in heads.values() if n >= often) / pages


def _usual_gap(lines: Sequence[Line], text: Sequence[int], ended: Sequence[bool]) -> int:
    """Give the commonest number of blank lines after a sentence's end, headings aside."""
    gaps = Counter(
        b - a - 1
        for (a, b), end in zip(pairwise(text), ended, strict=False)
        if end and lines[a].page == lines[b].page
    )
    blank = sum(count for gap, count in gaps.items() if gap)
    if not gaps or blank < 0.02 * len(text):
        return 0
    return max((gap for gap in gaps if gap), key=lambda gap: gaps[gap])


def _first_line(
    lines: Sequence[Line], text: Sequence[int], widths: Sequence[float], measure: float
) -> float:
    """Learn the first lines' indent from paragraphs whose beginning is beyond doubt."""
    lacking = sorted(
        1 - widths[b] / measure
        for a, b, c in zip(text, text[1:], text[2:], strict=False)
        if widths[a] < 0.75 * measure
        and 0.85 * measure < widths[b]
        and 0.9 * measure < widths[c]
        and ends_sentence(lines[a].text)
        and lines[b].text[:1].isupper()
    )
    if len(lacking) < 12:
        return 0.0
    middle = lacking[len(lacking) // 2]
    return middle if middle > 0.02 else 0.0


def _could_open(
    lines: Sequence[Line],
    text: Sequence[int],
    ended: Sequence[bool],
    widths: Sequence[float],
    measure: float,
) -> list[tuple[float, float]]:
    """Give the widths of the pairs of lines of which the second could begin a paragraph.

    `ended` tells which lines end a sentence.
    """
    return [
        (widths[a] / measure, widths[b] / measure)
        for (a, b), end in zip(pairwise(text), ended, strict=False)
        if end and lines[b].text.lstrip(OPENERS)[:1].isupper()
    ]


def fills_together(text: str, together: float, word: float) -> bool:
    """Does a line end with a marker, and with the line below come to one measure's width?

    `together` is the width of both as a share of the measure, `word` that of the next word, which
    would not have fitted on the line.

    >>> fills_together("in that year,3", 0.9, 0.2), fills_together("in that year,3", 0.9, 0.05)
    (True, False)
    """
    full = together > 0.95 or (together > 0.8 and together + word > 1)
    return full and together < 1.05 and MARKER_END.search(text) is not None


def first_word(text: str, measure: float) -> float:
    """Give the width of a line's first word and the blank before it, as a share of the measure."""
    return natural_width(" " + text.split(" ", 1)[0]) / max(1.0, measure)


def _broken_at_markers(
    lines: Sequence[Line], text: Sequence[int], widths: Sequence[float], measure: float
) -> bool:
    """Do many lines that end with a marker, and short of the measure, go on in the line below?

    Of those that stand at a paragraph's end, one in ten may seem to.
    """
    ends = [
        fills_together(
            lines[a].text,
            (widths[a] + widths[b]) / max(1.0, measure),
            first_word(lines[c].text, measure),
        )
        for a, b, c in zip(text, text[1:], text[2:], strict=False)
        if widths[a] < 0.85 * measure and MARKER_END.search(lines[a].text)
    ]
    whole = sum(ends)
    return whole >= 3 and whole > 0.2 * len(ends)


def _blank_paragraphs(lines: Sequence[Line], text: Sequence[int]) -> bool:
    """Do blank lines stand between paragraphs rather than anywhere?

    They must be frequent, but not after every line, and mostly follow a sentence's end.
    """
    gaps = [
        (a, b)
        for a, b in pairwise(text)
        if b - a > 1 and lines[a].page == lines[b].page and len(lines[b].text) > 25
    ]
    ended = sum(ends_sentence(lines[a].text) for a, _ in gaps)
    return 0.025 * len(text) < len(gaps) < 0.5 * len(text) and ended > 0.6 * len(gaps)


def _indented_paragraphs(lines: Sequence[Line], text: Sequence[int]) -> bool:
    """Is a small share of the lines set in by one to eight blanks, after a sentence's end?"""
    shifted = [
        (a, b)
        for a, b in pairwise(text)
        if 1 < lines[b].indent - lines[a].indent <= 8 and lines[a].page == lines[b].page
    ]
    ended = sum(ends_sentence(lines[a].text) for a, _ in shifted)
    return len(shifted) > 0.02 * len(text) and ended > 0.5 * len(shifted)


def gap_widths(lines: Sequence[Line]) -> list[int]:
    """Give for each line how many blank lines stand before it on its page."""
    gaps, blank = [], 0
    for k, line in enumerate(lines):
        if k and line.page != lines[k - 1].page:
            blank = 0
        gaps.append(blank)
        blank = blank + 1 if not line.text else 0
    return gaps


def line_widths(lines: Sequence[Line], setting: Setting | None = None) -> list[float]:
    """Give the width of each line in ems: as it was set, or else its natural width."""
    widths = natural_widths([line.text for line in lines])
    set_widths = shape_widths(lines, setting) if setting else {}
    return [set_widths.get(i, width) for i, width in enumerate(widths)] if setting else widths
