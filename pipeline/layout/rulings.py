"""What people say of lines, found among the lines before any is judged."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.decisions.structure import OF_POINTS
from pipeline.layout.decided import Decided, Refused
from pipeline.layout.given import Given
from pipeline.layout.labels.lines import LINKED, LabelLine
from pipeline.layout.labels.written import read_label
from pipeline.layout.lines import OUTER, in_cleaned
from pipeline.model.book import Line
from pipeline.model.decision import Placed
from pipeline.model.text import Text

LEVELS = frozenset("123456")
"""The levels of headings that every edition knows."""
LETTER = re.compile(r"[^\W_]")
NUMBERED = re.compile(r"n(\d+)")
"""The id of a note that says its label."""
PLACED = re.compile(r"p\d+-\d+|note\d+")
"""The id of one that does not."""


def cut_points(text: Text, decisions: Sequence[Placed]) -> list[int]:
    """Give the places in the text where lines must end for the decisions to be about lines."""
    if not decisions:
        return []
    string = str(text)
    wanted = [each for each in decisions if each.decision.action not in ("furniture", "join")]
    points = _located(text, [offset for each in wanted for offset in each.at])
    filled = {_filled(string, point) for point in points.values()}
    return sorted(at for at in filled if at < len(string) and not _begins_line(string, at))


def _located(text: Text, raw: Sequence[int]) -> dict[int, int]:
    """Give the places in the text of raw offsets."""
    order = sorted({*raw})
    found = in_cleaned(text, order)
    return dict(zip(order, [*found, *[len(text)] * (len(order) - len(found))], strict=True))


def _filled(string: str, at: int) -> int:
    """Give where the next letter or sign stands."""
    while at < len(string) and string[at] in OUTER:
        at += 1
    return at


def _begins_line(string: str, at: int) -> bool:
    """Does nothing but blanks stand before a place on its line?

    >>> _begins_line("one\\n two", 5), _begins_line("one two", 4)
    (True, False)
    """
    start = at
    while start and string[start - 1] in OUTER:
        start -= 1
    blanks = string[start:at]
    return not start or string[start - 1] == "\ufffe" or bool(blanks.strip(" \t\u00a0"))


class _Stretch(NamedTuple):
    """The lines that a decision is about; of a point, the one that begins there."""

    placed: Placed
    lines: tuple[int, ...]
    whole: bool
    """It begins and ends with them."""

    @property
    def is_point(self) -> bool:
        """It names no lines, but what stands above one."""
        start, end = self.placed.at
        return start == end or self.placed.decision.action in OF_POINTS


def decided_lines(
    text: Text, lines: Sequence[Line], cuts: Sequence[int], decisions: Sequence[Placed]
) -> Decided:
    """Find what the decisions, in the order of time, say of the lines; the later one prevails."""
    found = Decided()
    if not decisions:
        return found
    edges = frozenset(cuts)
    owners: dict[int, _Stretch] = {}
    earlier: list[_Stretch] = []
    for i, line in enumerate(lines):
        if cuts and line.text and not edges.isdisjoint((line.start, line.end)):
            found.halves.add(i)
            found.begins.update({i} if line.start in edges else ())
    for stretch in _stretches(text, lines, decisions):
        if why := _fault(stretch, lines, found.halves):
            found.refused.append(Refused(stretch.placed, why))
        elif stretch.is_point:
            found.followed.append(stretch.placed)
            _at_point(found, stretch)
        else:
            earlier.append(stretch)
            owners |= dict.fromkeys(stretch.lines, stretch)
    own: dict[_Stretch, list[int]] = defaultdict(list)
    for i, stretch in sorted(owners.items()):
        own[stretch].append(i)
    for number, (stretch, mine) in enumerate(own.items(), 1):
        found.followed.append(stretch.placed)
        _settle(found, stretch.placed, mine, lines, -number)
    for stretch in earlier:
        if stretch not in own:
            _overruled(found, stretch.placed, owners[stretch.lines[0]].placed)
    return found


def _overruled(found: Decided, placed: Placed, later: Placed) -> None:
    """Tell of a decision all of whose lines a later one is about, unless both say the same."""
    said, other = placed.decision, later.decision
    if (said.action, said.new) == (other.action, other.new):
        found.followed.append(placed)
        return
    why = f"a later decision says otherwise: {other.file}:{other.line}"
    found.refused.append(Refused(placed, why))


def _stretches(
    text: Text, lines: Sequence[Line], decisions: Sequence[Placed]
) -> Iterator[_Stretch]:
    string, ends = str(text), [line.end for line in lines]
    points = _located(text, [offset for each in decisions for offset in each.at])
    for placed in decisions:
        first, last = _filled(string, points[placed.at[0]]), points[placed.at[1]]
        k = bisect_left(ends, first + 1)
        if placed.at[0] == placed.at[1] or placed.decision.action in OF_POINTS:
            here = (k,) if k < len(lines) else ()
            yield _Stretch(placed, here, bool(here) and _begins_line(string, first))
            continue
        stop = bisect_left(ends, last + 1)
        inside = tuple(
            i
            for i in range(k, min(stop + 1, len(lines)))
            if lines[i].text and _filled(string, lines[i].start) < last
        )
        whole = _begins_line(string, first) and _begins_line(string, _filled(string, last))
        yield _Stretch(placed, inside, whole)


def _fault(stretch: _Stretch, lines: Sequence[Line], halves: set[int]) -> str:
    """Say why a decision cannot be followed; "" if it can."""
    decision, inside = stretch.placed.decision, stretch.lines
    if not inside or (stretch.is_point and decision.action not in {*OF_POINTS, "break"}):
        return "no line of the text stands there"
    if decision.action == "furniture" and not (stretch.whole and halves.isdisjoint(inside)):
        return "only whole lines can be furniture"
    if decision.action == "join" and not stretch.whole:
        return "no line begins there that could be joined with the one before"
    if decision.action == "heading" and decision.new not in {"", *LEVELS}:
        return f"a heading has a level from 1 to 6, not {decision.new!r}"
    signs = decision.action == "break" and not stretch.is_point
    if signs and any(LETTER.search(lines[i].text) for i in inside):
        return "letters stand there, which no thought break has"
    if decision.action == "note" and _labelled(decision.new, lines[inside[0]].text) is None:
        return "no label is printed there; name the note by the label that it has, not by its id"
    return ""


def _labelled(new: str, text: str) -> tuple[str, int] | None:
    """Give the label of a body and how long it is as printed at its head; 0: it is not printed.

    >>> _labelled("body n7", "7. Ibid."), _labelled("body n7", "Ibid.")
    (('7', 3), ('7', 0))
    >>> _labelled("body p12-1", "* Ibid."), _labelled("body p12-1", "Ibid.")
    (('*', 2), None)
    """
    name = new.partition(" ")[2].strip()
    label = label_named(name)
    for reading in read_label(text):
        if reading.label == label or not label:
            return reading.label, reading.length
    return (label, 0) if label or not name else None


def label_named(name: str) -> str:
    """Give the label of a note that goes by an id, or by its label; "" where that does not say it.

    >>> label_named("n73"), label_named("p45-2"), label_named("*")
    ('73', '', '*')
    """
    number = NUMBERED.fullmatch(name)
    return number[1] if number else "" if PLACED.fullmatch(name) else name


def _at_point(found: Decided, stretch: _Stretch) -> None:
    (line,) = stretch.lines
    if stretch.placed.decision.action == "join":
        found.goes_on.add(line)
        found.joins[line] = stretch.placed
        return
    found.begins.add(line)
    if stretch.placed.decision.action == "break":
        found.breaks.add(line)


def _settle(
    found: Decided, placed: Placed, mine: list[int], lines: Sequence[Line], block: int
) -> None:
    """Say of the lines of a decision what they are.

    Between the ends of a passage that goes over pages, there may be furniture and notes.
    """
    action, new = placed.decision.action, placed.decision.new
    first, last = mine[0], mine[-1]
    below = next((i for i in range(last + 1, len(lines)) if lines[i].text), last)
    pages = lines[first].page != lines[last].page
    sure = mine if not pages or action in ("furniture", "heading") else [first, last]
    if action == "furniture":
        found.kinds.update(dict.fromkeys(sure, "furniture"))
        return
    if action == "note":
        found.kinds.update({**dict.fromkeys(sure, "note-on"), first: "note"})
        label, length = _labelled(new, lines[first].text) or ("", 0)
        page = lines[first].page
        found.bodies[first] = LabelLine(first, page, label, length, first, True, LINKED)
        found.ended.update({below} if lines[below].page == lines[last].page else ())
        return
    if action == "heading":
        found.kinds.update(dict.fromkeys(sure, "title"))
        found.levels.update({first: int(new)} if new else {})
    else:
        found.prose.update(mine)
        found.kept.update(sure)
    if action == "paragraph":
        found.kinds.update(dict.fromkeys(sure, "text"))
        found.paragraphs.append(mine)
        found.goes_on.update(mine[1:])
        # What no blank line parts from it may go on in it, as a line's text does over a false head.
        found.begins.update(i for i in (first, below) if _gap_above(lines, i))
        return
    found.given.update(dict.fromkeys(mine, Given(block, action)))


def _gap_above(lines: Sequence[Line], line: int) -> bool:
    """Does a blank line stand above a line, on its page?"""
    above = lines[max(0, line - 1)]
    return not above.text and above.page == lines[line].page
