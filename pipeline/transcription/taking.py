"""What is taken out of the running text, and the blank lines that go with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.model.book import FurnitureKind
from pipeline.model.text import Text
from pipeline.transcription.notes import WrittenNote


class Item(NamedTuple):
    """A stretch to be taken out: a note, or a line of the transcriber's."""

    start: int
    end: int
    note: WrittenNote | None = None
    kind: FurnitureKind = "page-sign"


class Taken(NamedTuple):
    """Something that was taken out of the text."""

    item: Item
    text: Text
    at: int
    """Where it stood, in the text that is left."""
    start: int
    """Where its text began in the string that it was taken out of."""


def cut_out(text: Text, spans: Sequence[tuple[int, int]]) -> tuple[Text, list[Text]]:
    """Cut stretches, in order and apart, out of a text; give the rest as one, and the pieces.

    >>> rest, (piece,) = cut_out(Text.raw("one two three"), [(3, 7)])
    >>> str(rest), str(piece)
    ('one three', ' two')
    """
    parts = text.split([offset for span in spans for offset in span])
    return Text.join(parts[::2]), parts[1::2]


def take_out(core: Text, items: Sequence[Item]) -> tuple[Text, list[Taken]]:
    """Take the items, in order and apart, out of the text; give the rest, and each item."""
    if not items:
        return core, []
    string = str(core)
    spans: list[tuple[int, int]] = []
    for group in _groups(items, string):
        start, end = _with_blanks(string, group)
        inner = [item.start for item in group[1:]]
        spans += zip([start, *inner], [*inner, end], strict=True)
    flow, pieces = cut_out(core, spans)
    taken, removed = [], 0
    for item, (start, end), piece in zip(items, spans, pieces, strict=True):
        taken.append(Taken(item, piece, start - removed, start))
        removed += end - start
    return flow, taken


def _groups(items: Sequence[Item], string: str) -> Iterator[list[Item]]:
    """Put together the items between which there is only white space."""
    group: list[Item] = []
    for item in items:
        if group and string[group[-1].end : item.start].strip():
            yield group
            group = []
        group.append(item)
    yield group


def _with_blanks(string: str, group: Sequence[Item]) -> tuple[int, int]:
    """Give what goes with whole lines that are taken out: the smaller of the gaps around them.

    A page's first line goes on with its paragraph unless a blank line stands above it, so where a
    page begins the gap before its sign goes, and the gap behind it stays.
    """
    start, end = group[0].start, group[-1].end
    if string[start - 1 : start] not in ("\n", "") or string[end - 1] != "\n":
        return start, end
    above, below = _gap_above(string, start), _gap_below(string, end)
    turned = any(item.kind == "page-sign" and item.note is None for item in group)
    if turned or string.count("\n", above, start) < string.count("\n", end, below):
        return above, end
    return start, below


def _gap_above(string: str, start: int) -> int:
    """Give where the blank lines above a line begin."""
    while start:
        line = string.rfind("\n", 0, start - 1) + 1
        if string[line:start].strip():
            return start
        start = line
    return start


def _gap_below(string: str, end: int) -> int:
    """Give where the blank lines below a line end."""
    while (line := string.find("\n", end) + 1) and not string[end:line].strip():
        end = line
    return end
