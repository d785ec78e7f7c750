"""The desk's engine: a book as some decisions make it, and what is then asked about it.

It keeps what it made before, so that what a decision does not touch is not made again: a decision
about letters or type leaves the recovered book as it is, and a chapter that it does not change is
not rendered anew. All is made as a build makes it, by the same functions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from pipeline.amend.alike import alike
from pipeline.checks.families import findings, listed
from pipeline.checks.ignored import UNUSED
from pipeline.checks.proof import Proof
from pipeline.decisions.settle import Settled, settle
from pipeline.decisions.structure import of_lines
from pipeline.desk.making.chapters import VIEWS, Chapters
from pipeline.desk.shown import Emended, ShownBook
from pipeline.keys import CHECKS
from pipeline.machine.memory import uncollected
from pipeline.manuscript.folder import BookFolder
from pipeline.model.book import Book, Source
from pipeline.model.decision import Decision, Placed
from pipeline.model.finding import Finding, Span
from pipeline.model.text import Text
from pipeline.proofreading.pages import proof_pages
from pipeline.stages import emended, recovered


class _Recovered(NamedTuple):
    """A book as it was recovered from its source, by the decisions that are about lines."""

    decisions: tuple[Placed, ...]
    """These, without where they are written: that makes no difference to the book."""
    book: Book


class Engine:
    """Makes a book again and again, as its decisions become more.

    `source` is that of the book's folder.
    """

    def __init__(self, folder: BookFolder, source: Source) -> None:
        self.folder = folder
        self.source = source
        self._kept: list[_Recovered] = []
        self._chapters = Chapters(folder.settings)
        self._last: tuple[Settled, Proof] | None = None

    @uncollected()
    def emended(self, decisions: Sequence[Decision]) -> Emended:
        """Make the book as decisions, given in order, have it.

        A chapter that is as it was last is the same object as then.

        Raises:
            RecensionError: nothing in the source is text, or pandoc is missing.
        """
        settled, proof = self._made(decisions)
        book = proof.book
        furniture = ((*_stretch(each.text), each.kind) for each in book.furniture)
        shown = ShownBook(
            self.folder.settings.title or book.title,
            book.language,
            self._chapters.shown(book),
            proof_pages(self.source, book),
            tuple(furniture),
        )
        # Whether an entry of book.toml ignores nothing, only all checks together can tell.
        asked = (each for each in listed(book.findings, proof) if each.check != UNUSED)
        return Emended(shown, settled, tuple(asked))

    @uncollected()
    def checked(self, decisions: Sequence[Decision]) -> tuple[Finding, ...]:
        """Give all that is asked about the book as decisions have it, and not answered by them."""
        return findings(self._made(decisions)[1])

    def alike(
        self, decisions: Sequence[Decision], made: Sequence[Decision]
    ) -> dict[str, tuple[Span, ...]]:
        """Tell where new decisions that hold everywhere would act, by their ids."""
        proof = self._made(decisions)[1]
        return {each.id: tuple(places) for each, places in alike(proof, made)}

    def _made(self, decisions: Sequence[Decision]) -> tuple[Settled, Proof]:
        settled = settle(self.source, decisions)
        if self._last is None or self._last[0] != settled:
            settings = self.folder.settings.only(*CHECKS)
            book = emended(self.source, self._book(settled), settled, settings)
            self._last = settled, Proof(self.source, book, settings)
        return self._last

    def _book(self, settled: Settled) -> Book:
        """Give the recovered book; where decisions about lines differ, it is recovered anew."""
        followed = tuple(_unfiled(each) for each in settled.placed if of_lines(each))
        found = next((each for each in self._kept if each.decisions == followed), None)
        if found is None:
            found = _Recovered(followed, recovered(self.folder, self.source, settled))
        # The latest first: what is undone, or decided by one of several readers, comes again.
        self._kept = [found, *(each for each in self._kept if each is not found)][:VIEWS]
        return found.book


def _unfiled(placed: Placed) -> Placed:
    """Leave out where a decision is written."""
    return placed._replace(decision=replace(placed.decision, file="", line=0))


def _stretch(text: Text) -> Span:
    return min(run.start for run in text.runs), max(run.end for run in text.runs)
