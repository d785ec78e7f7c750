"""From what is shown of the edition back to the source: the texts of blocks, run by run.

What a worker laid out says of each stretch of letters where it comes from
(`pipeline.desk.making.laid`). Read is that XHTML itself, so that a place means for the desk what it
means for whoever sees it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from html.parser import HTMLParser
from typing import NamedTuple

from pipeline.desk.shown import ShownBook
from pipeline.errors import RecensionError
from pipeline.model.finding import Span

VOID = frozenset({"br", "hr", "img", "col", "wbr"})


class Run(NamedTuple):
    """Letters as they are shown, and the stretch raw[start:end] that they stand for."""

    text: str
    start: int
    end: int
    by: str = ""
    """What changed them: a rule, or "decision:" and the decision's id; empty: they are raw."""

    @property
    def is_blank(self) -> bool:
        """Is it a blank that the source has otherwise?"""
        return self.start < 0


BLANK = Run(" ", -1, -1)


class Shown(NamedTuple):
    """A text of the edition."""

    kind: str
    """Of its block, as in `data-block`."""
    runs: tuple[Run, ...]
    """In the order of reading. What people deleted has no letters."""


class Words(NamedTuple):
    """A place in a text of the edition."""

    at: Span
    """From its first letter to its last; of what was changed as a whole, the whole."""
    edition: str
    """What is read there."""
    source: str
    """What stands there in the source."""
    kind: str
    """Of its block."""
    runs: tuple[Run, ...]


@lru_cache(maxsize=4096)
def texts(html: str) -> tuple[Shown, ...]:
    """Read the texts of a block, or of several.

    >>> html = '<p data-block="paragraph">a <em><span data-r="3">mil</span></em></p>'
    >>> texts(html)
    (Shown(kind='paragraph', runs=(Run(text='mil', start=3, end=6, by=''),)),)
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return tuple(
        Shown(kind, tuple(runs))
        for kind, runs in reader.found
        if any(not run.is_blank for run in runs)
    )


class _Reader(HTMLParser):
    """Reads which letters stand in which block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, list[Run]]] = []
        self._open: list[tuple[int | None, tuple[int, int, str] | None]] = []
        """Of each element that is open its text, if it is a block, and its stretch, if a run."""
        self._written = False
        """Whether the run that is open has letters."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if "data-block" in given:
            self.found.append((given["data-block"] or "", []))
        if tag in VOID:
            return
        block = len(self.found) - 1 if "data-block" in given else None
        start, dash, end = (given.get("data-r") or "").partition("-")
        changed = int(end) if dash else -1
        run = (int(start), changed, given.get("data-by") or "") if start else None
        self._open.append((block, run))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            _, run = self._open.pop()
            if run is not None and run[2] and not self._written:
                self._add(Run("", *run))
            self._written = False

    def handle_data(self, data: str) -> None:
        run = self._open[-1][1] if self._open else None
        if run is not None:
            start, end, by = run
            self._add(Run(data, start, end if by else start + len(data), by))
            self._written = True
        elif data.isspace():
            self._add(BLANK)

    def _add(self, run: Run) -> None:
        block = next((block for block, _ in reversed(self._open) if block is not None), None)
        if block is not None:
            self.found[block][1].append(run)


def shown_at(book: ShownBook, at: Span) -> Iterator[Shown]:
    """Give the texts of the edition near a stretch of the source."""
    start, end = at
    for chapter in book.chapters:
        near = [b.html for b in chapter.blocks if b.start <= end and start <= b.end]
        near += (n.html for n in chapter.notes if n.start <= end and start <= n.end)
        for html in near:
            yield from texts(html)


def words_at(book: ShownBook, raw: str, at: Span) -> Words:
    """Give the words of the edition that a stretch of the source became.

    Left out at its ends are blanks, and signs that the edition does not show, as the hyphen of a
    divided word; a part of what was changed as a whole becomes all of it. Within it may stand what
    belongs elsewhere: the notes at a page's foot, and its furniture.

    Raises:
        RecensionError: they are not in the text, or not in one.
    """
    start, end = _trimmed(raw, at)
    near = list(shown_at(book, (start, end)))
    ahead = ((k, _holding(near, k)) for k in range(start, end))
    behind = ((k, _holding(near, k)) for k in range(end - 1, start - 1, -1))
    first, heads = _first_shown(ahead, raw, book)
    last, tails = _first_shown(behind, raw, book)
    text, head = heads[0]
    if text != tails[-1][0]:
        raise RecensionError(
            "it goes over the end of a paragraph", _quoted(raw, at), "take each for itself"
        )
    runs = near[text].runs[head : tails[-1][1] + 1]
    left = runs[0].start if runs[0].by else first
    right = runs[-1].end if runs[-1].by else last + 1
    cut = tuple(_part(run, left, right) for run in runs)
    letters = "".join(run.text for run in cut)
    return Words((left, right), letters, raw[left:right], near[text].kind, cut)


def _holding(near: Sequence[Shown], at: int) -> list[tuple[int, int]]:
    """Give the runs that a character of the source went into: which text, and which run of it."""
    return [
        (number, k)
        for number, text in enumerate(near)
        for k, run in enumerate(text.runs)
        if run.text and run.start <= at < run.end
    ]


def _first_shown(
    places: Iterator[tuple[int, list[tuple[int, int]]]], raw: str, book: ShownBook
) -> tuple[int, list[tuple[int, int]]]:
    """Give the first character that the edition shows; before it, nothing may be furniture.

    Markers and labels of notes may be, which stand by themselves in the edition.
    """
    last = 0
    for at, found in places:
        if found:
            return at, found
        if raw[at].isalnum():
            last = at
            if _furniture(book, at):
                break
    raise RecensionError(
        _why_not(book, last), _quoted(raw, (last, last + 1)), "choose what the edition shows"
    )


def _part(run: Run, start: int, end: int) -> Run:
    """Give what of a run stands in a stretch of the source; of a changed one, the whole."""
    if run.by or run.is_blank:
        return run
    first, last = max(run.start, start), min(run.end, end)
    return Run(run.text[first - run.start : last - run.start], first, last)


def _trimmed(raw: str, at: Span) -> Span:
    """Leave out the blanks at both ends of a stretch.

    Raises:
        RecensionError: it is no stretch of the source, or has no letters.
    """
    start, end = at
    if not 0 <= start <= end <= len(raw):
        raise RecensionError("there is no such place in the source", f"{start} to {end}")
    inner = raw[start:end]
    if not inner.strip():
        raise RecensionError("no words are chosen", f"{start} to {end}", "choose some")
    return start + len(inner) - len(inner.lstrip()), end - len(inner) + len(inner.rstrip())


def _why_not(book: ShownBook, at: int) -> str:
    """Say why a character is in no text."""
    if kind := _furniture(book, at):
        return f"it is not in the edition: {kind}"
    label = _marker(book, at)
    return f"it is the marker of note {label}" if label else "the edition shows nothing of it"


def _furniture(book: ShownBook, at: int) -> str:
    """Give what a character is a part of that is not in the edition; "" if of nothing."""
    return next((kind for first, last, kind in book.furniture if first <= at < last), "")


def _marker(book: ShownBook, at: int) -> str:
    """Give the label of the note of whose marker a character is a part; "" if of none."""
    for note in book.notes():
        if any(first <= at < last for first, last in note.calls):
            return note.label
    return ""


def _quoted(raw: str, at: Span, longest: int = 60) -> str:
    words = " ".join(raw[slice(*at)].split())
    return words if len(words) <= longest else f"{words[:longest]} …"
