"""Block quotations: the paragraphs that are set off from the text.

Type shows them, or an indent. Where the input kept neither, blank lines above or below them do in a
book whose paragraphs follow each other closely, or their own measure: what is set in holds less on
a line, what is set smaller more. These are no proof by themselves; what leads up to a quotation
must be there too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from statistics import median

from pipeline.conventions.titles import ends_sentence, stops_short
from pipeline.layout.facts import left_edges
from pipeline.layout.lay_out import Layout
from pipeline.structure.passages import Passage

INSET, FARTHEST = 2, 16
"""Blanks by which a quotation is set in."""
RARE = 0.2
"""Share of the passages from which on blank lines above them say nothing."""
LONGEST = 12
"""Passages of one quotation."""
SHIFT = 0.03
"""Share of the measure by which a quotation's lines are thought to be narrower, if not learned."""
SAID = 3.0
"""The most that the widths of one passage can say: a whole section may be set somewhat narrower."""
UNLIKE = -4.0
"""Odds of its widths under which a passage is text, whatever stands around it."""
FULL, OVERFULL = 0.85, 1.15
"""Shares of the measure between which a line was filled."""
LEAST = 3
"""Full lines from which a passage's measure is learned."""
NARROWEST, WIDEST = 0.6, 1.25
"""Shares of the text's measure that a quotation's may be."""
APART = 0.05
"""Share of the measure by which that of a quotation differs at least."""
SURE = 4.0
"""Standard deviations of the mean by which it differs at least."""
FLOWING = ("paragraph", "quote", "verse", "item")
QUOTES = '“„«"'
CLOSED = re.compile(r"[”“»\"][^\w\s]*\d{0,3}\W*$")
"""A closing quotation mark, and perhaps a note's marker."""
LETTER = re.compile(r"[^\W\d_]")
LEADS = re.compile(r":[\d\W]*$")
TAIL = 64
"""Characters at a text's end of which these may tell."""


def with_quotations(layout: Layout, found: Sequence[Passage]) -> list[Passage]:
    """Take for quotations the paragraphs that are set off."""
    result = _set_in(layout, found)
    if layout.casts or layout.spaced or layout.given:
        return result
    quoted = {*_measured(layout, result), *_parted(layout, result)}
    return [
        passage._replace(kind="quote") if k in quoted else passage
        for k, passage in enumerate(result)
    ]


def _set_in(layout: Layout, found: Sequence[Passage]) -> list[Passage]:
    """Take for quotations the paragraphs that are set in as a whole, or set off by their type."""
    lines = layout.paging.lines
    edges = left_edges(lines, layout.widths, layout.habits.measure)
    result: list[Passage] = []
    for passage in found:
        casts = [each for i in passage.lines if (each := layout.casts.get(i))]
        inset = [lines[i].indent - edges.get(lines[i].page, 0) for i in passage.lines]
        if casts:
            quoted = sum(each.off for each in casts) > len(casts) / 2
        elif len(inset) > 1:
            # A page that is all quotation does not show that it is set in.
            inner = sum(INSET <= each <= FARTHEST for each in inset[1:])
            whole = lines[passage.lines[1]].page == lines[passage.lines[-1]].page
            quoted = inner == len(inset) - 1 or (not whole and inner > len(inset) / 2)
        else:
            above = result[-1] if result else passage
            quoted = above.kind == "quote" and INSET <= inset[0] <= FARTHEST
            quoted = quoted and inset[0] == lines[above.lines[-1]].indent - edges.get(
                lines[above.lines[-1]].page, 0
            )
        if passage.kind == "paragraph" and quoted and passage.lines[0] not in layout.index.begins:
            passage = passage._replace(kind="quote")
        result.append(passage)
    return result


def _measured(layout: Layout, found: Sequence[Passage]) -> Iterator[int]:
    """Give the passages that something leads up to, and whose full lines have their own measure."""
    before = False
    for k, passage in enumerate(found):
        led = (
            k > 0
            and found[k - 1].kind in FLOWING
            and (before or leads(_ends(layout, found[k - 1])[1]))
        )
        before = passage.kind == "paragraph" and led and _differs(layout, passage.lines)
        if before:
            yield k


def _differs(layout: Layout, lines: Sequence[int]) -> bool:
    """Are a passage's lines filled to a measure that is surely not the text's?"""
    habits = layout.habits
    full = [layout.widths[i] / max(1.0, habits.measure) for i in lines[:-1]]
    if not habits.justified or len(full) < LEAST:
        return False
    own = median(full)
    away = abs(1 - own)
    even = all(abs(width - own) < SURE * habits.spread for width in full)
    sure = away * len(full) ** 0.5 > SURE * habits.spread
    return NARROWEST < own < WIDEST and away > APART and even and sure


def _parted(layout: Layout, found: Sequence[Passage]) -> set[int]:
    """Give the passages that blank lines part from the text below, where these are rare.

    An extractor that puts a blank line where the distance between two lines changes may do so
    below a quotation alone. A thought break looks alike, so that the quotation must begin where
    something leads up to it.
    """
    gaps = [_gap(layout, found, k) for k in range(len(found))]
    plain = [
        gap
        for gap, above, here in zip(gaps[1:], found, found[1:], strict=False)
        if gap >= 0 and above.kind == here.kind == "paragraph"
    ]
    quoted: set[int] = set()
    if layout.habits.blank_paragraphs or sum(map(bool, plain)) > RARE * len(plain):
        return quoted
    for k, gap in enumerate([*gaps[1:], -1]):
        # What ends its page, or stands above a heading, must be parted from the line above it.
        alone = gaps[k] > 0 > gap and len(found[k].lines) == 1
        alone = alone and not any(below.kind == "verse" for below in found[k + 1 : k + 2])
        run, least = _run(layout, found, gaps, k, quoted) if gap > 0 or alone else (range(0), 0.0)
        if run and sum(_likeness(layout, found[j].lines) for j in run) > least:
            quoted.update(j for j in run if found[j].kind == "paragraph")
    return quoted


def _run(
    layout: Layout, found: Sequence[Passage], gaps: Sequence[int], last: int, quoted: set[int]
) -> tuple[range, float]:
    """Give the passages of the quotation that may end with one, and what their widths must say.

    None, where nothing leads up to any; nor do all that follow begin with a quotation mark.
    """
    texts = {k: _ends(layout, found[k]) for k in range(max(0, last - LONGEST), last + 1)}
    ended = texts[last][1]
    marked = CLOSED.search(ended, max(0, len(ended) - TAIL)) is not None
    for k in range(last, max(0, last - LONGEST), -1):
        above = found[k - 1]
        if above.kind == "heading" or k - 1 in quoted or k in quoted:
            break
        first, (_, before) = texts[k][0], texts[k - 1]
        broken_off = gaps[k] > 0 and not ends_sentence(before) and LETTER.search(before)
        led = found[k].kind == "paragraph" and above.kind != "verse"
        if led and (broken_off or leads(before)):
            return range(k, last + 1), UNLIKE if k == last or gaps[k] > 0 else 0.0
        marked = marked and first[0] in QUOTES
        if led and marked and texts[k - 1][0][0] not in QUOTES:
            return range(k, last + 1), 0.0
        if gaps[k] > 0:
            break
    return range(0), 0.0


def _ends(layout: Layout, passage: Passage) -> tuple[str, str]:
    """Give the first and the last line of a passage."""
    lines = layout.paging.lines
    return lines[passage.lines[0]].text, lines[passage.lines[-1]].text


def leads(text: str) -> bool:
    """Does a line lead up to what stands below it? A dash or a marker may stand behind the colon.

    >>> [leads(text) for text in ("he writes:", "he writes:—12", "he wrote.12")]
    [True, True, False]
    """
    return stops_short(text) or LEADS.search(text, max(0, len(text) - TAIL)) is not None


def _gap(layout: Layout, found: Sequence[Passage], k: int) -> int:
    """Give the blank lines between a passage of text and the one above it; -1: they do not show."""
    if k == 0 or found[k].kind not in FLOWING or found[k - 1].kind not in FLOWING:
        return -1
    above, here = found[k - 1].lines[-1], found[k].lines[0]
    same = layout.paging.lines[above].page == layout.paging.lines[here].page
    return layout.gaps[here] if same else -1


def _likeness(layout: Layout, lines: Sequence[int]) -> float:
    """Weigh a passage's widths: narrower lines than the text's, and a first one without indent."""
    habits = layout.habits
    full = [layout.widths[i] / max(1.0, habits.measure) for i in lines[:-1]]
    middle = 1 - SHIFT / 2
    odds = sum(
        SHIFT * (middle - width) / habits.spread**2 for width in full[1:] if FULL < width < OVERFULL
    )
    if full and habits.first_line and FULL < full[0] < OVERFULL:
        # Set in as a block, a first line has about the width of the others.
        flush, indented = 1 - SHIFT, 1 - habits.first_line
        odds += (flush - indented) * (full[0] - (flush + indented) / 2) / habits.spread**2
    return max(-SAID, min(SAID, odds))
