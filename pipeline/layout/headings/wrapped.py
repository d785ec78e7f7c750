"""Headings that fill their first line, told by the capitals of their words from the text around.

A line of a paragraph that is as full goes on in another full one. This one goes on in a short line
which ends no sentence, and prose begins below that.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from pipeline.conventions.titles import LONG_WORD, is_titled
from pipeline.layout.facts import Facts
from pipeline.layout.openings import OPENERS
from pipeline.model.book import Line

WRAPPED = 14.0
"""What it says for each line of such a heading."""
FULL = 0.8
"""Share of the measure from which a heading's line was filled: its type is larger."""
SHORT = 0.7
"""Share of the measure up to which its last line comes."""
PROSE = 0.85
"""Share of the measure from which the line below it is one of prose."""
MOST_LINES = 4
"""Lines of such a heading, the last one aside."""


def wrapped_titles(lines: Sequence[Line], facts: Mapping[int, Facts]) -> Iterator[list[int]]:
    """Give the lines of each such heading."""
    order = list(facts)
    for k, i in enumerate(order):
        if facts[i].width < FULL or facts[i].ended or (k and not _may_begin(facts[order[k - 1]])):
            continue
        if not is_titled(lines[i].text):
            continue
        group = order[k : k + MOST_LINES + 2]
        last = next((n for n, each in enumerate(group) if facts[each].width < SHORT), 0)
        heading, below = group[: last + 1], group[last + 1 :]
        whole = last and below and _is_whole(lines, facts, heading)
        if whole and _is_prose(lines, facts, below[0]):
            yield heading


def _may_begin(above: Facts) -> bool:
    """Has what stands above ended, so that a heading may begin?"""
    return above.ended or above.numbered or above.width < FULL


def _is_whole(lines: Sequence[Line], facts: Mapping[int, Facts], heading: Sequence[int]) -> bool:
    """Is each line set as the first is, all on one page, and without an end?"""
    first = lines[heading[0]]
    if any(facts[i].ended and not facts[i].unfinished for i in heading):
        return False
    if any(lines[a].page != lines[b].page or b - a > 1 for a, b in pairwise(heading)):
        return False
    if first.text.isupper():
        return all(lines[i].text.isupper() for i in heading)
    rest = [word for i in heading[1:] for word in LONG_WORD.findall(lines[i].text)]
    return all(word[0].isupper() for word in rest)


def _is_prose(lines: Sequence[Line], facts: Mapping[int, Facts], line: int) -> bool:
    """Does a line fill the measure, and begin with a capital as a paragraph does?"""
    text = lines[line].text
    return facts[line].width > PROSE and text.lstrip(OPENERS)[:1].isupper() and not text.isupper()
