"""An edition as it is read: its texts in order, and what lies on them.

The edition that a build makes and the one that a person has edited are read by the same functions,
whatever form they are in, so that all that differs between the two was edited.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

WHOLE = ""
"""In place of a chapter's id: the whole book."""


class Form(NamedTuple):
    """What a form of the edition shows beside the words."""

    settings: frozenset[str]
    """The ways in which letters are set."""
    pages: bool
    """Where the pages of the source begin."""


MARKDOWN = Form(
    frozenset("emphasis strong small-capitals language superscript subscript".split()), pages=True
)
WORD = Form(frozenset("emphasis strong small-capitals".split()), pages=False)


class Setting(NamedTuple):
    """How a stretch of a text is set: its kind is that of a mark, or `language:xx`."""

    kind: str
    start: int
    end: int


class Point(NamedTuple):
    """What stands between two letters: a note's marker, the beginning of a page."""

    kind: str
    data: str
    at: int


class Signature(NamedTuple):
    """Who changed a stretch of a text; of what was taken out, where it was."""

    start: int
    end: int
    who: str = ""
    when: str = ""


class Remark(NamedTuple):
    """What someone says beside the text."""

    start: int
    end: int
    text: str
    who: str = ""
    when: str = ""


Stretch = TypeVar("Stretch", Setting, Signature, Remark)


@dataclass(frozen=True, slots=True)
class Leaf:
    """A text of the edition: a paragraph, a heading, a line of verse, a cell of a table."""

    kind: str
    """Of the block that holds it, as a book has it; a heading is `heading 2`."""
    text: str
    """Its letters, white space folded."""
    settings: tuple[Setting, ...] = ()
    points: tuple[Point, ...] = ()
    signatures: tuple[Signature, ...] = ()
    remarks: tuple[Remark, ...] = ()
    joined: bool = False
    """The end of the paragraph was taken out: what follows goes on in it."""
    ended: tuple[Signature, ...] = ()
    """Who put in the end of the paragraph."""
    file: str = ""

    def with_next(self, leaf: Leaf) -> Leaf:
        """Go on with another text, which is of that one's kind if nothing stood here."""
        shift = len(self.text)

        def moved(each: Stretch) -> Stretch:
            return each._replace(start=each.start + shift, end=each.end + shift)

        return Leaf(
            self.kind if self.text else leaf.kind,
            self.text + leaf.text,
            (*self.settings, *map(moved, leaf.settings)),
            (*self.points, *(point._replace(at=point.at + shift) for point in leaf.points)),
            (*self.signatures, *map(moved, leaf.signatures)),
            (*self.remarks, *map(moved, leaf.remarks)),
            leaf.joined,
            leaf.ended,
            self.file,
        )


@dataclass(frozen=True, slots=True)
class Part:
    """A chapter."""

    id: str
    kind: str
    leaves: tuple[Leaf, ...]
    notes: tuple[str, ...] = ()
    """The ids of the notes whose bodies stand in it."""
    new: bool = False
    """It is new in this edition, and none of the book's."""


@dataclass(frozen=True, slots=True)
class Reading:
    """An edition."""

    parts: tuple[Part, ...]
    notes: Mapping[str, tuple[Leaf, ...]]
    """The bodies of the notes by their ids, without labels and without what the edition adds."""
    added: Mapping[str, tuple[str, str]]
    """Of each note the label, and what the edition says behind it in brackets."""
    form: Form = MARKDOWN
    whole: bool = False
    """It is of the whole book, and not of some of its chapters."""

    @property
    def is_tracked(self) -> bool:
        """Does it say itself what was changed in it?"""
        bodies = (*(part.leaves for part in self.parts), *self.notes.values())
        return any(leaf.signatures for leaves in bodies for leaf in leaves)
