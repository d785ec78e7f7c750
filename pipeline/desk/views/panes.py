"""What the two panes of text show of a page: the lines of its source, and the edition beside them.

Offsets are of the raw source throughout. All that comes from the source is given as plain text;
what is given as markup comes from the renderer of the editions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, NamedTuple

from markupsafe import Markup, escape

from pipeline.desk.asked import page_at
from pipeline.desk.shown import ShownBook, ShownChapter, ShownNote
from pipeline.model.book import NoteState
from pipeline.model.finding import Span
from pipeline.proofreading.pages import ProofPage
from pipeline.visible import visible

Mode = Literal["edited", "raw", "diff"]
CHANGED = re.compile(r'<span data-r="(\d+)-(\d+)" data-by="[^"]*">([^<]*)</span>')
PLACED = re.compile(r'<span data-r="(\d+)(?:-(\d+))?"[^>]*>([^<]*)')
TOGETHER = re.compile(r"\S+(?:\s\S+)*")
ENTITY = re.compile(r"&[^;]+;")
OPENING = 4000
"""Characters of a source that are shown as long as its pages are not known."""


class Piece(NamedTuple):
    """A stretch of a line of the source."""

    text: str
    asked: bool
    """It is what the question is about; a place between two letters has no text."""
    kind: str
    """What it is, if it is not of the edition's text."""


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A line of the source."""

    number: int
    start: int
    end: int
    """Without what parts lines and pages."""
    pieces: tuple[Piece, ...]

    @property
    def is_asked(self) -> bool:
        """Does it hold what the question is about, or a part of it?"""
        return any(piece.asked for piece in self.pieces)

    @property
    def kind(self) -> str:
        """What the whole line is, if nothing of it is of the edition's text."""
        kinds = {piece.kind for piece in self.pieces if piece.text.strip()}
        return kinds.pop() if len(kinds) == 1 else ""


@dataclass(frozen=True, slots=True)
class EditedNote:
    """A note as a page shows it: called on that page, or printed there."""

    id: str
    label: str
    html: Markup
    state: NoteState
    start: int
    end: int
    called: ProofPage | None
    """The page on which it is called first, if it is not called on this one."""


@dataclass(frozen=True, slots=True)
class Edited:
    """The edition of a page: all blocks that stand on it or reach into it, and its notes."""

    blocks: tuple[Markup, ...]
    notes: tuple[EditedNote, ...]


def source_lines(
    raw: str, page: ProofPage, first: int, furniture: Iterable[tuple[int, int, str]], asked: Span
) -> Iterator[SourceLine]:
    """Give the lines of a page, of which `first` is the number of the first.

    `furniture` is in order; `asked` is (-1, -1) where nothing is asked on the page.
    """
    stretches = [each for each in furniture if each[0] < page.end and each[1] > page.start]
    start = page.start
    # By line feeds alone: the numbers are those of `Lines`, to which a form feed ends no line.
    for number, line in enumerate(raw[page.start : page.end].split("\n"), first):
        end = start + len(line)
        if end < page.end or line:
            # Form feeds and carriage returns at a line's ends part lines and pages, as it does.
            first_letter = start + len(line) - len(line.lstrip("\f"))
            shown = (first_letter, max(first_letter, start + len(line.rstrip("\r\f"))))
            yield SourceLine(number, *shown, (*_pieces(raw, shown, stretches, asked),))
        start = end + 1


def opening(raw: str) -> Iterator[SourceLine]:
    """Give the first lines of a source whose pages are not known yet."""
    end = raw.rfind("\n", 0, OPENING) + 1 or min(len(raw), OPENING)
    return source_lines(raw, ProofPage(1, "", 0, end, ""), 1, (), (-1, -1))


def columns(lines: Iterable[SourceLine]) -> int:
    """Give how many letters the longest line has."""
    return max((line.end - line.start for line in lines), default=0)


def _pieces(
    raw: str, line: Span, furniture: list[tuple[int, int, str]], asked: Span
) -> Iterator[Piece]:
    """Cut a line where furniture or what is asked about begins and ends."""
    start, end = line
    kinds = [each for each in furniture if each[0] < end and each[1] > start]
    edges = {at for a, b, _ in kinds for at in _ends(raw, a, b)} | {*asked}
    cuts = [start, *sorted(at for at in edges if start < at < end), end]
    point = asked[0] if asked[0] == asked[1] and start <= asked[0] <= end else -1
    for a, b in pairwise(cuts):
        if a == point:
            yield Piece("", True, "")
        kind = next((k for s, e, k in kinds if s <= a and b <= e and raw[a:b].strip()), "")
        within = asked[0] <= a and b <= asked[1] and a < b
        yield Piece(visible(raw[a:b]), within, kind.replace("-", " "))
    if point == end > start:
        yield Piece("", True, "")


def _ends(raw: str, start: int, end: int) -> Iterator[int]:
    """Give where the words of a stretch begin and end that wide blanks part."""
    for words in TOGETHER.finditer(raw[start:end]):
        yield start + words.start()
        yield start + words.end()


def edited(book: ShownBook, raw: str, page: ProofPage, mode: Mode = "edited") -> Edited:
    """Give the edition of a page: as it will read, with the source's letters, or with both."""
    blocks: list[Markup] = []
    notes: dict[str, ShownNote] = {}
    for chapter in book.chapters:
        shown = [b for b in chapter.blocks if b.start < page.end and b.end > page.start]
        blocks += (_as(each.html, raw, book, mode) for each in shown)
        notes |= {note.id: note for note in _notes(chapter, page)}
    return Edited(
        tuple(blocks),
        tuple(
            EditedNote(
                each.id,
                each.label,
                _as(each.html, raw, book, mode),
                each.state,
                each.start,
                each.end,
                _called(book, each, page),
            )
            for each in notes.values()
        ),
    )


def _notes(chapter: ShownChapter, page: ProofPage) -> Iterator[ShownNote]:
    """Give the notes that are called or printed on a page."""
    for note in chapter.notes:
        called = any(page.start <= at < page.end for at, _ in note.calls)
        if called or (note.start < page.end and note.end > page.start):
            yield note


def _called(book: ShownBook, note: ShownNote, page: ProofPage) -> ProofPage | None:
    pages = [page_at(book.pages, at) for at, _ in note.calls]
    return pages[0] if pages and page not in pages else None


def _as(html: str, raw: str, book: ShownBook, mode: Mode) -> Markup:
    """Show a block as it will read; or each change undone; or what was changed beside it."""
    if mode == "edited":
        return Markup(html)
    if mode == "raw":
        return Markup(CHANGED.sub(lambda change: _undone(change, raw), html))
    return Markup(CHANGED.sub(lambda change: _compared(change, raw), _with_lost(html, raw, book)))


def _undone(change: re.Match[str], raw: str) -> str:
    start, end = int(change[1]), int(change[2])
    return f'<span data-r="{start}-{end}">{escape(visible(_folded(raw[start:end])))}</span>'


def _compared(change: re.Match[str], raw: str) -> str:
    start, end = int(change[1]), int(change[2])
    before = escape(visible(_folded(raw[start:end])))
    gone = f'<del data-r="{start}-{end}">{before}</del>' if before else ""
    come = f'<ins data-r="{start}-{end}">{change[3]}</ins>' if change[3] else ""
    return gone + come


def _with_lost(html: str, raw: str, book: ShownBook) -> str:
    """Put letters of the source back that have gone from between two stretches of a block."""
    made: list[str] = []
    done = 0
    last = -1
    for match in PLACED.finditer(html):
        start = int(match[1])
        if 0 <= last < start and (gone := _gone(raw, (last, start), book)):
            gap = f'<del data-r="{last}-{start}">{escape(gone)}</del>'
            made += html[done : match.start()], gap
            done = match.start()
        last = int(match[2] or start + len(ENTITY.sub(".", match[3])))
    return "".join([*made, html[done:]])


def _gone(raw: str, gap: Span, book: ShownBook) -> str:
    """Give the letters of a stretch that are in no way in the edition; "" for none."""
    if raw[slice(*gap)].isspace():
        return ""
    calls = [call for note in book.notes() for call in note.calls]
    left = (at for at, char in enumerate(raw[slice(*gap)], gap[0]) if not char.isspace())
    notes = [(note.start, note.end) for note in book.notes()]
    known = [*((a, b) for a, b, _ in book.furniture), *calls, *notes]
    return visible("".join(raw[at] for at in left if not any(a <= at < b for a, b in known)))


def _folded(text: str) -> str:
    words = " ".join(text.split())
    return words or text[:1]
