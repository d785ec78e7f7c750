"""The emendations of an edition: where its text is a person's decision and not the source's.

They are read out of the text itself, which knows of each of its runs who changed it and what stood
there before, so that no list of them can say another thing than the edition.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from pipeline.model.book import Book
from pipeline.model.decision import Decision
from pipeline.model.history import DECISION
from pipeline.model.pieces import pieces_of
from pipeline.model.text import Run, Text

OF_LETTERS = ("replace", "insert", "delete")
"""The actions that change what is read, and not only how it is set."""


class Emendation(NamedTuple):
    """A place where the edition reads otherwise than its source."""

    decision: Decision
    start: int
    end: int
    """The stretch of the raw source."""
    source: str
    """What is read there in the source."""
    edition: str
    """What is read in the edition: as much as is needed for whole words on both sides."""


class Stretch(NamedTuple):
    """Letters of a text that one decision wrote."""

    id: str
    """The decision's."""
    start: int
    end: int
    """Offsets in the text; a deletion's are one."""
    runs: tuple[Run, ...]

    def before(self, raw: str) -> str:
        """Give what stood there before the decision."""
        return "".join(run.before(raw) for run in self.runs if not run.at)


def stretches(text: Text) -> Iterator[Stretch]:
    """Give what decisions wrote in a text, in its order.

    >>> from pipeline.model.text import Edit
    >>> text = Text.raw("teh mill").apply([Edit(0, 3, "the")], "decision:01J")
    >>> [(each.start, each.end, each.before("teh mill")) for each in stretches(text)]
    [(0, 3, 'teh')]
    """
    at = 0
    for rule, group in groupby(text.runs, key=lambda run: run.rule):
        runs = tuple(group)
        end = at + sum(len(run.text) for run in runs)
        if rule.startswith(DECISION):
            yield Stretch(rule.removeprefix(DECISION), at, end, runs)
        at = end


def emendations(raw: str, book: Book, decisions: Iterable[Decision]) -> list[Emendation]:
    """Give the emendations of a book, in the order of the source."""
    by_id = {each.id: each for each in decisions if each.action in OF_LETTERS}
    found = []
    for text in (piece.text for piece in pieces_of(book)):
        made = list(stretches(text))
        for k, stretch in enumerate(made):
            if stretch.id in by_id:
                found.append(_emendation(str(text), made, k, by_id[stretch.id], raw))
    return sorted(found, key=lambda each: (each.start, each.end))


def _emendation(
    string: str, made: Sequence[Stretch], k: int, decision: Decision, raw: str
) -> Emendation:
    stretch = made[k]
    first, last = _widened(string, stretch, stretch.before(raw))
    source = "".join(_source(string, first, last, made, k, raw))
    readings = (" ".join(reading.split()) for reading in (source, string[first:last]))
    start, end = stretch.runs[0].start, stretch.runs[-1].end
    return Emendation(decision, start, end, *_trimmed(*readings))


def _source(
    string: str, first: int, last: int, made: Sequence[Stretch], k: int, raw: str
) -> Iterator[str]:
    """Give what is read in the source where the edition reads string[first:last].

    In the words of an emendation there may be others.
    """
    left = k
    while left and made[left - 1].end > first:
        left -= 1
    at = first
    for each in made[left:]:
        if each is not made[k] and each.start >= last:
            break
        yield string[at : each.start]
        yield each.before(raw)
        at = max(at, each.end)
    yield string[at:last]


def _widened(string: str, stretch: Stretch, was: str) -> tuple[int, int]:
    """Widen a stretch to whole words, and to a word beside it where one reading is of none."""
    first = _back(string, stretch.start)
    last = _on(string, stretch.end)
    rest = string[first : stretch.start] + string[stretch.end : last]
    if not string[first:last].strip() or not (rest + was).strip():
        begins = string[:first].rstrip()
        if begins:
            first = _back(string, len(begins))
        else:
            last = _on(string, len(string) - len(string[last:].lstrip()))
    return first, last


def _back(string: str, at: int) -> int:
    while at and not string[at - 1].isspace():
        at -= 1
    return at


def _on(string: str, at: int) -> int:
    while at < len(string) and not string[at].isspace():
        at += 1
    return at


def _trimmed(source: str, edition: str) -> tuple[str, str]:
    """Take off the punctuation that both readings have at their ends, up to a blank.

    >>> _trimmed('"teh,', '"the,'), _trimmed("mill", "mill,"), _trimmed("mill .", "mill.")
    (('teh', 'the'), ('mill', 'mill,'), ('mill .', 'mill.'))
    """
    for end, inner, cut in ((-1, -2, slice(None, -1)), (0, 1, slice(1, None))):
        while min(len(source), len(edition)) > 1 and source[end] == edition[end]:
            if source[end].isalnum() or " " in (source[inner], edition[inner]):
                break
            source, edition = source[cut], edition[cut]
    return source, edition
