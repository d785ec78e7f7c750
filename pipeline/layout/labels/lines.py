"""Lines that may begin a note: a number or a sign at their head, and what speaks for it.

A line that begins with "12" may be a note, a list item, a year or the tail of a sentence. Three
things tell: a marker with the same label stands above it, its label follows the label of the note
before it, and it is written as the other notes are. The first two are weighed for the whole book
at once (`pipeline.layout.labels.series`), the third is learned first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from pipeline.conventions.markers import Span, spots, spotted, unraised
from pipeline.layout.flow import flows, in_brackets
from pipeline.layout.labels.loose import loose_labels
from pipeline.layout.labels.series import Head, Link, Point, align
from pipeline.layout.labels.written import UNUSUAL, Reading, may_begin, read_label
from pipeline.model.book import Line

CLEAR = 1.0
"""Weight of a place from which it looks like a marker by itself."""
MOSTLY, OTHER = 0.8, 2.5
"""Share of the labels from which a style is the book's, and what speaks then against others."""
WEAK = {"within": 2.5, "apart": 2.0}
"""What is taken from the weight of places where a marker is rare."""
RUNS_ON = 2.0
"""Weight of two lines from which a sentence plainly runs from one to the other."""
INSIDE = 8.0
"""What speaks against a label inside brackets that the line above opened."""
LONE, LINKED = 2.0, 6.0
"""What speaks for a line that the book's series takes, without a marker, and at most with one."""


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


def without(sight: Sight, others: Container[int]) -> Sight:
    """Take lines for blank, since they hold neither labels nor markers."""
    lines = [line._replace(text="") if i in others else line for i, line in enumerate(sight.lines)]
    raised = {i: spans for i, spans in sight.raised.items() if i not in others}
    return sight._replace(lines=lines, raised=raised)


class Read(NamedTuple):
    """What is read in the lines before any is judged."""

    readings: dict[int, list[Reading]]
    """The labels that a line may begin with, by the line."""
    places: list[tuple[Point, bool]]
    """The places that may be a marker, and whether each stands at its line's head."""


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
    misread: bool = False
    """The input shows something else than this label."""


def read_lines(sight: Sight) -> Read:
    """Read the lines: those that may begin a note, and where a marker of theirs may stand."""
    lines = sight.lines
    read = {
        i: readings
        for i, line in enumerate(lines)
        if (i in sight.raised or may_begin(line.text))
        and i not in sight.folios
        and (readings := read_label(line.text, _raised(sight, i)))
    }
    wanted = {reading.label for readings in read.values() for reading in readings}
    apart = {*_apart(lines, read)}
    places = marker_points(sight, wanted, apart)
    return Read({i: readings for i, readings in read.items() if i not in apart}, places)


def label_lines(sight: Sight, known: Read) -> dict[int, LabelLine]:
    """Give all lines that may begin a note."""
    lines = sight.lines
    read, places = dict(known.readings), known.places
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
        if reading.style == usual or reading.weight > UNUSUAL
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
        whole = whole and not in_brackets(lines[i - 1].text, text)
        if whole and (following not in read or next_whole):
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


def _apart(lines: Sequence[Line], read: Mapping[int, list[Reading]]) -> Iterator[int]:
    """Give the lines that are nothing but a marker, raised out of a sentence that goes on below.

    Its note stands below on the page.
    """
    lasts = {(lines[i].page, each.label): i for i, readings in read.items() for each in readings}
    for i, readings in read.items():
        above = [each for each in lines[max(0, i - 2) : i] if each.text]
        below = [each for each in lines[i + 1 : i + 3] if each.text]
        whole = readings[0].length == len(lines[i].text) and above and below
        if whole and lasts[lines[i].page, readings[0].label] > i and below[0].text[0].islower():
            inside = {above[-1].page, below[0].page} == {lines[i].page}
            if inside and flows(above[-1].text, below[0].text) >= RUNS_ON:
                yield i


def marker_points(
    sight: Sight, wanted: Container[str], apart: Container[int]
) -> list[tuple[Point, bool]]:
    """Give the places in all lines that may be a marker, and whether they stand at the line's head.

    What stands apart at a line's head is no marker, but may be a label. `apart` are the lines that
    are a marker and nothing else.
    """
    found = []
    given = ((line.text, sight.raised.get(i, ())) for i, line in enumerate(sight.lines))
    flat = unraised(given) if sight.raised else 0.0
    for i in sorted({*spotted([line.text for line in sight.lines]), *sight.raised}):
        line = sight.lines[i]
        if i in sight.folios:
            continue
        for spot in spots(line.text, sight.raised.get(i, ()), flat):
            plain = spot.form in ("before", "sign") and spot.weight >= CLEAR
            if spot.label in wanted and (spot.start or plain or i in apart):
                weight = CLEAR if i in apart else spot.weight - WEAK.get(spot.form, 0.0)
                at_head = not spot.start and i not in apart
                found.append((Point(i, line.page, spot.label, weight), at_head))
    return found


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
