"""What a first answer tells of each line's neighbours, for the second."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Container, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from pipeline.conventions.titles import ends_sentence
from pipeline.layout.clues import FLOW, Clues, Kind, Place
from pipeline.layout.decoding.carried import carry_on
from pipeline.layout.decoding.house import House, house_style
from pipeline.layout.flow import SHORTENED
from pipeline.layout.habits import fills_together, first_word

SHORT = 0.85
"""Share of the notes' measure below which a line was ended early."""
OPENING = 9
"""Lines of the longest heading that may open a page, and one."""


class Reading(NamedTuple):
    """What a first answer tells of each filled line; before that, what its neighbours tell.

    What is true of a line or not is a byte, for a list takes eight for each.
    """

    before: list[int]
    """The line of text or title that it would go on from; -1: none."""
    following: list[int]
    """The filled line below it; -1: none."""
    rank: list[int]
    """Lines of text or title above it on its page."""
    opening: bytearray
    """It is one of the short lines that open a page above a filled one."""
    echoes: bytearray
    """It repeats a heading of an earlier page, or the beginning of one."""
    named: bytearray
    """It follows a heading that is only a number, whose words it should be."""
    carried: bytearray
    """It follows a heading's line that was wrapped: short, and without an end."""
    house: House
    """How the headings found so far are set."""
    poem: bytearray
    """It stands among verse: between two lines of it, below one as its source, or a number alone
    above one."""
    part: bytearray
    """It is a part of a printed line that the extractor broke at a raised marker."""
    over: bytearray
    """It follows text that stands below gathered notes: the last of these has ended."""
    heads: bytearray
    """It stands between gathered notes and a heading's line, and begins that heading if short."""

    def told(self, lines: Sequence[int]) -> list[tuple[int, ...]]:
        """Give what it tells of each of some lines that may change with the answer.

        Of the lines above on the page, whether there are any; no weight counts them.
        """
        known = self.before, self.poem, self.over, self.opening, self.echoes, self.named
        columns = (map(each.__getitem__, lines) for each in (*known, self.carried, self.heads))
        inner = map(bool, map(self.rank.__getitem__, lines))
        return [*zip(inner, *columns, strict=True)]


_NONE = bytearray()
BLANK = Reading([], [], [], _NONE, _NONE, _NONE, _NONE, House(), _NONE, _NONE, _NONE, _NONE)
"""Before the first answer is read."""


def reread(
    clues: Clues,
    found: Sequence[Place],
    kinds: Sequence[Kind],
    last: Reading,
    spans: Sequence[range],
) -> Reading:
    """Gather what an answer tells of each line's neighbours.

    Outside some spans, which begin and end with pages, it is as it was `last`.
    """
    blank = last if last.before else _unread(clues, found)
    titled = [k for k, kind in enumerate(kinds) if kind == "title"]
    reading = blank._replace(house=house_style(clues, found, titled))
    verse = [k for k, kind in enumerate(kinds) if kind == "verse"] if "verse" in kinds else []
    for span in spans:
        _read_flow(clues, found, kinds, reading, span)
        _echoes(clues, found, kinds, reading, span, titled)
        _in_poems(clues, found, verse, reading, span)
    if clues.roles:
        reading.over[:] = _over(clues, found, kinds)
        reading.heads[:] = _heads(clues, found, kinds)
    poem = {found[k].line for k in verse}
    for span in spans:
        _openings(clues, found, reading, kinds, poem, span)
        carry_on(clues, found, reading.carried, reading.opening, titled, span)
    return reading


def _unread(clues: Clues, found: Sequence[Place]) -> Reading:
    """Give what the lines tell of their neighbours before there is an answer."""
    size = len(found)
    following = [place.line for place in found[1:]] + [-1]
    opening, echoes, named, carried, poem, over, heads = (bytearray(size) for _ in range(7))
    part = bytearray(_parts(clues, found))
    known = opening, echoes, named, carried, House(), poem, part, over, heads
    return Reading([-1] * size, following, [0] * size, *known)


def _read_flow(
    clues: Clues, found: Sequence[Place], kinds: Sequence[Kind], reading: Reading, span: range
) -> None:
    """Read for the lines of a span what comes before them."""
    lines = clues.paging.lines
    last = next((found[k].line for k in range(span.start - 1, -1, -1) if kinds[k] in FLOW), -1)
    above, page = 0, -1
    before, rank, named = reading.before, reading.rank, reading.named
    named[span.start : span.stop] = bytes(len(span))
    for k in span:
        i, kind = found[k].line, kinds[k]
        if lines[i].page != page:
            page, above = lines[i].page, 0
        before[k], rank[k] = last, above
        if kind in FLOW:
            last, above = i, above + 1
        if kind == "title" and clues.facts[i].numbered and k + 1 < span.stop:
            below = lines[found[k + 1].line]
            named[k + 1] = below.page == page and not _argues(lines[i].text, below.text)


def _echoes(
    clues: Clues,
    found: Sequence[Place],
    kinds: Sequence[Kind],
    reading: Reading,
    span: range,
    titled: Sequence[int],
) -> None:
    """Tell which lines of a span repeat a heading of an earlier page, or the beginning of one.

    `titled` are the places of the headings' lines.
    """
    first = bisect_left(titled, span.start)
    current = _shown_last(clues, found, titled[:first])
    own = {*titled[first : bisect_left(titled, span.stop)]}
    titles: list[str] = []
    reading.echoes[span.start : span.stop] = bytes(len(span))
    page, shown, last = -1, "", -1
    for k in [k for k in span if found[k].top < 3 or found[k].bottom < 3 or k in own]:
        place = found[k]
        line = clues.paging.lines[place.line]
        if line.page != page:
            page, shown = line.page, ""
            # A page with many headings is a table of contents, which no head repeats.
            current = _beginnings(titles) if 0 < len(titles) < OPENING else current
            titles = []
        key = clues.facts[place.line].key.lower()
        if place.top < 3 or place.bottom < 3:
            again = len(key) > 5 and key in current
            # The second line of a head goes on with its heading.
            goes_on = bool(shown) and k == last + 1
            again = again or (goes_on and f"{shown} {key}" in current)
            shown, last = key if again else "", k
            reading.echoes[k] = again
        if k in own:
            titles.append(key)


def _shown_last(clues: Clues, found: Sequence[Place], titled: Sequence[int]) -> set[str]:
    """Give the beginnings of the headings of the last page that has some, a contents aside."""
    lines = clues.paging.lines
    for _, group in groupby(reversed(titled), key=lambda k: lines[found[k].line].page):
        own = [clues.facts[found[k].line].key.lower() for k in group]
        if len(own) < OPENING:
            return _beginnings(own[::-1])
    return set()


def _in_poems(
    clues: Clues, found: Sequence[Place], verse: Sequence[int], reading: Reading, span: range
) -> None:
    """Tell which lines of a span stand among verse, whose places are given."""
    reading.poem[span.start : span.stop] = bytes(len(span))
    near = verse[max(0, bisect_left(verse, span.start) - 1) : bisect_left(verse, span.stop) + 1]
    below, above = {k + 1 for k in near}, {k - 1 for k in near}
    for k in (below | above).intersection(span):
        before, after = k in below, k in above
        facts = clues.facts[found[k].line]
        number = facts.numbered and found[k].top > 2
        reading.poem[k] = (before and (after or facts.ended)) or (after and number)


def _over(clues: Clues, found: Sequence[Place], kinds: Sequence[Kind]) -> list[bool]:
    """Tell below which lines gathered notes are over."""
    over, known, ended = [], False, False
    for place, kind in zip(found, kinds, strict=True):
        role = clues.roles.get(place.line)
        known = kind == "note" if role == "note" else known  # not before the first answer
        ended = role == "tail" and known and (ended or kind in FLOW)
        over.append(ended)
    return over


def _heads(clues: Clues, found: Sequence[Place], kinds: Sequence[Kind]) -> list[bool]:
    """Tell which lines stand just above a heading's, and below a gathered note that has ended."""
    heads = [False] * len(found)
    full = SHORT * clues.habits.note_measure / max(1.0, clues.habits.measure)
    for k in range(1, len(found) - 1):
        last = clues.facts[found[k - 1].line]
        if clues.roles.get(found[k].line) == "tail" and kinds[k + 1] == "title":
            heads[k] = kinds[k - 1] in ("note", "note-on") and (last.ended or last.width < full)
    return heads


def _argues(number: str, text: str) -> bool:
    """Does a line give a chapter's argument rather than its name, below the chapter's number?

    It ends with a stop where the number does not, and is not in capitals.
    """
    stop = ends_sentence(text) and not SHORTENED.search(text)
    return stop and not ends_sentence(number) and not text.isupper()


def _parts(clues: Clues, found: Sequence[Place]) -> list[bool]:
    """Tell which lines are parts of one that was broken at a marker: together they fill it."""
    part = [False] * len(found)
    if clues.habits.broken_at_markers:
        texts = [*(clues.paging.lines[place.line].text for place in found), ""]
        for k, (a, b) in enumerate(pairwise(found)):
            together = clues.facts[a.line].width + clues.facts[b.line].width
            word = first_word(texts[k + 2], clues.habits.measure)
            if not b.gap and fills_together(texts[k], together, word):
                part[k] = part[k + 1] = True
    return part


def _beginnings(titles: Sequence[str]) -> set[str]:
    """Give the headings of a page and all their beginnings, as running heads shorten them.

    A head may leave out the chapter's number, so a beginning counts from any of the lines.
    """
    joined = {*titles, *(" ".join(titles[k:]) for k in range(len(titles)))}
    return {key[:end] for key in joined for end in range(len(key) + 1) if key[end : end + 1] in " "}


def _openings(
    clues: Clues,
    found: Sequence[Place],
    reading: Reading,
    kinds: Sequence[Kind],
    verse: Container[int],
    span: range,
) -> None:
    """Tell which lines of a span are in the run of short lines that opens a page.

    `verse` are the lines of verse.
    """
    lines, facts, opening = clues.paging.lines, clues.facts, reading.opening
    opening[span.start : span.stop] = bytes(len(span))
    start = max(0, span.start - OPENING)
    for k in [k for k, above in enumerate(reading.rank[start : span.stop], start) if not above]:
        place = found[k]
        if kinds[k] == "furniture" or reading.echoes[k]:
            continue
        last = reading.before[k]
        goes_on = last >= 0 and facts[last].width > 0.85 and facts[last].unfinished
        clear = facts[place.line].numbered or place.after > clues.habits.usual_gap
        goes_on = goes_on or (last in verse and not clear)
        if goes_on or lines[place.line].text[:1].islower():
            continue
        reach = range(k, min(k + OPENING, len(found)))
        filled = (r for r in reach if reading.part[r] or facts[found[r].line].width >= 0.87)
        run = next(filled, k + OPENING)
        full = run < len(found) and run - k < OPENING and found[run].top > place.top
        runs_in = full and not found[run].gap and lines[found[run].line].text[0].islower()
        for each in range(k, run if full and not runs_in else k):
            opening[each] = True
