"""What book.toml says of a book and its edition."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

NotesPlace = Literal["book", "chapter", "page"]
NotesNumbering = Literal["source", "book", "chapter"]


@dataclass(frozen=True, slots=True)
class Contributor:
    """A person or body that made the book."""

    name: str
    sort: str = ""
    """The name as it is filed: "Zola, Émile". Empty: as the name stands."""
    role: str = "aut"
    """A MARC relator code: aut, edt, trl, ill …"""


@dataclass(frozen=True, slots=True)
class SourceEdition:
    """The edition that the text was taken from."""

    file: str = ""
    """Where the source stands, from the book's folder. Empty: what is found under source/."""
    title: str = ""
    publisher: str = ""
    place: str = ""
    year: str = ""
    isbn: str = ""
    extracted_by: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class ThisEdition:
    """The edition that is being made."""

    publisher: str = ""
    place: str = ""
    date: str = ""
    isbn_epub: str = ""
    isbn_pdf: str = ""
    rights: str = ""
    version: str = ""
    identifier: str = ""
    """A URI. Empty: derived from the source's hash, so that the same source gives the same."""
    description: str = ""
    subjects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NotesSettings:
    """How the edition sets the notes."""

    place: NotesPlace = "book"
    numbering: NotesNumbering = "source"


@dataclass(frozen=True, slots=True)
class Style:
    """How the edition looks."""

    theme: str = "classic"
    trim: str = "A5"


@dataclass(frozen=True, slots=True)
class Settings:
    """All of book.toml; every field has a default, so that a bare file can be built."""

    title: str = ""
    """Empty: taken from the text or from the file's name."""
    subtitle: str = ""
    language: str = ""
    """A BCP 47 tag. Empty: found from the text."""
    contributors: tuple[Contributor, ...] = ()
    source: SourceEdition = field(default_factory=SourceEdition)
    edition: ThisEdition = field(default_factory=ThisEdition)
    notes: NotesSettings = field(default_factory=NotesSettings)
    style: Style = field(default_factory=Style)
