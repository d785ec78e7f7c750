"""Note bodies: gathered over lines and pages, their printed labels lifted off."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipeline.layout import Layout
from pipeline.structure.lineends import SPACE
from pipeline.structure.paragraphs import split_paragraphs
from pipeline.text import Edit, Text

FILLED = 0.93
"""Share of the notes' measure from which a line was filled."""
SEPARATE = 1.5
"""How much more must speak for a new paragraph inside a note: most notes have one."""


@dataclass(frozen=True, slots=True)
class Body:
    """A note's body as it stands in the source."""

    label: str
    """As printed, without what enclosed it; empty when the input has lost it."""
    page: int
    """The page that it begins on."""
    lines: tuple[int, ...]
    at: int
    """Where it begins in the raw source."""
    at_page_end: bool
    """It ends in a filled line, the last of its page's notes."""
    paragraphs: tuple[tuple[Text, ...], ...]
    """Its paragraphs, each as its lines; the label is deleted from the first."""


def note_label(text: str, length: int) -> Iterator[Edit]:
    """The printed label at the head of a note's body: it is kept as the note's label.

    >>> [edit[:3] for edit in note_label("12. See above.", 4)]
    [(0, 4, '')]
    """
    start = len(text) - len(text.lstrip(SPACE))
    yield Edit(start, start + length, "")


def gather(layout: Layout, parts: Mapping[int, Text]) -> list[Body]:
    """Gather the bodies. `parts` are the texts of the filled lines.

    A run of note lines without a label, on a page's first line of notes, continues the note before.
    """
    groups: list[list[int]] = []
    apart = {
        label.head
        for i, label in layout.labels.items()
        if label.head != i and layout.kinds.get(i) == "note"
    }
    for i, kind in layout.kinds.items():
        if i in apart:
            continue
        if kind == "note" or (kind == "note-on" and not groups):
            groups.append([i])
        elif kind == "note-on":
            groups[-1].append(i)
    return [_body(layout, parts, group) for group in groups]


def _body(layout: Layout, parts: Mapping[int, Text], group: list[int]) -> Body:
    first = group[0]
    groups = split_paragraphs(layout, group, layout.habits.note_measure, SEPARATE)
    texts = {i: parts[i] for i in group}
    label, page = "", layout.paging.lines[first].page
    if layout.kinds[first] == "note":
        known = layout.labels[first]
        label, head = known.label, known.head
        length = known.length if head == first else len(layout.paging.lines[head].text)
        texts[head] = parts[head].apply(note_label(str(parts[head]), length), "note-label")
        if head != first:
            k = max(bisect_left([lines[0] for lines in groups], head) - 1, 0)
            groups[k] = sorted([*groups[k], head])
    at = parts[first].origin(0)
    paragraphs = tuple(tuple(texts[i] for i in lines) for lines in groups)
    return Body(label, page, tuple(group), at, _at_page_end(layout, group[-1]), paragraphs)


def _at_page_end(layout: Layout, last: int) -> bool:
    """Is a filled line the last one of its page's notes, the page not the book's last?"""
    lines = layout.paging.lines
    page = lines[last].page
    if layout.widths[last] < FILLED * layout.habits.note_measure:
        return False
    for i in range(last + 1, len(lines)):
        if lines[i].page > page:
            return any(layout.kinds.get(k) not in (None, "furniture") for k in range(i, len(lines)))
        if layout.kinds.get(i) not in (None, "furniture"):
            return False
    return False
