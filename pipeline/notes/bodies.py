"""Note bodies: gathered over lines and pages, their printed labels lifted off."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby

from pipeline.conventions.titles import ends_sentence
from pipeline.layout.labels.lines import LabelLine
from pipeline.layout.lay_out import Layout
from pipeline.layout.openings import OPENERS
from pipeline.model.text import Edit, Text
from pipeline.structure.lineends import SPACE
from pipeline.structure.paragraphs import split_paragraphs

INSET = 2
"""Blanks from which on a line is set in farther than its note."""
SHORT = 0.8
"""Share of the notes' measure below which a line was not filled."""
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
    paragraphs: tuple[tuple[Text, ...], ...]
    """Its paragraphs, each as its lines; the label is deleted from the first."""
    kinds: Mapping[int, str] = field(default_factory=dict)
    """What those of them are, by their place, that are no paragraphs; verse may be a table."""
    window: tuple[int, int] | None = None
    """Of a gathered note: the stretch of the raw source in which its marker stands."""
    phrase: str = ""
    """Of a note without a marker: the words behind which it is referred to."""


def note_label(text: str, length: int) -> Iterator[Edit]:
    """The printed label at the head of a note's body: it is kept as the note's label.

    >>> [edit[:3] for edit in note_label("12. See above.", 4)]
    [(0, 4, '')]
    """
    start = len(text) - len(text.lstrip(SPACE))
    yield Edit(start, start + length, "")


def misread_label(text: str, length: int) -> Iterator[Edit]:
    """What a reader of page images made of a note's label; which it was the other labels tell.

    >>> [edit[:3] for edit in misread_label("°3 See above.", 3)]
    [(0, 3, '')]
    """
    return note_label(text, length)


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
    phrases = {
        line: key.phrase for section in layout.notes.sections for line, key in section.keys.items()
    }
    groups = _carried_on(layout, groups) if layout.decided.bodies else groups
    return [_body(layout, parts, group, phrases.get(group[0], "")) for group in groups]


def _carried_on(layout: Layout, groups: list[list[int]]) -> list[list[int]]:
    """Let a body without a label that a person names go on with one that has not ended."""
    lines, result = layout.paging.lines, list[list[int]]()
    for group in groups:
        named = layout.decided.bodies.get(group[0])
        begun = -1
        if named is not None and not named.length:
            own = (layout.labels.get(each[0]) for each in result)
            begun = max((k for k, each in enumerate(own) if _of(each, named.label)), default=-1)
        if begun >= 0 and _runs_on(lines[result[begun][-1]].text, lines[group[0]].text):
            result[begun] += group
        else:
            result.append(group)
    return result


def _of(label: LabelLine | None, name: str) -> bool:
    return label is not None and label.label == name


def _runs_on(last: str, first: str) -> bool:
    return not ends_sentence(last) or first.lstrip(OPENERS)[:1].islower()


def _body(layout: Layout, parts: Mapping[int, Text], group: list[int], phrase: str) -> Body:
    first = group[0]
    groups: list[list[int]] = []
    kinds: dict[int, str] = {}
    for kind, run in _passages(layout, group):
        divided = [run] if kind not in ("", "quote") else _paragraphs(layout, run)
        if kind:
            kinds |= {len(groups) + k: kind for k in range(len(divided))}
        groups += divided
    texts = {i: parts[i] for i in group}
    label, page = "", layout.paging.lines[first].page
    if layout.kinds[first] == "note":
        known = layout.labels[first]
        label, head = known.label, known.head
        length = known.length if head == first else len(layout.paging.lines[head].text)
        rule = "misread-label" if known.misread else "note-label"
        edits = note_label(str(parts[head]), length) if length else ()
        texts[head] = parts[head].apply(edits, rule)
        if head != first:
            k = max(bisect_left([lines[0] for lines in groups], head) - 1, 0)
            groups[k] = sorted([*groups[k], head])
    at = parts[first].origin(0)
    paragraphs = tuple(tuple(texts[i] for i in lines) for lines in groups)
    window = _window(layout, parts, first)
    return Body(label, page, tuple(group), at, paragraphs, kinds, window, phrase)


def _window(layout: Layout, parts: Mapping[int, Text], first: int) -> tuple[int, int] | None:
    if first not in layout.windows:
        return None
    start, stop = layout.windows[first]
    while start not in parts:  # a blank line
        start += 1
    return parts[start].origin(0), parts[stop].origin(0)


def _paragraphs(layout: Layout, lines: list[int]) -> list[list[int]]:
    return split_paragraphs(layout, lines, layout.habits.note_measure, SEPARATE)


def _passages(layout: Layout, group: list[int]) -> Iterator[tuple[str, list[int]]]:
    """Divide a body's lines into passages of other kinds, as people say or verse is printed."""
    given = layout.decided.given
    if given.keys().isdisjoint(group):
        yield from (("verse" if alone else "", run) for alone, run in _set_in(layout, group))
        return
    for block, members in groupby(group, key=given.get):
        yield block.kind if block else "", list(members)


def _set_in(layout: Layout, group: list[int]) -> Iterator[tuple[bool, list[int]]]:
    """Divide a body's lines into runs: two or more short ones that are set in keep their ends.

    So verse is printed, and a table; prose that is set in has filled lines.
    """
    lines = layout.paging.lines
    edge = min((lines[i].indent for i in group[1:]), default=0)
    for inside, members in groupby(group, key=lambda i: i != group[0] and _short(layout, i, edge)):
        run = list(members)
        opens = sum(lines[i].text.lstrip(OPENERS)[:1].isupper() for i in run)
        yield inside and len(run) > 1 and 2 * opens > len(run), run


def _short(layout: Layout, line: int, edge: int) -> bool:
    inset = layout.paging.lines[line].indent - edge
    return inset >= INSET and layout.widths[line] < SHORT * layout.habits.note_measure
