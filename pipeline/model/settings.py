"""What book.toml says of a book and its edition."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal

NotesPlace = Literal["book", "chapter", "page"]
NotesNumbering = Literal["source", "book", "chapter"]
Round = Literal["text", "formatting"]
"""What a page is read for: its words, or how they are set and what each passage is."""


@dataclass(frozen=True, slots=True)
class Contributor:
    """A person or body that made the book."""

    name: str
    """As the title page has it."""
    sort: str = ""
    """The name as it is filed: "Zola, Émile". Empty: as the name stands."""
    role: str = "aut"
    """A MARC relator code: aut, edt, trl, ill …"""
    kind: Literal["person", "body"] = "person"
    """A body's name is not told apart into given and family name."""
    isni: str = ""
    """The person's or body's number in ISNI."""
    orcid: str = ""
    """The person's number in ORCID."""


@dataclass(frozen=True, slots=True)
class Series:
    """The series in which this edition appears."""

    name: str = ""
    """Its title; without one there is no series."""
    number: str = ""
    """Which of its volumes this is."""
    issn: str = ""
    """The series' own number."""


@dataclass(frozen=True, slots=True)
class SourceEdition:
    """The edition that the text was taken from."""

    file: str = ""
    """Where the source stands, from the book's folder. Empty: what is found under source/."""
    title: str = ""
    """Its title, where that is another than this edition's."""
    publisher: str = ""
    """Who published it."""
    place: str = ""
    """Where it was published."""
    year: str = ""
    """When it was."""
    isbn: str = ""
    """Its own number."""
    extracted_by: str = ""
    """Who extracted the text, and with what."""
    note: str = ""
    """What else is to be said of it in the imprint."""


@dataclass(frozen=True, slots=True)
class ThisEdition:
    """The edition that is being made."""

    publisher: str = ""
    """Who publishes it."""
    place: str = ""
    """Where it is published."""
    date: str = ""
    """When it is."""
    statement: str = ""
    """Which edition it is, in the words of its title page: "Second, revised edition"."""
    version: str = ""
    """Which state of the files, in signs of the publisher's own."""
    isbn_epub: str = ""
    """Of the EPUB. Each form has a number of its own."""
    isbn_pdf: str = ""
    """Of the PDF."""
    isbn_print: str = ""
    """Of the book that is printed from the PDF."""
    binding: Literal["", "paperback", "hardback"] = ""
    """Of that book."""
    identifier: str = ""
    """A URI. Empty: derived from the source's hash, so that the same source gives the same."""
    rights: str = ""
    """Who holds them, in the words of the imprint."""
    licence: str = ""
    """The address of a licence under which anybody may use the edition."""
    description: str = ""
    """What the book is, in a paragraph: for shops, and for the back of the cover."""
    subjects: tuple[str, ...] = ()
    """What the book is about, in plain words."""
    bisac: tuple[str, ...] = ()
    """The same in the codes of the American trade, the main one first."""
    thema: tuple[str, ...] = ()
    """The same in those of the trade elsewhere, the main one first."""
    emendations: tuple[str, ...] = ()
    """Whose errors and what changes the edition lists in a note on the text: those of its
    `printer`, for one. Empty: it has no such note."""


@dataclass(frozen=True, slots=True)
class Cover:
    """The publisher's own picture for the cover."""

    image: str = ""
    """Where it stands, from the book's folder."""
    alt: str = ""
    """What it shows, for those who do not see it."""


@dataclass(frozen=True, slots=True)
class FigurePicture:
    """A picture for a figure of which the source has only the caption."""

    figure: str
    """Which one, counted in the order of the source."""
    image: str
    """Where the picture stands: "images/plate-1.png"."""
    alt: str
    """What it shows, for those who do not see it."""


@dataclass(frozen=True, slots=True)
class Ignore:
    """Findings that are not to be listed: this book is meant to be so."""

    check: str
    """The name of the check."""
    reason: str
    """Why, for those who come after."""
    text: str = ""
    """Only where these words stand. Empty: all that the check finds."""


@dataclass(frozen=True, slots=True)
class NotesSettings:
    """How the edition sets the notes."""

    place: NotesPlace = "book"
    """At the end of the book or of each chapter, or in the PDF at the foot of the page."""
    numbering: NotesNumbering = "source"
    """As the source has it, or counted through the book or each chapter."""


@dataclass(frozen=True, slots=True)
class Style:
    """How the edition looks."""

    theme: str = "classic"
    """Typefaces and their arrangement: `classic`, `modern`, or another of styles/themes."""
    trim: str = "A5"
    """The size of a page: a name (A5, B-format, demy, US trade …) or lengths (140 x 216 mm)."""


@dataclass(frozen=True, slots=True)
class Print:
    """What the printer of the book asks for."""

    bleed: str = "3 mm"
    """How far the ground of the cover runs over where it is cut."""
    crop_marks: bool = True
    """Whether marks show where the sheets are cut."""
    paper: str = "0.1 mm"
    """The thickness of a leaf, from which that of the spine follows; the usual book paper's."""


@dataclass(frozen=True, slots=True)
class Typography:
    """What of the house typography the edition takes; each key is a family of rules.

    By default, what a publisher does to any book that is set anew, and nothing that a reader could
    take for the author's own: the same signs in the form that the language's printing gives them.
    """

    quotes: bool = True
    """Straight quotation marks become those of the language. They are the typewriter's; no book was
    printed with them."""
    apostrophes: bool = True
    """Straight apostrophes become curled ones, for the same reason."""
    dashes: bool = True
    """Two hyphens, or one between blanks, become a dash: they were typed or extracted for one."""
    ranges: bool = True
    """A hyphen between two numbers becomes a dash, which says "to"."""
    ellipses: bool = True
    """Three dots become the one sign for them, which no line's end can part."""
    spaces: bool = True
    """Blanks beside units, initials and the like become those at which no line breaks; in French,
    signs get the spaces that its printing asks for."""
    ordinals: bool | None = None
    """The endings of ordinals are raised. Not said: where the language asks for it. French does; in
    English it is the habit of old books and of word processors."""
    initialisms: bool = False
    """They are set in small capitals. Off: whether capitals shout is a matter of the typeface."""


@dataclass(frozen=True, slots=True)
class Checks:
    """What is asked about the book beyond what every book is asked."""

    grammar: bool = False
    """Harper looks for errors of grammar, in English. What it finds is advice, since how an author
    writes is not to be changed."""


@dataclass(frozen=True, slots=True)
class Proofreading:
    """How often each page is read, and how, before the book may be signed."""

    rounds: tuple[Round, ...] = ("text", "text")
    """What for, in order; whoever read a page for its text does not read it for that again. By
    default two readings, each of them for the setting too: of the errors that one reader leaves, a
    second finds most. Distributed Proofreaders, whose books are large, add rounds for formatting.
    """
    blind: bool = False
    """The readers of a page's text see nothing of each other's decisions about it: what two find
    without each other tells how many errors both left."""


@dataclass(frozen=True, slots=True)
class Settings:
    """All of book.toml; every field has a default, so that a bare file can be built."""

    title: str = ""
    """Empty: taken from the text or from the file's name."""
    subtitle: str = ""
    """What stands below the title."""
    short_title: str = ""
    """For where the title has no room, running heads for one."""
    language: str = ""
    """A BCP 47 tag. Empty: found from the text."""
    first_published: str = ""
    """When the work first appeared, in whatever edition."""
    contributors: tuple[Contributor, ...] = ()
    series: Series = field(default_factory=Series)
    source: SourceEdition = field(default_factory=SourceEdition)
    edition: ThisEdition = field(default_factory=ThisEdition)
    cover: Cover = field(default_factory=Cover)
    pictures: tuple[FigurePicture, ...] = ()
    checks: Checks = field(default_factory=Checks)
    ignores: tuple[Ignore, ...] = ()
    notes: NotesSettings = field(default_factory=NotesSettings)
    style: Style = field(default_factory=Style)
    print: Print = field(default_factory=Print)
    typography: Typography = field(default_factory=Typography)
    proofreading: Proofreading = field(default_factory=Proofreading)

    def only(self, *names: str) -> Settings:
        """Give just these of the settings, and of all others the defaults.

        A stage is given the settings that it reads, so that it need not be gone through again when
        others are changed.

        >>> Settings(title="Emma", language="en").only("title") == Settings(title="Emma")
        True
        """
        return replace(Settings(), **{name: getattr(self, name) for name in names})
