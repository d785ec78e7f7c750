"""From what is shown of the edition back to the source: the texts of blocks, run by run.

What a worker laid out says of each stretch of letters where it comes from (`pipeline.desk.laid`).
Read is that XHTML itself, so that a place means for the desk what it means for whoever sees it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from html.parser import HTMLParser
from typing import NamedTuple

from pipeline.desk.shown import ShownBook
from pipeline.errors import RecensionError
from pipeline.finding import Span

VOID = frozenset({"br", "hr", "img", "col", "wbr"})


class Run(NamedTuple):
    """Letters as they are shown, and the stretch raw[start:end] that they stand for."""

    text: str
    start: int
    end: int
    by: str = ""
    """What changed them: a rule, or "decision:" and the decision's id; empty: they are raw."""


class Shown(NamedTuple):
    """A text of the edition."""

    kind: str
    """Of its block, as in `data-block`."""
    runs: tuple[Run, ...]
    """In the order of reading. Blanks that the source has otherwise are in none."""


class Words(NamedTuple):
    """A place in a text of the edition."""

    at: Span
    """Widened to the whole of what was changed as a whole."""
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
    return tuple(Shown(kind, tuple(runs)) for kind, runs in reader.found if runs)


class _Reader(HTMLParser):
    """Reads which letters stand in which block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, list[Run]]] = []
        self._open: list[tuple[int | None, tuple[int, int, str] | None]] = []
        """Of each element that is open its text, if it is a block, and its stretch, if a run."""

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
            self._open.pop()

    def handle_data(self, data: str) -> None:
        run = self._open[-1][1] if self._open else None
        block = next((block for block, _ in reversed(self._open) if block is not None), None)
        if run is not None and block is not None:
            start, end, by = run
            self.found[block][1].append(Run(data, start, end if by else start + len(data), by))


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

    Blanks at its ends are left out, and a part of what was changed as a whole becomes all of it.

    Raises:
        RecensionError: they are not in the text, or not in one.
    """
    start, end = _trimmed(raw, at)
    for text in shown_at(book, (start, end)):
        heads = [k for k, run in enumerate(text.runs) if _holds(run, start)]
        if not heads:
            continue
        tails = [k for k, run in enumerate(text.runs) if _holds(run, end - 1)]
        if not tails:
            raise RecensionError(
                "it goes over the end of a paragraph", _quoted(raw, at), "take each for itself"
            )
        return _words(text, heads[0], tails[-1], (start, end), raw)
    raise RecensionError(
        _why_not(book, start, end), _quoted(raw, at), "see the edition for what it shows there"
    )


def _words(text: Shown, first: int, last: int, at: Span, raw: str) -> Words:
    runs = text.runs[first : last + 1]
    start = runs[0].start if runs[0].by else at[0]
    end = runs[-1].end if runs[-1].by else at[1]
    cut = tuple(_part(run, start, end) for run in runs)
    return Words((start, end), _joined(cut, raw), raw[start:end], text.kind, cut)


def _part(run: Run, start: int, end: int) -> Run:
    """Give what of a run stands in a stretch of the source; of a changed one, the whole."""
    if run.by:
        return run
    first, last = max(run.start, start), min(run.end, end)
    return Run(run.text[first - run.start : last - run.start], first, last)


def _joined(runs: tuple[Run, ...], raw: str) -> str:
    """Give the letters of runs, with a blank where the source has some that no run shows."""
    parts: list[str] = []
    at = runs[0].start
    for run in runs:
        blank = raw[at : run.start].isspace() or "\n" in raw[at : run.start]
        parts += [" " if blank and parts and not parts[-1].endswith(" ") else "", run.text]
        at = max(at, run.end)
    return "".join(parts)


def _holds(run: Run, at: int) -> bool:
    return run.start <= at < run.end


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


def _why_not(book: ShownBook, start: int, end: int) -> str:
    """Say why a stretch is in no text."""
    for first, last, kind in book.furniture:
        if first < end and start < last:
            return f"it is not in the edition: {kind}"
    for note in book.notes():
        if any(first < end and start < last for first, last in note.calls):
            return f"it is the marker of note {note.label}"
    return "the edition shows nothing of it"


def _quoted(raw: str, at: Span, longest: int = 60) -> str:
    words = " ".join(raw[slice(*at)].split())
    return words if len(words) <= longest else f"{words[:longest]} …"
