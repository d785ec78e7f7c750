"""What the desk shows of a book. It is made by a worker, and sent to the process that serves it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.decisions.settle import NOTHING, Settled
from pipeline.model.book import ChapterKind, NoteState
from pipeline.model.finding import Finding, Span
from pipeline.proofreading.pages import ProofPage


@dataclass(frozen=True, slots=True)
class ShownBlock:
    """A block of a chapter as XHTML, in which each stretch of letters says where it comes from."""

    html: str
    kind: str
    """As `data-block` in the XHTML: the kind of the block, of a heading with its level."""
    start: int
    end: int
    """The stretch of the raw source from its first letter to its last."""
    notes: tuple[str, ...] = ()
    """The ids of the notes that are called in it, in order."""


@dataclass(frozen=True, slots=True)
class ShownNote:
    """A note of a chapter."""

    id: str
    label: str
    html: str
    """Its blocks as XHTML, without its label."""
    start: int
    end: int
    state: NoteState
    calls: tuple[Span, ...] = ()
    """The stretches of the raw source that are its markers, in order."""


@dataclass(frozen=True, slots=True)
class ShownChapter:
    """A chapter with its notes."""

    id: str
    kind: ChapterKind
    title: str
    """Its heading as plain text; empty if it has none."""
    blocks: tuple[ShownBlock, ...]
    notes: tuple[ShownNote, ...]


@dataclass(frozen=True, slots=True)
class ShownBook:
    """The edition as it will read, without what is new in it."""

    title: str
    language: str
    chapters: tuple[ShownChapter, ...]
    pages: tuple[ProofPage, ...]
    furniture: tuple[tuple[int, int, str], ...] = ()
    """What of the source is not in the edition: stretches, and what each of them is."""

    def notes(self) -> Iterator[ShownNote]:
        """Give all notes, in reading order."""
        for chapter in self.chapters:
            yield from chapter.notes


@dataclass(frozen=True, slots=True)
class Emended:
    """A book as some decisions make it."""

    book: ShownBook
    settled: Settled
    findings: tuple[Finding, ...]
    """What reading, recovery and the decisions themselves leave to ask."""


@dataclass(frozen=True, slots=True)
class View:
    """What a reader sees: the book by all decisions that the reader may see."""

    book: ShownBook | None = None
    """None as long as it is being read."""
    settled: Settled = NOTHING
    findings: tuple[Finding, ...] = ()
    """What is asked, whether or not it was answered since."""
    checked: bool = False
    """The checks have seen the book as it is shown."""
