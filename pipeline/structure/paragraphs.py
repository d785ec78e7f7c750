"""Where paragraphs begin.

The sign that the book uses (an indent, a blank line) is the best evidence where the input kept it.
Where it did not, the typesetter's last lines tell: a line was ended early if the next line's first
word would still have fitted on it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.conventions.titles import (
    ends_in_leaders,
    ends_sentence,
    is_date,
    stops_short,
)
from pipeline.conventions.widths import natural_width
from pipeline.layout.habits import fills_together, first_word
from pipeline.layout.lay_out import Layout
from pipeline.layout.openings import OPENERS, filled_odds, first_line_odds
from pipeline.layout.setting.casts import Cast
from pipeline.model.book import Line

# The signs of a thought break, alone on their line.
BREAK = re.compile(r"(?:[*·•~⁂✻❦#]\s*){2,9}|[⁂❦✻]|[—–_=-]{3,}")
BREAKS = "*·•~⁂✻❦#—–_=-"
"""Signs that it may begin with."""
BULLETS = "•‣◦▪■"
BULLET = re.compile(rf"[{BULLETS}]\s+")
NUMBER = re.compile(r"(?P<open>\(?)(?P<label>\d{1,2}|[a-z]|[ivx]{1,5})(?P<close>[.)])\s+(?=\S)")
SIBLINGS = 4
"""Items above a line of which one must hang, for it to be known that items do."""
LAST_OF_TABLES = "ivxl"
"""Letters of the folios that end a table's lines."""
CERTAIN = 9.0
MOST = 7.0
"""What the widths of two lines say at most for the second's beginning a paragraph."""
FIRST = 0.5
"""Ems from which on a line is set in farther than another."""
SAME = 0.05
"""Ems by which lines that are set in alike may differ."""


def is_break(text: str) -> bool:
    """Is a line a thought break's signs, and nothing else?

    >>> is_break("* * *"), is_break("* Ibid.")
    (True, False)
    """
    return text[:1] in BREAKS and BREAK.fullmatch(text) is not None


def begins_paragraph(layout: Layout, before: int, here: int, measure: float) -> float:
    """Weigh whether line `here` begins a paragraph after line `before`; above 0 it does.

    `measure` is that of the type in hand, the text's or the notes'. The weights are log-odds, set
    by hand on the reasons given.
    """
    lines, habits = layout.paging.lines, layout.habits
    last, first = lines[before].text, lines[here].text
    if not layout.casts and _goes_on(lines[before], lines[here]) and not layout.gaps[here]:
        return -CERTAIN
    if is_break(first) or is_break(last) or BULLET.match(first):
        return CERTAIN
    if ends_in_leaders(last) or is_date(last):
        return CERTAIN
    if layout.spaced:
        return CERTAIN if layout.gaps[here] else -CERTAIN
    if _one_line(layout, before, here, measure):
        return -CERTAIN
    score = _words(last, first, habits.opening)
    casts = layout.casts.get(before), layout.casts.get(here)
    same_page = lines[before].page == lines[here].page and here - before <= 12
    gap = layout.gaps[here] if same_page else 0
    if same_page and habits.blank_paragraphs:
        score += 4.0 if gap else -3.5 if casts[0] is None else -8.0
    elif gap:
        score += 2.5
    if casts[0] is not None and casts[1] is not None:
        score += _set_apart(layout, casts[0], casts[1])
    elif same_page and habits.indented_paragraphs:
        shift = lines[here].indent - lines[before].indent
        score += 5.0 if 1 < shift <= 10 else -2.5 if shift == 0 else 0.0
    # Most lines go on with their paragraph, whatever their widths say.
    return score if score <= -MOST else score + _fit(layout, before, here, measure)


def _goes_on(above: Line, line: Line) -> bool:
    """Does a line plainly go on with the paragraph of the line above it, as most lines do?

    It begins with a small letter, as far in, and that ends with a letter, in no date nor table.
    """
    last = above.text[-1:]
    ends = last.isalpha() and last not in LAST_OF_TABLES and not is_date(above.text)
    return ends and line.indent == above.indent and line.text[:1].islower()


def _set_apart(layout: Layout, above: Cast, cast: Cast) -> float:
    """Weigh how a line is set against the line above it: in smaller type, as a block, indented."""
    if above.off != cast.off:
        return CERTAIN
    if cast.gap:
        return 4.0
    if cast.first or cast.inset - above.inset > FIRST:
        return 5.0
    indented = layout.habits.indented_paragraphs and cast.inset > above.inset - FIRST
    return -2.5 if indented else 0.0


def _one_line(layout: Layout, before: int, here: int, measure: float) -> bool:
    """Are the two the parts of one printed line that the extractor broke at a raised marker?"""
    if not layout.habits.broken_at_markers:
        return False
    lines = layout.paging.lines
    together = (layout.widths[before] + layout.widths[here]) / max(1.0, measure)
    below = lines[here + 1].text if here + 1 < len(lines) else ""
    return fills_together(lines[before].text, together, first_word(below, measure))


def _fit(layout: Layout, before: int, here: int, measure: float) -> float:
    """Weigh how full the line before was, and how full this one is.

    A filled line's width is about normal around the measure, a last line's anywhere below it; where
    lines are ragged, a line was filled if the next word would not have fitted on it. A first line
    holds less by its indent.
    """
    if not measure:
        return 0.0
    habits, widths, lines = layout.habits, layout.widths, layout.paging.lines
    width = widths[before] / measure
    if habits.indented_paragraphs and lines[before].indent > lines[here].indent:
        width += habits.first_line  # the blanks of its indent are part of the line
    score = 0.0
    if habits.justified:
        score = max(-4.0, min(5.0, -filled_odds(width, 1.0, habits.spread)))
    else:
        word = lines[here].text.split(" ", 1)[0]
        room = 1 - width - natural_width(" " + word) / measure
        score = -3.0 if room < 0 else 1.0 if room < 0.05 else 4.0
    return score + first_line_odds(widths[here] / measure, habits.first_line, habits.spread)


def _words(last: str, first: str, opening: float) -> float:
    """Weigh how the line before ends and how this one begins.

    `opening` are the book's odds that a sentence which begins a line begins a paragraph.
    """
    opens = first.lstrip(OPENERS)[:1]
    if ends_sentence(last):
        score = opening
    elif stops_short(last):
        score = -4.5 if last[-1] not in ":—" else -1.0
    else:
        score = -4.5
    if opens.islower():
        score -= 3.5
    elif first[:1] in "—–" and first[1:2] == " ":
        score += 1.5
    return score


def _hangs(layout: Layout, first: int, before: int, here: int) -> bool:
    """Does a line hang under the bullet or the number that its paragraph begins with?"""
    lines = layout.paging.lines
    if lines[first].text[:1] not in BULLETS:
        return not layout.casts and _below_number(lines[first], lines[before], lines[here])
    if BULLET.match(lines[first].text) is None or BULLET.match(lines[here].text):
        return False
    a, b = layout.casts.get(first), layout.casts.get(here)
    if a is not None and b is not None:
        return b.inset > a.inset - SAME
    return lines[here].indent > lines[first].indent


def _below_number(first: Line, above: Line, line: Line) -> bool:
    """Does a line stand below the words of a numbered item, and go on with its sentence?"""
    deeper = line.indent - first.indent
    if deeper <= 0 or (number := NUMBER.match(first.text)) is None:
        return False
    # On another page the same indent may be some blanks more or less.
    stands = abs(deeper - number.end()) <= 1 or line.page != first.page
    begins = line.text[:1]
    goes_on = not ends_sentence(above.text) or begins.islower() or begins == "-"
    return stands and goes_on and NUMBER.match(line.text) is None


def _leaves(layout: Layout, groups: Sequence[Sequence[int]], here: int) -> bool:
    """Does a line stand farther out than the item above it, where the lines of items hang?"""
    lines = layout.paging.lines
    first = lines[groups[-1][0]]
    if layout.casts or lines[here].indent >= first.indent or lines[here].page != first.page:
        return False
    return _is_item(first) and any(
        len(group) > 1
        and _is_item(lines[group[0]])
        and lines[group[0]].indent < lines[group[1]].indent
        for group in groups[-SIBLINGS:]
    )


def _is_item(line: Line) -> bool:
    return (BULLET.match(line.text) or NUMBER.match(line.text)) is not None


def split_paragraphs(
    layout: Layout, lines: Sequence[int], measure: float, threshold: float = 0.0
) -> list[list[int]]:
    """Divide lines that are all text (or all of one note) into paragraphs."""
    groups: list[list[int]] = []
    begins, goes_on = layout.decided.begins, layout.decided.goes_on
    for k, here in enumerate(lines):
        if (
            not groups
            or here in begins
            or (
                here not in goes_on
                and not _hangs(layout, groups[-1][0], lines[k - 1], here)
                and (
                    _leaves(layout, groups, here)
                    or begins_paragraph(layout, lines[k - 1], here, measure) > threshold
                )
            )
        ):
            groups.append([])
        groups[-1].append(here)
    return groups
