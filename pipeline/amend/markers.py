"""Markers that a person found: references set in the text, and taken away where they were wrong."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.amend.homes import rehomed
from pipeline.amend.stretches import Stretches, UnfitError
from pipeline.amend.unlift import StuckError, without_references
from pipeline.conventions.cut import CUT, breaks_off
from pipeline.decisions.contract import is_marker
from pipeline.decisions.lost import lost
from pipeline.language import Language, language
from pipeline.layout.rulings import label_named
from pipeline.model.book import Book, Note, NoteState
from pipeline.model.decision import Placed
from pipeline.model.finding import Finding
from pipeline.model.history import DECISION
from pipeline.model.pieces import pieces_of, with_texts
from pipeline.model.text import Edit, Mark, Text
from pipeline.notes.link import marker_spacing


def with_markers(raw: str, book: Book, decisions: Sequence[Placed]) -> Book:
    """Set the references that people decided, in the order of time."""
    if not decisions:
        return book
    work = _Work.begin(raw, book)
    findings: list[Finding] = []
    followed: list[Placed] = []
    for placed in decisions:
        try:
            work.set(placed)
        except UnfitError as error:
            findings.append(lost(placed.decision, placed.at, str(error)))
        else:
            followed.append(placed)
    made = with_texts(book, work.texts)
    table = language(book.language)
    notes = [
        (chapter.id, stated)
        for chapter in made.chapters
        for note in chapter.notes
        if (stated := work.stated(note, table)) is not None
    ]
    return replace(
        made,
        chapters=rehomed(made.chapters, notes),
        findings=(*book.findings, *findings),
        decisions=(*book.decisions, *followed),
    )


@dataclass(slots=True)
class _Work:
    """The texts of the book while references are set in them."""

    raw: str
    places: Stretches
    texts: list[Text]
    owners: list[str]
    """The note that each text is of; "": none."""
    notes: list[tuple[Note, int]]
    """The notes, each with where it begins in the source, or its marker does."""
    references: dict[str, list[int]]
    """The texts that refer to each note, in order."""
    pages: list[int]
    """Where the pages begin in the source."""
    decided: set[str]
    """The notes to which references were set."""

    @staticmethod
    def begin(raw: str, book: Book) -> _Work:
        pieces = pieces_of(book)
        texts = [piece.text for piece in pieces]
        owners = [*_owners(book)]
        references: dict[str, list[int]] = {}
        firsts: dict[str, int] = {}
        for of_note in (False, True):
            for k, text in enumerate(texts):
                for mark in _references(text) if bool(owners[k]) == of_note else ():
                    references.setdefault(mark.data, []).append(k)
                    firsts.setdefault(mark.data, mark.origin[0])
        notes = [
            (note, next((t.runs[0].start for t in note.texts() if t.runs), firsts.get(note.id, 0)))
            for note in book.notes()
        ]
        pages = [page.start for page in book.pages]
        return _Work(
            raw, Stretches(raw, book, pieces), texts, owners, notes, references, pages, set()
        )

    def set(self, placed: Placed) -> None:
        """Set a reference.

        Raises:
            UnfitError: there is no such note, or no such place. Nothing is changed then.
        """
        note = self._named(placed.decision.new, placed.at[0])
        piece = self.places.point(placed.at[0])[0].piece
        if self.owners[piece] == note.id:
            raise UnfitError("it stands in the note itself")
        changed = {piece: self.texts[piece]}
        gone = [mark for mark in _references(self.texts[piece]) if _overlaps(mark, placed)]
        first = self._first(note)
        if first is not None and first[1] not in gone:
            changed.setdefault(first[0], self.texts[first[0]])
        try:
            if gone:
                changed[piece] = without_references(changed[piece], gone, self.raw)
            if first is not None and first[1] not in gone:
                moved = self._again(changed[first[0]], first[1])
                changed[first[0]] = without_references(changed[first[0]], [moved], self.raw)
        except StuckError:
            raise UnfitError("the marker that stands there now cannot come back") from None
        changed[piece] = _referring(changed[piece], placed, note.id)
        for k, text in changed.items():
            self.texts[k] = text
        self.references.setdefault(note.id, []).insert(0, piece)
        self.decided.add(note.id)

    def _again(self, text: Text, mark: Mark) -> Mark:
        """Find a reference again in its text, which may have changed before it."""
        return next(m for m in _references(text) if (m.data, m.origin) == (mark.data, mark.origin))

    def _first(self, note: Note) -> tuple[int, Mark] | None:
        """Give the first reference to a note, if no person set it, and the text that it is in."""
        if note.id in self.decided:
            return None
        for piece in self.references.get(note.id, ()):
            for mark in _references(self.texts[piece]):
                if mark.data == note.id:
                    return piece, mark
        return None

    def _named(self, new: str, at: int) -> Note:
        """Give the note of an id, or of a printed label: of several on the marker's page, or next.

        Bodies stand behind their markers, on the same page or gathered.
        """
        name = new.partition(" ")[2].strip()
        label, page = label_named(name), bisect_right(self.pages, at)
        alike = [
            (
                note.id != name,
                bisect_right(self.pages, start) != page,
                start < at,
                abs(start - at),
                k,
            )
            for k, (note, start) in enumerate(self.notes)
            if name == note.id or (label and label == note.label)
        ]
        if not alike:
            raise UnfitError(f"there is no note {name!r}")
        return self.notes[min(alike)[-1]][0]

    def stated(self, note: Note, table: Language) -> Note | None:
        """Say what became of a note; of one that was but a marker, nothing may be left."""
        referred = any(
            mark.data == note.id
            for piece in self.references.get(note.id, ())
            for mark in _references(self.texts[piece])
        )
        if not referred:
            if not note.blocks:
                return None
            return note if note.state == "unmarked" else replace(note, state="unmarked")
        if note.id not in self.decided:
            return note
        return replace(note, state=_state(note, table), certainty=1.0)


def _state(note: Note, table: Language) -> NoteState:
    if not note.blocks:
        return "absent"
    last = str([*note.texts()][-1])
    return "cut" if breaks_off(last, table) >= CUT else "linked"


def _owners(book: Book) -> Iterator[str]:
    """Give the note that each of a book's texts is of, in the order of `pieces_of`."""
    for chapter in book.chapters:
        yield from ("" for _ in chapter.texts())
        for note in chapter.notes:
            yield from (note.id for _ in note.texts())


def _references(text: Text) -> list[Mark]:
    return [mark for mark in text.marks if mark.kind == "noteref"]


def _overlaps(mark: Mark, placed: Placed) -> bool:
    (start, end), (first, last) = mark.origin, placed.at
    return max(start, first) < min(end, last)


def _referring(text: Text, placed: Placed, note: str) -> Text:
    """Lift the letters of a marker, if there are any, and set a reference in their place."""
    start, end = (_offset(text, at) for at in placed.at)
    string = str(text)
    if placed.at[0] < placed.at[1] and not string[start:end].strip():
        raise UnfitError("no letters that could be a marker are left there")
    if not is_marker(string[start:end]):
        raise UnfitError("it is too long for a marker")
    edits = [(Edit(start, end, ""), DECISION + placed.decision.id)] if start < end else []
    edits += [(edit, "marker-spacing") for edit in marker_spacing(string, [(start, end)])]
    return text.mark(Mark("noteref", start, start, note, placed.at)).apply_signed(edits)


def _offset(text: Text, at: int) -> int:
    """Give the offset in a text of a place in the source that is in it."""
    offset = found = 0
    for run in text.runs:
        if run.start <= at < run.end:
            return offset + (0 if run.rule else at - run.start)
        offset += len(run.text)
        found = offset if run.end <= at else found
    return found
