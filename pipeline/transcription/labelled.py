"""Notes that stand as paragraphs under their labels: "[1] …", "(2) …", "* …", "Note 3: …", "↑ …".

Below the paragraph they belong to, at the end of a chapter or of the book. Nothing closes such a
note, and a label is only a number, so a form of label is believed when most of its paragraphs have
a marker before them; where a note ends, its indent, the next note and the gaps tell.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from typing import NamedTuple

from pipeline.conventions.aside import is_notes_heading
from pipeline.conventions.notebrackets import ARROW, LABEL, WORD
from pipeline.transcription.lines import Paragraph, TextLine, paragraphs
from pipeline.transcription.notes import WrittenNote
from pipeline.transcription.pairing import FORMS, Wanted, pair

SIGN = "[*∗†‡§‖¶]"
HEADS = {
    "square": re.compile(rf"\[(?:FN ?#?|#)?({LABEL})\][.:]?[ \t]*(?=\S|$)"),
    "round": re.compile(rf"\((\d{{1,4}}|{SIGN}{{1,6}}|[A-Za-z])\)[ \t]*(?=\S)"),
    "curly": re.compile(r"\{(\d{1,4}|[A-Za-z])\}[ \t]*(?=\S)"),
    "signs": re.compile(rf"((?P<sign>{SIGN})(?P=sign){{0,5}})[ \t]*(?=[^\s*])"),
    "word": WORD,
    "arrow": ARROW,
}
"""How a label is written."""
SUPPORTED = 0.6
"""Share of the paragraphs under labels of one form that must have a marker."""
LEAST = 2
"""Notes with a marker that show a form where no other sign of a transcription was found."""
INSET = 2
"""Blanks by which a note is set in, so that its further paragraphs can be told from the text."""
APART = 2
"""Blank lines after which a note does not go on."""


class Unit(NamedTuple):
    """A paragraph, or the part of one, under a label."""

    number: int
    """Of its paragraph."""
    paragraph: Paragraph
    label: str
    head: tuple[int, int]
    """Where its label stands, with the blanks behind it."""


class _Found(NamedTuple):
    """The notes of one form, and the marker of each that has one."""

    units: list[Unit]
    markers: dict[int, int]


def labelled_notes(
    string: str, lines: Sequence[TextLine], *, trusted: bool = False
) -> list[WrittenNote]:
    """Find the notes that stand under labels.

    `lines` are the filled lines in which they are looked for; `trusted`: other signs of a
    transcription were found, so that a single note is believed.
    """
    found: dict[int, Unit] = {}
    markers: dict[int, int] = {}
    groups = list(paragraphs(lines))
    for form, pattern in HEADS.items():
        units = _units(groups, pattern)
        if not units:
            continue
        accepted = _accepted(string, units, 1 if trusted and form != "signs" else LEAST)
        for unit in accepted.units:
            found.setdefault(unit.head[0], unit)
        markers.update(accepted.markers)
    return list(_notes(groups, [found[start] for start in sorted(found)], markers))


def _units(groups: Sequence[Paragraph], pattern: re.Pattern[str]) -> list[Unit]:
    """Give the paragraphs under labels of one form; labels in a row need no blank line."""
    units: list[Unit] = []
    for number, group in enumerate(groups):
        first = pattern.match(group.lines[0].text)
        if first is None:
            continue
        heads = [
            (k, match)
            for k, line in enumerate(group.lines)
            if (match := pattern.match(line.text)) is not None
        ]
        stops = [*(k for k, _ in heads[1:]), len(group.lines)]
        for (k, match), stop in zip(heads, stops, strict=True):
            part = group.lines[k:stop]
            own = Paragraph(part[0].start, part[-1].end, part)
            label = match[1] or _next_label(units, groups, number)
            units.append(Unit(number, own, label, (part[0].at, part[0].at + match.end())))
    return units


def _next_label(units: Sequence[Unit], groups: Sequence[Paragraph], number: int) -> str:
    """Give the number of a note that bears none: one more than the last, if no marker is between.

    After a marker another list begins.
    """
    if not units:
        return "1"
    between = (line.text for group in groups[units[-1].number + 1 : number] for line in group.lines)
    begins = any(FORMS["square"].search(text) for text in between)
    return "1" if begins else str(int(units[-1].label) + 1)


def _accepted(string: str, units: Sequence[Unit], least: int) -> _Found:
    """Keep the notes with a marker, and those that stand next to one, if most have one."""
    places = {unit.head[0] for unit in units}
    wanted = [Wanted(unit.label, unit.head[0]) for unit in units]
    links = pair(wanted, string, places).links
    if len(links) < max(least, SUPPORTED * len(units)):
        return _Found([], {})
    kept = [unit for k, unit in enumerate(units) if k in links or _neighbour(units, k, links)]
    return _Found(kept, {units[k].head[0]: marker.start for k, marker in links.items()})


def _neighbour(units: Sequence[Unit], k: int, links: Container[int]) -> bool:
    """Does a note with a marker stand in the paragraph before or behind?"""
    near = [i for i in (k - 1, k + 1) if 0 <= i < len(units) and i in links]
    return any(abs(units[i].number - units[k].number) <= 1 for i in near)


def _notes(
    groups: Sequence[Paragraph], units: Sequence[Unit], markers: dict[int, int]
) -> Iterator[WrittenNote]:
    """Find where each note ends."""
    headed, last = False, -1
    for k, unit in enumerate(units):
        after = units[k + 1] if k + 1 < len(units) else None
        above = groups[unit.number - 1].lines if unit.number else ()
        headed = (headed and unit.number <= last + 1) or (
            len(above) == 1 and is_notes_heading(above[0].text)
        )
        last = unit.number
        if after is None or after.number != unit.number:
            last = _last(groups, unit, after, markers, headed=headed)
        end = groups[last].end if last > unit.number else unit.paragraph.end
        yield WrittenNote(unit.paragraph.start, end, unit.label, unit.head, (unit.head[1],) * 2)


def _last(
    groups: Sequence[Paragraph],
    unit: Unit,
    after: Unit | None,
    markers: dict[int, int],
    *,
    headed: bool,
) -> int:
    """Give the last paragraph of a note.

    One that is set in goes on as long as it is. Others go on to the next note, if a heading says
    that only notes stand here, or the next note's marker stands above them all.
    """
    stop = after.number if after is not None else len(groups)
    # A label alone on its line stands above its note.
    alone = unit.head[1] - unit.head[0] >= len(unit.paragraph.lines[0].text)
    first = unit.number + (alone and len(unit.paragraph.lines) == 1 and unit.number + 1 < stop)
    base = _inset(groups[first] if first > unit.number else unit.paragraph)
    last = first
    while last + 1 < stop and groups[last + 1].gap < APART:
        if base and groups[last + 1].indent < base:
            break
        last += 1
    if base or headed:
        return last
    together = after is not None and markers.get(after.head[0], unit.head[0]) < unit.head[0]
    return last if together and last == stop - 1 else first


def _inset(paragraph: Paragraph) -> int:
    """Give by how much a note is set in; 0: it is not."""
    first, *rest = (line.indent for line in paragraph.lines)
    least = min([first, *rest]) if first >= INSET else min(rest, default=0)
    return least if least >= INSET else 0
