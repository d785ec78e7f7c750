"""What each line says for its being text, or a note's first line, or its going on, label aside.

The labels of these notes may have been read as anything, or not at all. What remains is how the
line is set, what stands before it, and what may be seen of a label at its head.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from math import log
from typing import NamedTuple

from pipeline.conventions.titles import ends_sentence
from pipeline.layout.flow import flows
from pipeline.layout.labels.lines import Sight
from pipeline.layout.misread.confusion import SEEN
from pipeline.layout.misread.notetype import note_odds
from pipeline.model.book import Line

LONGEST = 4
"""Characters of what is seen of a label."""
HEAD = re.compile(
    rf"(?:[\d{re.escape(SEEN)}†‡§‖¶#<:;«]|[^\W\d_](?=[.\s])|(?<=\S) (?=\S )){{1,{LONGEST}}}"
)
CLOSE = re.compile(r"[.\])]{0,2}\s*")
USUAL = (('“"‘«„($£€', 0.02), ("0123456789", 0.004), ("AIOaiov", 0.004))
"""How often a line that bears no label begins with one of these characters, in most books."""
SELDOM, MORE = 0.001, 0.1
"""The same for all others, and for each further one."""
TRUSTED = 300
"""Lines of a book that say as much as this."""
QUOTED = 0.3
"""The same for a mark that opens a quotation."""
GO_ON = -5.0
"""What a note's going on from the page before weighs, sentences aside."""
FULL = 1.5
"""What the end of the line before says: a note ends anywhere, its other lines are filled."""
BROKEN = 2.0
"""What the broken end of a note on the page before says for its rest, and against a new note."""
SMALL = -1.5
"""What a small letter says for a line's beginning a note."""


class Seen(NamedTuple):
    """What may be seen of a label at a line's head."""

    length: int
    """Where the text begins after it."""
    string: str
    usual: float
    """The log of how often a line without a label begins so."""


class FootLine(NamedTuple):
    """A filled line, and what it says; all are log-odds."""

    line: int
    page: int
    odds: float
    """For its type's being the notes', not the text's."""
    begins: float
    """For its beginning a note below a line of one."""
    opens: float
    """For its opening the notes of its page, with a note."""
    carries: float
    """The same, with the rest of a note of the page before."""
    opening: bool
    """It opens a chapter, as its looks go."""
    seen: tuple[Seen, ...]


def foot_lines(sight: Sight) -> list[FootLine]:
    """Work out what each filled line says by itself, and by the line before it."""
    lines, openers = sight.lines, sight.openers
    odds, measure = note_odds(lines, sight.widths)
    inside = [
        i
        for i, line in enumerate(lines)
        if line.text and i not in sight.folios and 0 <= openers[line.page] <= i
    ]
    usual = _usual(sight, inside)
    seen = {i: tuple(seen_labels(lines[i].text, usual)) for i in inside}
    odds_of_gap = _gap_odds(sight.gaps, inside, [i for i in inside if len(seen[i]) > 1])
    following = _following(lines, openers)
    found = []
    before = foot = -1
    for i in inside:
        page = lines[i].page
        if before >= 0 and lines[before].page != page:
            foot = before
        gap, small = odds_of_gap[sight.gaps[i] > 0], SMALL * _bare(lines[i].text)[:1].islower()
        begins = opens = carries = gap + small
        if before >= 0:
            onward = following[page]
            broken = lines[foot].text if foot >= 0 and lines[foot].page == page - 1 else ""
            begins += _parts(lines[before].text, lines[i].text, sight.widths[before] / measure)
            opens += _opens(lines[before].text, lines[i].text, onward)
            opens -= BROKEN * (bool(broken) and not ends_sentence(broken))
            carries = max(0.0, gap) + _carries(lines[before].text, lines[i].text, onward, broken)
        opening = i == openers[page] and _opens_chapter(lines[i].text, sight.widths[i] / measure)
        found.append(FootLine(i, page, odds[i], begins, opens, carries, opening, seen[i]))
        before = i
    return found


def _bare(text: str) -> str:
    """Give a line's text without the signs and figures that a label may have left."""
    return text.lstrip("".join(char for char in text[: LONGEST + 2] if not char.isalpha()))


def _parts(last: str, text: str, width: float) -> float:
    """Weigh a note's beginning below a note's line, which is so wide as a share of the measure."""
    bare = _bare(text)
    short = max(-1.0, min(1.0, (0.97 - width) / 0.07))
    return FULL * short - (max(-0.5, flows(last, bare)) if bare else 0.0)


def _opens(last: str, text: str, onward: str) -> float:
    """Weigh the notes' beginning below text that the next page goes on with, by a note."""
    bare = _bare(text)
    if not bare:
        return 0.0
    return (flows(last, onward) if onward else 0.0) - flows(last, bare)


def _carries(last: str, text: str, onward: str, broken: str) -> float:
    """Weigh the same with the rest of a note, of which the page before ends with a line."""
    weight = GO_ON - flows(last, text) + (flows(last, onward) if onward else 0.0)
    if broken and not ends_sentence(broken):
        weight += BROKEN
    return weight + (FULL * flows(broken, text) if broken else 0.0)


def _opens_chapter(text: str, width: float) -> bool:
    """Does a page's first line look like a heading's? One too many does no harm."""
    return width < 0.6 and not ends_sentence(text) and not text[:1].islower()


def _gap_odds(
    gaps: Sequence[int], every: Sequence[int], labelled: Sequence[int]
) -> tuple[float, float]:
    """Give what a gap's lack, and a gap, say for a note's beginning.

    It is how the lines stand at whose head something of a label is seen.
    """
    usual, theirs = (
        (sum(gaps[i] > 0 for i in each) + 1) / (len(each) + 2) for each in (every, labelled)
    )
    return max(-2.5, min(0.0, log((1 - theirs) / (1 - usual)))), max(0.0, log(theirs / usual))


def _following(lines: Sequence[Line], openers: Sequence[int]) -> list[str]:
    """Give for each page what the text after it begins with."""
    texts, following = [], ""
    for opener in reversed(openers):
        texts.append(following)
        following = lines[opener].text if opener >= 0 else following
    return texts[::-1]


def _usual(sight: Sight, inside: Sequence[int]) -> dict[str, float]:
    """Learn how often lines without a label begin with each sign: from the upper half of pages."""
    starts = dict.fromkeys(inside)
    counts: Counter[str] = Counter()
    sizes = Counter(sight.lines[i].page for i in inside)
    rank = total = 0
    page = -1
    for i in starts:
        line = sight.lines[i]
        rank = rank + 1 if line.page == page else 0
        page = line.page
        if 2 * rank < sizes[page]:
            counts[line.text[0]] += 1
            total += 1
    known = {char: share for chars, share in USUAL for char in chars}
    return {
        char: (counts[char] + TRUSTED * known.get(char, SELDOM)) / (total + TRUSTED)
        for char in {*counts, *known}
    }


def seen_labels(text: str, usual: Mapping[str, float]) -> Iterator[Seen]:
    """Give what may be seen of a label at a line's head: nothing, or one of its beginnings.

    `usual` says how often lines without a label begin with a character.

    >>> [seen.string for seen in seen_labels("°321,136 tons", {})]
    ['', '°', '°3', '°32']
    >>> [seen.string for seen in seen_labels("The end", {})]
    ['']
    """
    if not any(map(str.isalpha, text)):
        return
    yield Seen(0, "", 0.0)
    match = HEAD.match(text, text[:1] in "[(")
    if match is None:
        return
    for end in range(match.start() + 1, match.end() + 1):
        close = CLOSE.match(text, end)
        after = close.end() if close else end
        if after < len(text) and text[after] not in ".,;:!?)]’”»%":
            string = text[match.start() : end]
            share = usual.get(string[0], SELDOM)
            if string[-1] in '“‘«"' and text[end].isalpha():
                share = QUOTED
            yield Seen(after, string.replace(" ", ""), log(share) + (len(string) - 1) * log(MORE))
