"""The balance of an account: how many characters of the source went where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.account.tiling import Fault
from pipeline.model.book import Book
from pipeline.model.history import DECISION

REMOVED = {
    "line-end": "removed: line ends and blanks",
    "divided-word": "removed: hyphens at line ends",
    "broken-address": "removed: line ends and blanks",
    "closed-dash": "removed: line ends and blanks",
    "note-marker": "lifted: note markers",
    "note-label": "lifted: note labels",
    "misread-marker": "lifted: misread note markers",
    "misread-label": "lifted: misread note labels",
    "marker-spacing": "removed: line ends and blanks",
    "note-bracket": "lifted: note labels",
    "transcribers-remark": "removed: remarks of transcribers",
    "type-sign": "removed: signs of type and structure",
    "script-bracket": "removed: signs of type and structure",
    "block-sign": "removed: signs of type and structure",
    "page-number": "lifted: page numbers",
    "marked-division": "removed: hyphens at line ends",
    "furniture": "removed: furniture",
}


class Row(NamedTuple):
    """A line of the balance: so many characters of the source, at so many places."""

    label: str
    characters: int
    places: int


@dataclass(frozen=True, slots=True)
class Account:
    """The balance of a book against its source."""

    rows: tuple[Row, ...]
    faults: tuple[Fault, ...]

    @property
    def unaccounted(self) -> int:
        """How many faults there are; a build with any stops."""
        return len(self.faults)


def _label(rule: str) -> str:
    """Name the row of what a rule changed; all that people decided is one."""
    if rule.startswith(DECISION):
        return "replaced: decided"
    return REMOVED.get(rule, f"replaced: {rule}")


def balance(raw: str, book: Book) -> Iterator[Row]:
    """Sum up what became of the characters of the source."""
    counts: Counter[str] = Counter()
    places: Counter[str] = Counter()

    def count(label: str, characters: int) -> None:
        counts[label] += characters
        places[label] += 1

    for where, texts in (
        ("in the text", [t for chapter in book.chapters for t in chapter.texts()]),
        ("moved: notes", [t for note in book.notes() for t in note.texts()]),
    ):
        for run in (run for text in texts for run in text.runs):
            if run.start == run.end:
                count("supplied", 0)
            elif not run.rule:
                count(where, run.end - run.start)
            else:
                count(_label(run.rule), run.end - run.start)
    for line in book.furniture:
        count("removed: furniture", sum(run.end - run.start for run in line.text.runs))
    for label in sorted(counts, key=lambda label: (label[0] != "i", label)):
        yield Row(label, counts[label], places[label])
    yield Row("the source", len(raw), 1)
