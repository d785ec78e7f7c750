"""Places that no author would have punctuated so: what a reader of pages may have made of a marker.

Recognition turns a small raised figure into whatever small thing is raised in its alphabet: a
quotation mark, an asterisk, a ring. Such a place is known by what cannot be punctuation there: a
quotation that is closed and was never opened, a sign that prose has no use for, a question asked
after a semicolon. How badly a place reads is weighed here; whether it is a marker only the notes
of its page can tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

DOUBLE = '"“”„«»'
SINGLE = "'‘’‚‹›"
STOPS = ".,;:!?…"
MARK = r"[^\w\s—–‐\u00ad\ufffd\ufffe/\\-]|_"
# What stands behind a word, up to the blank or dash that ends it; and a quotation's beginning.
PLACE = re.compile(
    rf"(?:(?<=\s)|(?<=[(\[—–-])|^)(?P<open>[{DOUBLE}{SINGLE}]+)(?=\S)"
    r"|(?P<round>[(\[])"
    r"|\d{1,3}(?:[.,]\d{3})+|\d{1,3}[.,:/]\d{1,2}(?!\d)"
    rf"|(?<=\w)(?P<after>(?:{MARK}|(?<=[^\W\d_])\d)(?:{MARK}|\d){{0,7}})(?![^\W\d_])"
    rf"|(?<=[.,;:{DOUBLE}{SINGLE}] )(?P<apart>(?:{MARK}){{1,4}})(?=\s|$)"
)
# What they may begin with: no blank, dash, or letter of a script that most books are in.
FIRST = re.compile(
    r"[^\s—–‐\u00ad\ufffd\ufffe/\\A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0400-\u0481-]"
)
# "l’", "qu’", "dell’": what an apostrophe ends, though the input may part it from its word.
ELIDED = re.compile(r"(?:\b[^\W\d_]{1,2}|\w(?:qu|ll|rd))$", re.I)
NUMBERED = re.compile(r"(?:[.,:/’'´]\d+)+[.,;:!?)]*")
"""What goes on with a number: its thousands, its decimals, the minutes of an hour."""
BETWEEN = re.compile(r"[&=+<>×%•·¢#§|]|[.:!?…]+|[*°]+|[»«›‹,;]+[.,:;!?]*")
"""What may stand between two blanks."""
LONGEST = 4
APART = 3.5
"""What any other weighs that does."""
SURPLUS = 4.0
"""What a closing mark weighs that closes nothing."""
FOREIGN = 5.0
"""What a sign weighs that prose does not have behind a word."""
LONG, LATE = 700, 2.0
"""Letters of a quotation from which its end was perhaps misread; what that says against another."""
INSIDE = 1.0
"""What is against a place for each mark but stops that follows it: markers stand behind them."""
UNCLOSED = 2.0
"""What is against a place that would leave a quotation open."""


class Odd(NamedTuple):
    """A place that may have been a marker: string[start:end]."""

    start: int
    end: int
    weight: float
    """How much better the text reads without it."""


class Open(NamedTuple):
    """What is open at a place: quotations in double and in single marks, and brackets."""

    double: int = 0
    single: int = 0
    round: int = 0
    long: bool = False
    """The quotation in double marks has gone on so long that its end was perhaps misread."""


NOTHING = Open()


def odd_marks(string: str, state: Open = NOTHING) -> tuple[list[Odd], Open]:
    """Give the odd places of a text, and what is open at its end.

    >>> [string[a:b] for string in ["“So!” he said;? and so.’"] for a, b, _ in odd_marks(string)[0]]
    ['?', '’']
    """
    found: list[Odd] = []
    since = 0
    for match in _places(string):
        if match.start() > since + LONG and not state.long:
            state = state._replace(long=True)
        if match["open"]:
            state, since = _opened(match["open"], state), match.start()
        elif match["round"]:
            state = state._replace(round=state.round + 1)
        elif match["apart"] and not BETWEEN.fullmatch(match["apart"]):
            found.append(Odd(*match.span("apart"), APART))
        elif match["after"] and match["after"] not in ".,;:":
            places, state = _weigh(string, *match.span("after"), state)
            found += places
    return found, state


def _places(string: str) -> Iterator[re.Match[str]]:
    """Find the places; tried at each letter of the text, that would take five times as long."""
    at = 0
    while (first := FIRST.search(string, at)) is not None:
        match = PLACE.match(string, first.start())
        at = first.end() if match is None else match.end()
        if match is not None:
            yield match


def _opened(marks: str, state: Open) -> Open:
    double = any(mark in DOUBLE for mark in marks)
    single = any(mark in SINGLE for mark in marks)
    return Open(1 if double else state.double, 1 if single else state.single, state.round)


def _weigh(string: str, start: int, end: int, state: Open) -> tuple[list[Odd], Open]:
    marks = string[start:end]
    before, following = string[start - 1], string[end : end + 2].lstrip()[:1]
    if before.isdigit() and NUMBERED.fullmatch(marks):
        return [], state
    before = "" if ELIDED.search(string, max(0, start - 9), start) else before
    odd, after = _odd_parts(before, marks, following.islower(), state)
    return [Odd(start + at, start + to, weight) for at, to, weight in odd], after


@lru_cache(maxsize=1 << 10)
def _odd_parts(
    before: str, marks: str, goes_on: bool, state: Open
) -> tuple[list[tuple[int, int, float]], Open]:
    """Give the odd parts of marks behind a character, and what they leave open.

    `goes_on`: a small letter follows. A book has the same few marks again and again.
    """
    whole, after = _oddness(before, marks, goes_on, state)
    found = []
    for size in range(1, LONGEST + 1):
        for at in range(len(marks) - size + 1):
            if marks[at] in ".,;:" or marks[at + size - 1] in ".,;:":
                continue
            rest, left = _oddness(before, marks[:at] + marks[at + size :], goes_on, state)
            weight = whole - rest - UNCLOSED * (left.double > after.double and not state.long)
            weight -= INSIDE * len(marks[at + size :].strip(STOPS))
            if weight > 0:
                found.append((at, at + size, weight))
    return found, after


def _oddness(before: str, marks: str, goes_on: bool, state: Open) -> tuple[float, Open]:
    """Weigh how badly marks read behind a character, and give what they leave open."""
    odd, stop = 0.0, ""
    double, single, round_, long = state
    last = before
    for mark, onward in pairwise(f"{marks} "):
        if mark in STOPS:
            odd += _after_stop(stop, mark) if stop else 0.5 * (mark in "!?")
            stop = mark
        elif mark in DOUBLE:
            odd += LATE * long if double else SURPLUS
            double = 0
        elif mark in SINGLE:
            if single:
                single = 0
            elif double and onward in DOUBLE:
                odd += 0.5  # it closes what was quoted in the quotation
            elif double and stop:
                odd, double = odd + 1.0 + LATE * long, 0
            else:
                odd += 1.0 if last in "s" else 3.0 if last.isalpha() else SURPLUS
        elif mark in ")]":
            odd += 0.0 if round_ else 3.5
            round_ = max(0, round_ - 1)
        elif mark.isdigit() or (mark in "°º%" and last.isdigit()):
            odd += SURPLUS if mark.isdigit() else 0.5
        else:
            odd += FOREIGN
        last = mark
    if stop and stop in "!?." and goes_on and marks[-1:] == stop:
        odd += 2.0 if stop in "!?" else 0.3
    return odd, Open(double, single, round_, long and double > 0)


def _after_stop(stop: str, mark: str) -> float:
    """Weigh one stop behind another."""
    if stop == mark and mark in ".!?":
        return 0.2
    if stop in "!?" and mark in "!?.":
        return 1.0
    if stop in ".…":
        return 0.5 if mark in ",;:" else 2.5
    return 4.0
