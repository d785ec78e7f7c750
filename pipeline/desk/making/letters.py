"""Reading what is rendered side by side with the texts that it was rendered from.

Both have the same letters in the same order; white space may differ, and what no XML file can hold
is shown as U+FFFD. Whole stretches are compared, not letters: a chapter takes some milliseconds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pipeline.errors import FAULT, RecensionError
from pipeline.model.history import DECISION
from pipeline.model.text import Run, Text
from pipeline.write.pandoc import FORBIDDEN

BLANK = re.compile("[\t-\r\x1c-\x1f\x85\u2028\u2029]")
"""White space that is written as one space, wherever it is (`pipeline.write.pandoc.WHITE`)."""
SHOWN = 40
"""So many letters are told of a place that is out of step."""


class Piece(NamedTuple):
    """A stretch of what is rendered, and where it comes from."""

    string: str
    run: Run | None = None
    """Of blanks by themselves, none."""
    at: int = 0
    """Where in the run it begins."""

    @property
    def span(self) -> tuple[int, int]:
        """The stretch of the raw source that it stands for; of a changed run, always the whole."""
        assert self.run is not None
        if self.run.rule:
            return self.run.start, self.run.end
        start = self.run.start + self.at
        return start, start + len(self.string)


class _Written(NamedTuple):
    """A run of letters or blanks, and what people deleted beside its letters."""

    run: Run
    before: list[Piece]
    behind: list[Piece]


class Letters:
    """The letters of some texts, which are read off one stretch after the other."""

    def __init__(self, texts: Iterable[Text], where: str) -> None:
        self.runs = [each for text in texts for each in _written(text)]
        self.where = where
        self.number = 0
        self.at = 0
        self.own = _plain(self.runs[0].run.text) if self.runs else ""
        self.start = self.runs[0].run.start if self.runs else 0
        """Where in the raw source they begin."""

    def read(self, string: str) -> list[Piece]:
        """Cut a rendered string wherever it goes on with another run.

        Within a piece of an untouched run, the raw text goes along character by character. What
        people deleted is an empty piece.

        >>> runs = Run("the mill", 10, 18), Run(" ", 18, 20, "line-end"), Run("by", 20, 22)
        >>> letters = Letters([Text(runs)], "ch01")
        >>> [(piece.string, piece.run and piece.span) for piece in letters.read("the mill b")]
        [('the mill', (10, 18)), (' ', None), ('b', (20, 21))]

        Raises:
            RecensionError: its letters are not the next ones.
        """
        if not string.strip():
            return [Piece(string)] if string else []
        return _joined(self._pieces(string))

    def end(self) -> None:
        """Demand that nothing is left to be read.

        Raises:
            RecensionError: there are more letters.
        """
        rest = self.own[self.at :] + "".join(each.run.text for each in self.runs[self.number + 1 :])
        if rest.strip():
            raise self._fault("")

    def _pieces(self, string: str) -> Iterator[Piece]:
        shown = BLANK.sub(" ", string)
        i = 0
        while i < len(shown):
            if self.at == len(self.own) and self.number + 1 < len(self.runs):
                self.number, self.at = self.number + 1, 0
                self.own = _plain(self.runs[self.number].run.text)
                continue
            run, before, behind = self.runs[self.number] if self.runs else NOTHING
            within = bool(run.rule) and 0 < self.at < len(self.own)
            length = _common(shown, i, self.own, self.at)
            if length:
                piece = string[i : i + length]
                is_shown = bool(piece.strip())
                if is_shown and not self.own[: self.at].strip():
                    yield from before
                yield Piece(piece, run if is_shown or within else None, self.at)
                i, self.at = i + length, self.at + length
                if is_shown and not self.own[self.at :].strip():
                    yield from behind
            elif shown[i].isspace():
                yield Piece(string[i], run if within else None)
                i += 1
            elif self.own[self.at : self.at + 1].isspace():
                self.at += 1
            else:
                raise self._fault(string[i:])

    def _fault(self, found: str) -> RecensionError:
        last = self.runs[max(0, self.number - 2) : self.number]
        before = "".join(each.run.text for each in last)
        before = (before + self.own[: self.at])[-SHOWN:]
        rest = self.own[self.at : self.at + SHOWN]
        return RecensionError(
            f"the page does not show the book's letters: after {before!r} there is"
            f" {found[:SHOWN]!r}, not {rest!r}",
            self.where,
            FAULT,
        )


def _written(text: Text) -> Iterator[_Written]:
    """Give the runs that a text shows."""
    deleted: list[Piece] = []
    last: _Written | None = None
    for run in text.runs:
        if run.text.strip():
            last = _Written(run, deleted, [])
            deleted = []
            yield last
        elif run.text:
            yield _Written(run, [], [])
        elif run.rule.startswith(DECISION):
            deleted.append(Piece("", run))
    if last is not None:
        last.behind.extend(deleted)


NOTHING = _Written(Run("", 0, 0), [], [])


def _plain(text: str) -> str:
    """Give a text as it is rendered, character by character."""
    if text.isprintable():
        return text
    return BLANK.sub(" ", FORBIDDEN.sub("\ufffd", text))


def _common(shown: str, i: int, own: str, at: int) -> int:
    """Tell how far two strings go together from these places."""
    rest = own[at:]
    if shown.startswith(rest, i):
        return len(rest)
    there = shown[i : i + len(rest)]
    if rest.startswith(there):
        return len(there)
    return next(k for k, (one, other) in enumerate(zip(rest, there, strict=False)) if one != other)


def _joined(pieces: Iterable[Piece]) -> list[Piece]:
    """Join blanks that stand side by side, and the parts of one changed run."""
    made: list[Piece] = []
    for piece in pieces:
        one = made and made[-1].run is piece.run and (piece.run is None or piece.run.rule)
        if one:
            made[-1] = made[-1]._replace(string=made[-1].string + piece.string)
        else:
            made.append(piece)
    return made
