"""The book, once its structure is known: what every stage after `structure` reads.

All of it is frozen. Letters live in `Text`, so that each of them can be traced to the raw source;
what is said about them (this is a heading, that is note 74) lives here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from pipeline.model.decision import Placed
from pipeline.model.finding import Finding
from pipeline.model.text import Mark, Text

BlockKind = Literal[
    "heading",
    "paragraph",
    "quote",
    "verse",
    "stanza",
    "line",
    "list",
    "item",
    "table",
    "row",
    "cell",
    "figure",
    "caption",
    "break",
    "epigraph",
    "sidenote",
    "signature",
]
NoteState = Literal["linked", "cut", "absent", "unmarked"]
ChapterKind = Literal["front", "chapter", "back"]
FurnitureKind = Literal[
    "running-head",
    "folio",
    "contents",
    "rule",
    "blank-page",
    "licence",
    "transcriber",
    "page-sign",
    "notes-heading",
    "decided",
]


class Shape(NamedTuple):
    """How the input shows one line on its page, in points; pixels are converted by their density.

    Distances are from the page's left edge and from its top.
    """

    start: int
    """Where the line begins in the source's text."""
    left: float
    right: float
    base: float
    """The baseline."""
    size: float
    """The type size of most of its letters."""
    bold: bool = False
    italic: bool = False
    """Most of its letters are."""


class Skew(NamedTuple):
    """How a page lay on the scanner: its lines fall by `slope`, and it was turned about a point.

    The shapes of its lines are those after it was turned upright.
    """

    slope: float = 0.0
    x: float = 0.0
    y: float = 0.0


class PageImage(NamedTuple):
    """What the input says of a page's image: which it is, and how the lines' shapes lie on it."""

    file: tuple[str, ...] = ()
    """The file that holds the page: its name, and in archives those of the members that lead to it,
    each within the one before."""
    number: int = 0
    """Which page of that file it is, counted from 0."""
    image: str = ""
    """The name that the file gives for the page's image; empty where it gives none."""
    width: float = 0.0
    height: float = 0.0
    """The page's, in points; 0 where the file does not say."""
    turn: int = 0
    """By how many degrees it is turned, clockwise, for its lines to be upright."""
    skew: Skew = Skew()


class Line(NamedTuple):
    """One line of the source as the layout stage sees it.

    `start` and `end` are offsets in the cleaned text, the line's end included; `text` is what
    stands between its outer blanks; `indent` counts the blanks before that.
    """

    start: int
    end: int
    text: str
    indent: int
    page: int
    """The page it stands on, counted from 0."""
    shape: Shape | None = None
    """How it stands on its page, where the input shows that."""
    key: str = ""
    """Its letters, by which running heads are compared; empty where it is longer than any."""


@dataclass(frozen=True, slots=True)
class Source:
    """The source as received: its letters, and what its form says of pages and of type.

    `text` holds every character of the input, decoded; a byte that is no character stands in it
    as a lone surrogate (PEP 383), so that nothing is lost before the record begins.
    """

    name: str
    text: str
    sha256: str
    """Of the bytes as received."""
    starts: tuple[int, ...] = ()
    """Where the input itself begins a page: a form feed, or a new page file. May be empty."""
    labels: tuple[str, ...] = ()
    """The label that the input itself gives each page, "" for none; empty where it gives none."""
    shapes: tuple[Shape, ...] = ()
    """The shape of each line, in order; empty where the input shows only letters."""
    images: tuple[PageImage, ...] = ()
    """Of each page, one more than there are `starts`: what is known of its image."""
    marks: tuple[Mark, ...] = ()
    """What the input shows of letters and words (italics, raised letters, doubt), by offsets in
    `text`, in order."""
    findings: tuple[Finding, ...] = ()
    """What reading it leaves to ask: its encoding, damage to its files."""


@dataclass(frozen=True, slots=True)
class Block:
    """One block of the book; some hold text, some hold blocks.

    `heading`, `paragraph`, `line` (of verse), `caption`, `sidenote` and `signature` have text.
    `quote`, `epigraph`, `list`, `item`, `verse` (of stanzas), `stanza` (of lines), `table`, `row`,
    `cell` and `figure` have blocks. A `break` (thought break) has as text what was printed for it,
    which the edition replaces by its own ornament.
    """

    kind: BlockKind
    text: Text = field(default_factory=Text)
    blocks: tuple[Block, ...] = ()
    level: int = 0
    """Of a heading: 1 is a chapter. Of a line of verse: its indent in steps."""

    def texts(self) -> Iterator[Text]:
        """Give the texts of the block and of all blocks in it, in reading order."""
        yield self.text
        for block in self.blocks:
            yield from block.texts()


@dataclass(frozen=True, slots=True)
class Note:
    """A note: its body, and what became of it.

    `linked`: marker and body are both there. `cut`: linked, but the body ends too soon in the
    source. `absent`: there is a marker, the body is gone. `unmarked`: there is a body, its marker
    is gone. `heads` are the printed labels that were lifted off the bodies: text that left the
    reading, not the account.
    """

    id: str
    label: str
    """As printed: "80", "*", "b"."""
    blocks: tuple[Block, ...] = ()
    state: NoteState = "linked"
    certainty: float = 1.0
    """How sure the link between marker and body is, from 0 to 1."""

    def texts(self) -> Iterator[Text]:
        """Give the texts of the note's blocks, in reading order."""
        for block in self.blocks:
            yield from block.texts()


@dataclass(frozen=True, slots=True)
class Chapter:
    """A section of the book that opens on a new page. Its heading, if any, is its first block.

    `notes` are those referred to from it, in the order of their first reference, and after each
    such note those without a marker that stood behind it in the source.
    """

    id: str
    kind: ChapterKind
    blocks: tuple[Block, ...]
    notes: tuple[Note, ...] = ()

    @property
    def heading(self) -> Block | None:
        """The heading that opens the chapter, if it has one."""
        first = self.blocks[0] if self.blocks else None
        return first if first is not None and first.kind == "heading" else None

    def texts(self) -> Iterator[Text]:
        """Give the texts of the chapter's blocks, in reading order, without the notes."""
        for block in self.blocks:
            yield from block.texts()


@dataclass(frozen=True, slots=True)
class Furniture:
    """A line that belongs to the printed page and not to the text; it stays in the record."""

    kind: FurnitureKind
    text: Text
    page: int


class Page(NamedTuple):
    """A page of the source. `label` is its printed number; without one, pages are counted."""

    label: str
    printed: bool
    start: int
    """Where it begins in the raw source."""


class Moved(NamedTuple):
    """A stretch of the raw source that a person moved: it stands before what stands at `to`."""

    decision: str
    """The decision's id."""
    start: int
    end: int
    to: int


@dataclass(frozen=True, slots=True)
class Book:
    """The whole source, sorted: what is read, what is noted, what is left out, what is asked."""

    title: str
    language: str
    chapters: tuple[Chapter, ...]
    furniture: tuple[Furniture, ...] = ()
    pages: tuple[Page, ...] = ()
    findings: tuple[Finding, ...] = field(default=())
    decisions: tuple[Placed, ...] = ()
    """What the proofreaders decided of it, so far as it is in force."""
    moved: tuple[Moved, ...] = ()
    """What of its text stands elsewhere than in the source, one move after the other."""

    def flow(self) -> Iterator[Text]:
        """Give the texts of all chapters, in reading order, without the notes."""
        for chapter in self.chapters:
            yield from chapter.texts()

    def notes(self) -> Iterator[Note]:
        """Give all notes, chapter by chapter."""
        for chapter in self.chapters:
            yield from chapter.notes

    def references(self) -> Iterator[Mark]:
        """Give the marks of all note references, in reading order, those inside notes last."""
        for texts in (self.flow(), *(note.texts() for note in self.notes())):
            for text in texts:
                yield from (mark for mark in text.marks if mark.kind == "noteref")
