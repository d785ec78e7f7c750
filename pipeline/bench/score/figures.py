"""What the scorer prints, by the names in its JSON; docs/bench.md defines each."""

from __future__ import annotations

from typing import NotRequired, TypedDict


class Rates(TypedDict):
    """Precision, recall and F1; there is none of them where nothing is wanted."""

    precision: float | None
    recall: float | None
    f1: float | None


class Boundaries(Rates):
    """The boundaries of blocks."""

    truth: int


class Headings(Boundaries):
    """The headings; `missed` lists those that the edition lacks."""

    level_exact: float
    missed: NotRequired[list[str]]


class Counted(TypedDict):
    """How many there are in the truth."""

    truth: int


class Notes(Counted, total=False):
    """The notes; of a book without any only their number is given."""

    linked: float
    precision: float
    f1: float
    marker_found: float
    body_found: float
    spurious_refs: int
    unlinked: list[str]


class Words(TypedDict):
    """The words; `missed` lists those that the edition lacks."""

    truth: int
    recall: float
    precision: float
    f1: float
    missing: int
    missed: NotRequired[list[str]]
    inserted: int
    misplaced: int
    hyphen_left: int
    hyphen_joined: int


class Furniture(TypedDict):
    """Running heads and folios that were left in the text."""

    lines: int
    residue: int
    rate: float


class Kind(Counted):
    """The blocks of a kind: the share of them that have it in the edition."""

    accuracy: float


class VerseLines(Counted):
    """The lines of verse: the share of them that begin as lines in the edition."""

    kept: float


class Types(TypedDict):
    """The kinds of blocks, and the lines of verse where there is any."""

    types: dict[str, Kind]
    verse_lines: NotRequired[VerseLines]


class Figures(Types):
    """All that is measured of an edition."""

    case: str
    structure: float
    heading: Headings
    boundary: Boundaries
    notes: Notes
    words: Words
    furniture: Furniture
