"""The design of a variant: how the book is set, extracted and damaged. Drawn by lot."""

from __future__ import annotations

from random import Random
from typing import Literal, NamedTuple, TypeVar

Engine = Literal["typst", "weasy"]
ENGINES: tuple[Engine, ...] = ("typst", "weasy")


class Paper(NamedTuple):
    """A page and its margins in millimetres, and the type size that suits it in points."""

    width: int
    height: int
    inner: int
    outer: int
    top: int
    foot: int
    size: float


class Type(NamedTuple):
    """How running text is set."""

    paper: Paper
    lead: float
    """From line to line, in type sizes."""
    font: int
    """Which of the engine's typefaces."""
    justified: bool
    hyphenated: bool
    paragraphs: Literal["indent", "space", "both"]
    first_flush: bool
    """Whether the paragraph after a heading has no indent."""
    thought_break: str
    """What stands between parts of a chapter: signs, "blank", or nothing for no breaks."""
    front: bool
    """Whether a title page and the contents come first, with roman folios."""


class Heads(NamedTuple):
    """Running heads and folios."""

    verso: Literal["", "title", "author", "chapter"]
    recto: Literal["", "title", "chapter"]
    case: Literal["plain", "caps", "small", "italic"]
    place: Literal["centre", "outer", "inner"]
    folio: Literal["head-outer", "head-inner", "foot-centre", "foot-outer", "none"]
    folio_form: str
    short: int
    """The most characters of a title that a running head holds."""


class Form(NamedTuple):
    """How a note's marker and its label are printed, and whether each is superior."""

    marker: str
    raised: bool
    label: str
    label_raised: bool


class Notes(NamedTuple):
    """Where the notes stand and how they are numbered."""

    place: Literal["foot", "chapter", "book"]
    scheme: Literal["continuous", "chapter", "page"]
    signs: Literal["1", "a", "*", "all-stars"]
    form: Form
    rule: bool


class Headings(NamedTuple):
    """Chapter titles and subheadings."""

    number: Literal["as-is", "numeral", "arabic", "word-arabic", "words"]
    joint: str
    """What stands between number and title; a line's end sets them on two lines."""
    caps: bool
    align: Literal["center", "left"]
    opens: Literal["page", "recto", "run-on"]
    size: float
    bold: bool


class Passages(NamedTuple):
    """Quotations, verse and lists: indents in type sizes, and the label of an item."""

    quote_indent: float
    quote_scale: float
    verse_indent: float
    item_label: str
    space: bool


class Taking(NamedTuple):
    """How the text is taken from the PDF and written."""

    tool: str
    page_end: Literal["form-feed", "bare-form-feed", "blank-line", "line"]
    crlf: bool
    trailing: bool
    soft_hyphens: bool
    """Whether the hyphens that Typst writes at line ends stay U+00AD."""


class Design(NamedTuple):
    """All that distinguishes one variant of a book from another."""

    engine: Engine
    type: Type
    heads: Heads
    notes: Notes
    headings: Headings
    passages: Passages
    taking: Taking
    damage: tuple[str, ...]


PAPERS = (
    Paper(105, 148, 10, 9, 14, 14, 8.5),
    Paper(116, 190, 17, 15, 21, 19, 10.0),
    Paper(123, 186, 16, 13, 18, 18, 9.5),
    Paper(129, 198, 18, 15, 18, 18, 10.5),
    Paper(138, 216, 20, 17, 20, 22, 11.0),
    Paper(148, 210, 22, 20, 22, 24, 11.0),
    Paper(156, 234, 23, 19, 22, 25, 11.5),
)
NUMBERED = (
    Form("{}", True, "{}", True),
    Form("{}", True, "{}", False),
    Form("{}", True, "{}.", False),
    Form("{}", True, "{})", False),
    Form("[{}]", False, "[{}]", False),
    Form("({})", False, "({})", False),
)
SIGNED = NUMBERED[:2]
OPTIONS: dict[type, dict[str, tuple[object, ...]]] = {
    Type: {
        "paper": PAPERS,
        "lead": (1.18, 1.25, 1.32, 1.4),
        "font": (0, 0, 1),
        "justified": (True, True, False),
        "hyphenated": (True, True, False),
        "paragraphs": ("indent", "indent", "indent", "space", "both"),
        "first_flush": (True, False),
        "thought_break": ("", "", "* * *", "⁂", "blank"),
        "front": (True, False),
    },
    Heads: {
        "verso": ("", "title", "title", "author", "chapter"),
        "recto": ("", "title", "chapter", "chapter"),
        "case": ("plain", "caps", "small", "italic"),
        "place": ("centre", "outer", "inner"),
        "folio": ("head-outer", "head-outer", "head-inner", "foot-centre", "foot-outer", "none"),
        "folio_form": ("{}", "{}", "– {} –", "[{}]"),
        "short": (24, 40, 60),
    },
    Notes: {
        "place": ("foot", "foot", "foot", "chapter", "book"),
        "scheme": ("continuous", "chapter", "page"),
        "signs": ("1", "1", "1", "a", "*", "all-stars"),
        "form": NUMBERED,
        "rule": (True, False),
    },
    Headings: {
        "number": ("as-is", "numeral", "arabic", "word-arabic", "words"),
        "joint": ("\n", "\n", " ", ". ", ": "),
        "caps": (True, False, False),
        "align": ("center", "center", "left"),
        "opens": ("page", "page", "recto", "run-on"),
        "size": (1.0, 1.2, 1.5, 1.8),
        "bold": (True, False),
    },
    Passages: {
        "quote_indent": (1.0, 1.5, 2.0),
        "quote_scale": (0.88, 0.94, 1.0),
        "verse_indent": (1.5, 2.5, 3.5),
        "item_label": ("•", "–", "1.", "(1)", ""),
        "space": (True, True, False),
    },
    Taking: {
        "page_end": ("form-feed", "form-feed", "bare-form-feed", "blank-line", "line"),
        "crlf": (False, False, False, True),
        "trailing": (False, False, False, True),
        "soft_hyphens": (False, False, True),
    },
}
DAMAGE = {
    "lost-bodies": 0.25,
    "lost-markers": 0.25,
    "ocr-confusions": 0.15,
    "lost-letters": 0.2,
    "ligatures": 0.25,
    "doubled-spaces": 0.25,
    "lost-form-feeds": 0.25,
    "mojibake": 0.12,
}
"""How likely each kind of damage is in a variant."""
LONG_NOTE = 1300
"""Characters. WeasyPrint does not break a note over pages: a longer one would overlap the text."""

Part = TypeVar("Part")


def draw(lot: Random, engine: Engine, longest_note: int, tools: tuple[str, ...]) -> Design:
    """Draw a design; `longest_note` is that of the book, `tools` are the extractors to hand."""
    return Design(
        engine,
        _drawn(lot, Type),
        _drawn(lot, Heads),
        _notes(lot, engine == "typst" or longest_note < LONG_NOTE),
        _drawn(lot, Headings),
        _drawn(lot, Passages),
        _drawn(lot, Taking, tool=lot.choice(tools)),
        tuple(name for name, chance in DAMAGE.items() if lot.random() < chance),
    )


def traits(design: Design) -> list[str]:
    """Name what distinguishes a design, for whoever reads the figures.

    >>> lot = Random("doctest")
    >>> traits(draw(lot, "typst", 100, ("pdfium",)))[:2]
    ['notes-chapter', 'notes-continuous']
    """
    kind, heads, notes, heading, taking = (
        design.type,
        design.heads,
        design.notes,
        design.headings,
        design.taking,
    )
    return [
        f"notes-{notes.place}",
        f"notes-{notes.scheme}",
        f"signs-{notes.signs}",
        f"marker-{notes.form.marker.format('1')}" + "-raised" * notes.form.raised,
        f"label-{notes.form.label.format('1')}" + "-raised" * notes.form.label_raised,
        f"paper-{kind.paper.width}x{kind.paper.height}",
        "justified" if kind.justified else "ragged",
        "hyphenated" if kind.hyphenated else "not-hyphenated",
        f"par-{kind.paragraphs}",
        f"heads-{heads.verso or 'none'}-{heads.recto or 'none'}-{heads.case}-{heads.place}",
        f"folio-{heads.folio}",
        f"numbers-{heading.number}",
        "heading-lines-2" if heading.joint == "\n" else "heading-lines-1",
        f"opens-{heading.opens}",
        *(["caps-headings"] if heading.caps else []),
        *(["front"] if kind.front else []),
        *([f"break-{kind.thought_break}"] if kind.thought_break else []),
        taking.page_end,
        *(["crlf"] if taking.crlf else []),
        *(["trailing"] if taking.trailing else []),
        *design.damage,
    ]


def _drawn(lot: Random, kind: type[Part], **fixed: object) -> Part:
    return kind(**{name: lot.choice(options) for name, options in OPTIONS[kind].items()}, **fixed)


def _notes(lot: Random, foot: bool) -> Notes:
    """Draw the notes' form; not all that is drawn goes together."""
    notes = _drawn(lot, Notes)
    if notes.place == "foot" and not foot:
        notes = notes._replace(place=lot.choice(("chapter", "book")))
    if notes.place != "foot":
        scheme = "chapter" if notes.scheme == "page" else notes.scheme
        return notes._replace(scheme=scheme, signs="1")
    if notes.signs in ("*", "all-stars"):
        return notes._replace(scheme="page", form=lot.choice(SIGNED))
    return notes._replace(signs="1") if notes.scheme == "continuous" else notes
