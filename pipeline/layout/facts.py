"""What each filled line says by itself, whatever stands around it: worked out once for the book."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from math import exp, log
from typing import NamedTuple

from pipeline.conventions.titles import (
    ends_sentence,
    is_titled,
    numbered,
    reads_as_sentence,
    stops_short,
    title_likeness,
)
from pipeline.layout.habits import Habits
from pipeline.layout.lines import LONGEST
from pipeline.layout.setting.casts import Cast
from pipeline.model.book import Line
from pipeline.model.tuples import make

NEVER = -40.0
WIDEST = 0.97
"""Share of the measure from which a line is no heading's: it was filled."""
FULLEST = 1.07
"""The same for a line in capitals."""
FILLED = 0.85
"""Share of the measure from which a line was filled, or nearly."""
DIFFERENT = 1.07
"""Times the text's measure from which the notes' differs."""
SEVERAL = 3
"""Filled lines of a page that show where its text begins."""
WIDEST_INDENT = 10
"""Blanks that a first line's indent may come to."""
INSET, CENTRED = 4, 0.07
"""Blanks from which a line may be centred, and the share of a line by which it may be off."""


class Facts(NamedTuple):
    """A line by itself."""

    key: str
    """Its letters, as running heads are compared by them."""
    inset: int
    """How far it is set in from its page's left edge, in blanks."""
    width: float
    """Its width as a share of the measure."""
    ended: bool
    """It ends like a sentence."""
    unfinished: bool
    """It plainly stops in mid-sentence."""
    numbered: bool
    """It is a chapter word with its number, or a numeral alone."""
    sentence: bool
    """It reads as a sentence rather than a title."""
    first: bool
    """It is set in as first lines of paragraphs are, where the input kept the blanks before it."""
    centred: bool
    """It stands in the middle of its page, where the input kept the blanks before it."""
    title: float
    """What its words and its width say for its being a heading's."""
    as_text: float
    """Log likelihood of its width if it is set to the text's measure."""
    as_note: float
    """The same for the notes' measure."""
    cast: Cast | None
    """What its type says, where the input shows it."""


def line_facts(
    lines: Sequence[Line],
    widths: Sequence[float],
    habits: Habits,
    casts: Mapping[int, Cast],
) -> dict[int, Facts]:
    """Work out the facts of all filled lines."""
    edges = left_edges(lines, widths, habits.measure)
    blanks = Blanks(
        _measure_in_letters(lines, widths, habits.measure),
        first_indent(lines, widths, edges, habits) if habits.indented_paragraphs else 0,
    )
    fits = _Fits(habits)
    return {
        i: _facts(line, edges.get(line.page, 0), widths[i], blanks, fits, casts.get(i))
        for i, line in enumerate(lines)
        if line.text
    }


class Blanks(NamedTuple):
    """How lines are laid out by blanks."""

    letters: float
    """How many letters a filled line holds."""
    indent: int
    """Blanks before the first lines of paragraphs; 0: none are kept."""


def first_indent(
    lines: Sequence[Line], widths: Sequence[float], edges: Mapping[int, int], habits: Habits
) -> int:
    """Give the indent of paragraphs' first lines: the commonest of filled lines that are set in."""
    insets = Counter(
        line.indent - edges.get(line.page, 0)
        for line, width in zip(lines, widths, strict=True)
        if line.text and width > FILLED * habits.measure
    )
    inner = {inset: n for inset, n in insets.items() if 0 < inset <= WIDEST_INDENT}
    return max(inner, key=lambda inset: (inner[inset], -inset), default=0)


def _measure_in_letters(lines: Sequence[Line], widths: Sequence[float], measure: float) -> float:
    """Give how many letters a filled line holds: where lines are laid out by blanks, its width."""
    full = sorted(
        len(line.text)
        for line, width in zip(lines, widths, strict=True)
        if line.text and width > FILLED * measure
    )
    return full[len(full) // 2] if full else 0.0


def left_edges(lines: Sequence[Line], widths: Sequence[float], measure: float) -> dict[int, int]:
    """Give the left edge of each page's text, in blanks: the least indent that several lines have.

    Most lines of a page may be a quotation's, and set in. A page that is not given begins at 0.
    """
    if not any(line.indent for line in lines):
        return {}
    indents: dict[int, Counter[int]] = defaultdict(Counter)
    for line, width in zip(lines, widths, strict=True):
        if line.text and width > FILLED * measure:
            indents[line.page][line.indent] += 1
    return {
        page: min(indent for indent, n in counts.items() if n >= min(SEVERAL, max(counts.values())))
        for page, counts in indents.items()
    }


class _Fits(dict[float, tuple[float, float]]):
    """What a width says for the text's measure and for the notes': most come many times."""

    def __init__(self, habits: Habits) -> None:
        super().__init__()
        self.habits = habits
        self.measure = max(1.0, habits.measure)

    def __missing__(self, width: float) -> tuple[float, float]:
        text, note = self.habits.measure, self.habits.note_measure
        as_text = _fit(width, text, self.habits)
        # Notes are told by their measure if it is far enough from the text's.
        as_note = _fit(width, note, self.habits) if note >= DIFFERENT * text else as_text
        self[width] = as_text, as_note
        return self[width]


def _facts(
    line: Line, edge: int, width: float, blanks: Blanks, fits: _Fits, cast: Cast | None
) -> Facts:
    text, inset, share = line.text, line.indent - edge, width / fits.measure
    ended, title, number, sentence = ends_sentence(text), NEVER, False, False
    # Capitals fill a line of a heading as they fill none of the text.
    if share <= (FULLEST if text.isupper() else WIDEST) and len(text) <= LONGEST:
        prose = share >= FILLED and not is_titled(text)
        title = title_likeness(text) + (1.0 if share < 0.6 else -2.0 * prose)
        number, sentence = numbered(text), ended and reads_as_sentence(text)
    unfinished = not ended or stops_short(text)
    first = blanks.indent > 0 and abs(inset - blanks.indent) <= 1
    centred = (
        inset > max(INSET, blanks.indent + 1)
        and abs(inset + (len(text) - blanks.letters) / 2) < CENTRED * blanks.letters
    )
    looks = line.key, inset, share, ended, unfinished, number, sentence, first, centred
    return make(Facts, (*looks, title, *fits[width], cast))


def _fit(width: float, measure: float, habits: Habits) -> float:
    """Weigh a line's width: the log likelihood of it for type set to a measure.

    Most lines are filled, about normally; the rest end anywhere; hardly any runs over.
    """
    spread = habits.spread * measure
    off = (width - measure) / spread
    filled = 0.85 * exp(-off * off / 2) / (spread * 2.5)
    ended = 0.15 / measure if off < 2 else 0.002 / measure
    return log((filled + ended) * habits.measure)
