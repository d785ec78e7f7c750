"""What the lines of gathered notes may be, and what their notes are, for the decision on each line.

Between the first label of a section and its last, every line is a note's or furniture. Below the
last label the note goes on until the text does: where, the decoding finds.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise, takewhile
from typing import Literal, NamedTuple

from pipeline.conventions.furniture import letters
from pipeline.conventions.noteheads import Headings, names_chapter, says_notes
from pipeline.conventions.titles import division
from pipeline.layout.gathered.keyed import Keyed, keyed_notes
from pipeline.layout.gathered.names import MOST
from pipeline.layout.gathered.runs import Item
from pipeline.layout.gathered.sections import Group, Section, gathered, headings_in
from pipeline.layout.labels.lines import LINKED, LabelLine, Read, Sight, label_lines, read_lines
from pipeline.layout.paging.pages import Paging, page_labels
from pipeline.model.book import Line

SHARE = 0.5
"""Numbered notes at the pages' feet, for one that is gathered, below which they are chance."""
SIGN = "*"
"""The label of a note that has none, and no marker."""
LARGER = 1.03
"""How many times the notes' size type is that is larger."""
Role = Literal["heading", "note", "label", "inside", "tail"]


class Notes(NamedTuple):
    """What the lines show of the book's notes."""

    labels: dict[int, LabelLine]
    """The lines that may begin one."""
    sections: list[Section]
    """Where notes stand gathered."""
    doubtful: list[Keyed]
    """What looks like such a section, but names words that are not in the text."""


def note_lines(sight: Sight, tops: Counter[str], paging: Paging) -> Notes:
    """Find the lines that may begin a note, and the sections in which notes stand gathered.

    `tops` counts on how many pages a line with these letters stands at the head.
    """
    lines = sight.lines
    read = read_lines(sight)
    labels = label_lines(sight, read)
    headings = headings_in(lines)
    sections = gathered(sight, read, labels, tops, headings)
    doubtful: list[Keyed] = []
    if not sections:
        pages = [label for label, _ in page_labels(paging)]
        keyed = keyed_notes(lines, paging.starts, pages, headings)
        sections = [_of_keys(each, lines) for each in keyed if each.found]
        doubtful = [each for each in keyed if not each.found]
    if not sections:
        return Notes(labels, [], doubtful)
    inside = {i for each in sections for i in range(each.start, each.last + 1)}
    rest = Read(
        {i: found for i, found in read.readings.items() if i not in inside},
        [place for place in read.places if place[0].at not in inside],
    )
    feet, own = label_lines(sight, rest), labels_of(sections, lines)
    if sum(_is_number(each) and each.marker >= 0 for each in feet.values()) < SHARE * len(own):
        feet = {i: each for i, each in feet.items() if not _is_number(each)}
    return Notes(feet | own, sections, doubtful)


def _of_keys(keyed: Keyed, lines: Sequence[Line]) -> Section:
    items = tuple(
        Item(key.line, key.line, int(key.note or 0), "", 0, 0.0, begun=False) for key in keyed.keys
    )
    keys = {key.line: key for key in keyed.keys}
    group = Group((), items)
    return Section(0, (keyed.heading,), (group,), {}, len(lines), keys)


def _is_number(label: LabelLine) -> bool:
    return label.label.isdigit()


def roles_of(sections: Sequence[Section], lines: Sequence[Line]) -> dict[int, Role]:
    """Give the role of each filled line of the sections."""
    roles: dict[int, Role] = {}
    for section in sections:
        for i in range(section.start, _reach(section, lines)):
            if lines[i].text:
                roles[i] = "inside" if i < section.last else "tail"
        for item in section.items():
            roles[item.head] = "label"
            roles[item.line] = "note"
        for i in _headings(section):
            roles[i] = "heading"
    return roles


def _reach(section: Section, lines: Sequence[Line]) -> int:
    """Give the line before which the last note has ended: where larger type begins, if not before.

    A single line in larger type is a running head.
    """
    shape = lines[section.last].shape
    filled = [i for i in range(section.last, min(section.reach, len(lines))) if lines[i].text]
    if shape is not None:
        larger = [
            (other := lines[i].shape) is not None and other.size > LARGER * shape.size
            for i in filled
        ]
        for k, (here, following) in enumerate(pairwise(larger)):
            if here and following:
                return filled[k]
    return filled[-1] + 1


def _headings(section: Section) -> Iterator[int]:
    """Give the lines that should say what notes stand below them."""
    yield from section.headings
    for group in section.groups:
        yield from group.names


def headings_of(
    sections: Sequence[Section], lines: Sequence[Line], titles: Sequence[int]
) -> frozenset[int]:
    """Give the lines that say what notes stand below them; `titles` are the lines of headings.

    What names no chapter that is known stays a heading, and so does what names one above that: a
    heading would stand between it and the notes.
    """
    own = {i for section in sections for i in _headings(section)}
    names = [name for name, _ in _chapters(lines, [i for i in titles if i not in own])]
    headings = Headings.of([name for name in names if isinstance(name, str)])
    known = {i for i in own if says_notes(lines[i].text) or names_chapter(lines[i].text, headings)}
    found = {i for section in sections for i in section.headings if i in known}
    for group in (group for section in sections for group in section.groups):
        found.update(takewhile(known.__contains__, sorted(group.names, reverse=True)))
    return frozenset(found)


def labels_of(sections: Sequence[Section], lines: Sequence[Line]) -> dict[int, LabelLine]:
    """Give the notes' first lines."""
    return {
        item.line: LabelLine(
            item.line,
            lines[item.head].page,
            str(item.value or SIGN),
            item.length,
            item.head,
            True,
            LINKED,
            section.markers.get(item.line, -1),
        )
        for section in sections
        for item in section.items()
    }


def windows_of(
    sections: Sequence[Section], lines: Sequence[Line], titles: Sequence[int]
) -> dict[int, tuple[int, int]]:
    """Give for each note's first line the stretch of lines in which its marker stands.

    It is what stands above the section, or the chapter that the line above the notes names, if
    `titles`, the lines of headings, show it. Chapters keep their order.
    """
    windows: dict[int, tuple[int, int]] = {}
    for section in sections:
        start, stop = section.since, section.start
        inside = slice(bisect_left(titles, start), bisect_left(titles, stop))
        chapters = dict(_chapters(lines, titles[inside]))
        places = [
            _place(chapters, [lines[i].text for i in group.names]) for group in section.groups
        ]
        known = [place for place in places if place >= 0]
        if known != sorted(known):
            places = [-1] * len(places)
        below, ends = stop, list[int]()
        for place in reversed(places):
            ends.append(below)
            below = place if place >= 0 else below
        first = start
        for group, place, last in zip(section.groups, places, reversed(ends), strict=True):
            first = place if place >= 0 else first
            windows.update((item.line, (first, last)) for item in group.items)
        windows.update((line, key.window) for line, key in section.keys.items())
    return windows


Name = tuple[str, int] | str
"""A chapter's word and number, or the letters of its heading."""


def _chapters(lines: Sequence[Line], titles: Sequence[int]) -> Iterator[tuple[Name, int]]:
    """Give what may name each heading, with the line at which it begins; later ones prevail.

    A heading may have several lines, and the notes may name some of them, or the number alone.
    """
    for k, first in enumerate(titles):
        joined = ""
        for i in titles[k : k + MOST]:
            if lines[i].page != lines[first].page:
                break
            joined = f"{joined} {letters(lines[i].text)}".strip()
            yield joined or lines[i].text, first
        numbered = division(lines[first].text)
        if numbered is not None:
            yield numbered, first


def _place(chapters: Mapping[Name, int], names: Sequence[str]) -> int:
    """Give the line of the heading that some lines repeat; -1: none."""
    if not names:
        return -1
    text = " ".join(names)
    numbered = division(text)
    known = chapters.get(letters(text) or text, -1)
    return known if known >= 0 or numbered is None else chapters.get(numbered, -1)
