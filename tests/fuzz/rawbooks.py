"""Raw books by lot: what an extraction may give of a printed book, before it is damaged.

What is drawn is the book's parts and how it is set; setting them is a plain function. So a book
that fails shrinks to few parts, set in the simplest way, and its lines can be read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from textwrap import wrap
from typing import NamedTuple

from hypothesis import strategies as st

from tests.fuzz.elements import Element, Heading, Lines, Paragraph, elements
from tests.fuzz.notes import NoteStyle, note_styles
from tests.fuzz.words import TONGUES, Tongue

MARK = re.compile("\ue000(\\d+)\ue001")
"""Stands in a line for the marker of a note until its page, and so its label, is known."""
ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


class Furniture(NamedTuple):
    """What stands at the pages' edges."""

    head: str = ""
    """The running head's form: {title}, {chapter} and {folio} stand for themselves."""
    foot: str = ""
    first: int = 1
    roman: bool = False
    lost: int = 0
    """Every so many pages have none."""

    def of(self, form: str, page: int, title: str, chapter: str) -> list[str]:
        """Give the lines of a form on a page."""
        if not form or (self.lost and page % self.lost == 0):
            return []
        number = self.first + page
        folio = ROMAN[number % len(ROMAN)].lower() if self.roman else str(number)
        return [form.format(title=title, chapter=chapter, folio=folio)]


class Setting(NamedTuple):
    """How a book is set, and how its pages and lines end in the extraction."""

    width: int = 60
    page: int = 40
    """Lines on a page."""
    indent: str = ""
    between: int = 1
    """Blank lines between paragraphs."""
    hyphen: str = "-"
    """What divides a word at a line's end; nothing is divided without it."""
    page_end: str = "\n\f"
    line_end: str = "\n"
    furniture: Furniture = Furniture()
    notes: NoteStyle = NoteStyle()
    contents: bool = False
    index: bool = False


furniture = st.builds(
    Furniture,
    head=st.sampled_from(
        ["", "", "{title}", "{chapter}", "{folio} {title}", "{title}        {folio}", "[{folio}]"]
    ),
    foot=st.sampled_from(["", "", "{folio}", "- {folio} -", "          {folio}", "B {folio}"]),
    first=st.sampled_from([1, 1, 2, 99]),
    roman=st.booleans(),
    lost=st.sampled_from([0, 0, 2, 3]),
)
settings_of_books = st.builds(
    Setting,
    width=st.sampled_from([60, 40, 24, 10000]),
    page=st.sampled_from([40, 12, 5]),
    indent=st.sampled_from(["", "   ", "\t"]),
    between=st.sampled_from([1, 0, 2]),
    hyphen=st.sampled_from(["-", "", "\u00ad", "¬", "\u2010", "\x02"]),
    page_end=st.sampled_from(["\n\f", "\f", "\n\f\n", "\n\n\n", "\n"]),
    line_end=st.sampled_from(["\n", "\n", "\n", "\n\n", "\r\n", "\r", " \n"]),
    furniture=furniture,
    notes=note_styles,
    contents=st.booleans(),
    index=st.booleans(),
)


@dataclass
class _Setter:
    """Sets a book: lines first, then pages."""

    tongue: Tongue
    how: Setting
    notes: list[tuple[str, ...]] = field(default_factory=list)
    chapters: list[str] = field(default_factory=list)

    def lines(self, element: Element) -> Iterator[str]:
        """Give the lines of an element, with the blank ones behind it."""
        if isinstance(element, Heading):
            yield from ["", *self._heading(element), ""]
        elif isinstance(element, Lines):
            yield from element.lines
        else:
            lead = {"plain": self.how.indent, "quote": "    ", "item": "• "}[element.setting]
            after = "    " if element.setting == "quote" else ""
            yield from filled(self._marked(element), self.how, lead, after)
        yield from [""] * self.how.between

    def _heading(self, heading: Heading) -> list[str]:
        self.chapters.append(heading.title)
        number = ROMAN[len(self.chapters) % len(ROMAN)] or "0"
        above = f"{self.tongue.chapter} {number}"
        return {
            "numbered": [above],
            "titled": [heading.title],
            "both": [above, heading.title],
            "caps": [heading.title.upper()],
            "bare number": [number],
            "run on": [f"{above}. {heading.title}"],
        }[heading.form]

    def _marked(self, paragraph: Paragraph) -> str:
        words = []
        for sentence in paragraph.sentences:
            words.append(sentence.text)
            if sentence.note:
                mark = f"\ue000{len(self.notes)}\ue001"
                self.notes.append(sentence.note)
                words[-1] += mark
                if self.how.notes.again:
                    words.append(f"{sentence.text}{mark}")
        return " ".join(words)


def filled(text: str, how: Setting, first: str = "", rest: str = "") -> list[str]:
    """Fill a text into lines, of which some end within a word."""
    lines = wrap(text, how.width, initial_indent=first, subsequent_indent=rest) or [""]
    if not how.hyphen:
        return lines
    for k in range(
        0, len(lines) - 1, 2
    ):  # every other line takes half of the next one's first word
        word, blank, after = lines[k + 1].removeprefix(rest).partition(" ")
        at = len(word) // 2
        if word.isalpha() and at > 1 and blank:
            lines[k] += f" {word[:at]}{how.hyphen}"
            lines[k + 1] = f"{rest}{word[at:]} {after}"
    return lines


def set_book(tongue: Tongue, parts: Sequence[Element], how: Setting) -> str:
    """Set a book, and give the text that is extracted of it."""
    setter = _Setter(tongue, how)
    chapters: list[list[str]] = [[]]
    for part in parts:
        if isinstance(part, Heading):
            chapters.append([])
        chapters[-1] += setter.lines(part)
    title = tongue.titles[0]
    pages: list[list[str]] = []
    numbers = _Numbers(setter.notes, how)
    for name, chapter in zip(["", *setter.chapters], chapters, strict=True):
        body = [*chapter]
        pages += _pages(body, numbers, how, (title, name, len(pages)))
    front = _contents(setter.chapters) if how.contents else []
    back = numbers.gathered("end") + (_index(tongue) if how.index else [])
    whole = [*([front] if front else []), *pages, *([back] if back else [])]
    text = how.page_end.join("\n".join(page) for page in whole if page)
    return text.replace("\n", how.line_end) + how.line_end


def _contents(chapters: Sequence[str]) -> list[str]:
    lines = (f"{name} {'.' * 12} {k}" for k, name in enumerate(chapters, 1))
    return ["CONTENTS", "", *lines, ""]


def _index(tongue: Tongue) -> list[str]:
    entries = (f"{name}, {k}, {k + 2}–{k + 4}" for k, name in enumerate(tongue.titles, 1))
    return ["", "INDEX", "", *entries]


class _Numbers:
    """Numbers the notes as their markers come, and keeps those that stand elsewhere."""

    def __init__(self, notes: Sequence[tuple[str, ...]], how: Setting) -> None:
        self.notes = notes
        self.how = how
        self.labels: dict[int, str] = {}
        self.next = how.notes.first
        self.kept: dict[str, list[str]] = {"foot": [], "chapter": [], "end": [], "nowhere": []}

    def begin(self, what: str) -> None:
        """Begin a page, or a chapter."""
        if self.how.notes.restarts == what:
            self.next = self.how.notes.first

    def marked(self, line: str) -> str:
        """Give a line with its markers, whose notes are kept."""
        return MARK.sub(self._marker, line)

    def _marker(self, match: re.Match[str]) -> str:
        style, note = self.how.notes, int(match[1])
        if note not in self.labels:
            self.labels[note] = style.label_of(self.next)
            self.next += 1
            body = style.label.format(self.labels[note]) + " ".join(self.notes[note])
            head, *rest = body.split("\n")
            lines = [head] if rest else []
            self.kept[style.home] += [*lines, *filled(rest[0] if rest else head, self.how)]
        return style.marker.format(self.labels[note])

    def gathered(self, home: str) -> list[str]:
        """Give the lines of the notes that were kept for a place."""
        lines, self.kept[home] = self.kept[home], []
        if not lines or home == "nowhere":
            return []
        above = "NOTES" if home != "foot" else self.how.notes.above
        return ["", *([above] if above else []), *lines]


def _pages(
    lines: Sequence[str], numbers: _Numbers, how: Setting, place: tuple[str, str, int]
) -> Iterator[list[str]]:
    """Break a chapter into pages, with the notes of each, and of the chapter."""
    title, chapter, before = place
    numbers.begin("chapter")
    for k, start in enumerate(range(0, len(lines), how.page)):
        numbers.begin("page")
        body = [numbers.marked(line) for line in lines[start : start + how.page]]
        notes = numbers.gathered("foot")
        if start + how.page >= len(lines):
            notes += numbers.gathered("chapter")
        edge = (before + k, title, chapter)
        yield [
            *how.furniture.of(how.furniture.head, *edge),
            *body,
            *notes,
            *how.furniture.of(how.furniture.foot, *edge),
        ]


class RawBook(NamedTuple):
    """A raw book, in some language."""

    tag: str
    raw: str

    def __repr__(self) -> str:
        """Show the lines one below the other, as they can be put into a case."""
        lines = "\n".join(f"        {line!r}" for line in self.raw.splitlines(keepends=True))
        return f"RawBook(\n    {self.tag!r},\n    (\n{lines}\n    ),\n)"


@st.composite
def rawbooks(draw: st.DrawFn) -> RawBook:
    """Draw a raw book that nothing has befallen yet."""
    tongue = draw(st.sampled_from(TONGUES))
    how = draw(settings_of_books)
    parts = draw(st.lists(elements(tongue), min_size=1, max_size=12))
    return RawBook(tongue.tag, set_book(tongue, parts, how))
