"""Lines that may begin a note: a number or a sign at their head, and what speaks for it.

A line that begins with "12" may be a note, a list item, a year or the tail of a sentence. Three
things tell: a marker with the same label stands above it, its label follows the label of the note
before it, and it is written as the other notes are. The first two are weighed for the whole book
at once (`pipeline.layout.series`), the third is learned first.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from pipeline.book import Line
from pipeline.layout.flow import in_brackets
from pipeline.layout.loose import loose_labels
from pipeline.layout.marks import ORDINALS, PLAIN, SIGNS, SUPERSCRIPTS, Span, spots
from pipeline.layout.series import Head, Link, Point, align

LABEL = re.compile(
    rf"(?P<open>[\[(])?"
    rf"(?P<label>\d{{1,3}}(?!\d)|([{SIGNS}])\3{{0,3}}|[{SUPERSCRIPTS}]{{1,3}}"
    rf"|(?:[a-z]|[ivx]{{2,5}})(?=[.)\]]))"
    r"(?P<close>[\])]\.?|\.\)?)?(?P<gap>\s*)"
)
# What the input shows as raised at a line's head.
LIFTED = re.compile(
    rf"[\[(]?(?P<label>\d{{1,3}}|([{SIGNS}])\2{{0,3}}|[{SUPERSCRIPTS}]{{1,3}}|[a-z]|[ivx]{{2,5}})"
    r"(?P<close>[\])]?\.?)\s*"
)
# Letters or signs that make the number before them a quantity, an ordinal, a range or a clock time.
QUANTITY = re.compile(rf"[\d%‰°€$£½¼¾/:–—-]|(?:{ORDINALS})\b|[.,]\d")
# No number is written so: a label must be glued to its front.
ONTO_NUMBER = re.compile(r"[1-9]\d{3,5}(?=,\d{3}(?!\d))|[1-9]\d{4,6}(?![\d,.])")
# The signs of a thought break.
SPACED = re.compile(r"[*∗](?:\s+[*∗])+")
CLEAR = 1.0
"""Weight of a place from which it looks like a marker by itself."""
MOSTLY, OTHER = 0.8, 2.5
"""Share of the labels from which a style is the book's, and what speaks then against others."""
WEAK = {"within": 2.5, "apart": 2.0}
"""What is taken from the weight of places where a marker is rare."""
INSIDE = 8.0
"""What speaks against a label inside brackets that the line above opened."""
LONE, LINKED = 2.0, 6.0
"""What speaks for a line that the book's series takes, without a marker, and at most with one."""


class Reading(NamedTuple):
    """A label as it is read at the head of a text."""

    label: str
    style: str
    """What encloses it: "1.", "[1]", "1 " or, when glued to the text, "1"; raised, "^1"."""
    length: int
    """Where the text begins after it."""
    weight: float
    """What its look speaks for its being a note's."""


class Sight(NamedTuple):
    """What is seen of the lines before any is judged."""

    lines: Sequence[Line]
    widths: Sequence[float]
    gaps: Sequence[int]
    """Blank lines before each."""
    folios: Container[int]
    """Lines known to be something else."""
    openers: Sequence[int]
    """Each page's first line of text; -1: none."""
    raised: Mapping[int, list[Span]]
    """The stretches of lines that the input shows as raised."""


class LabelLine(NamedTuple):
    """A line that may begin a note."""

    line: int
    page: int
    label: str
    length: int
    """Where its text begins after the label."""
    head: int
    """The line that bears the label: this one, unless the extractor set the label apart."""
    linked: bool
    """The book's series takes it for a note's."""
    weight: float
    """How much speaks for its beginning a note."""
    marker: int = -1
    """The line that bears its marker; -1: none is known."""


def read_label(text: str, raised: int = 0) -> list[Reading]:
    """Give the labels that a text may begin with, the likeliest first.

    `raised` is where what the input shows as raised at its head ends; 0: nothing is.

    >>> [r[:3] for text in ("12. See above.", "*Ibid.", "[3] See") for r in read_label(text)]
    [('12', '1. ', 4), ('*', '1', 1), ('3', '[1] ', 4)]
    >>> [read_label(text) for text in ("3rd of May", "5 %", "14–18")]
    [[], [], []]
    >>> [reading.label for reading in read_label("221,136 tons", raised=1)]
    ['2']
    >>> [reading.label for reading in read_label("5321,136 tons")]
    ['53', '5', '532']
    """
    if raised and (lifted := LIFTED.fullmatch(text, 0, raised)) is not None:
        start = raised + len(text[raised:]) - len(text[raised:].lstrip())
        label = lifted["label"].translate(PLAIN)
        return [Reading(label, "^1" + lifted["close"], start, _look(text, start, label, "^"))]
    match = LABEL.match(text)
    if match is None or SPACED.fullmatch(text):
        return list(_onto_number(text))
    opened, closed = match["open"] or "", match["close"] or ""
    if (opened == "[") != (closed[:1] == "]") or (opened == "(" and closed[:1] != ")"):
        return []
    label = match["label"].translate(PLAIN)
    if label.isdigit() and not opened:
        after = match.end("label") if not match["gap"] else match.end()
        if QUANTITY.match(text, after) and not closed:
            return list(_onto_number(text))
    style = f"{opened}1{closed}{' ' if match['gap'] else ''}"
    return [Reading(label, style, match.end(), _look(text, match.end(), label, closed))]


def _look(text: str, start: int, label: str, closed: str) -> float:
    """Weigh what follows a label: notes begin with a capital, a quotation, a bracket."""
    first = text[start : start + 1]
    if not first:
        return -3.0  # a number alone is rather the end of a reference
    if label in ("¶", "§", "#") and first.isdigit():
        return -4.0
    if first in ",;:)–-":
        return -3.0
    return -0.5 if first.islower() else 0.5 if closed or not first.isdigit() else -1.0


def _onto_number(text: str) -> Iterator[Reading]:
    """Read a label that is glued to the number with which its note begins, "53" of "5321,136"."""
    match = ONTO_NUMBER.match(text)
    if match is None:
        return
    for size in (2, 1, 3):
        if size < len(match[0]) <= size + 4 and text[size] != "0":
            yield Reading(text[:size], "1", size, -1.0)


def label_lines(sight: Sight) -> dict[int, LabelLine]:
    """Give all lines that may begin a note."""
    lines = sight.lines
    read = {
        i: readings
        for i, line in enumerate(lines)
        if line.text
        and i not in sight.folios
        and (readings := read_label(line.text, _raised(sight, i)))
    }
    wanted = {reading.label for readings in read.values() for reading in readings}
    places = _points(sight, wanted)
    inside = [point for point, at_head in places if not at_head]
    alone = dict(_alone(lines, read))
    loose = loose_labels(
        lines, sight.widths, sight.gaps, alone, inside, sight.openers, sight.folios
    )
    for each in loose:
        read.pop(each.head, None)
        read[each.line] = [Reading(each.label, "loose", 0, 1.5)]
    supported = _supported(lines, read, inside)
    styles = Counter(reading.style for reading in supported)
    usual, times = styles.most_common(1)[0] if styles else ("", 0)
    other = OTHER if times > 5 and times > MOSTLY * len(supported) else 1.0
    # Where labels are glued to the line's first word, they look like markers before it.
    points = inside if usual == "1" else [point for point, _ in places]
    begins = [
        (i, reading, _prior(sight, i, reading) + (1.0 if reading.style == usual else -other))
        for i, readings in sorted(read.items())
        for reading in readings
        if reading.style == usual or reading.weight > -1.0
    ]
    heads = [Head(i, lines[i].page, reading.label, weight) for i, reading, weight in begins]
    links = align(heads, points, _restart(supported))
    found = dict(_label_lines(begins, heads, points, links))
    return found | {
        each.line: found[each.line]._replace(head=each.head, linked=True, weight=LINKED)
        for each in loose
        if each.line in found  # a letter is not, unless the series has it
    }


def _alone(lines: Sequence[Line], read: Mapping[int, list[Reading]]) -> Iterator[tuple[int, str]]:
    """Give the labels that stand alone on their lines, unless a labelled line follows."""
    for i, readings in read.items():
        following = next((k for k in range(i + 1, min(i + 4, len(lines))) if lines[k].text), -1)
        text = lines[i].text
        whole = readings[0].length == len(text)
        next_whole = following in read and read[following][0].length == len(lines[following].text)
        if whole and (following not in read or next_whole) and not in_brackets(lines[i - 1].text, text):
            yield i, readings[0].label


def _restart(supported: Sequence[Reading]) -> float:
    """Weigh a new beginning, by how often the labels that have a marker are a 1."""
    share = sum(reading.label == "1" for reading in supported) / max(1, len(supported))
    return 1.0 if share > 0.15 else 0.0 if share > 0.03 else -1.5


def _label_lines(
    begins: Sequence[tuple[int, Reading, float]],
    heads: Sequence[Head],
    points: Sequence[Point],
    links: Iterable[Link],
) -> Iterator[tuple[int, LabelLine]]:
    """Give what the lines are by themselves, likeliest last; then what the series says."""
    for (i, reading, weight), head in zip(reversed(begins), reversed(heads), strict=True):
        stray = min(weight, 1.5) - 3.5
        if reading.label.isalpha():
            continue  # "p. 5" and "a) this" are far more often something else
        yield i, LabelLine(i, head.page, reading.label, reading.length, i, False, stray)
    for link in links:
        i, reading, _ = begins[link.head]
        page, weight, marker = heads[link.head].page, LONE, -1
        if link.point is not None:
            point = points[link.point]
            weight = min(LINKED, max(LONE, link.weight + link.step - 2.5))
            marker = point.at if point.weight >= CLEAR else -1
        yield i, LabelLine(i, page, reading.label, reading.length, i, True, weight, marker)


def _points(sight: Sight, wanted: Container[str]) -> list[tuple[Point, bool]]:
    """Give the places in all lines that may be a marker, and whether they stand at the line's head.

    What stands apart at a line's head is no marker, but may be a label.
    """
    return [
        (Point(i, line.page, spot.label, spot.weight - WEAK.get(spot.form, 0.0)), not spot.start)
        for i, line in enumerate(sight.lines)
        if line.text and i not in sight.folios
        for spot in spots(line.text, sight.raised.get(i, ()), shown=bool(sight.raised))
        if spot.label in wanted
        and (spot.start or (spot.form in ("before", "sign") and spot.weight >= CLEAR))
    ]


def _supported(
    lines: Sequence[Line], read: Mapping[int, list[Reading]], points: Sequence[Point]
) -> list[Reading]:
    """Give the readings for which a marker stands above on the page, or on the page before."""
    seen: dict[tuple[int, str], int] = {}
    for point in points:
        if point.weight >= CLEAR:
            seen.setdefault((point.page, point.label), point.at)
    return [
        reading
        for i, readings in read.items()
        for reading in readings
        if seen.get((lines[i].page, reading.label), i) < i
        or (lines[i].page - 1, reading.label) in seen
    ]


def _raised(sight: Sight, line: int) -> int:
    """Give where what is raised at a line's head ends; 0: nothing is."""
    start, end = sight.raised.get(line, [(0, 0)])[0]
    return end if start == 0 else 0


def _prior(sight: Sight, line: int, reading: Reading) -> float:
    """Weigh how a label is written, and where its line stands on its page."""
    lines, page = sight.lines, sight.lines[line].page
    above = [k for k in range(max(0, line - 6), line) if lines[k].text and lines[k].page == page]
    weight = reading.weight
    weight += 2.0 * bool(_raised(sight, line))
    weight -= INSIDE * in_brackets(lines[line - 1].text, lines[line].text[reading.length :])
    return weight + 0.5 * bool(sight.gaps[line]) - 1.5 * (len(above) < 3)
