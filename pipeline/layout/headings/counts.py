"""Numbers of chapters and sections, which rise: what their series says for and against headings.

A line that bears the number which the series wants is likelier a heading than its looks say, and
one that the series passes over is a list's item, a running head, or a numeral in the text.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from pipeline.conventions.roman import roman
from pipeline.conventions.titles import ARTICLES, division, is_titled
from pipeline.layout.facts import NEVER, Facts
from pipeline.model.book import Line

# A number with its title behind it: "III The Storm", "2. The Mill".
TITLED = re.compile(r"(?P<number>[IVXLC]{1,7}|\d{1,2})[.:)]?\s+[“\"«„‘'(]?(?=[^\W\d_])")
ALONE = re.compile(r"(?P<number>[IVXLC]{1,7}|\d{1,2})\.?")
NEXT, RESTART, DROP, SKIP = 1.5, -0.5, -2.0, -1.0
"""What it says for two numbers' belonging to one series if one follows the other, begins anew,
falls back, and for each one left out."""
CLOSE, TOO_CLOSE = 10, -1.5
"""Lines from one number to the next below which it is rather a list's, and what that says."""
LEAST = 3
"""Numbers from which on a series is one."""
MEMBER, TITLED_MEMBER, ITEM, STRAY, BEYOND = 1.5, 5.0, 1.0, -2.5, -6.0
"""What it says for a line's being a heading if the series has it, has it with its title behind a
Roman numeral, or behind another, as items have it too, and if the series passes it over; besides,
that a figure alone is beyond all series: it is a folio or a note's label that went astray."""
AGAIN = -6.0
"""What it says against a number that repeats the last."""
ALIKE, ENOUGH = 0.7, 5
"""Share of numbers with a title below from which others are suspect, of so many at the least."""
UNLIKE = -5.0
"""What it says against a number that stands alone in a series whose others have titles below."""
SHORT = 0.87
"""Share of the measure below which a line may be a title."""
FILLED_BELOW = 8.0
"""What it says for a line's being a title that it fills the measure below a number and begins its
long words with capitals, as no prose does."""


class Count(NamedTuple):
    """A line that bears a number as headings do."""

    line: int
    form: str
    value: int
    titled: bool
    """Its title stands on the same line."""


def count_weights(
    lines: Sequence[Line],
    facts: Mapping[int, Facts],
    heads: Counter[str],
    others: Container[int],
    wrapped: Container[int],
) -> dict[int, float]:
    """Give what the series of numbers say for lines' being headings.

    `heads` counts the pages at whose edge a line with these letters stands, `others` are lines
    known to be something else, `wrapped` those known to be headings' although they are full.
    """
    weights: dict[int, float] = defaultdict(float)
    following = dict(pairwise(facts))
    groups = _groups(_counts(lines, facts, others, wrapped))
    series = [_series(each, lines, facts, heads, following) for each in groups]
    below = sum(len(each.named) for each in series)
    behind = sum(len(each.titled) for each in series if each.form != "item")
    apart = below >= ENOUGH and below > ALIKE * (below + behind)
    for each in series:
        _weigh_series(each, weights, apart=apart)
    return weights


def _groups(found: Iterable[Count]) -> Iterator[list[Count]]:
    """Give the numbers of each form; numerals with a title behind are another than those without.

    A few of either are the exceptions of one series: the last chapter may alone have a name.
    """
    counts: dict[str, list[Count]] = defaultdict(list)
    for count in found:
        counts[count.form].append(count)
    for members in counts.values():
        titled = [each for each in members if each.titled]
        bare = [each for each in members if not each.titled]
        if members[0].form == "roman" and min(len(titled), len(bare)) >= LEAST:
            yield from (titled, bare)
        else:
            yield members


def _counts(
    lines: Sequence[Line],
    facts: Mapping[int, Facts],
    others: Container[int],
    wrapped: Container[int],
) -> Iterator[Count]:
    """Give the lines that may bear a division's number; a figure at a page's end is its folio."""
    for i, below in pairwise([*facts, -1]):
        if (facts[i].title > NEVER or i in wrapped) and i not in others:
            count = read_count(i, lines[i].text)
            last = below < 0 or lines[i].page != lines[below].page
            if count is not None and not (last and count.form == "digit"):
                yield count


def read_count(line: int, text: str) -> Count | None:
    """Read the number that a line bears as a heading would.

    >>> read_count(0, "Chapter the Second"), read_count(1, "IV The Storm")
    (Count(line=0, form='chapter', value=2, titled=False), \
Count(line=1, form='roman', value=4, titled=True))
    """
    found = division(text)
    if found is not None:
        words = [word for word in text.lower().split() if word not in ARTICLES]
        return Count(line, *found, titled=len(words) > 2)
    match = ALONE.fullmatch(text) or TITLED.match(text)
    if match is None:
        return None
    number, titled = match["number"], match.end() < len(text)
    value = int(number) if number.isdecimal() else roman(number.lower())
    if value is None:
        return None
    if titled and not number.isdigit() and text[match.end()].islower():
        return None  # "I think"
    form = "roman" if not number.isdigit() else "item" if titled else "digit"
    return Count(line, form, value, titled)


class _Series(NamedTuple):
    """The numbers of one form, and which of them make the series."""

    form: str
    strays: list[int]
    """Lines that it passes over."""
    figures: list[int]
    """Lines that hold a figure alone, larger than any of the series."""
    again: list[int]
    """Lines of those that say again what it has said last, as running heads do."""
    titled: list[int]
    """Lines that hold a title behind the number."""
    named: list[int]
    """Lines that have a title below."""
    filled: list[int]
    """Titles below their numbers that fill their lines."""
    lone: list[int]
    """Lines that have neither."""


def _series(
    counts: Sequence[Count],
    lines: Sequence[Line],
    facts: Mapping[int, Facts],
    heads: Counter[str],
    following: Mapping[int, int],
) -> _Series:
    path = [counts[k] for k in _chain(counts, facts, heads)]
    chain = {each.line for each in path} if len(path) >= LEAST else set()
    found = _Series(counts[0].form, [], [], [], [], [], [], [])
    last = max(each.value for each in path) if chain else LEAST
    if found.form == "digit":
        found.figures.extend(each.line for each in counts if each.value > last)
    if not chain:
        return found
    value = 0
    for each in counts:
        below = following.get(each.line, each.line)
        value = each.value if each.line in chain else value
        if each.line not in chain:
            (found.again if each.value == value else found.strays).append(each.line)
        elif each.titled:
            found.titled.append(each.line)
        elif facts[below].width < SHORT:
            found.named.append(each.line)
        elif is_titled(lines[below].text):
            found.named.append(each.line)
            found.filled.append(below)
        else:
            found.lone.append(each.line)
    return found


def _weigh_series(series: _Series, weights: dict[int, float], *, apart: bool) -> None:
    """Add what a series says; `apart`: in this book titles stand below their numbers."""
    behind = {"roman": TITLED_MEMBER, "item": STRAY if apart else ITEM}
    members = len(series.named) + len(series.lone)
    alike = len(series.named) >= ENOUGH and len(series.named) > ALIKE * members
    for group, weight in (
        (series.strays, STRAY),
        (series.figures, BEYOND),
        (series.again, AGAIN),
        (series.titled, behind.get(series.form, MEMBER)),
        (series.named, MEMBER),
        (series.filled, FILLED_BELOW),
        (series.lone, UNLIKE if alike else MEMBER),
    ):
        for i in group:
            weights[i] += weight


def _chain(
    counts: Sequence[Count],
    facts: Mapping[int, Facts],
    heads: Counter[str],
) -> list[int]:
    """Give the places of the numbers that make the heaviest series.

    For each value only the best series that ends with it is kept.
    """
    best: dict[int, tuple[float, int]] = {}
    back: list[int] = []
    totals: list[float] = []
    seen: set[str] = set()
    for k, here in enumerate(counts):
        fact = facts[here.line]
        own = 0.5 + max(-2.0, min(2.0, 0.4 * fact.title)) * (fact.title > NEVER)
        own -= 3.0 * (fact.key in seen and heads[fact.key] > 1)  # a running head
        own -= 1.5 * (k > 0 and counts[k - 1].value == here.value)
        seen.add(fact.key)
        total, at = -0.5 * (here.value - 1), -1
        for value, (score, last) in best.items():
            score += _step(value, here.value)
            if here.line - counts[last].line < CLOSE:
                score += TOO_CLOSE
            if score > total:
                total, at = score, last
        total += own
        totals.append(total)
        back.append(at)
        if here.value not in best or total >= best[here.value][0]:
            best[here.value] = (total, k)
    at = max(range(len(totals)), key=totals.__getitem__, default=-1)
    path = []
    while at >= 0:
        path.append(at)
        at = back[at]
    return path[::-1]


def _step(above: int, here: int) -> float:
    """Weigh one number after another."""
    if here == above + 1:
        return NEXT
    if here == above:
        return 3 * DROP
    if here == 1:
        return RESTART
    return max(DROP - 1.0, SKIP * (here - above - 1)) if here > above else DROP
