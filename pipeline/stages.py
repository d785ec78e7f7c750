"""The stages, and what each makes of a book: found as it was kept, or made when it is asked for.

What a stage makes is kept under the hash of all that it is made from (`pipeline.keys`). Where that
is the same again, the stage is not gone through, and what only it needs is not even imported: most
of it is heavy.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING

from pipeline.account.balance import Account
from pipeline.decisions.settle import NOTHING, Settled, settle
from pipeline.decisions.store import read_decisions
from pipeline.decisions.structure import of_lines
from pipeline.errors import FAULT, RecensionError
from pipeline.keys import CHECKS, EMENDATION, Keys
from pipeline.machine.answers import keep_answers
from pipeline.machine.beside import Beside, beside
from pipeline.machine.cache import kept, load
from pipeline.machine.publish import Files, files_in
from pipeline.machine.scratch import temporary
from pipeline.manuscript.folder import BookFolder
from pipeline.model.book import Book, Source
from pipeline.model.decision import Decision
from pipeline.model.finding import Finding
from pipeline.read import digest, read

if TYPE_CHECKING:
    from pipeline.checks.check import Found
    from pipeline.checks.proof import Proof
    from pipeline.model.settings import Settings
    from pipeline.write.pandoc import Tree
    from pipeline.write.render import Rendered
    from pipeline.write.words import Difference


LARGE = 10_000_000
"""Characters of a source from which a second process would take too much memory."""


class Stages:
    """A book in all its stages, the first first.

    Raises:
        RecensionError: the source cannot be read, or what was decided; each stage says what else.
    """

    def __init__(self, folder: BookFolder) -> None:
        self.folder = folder
        self.keys = Keys(folder, digest(folder.source_path), decisions_of(folder))
        self._checker: Beside[Book, Found] | None = None

    @cached_property
    def source(self) -> Source:
        """The source, as it was read."""
        return source_of(self.folder, self.keys.sha256)

    @cached_property
    def settled(self) -> Settled:
        """Which of the decisions are in force; that is found as soon as it would be loaded."""
        return settle(self.source, self.keys.decisions)

    @cached_property
    def recovered(self) -> Book:
        """The book as it is recovered from the source, by the decisions about lines."""
        return recovered(self.folder, self.source, self.settled)

    @cached_property
    def book(self) -> Book:
        """The book, emended: as was decided, then in the house style."""
        settings = self.folder.settings.only(*EMENDATION)

        def make() -> Book:
            book = emended(self.source, self.recovered, self.settled, settings)
            if self._checker:
                self._checker.tell(book)  # before it is kept, which takes as long again
            keep_answers()
            return book

        book = kept(self.keys.emended, make)
        if self._checker and not self._checker.was_told:
            self._checker.tell(book)
        return book

    @cached_property
    def account(self) -> Account:
        """The account of the book against its source, whether or not it balances."""

        def make() -> Account:
            from pipeline.account.demands import draw_up
            from pipeline.registry import RULES

            return draw_up(self.source.text, self.book, RULES)

        return kept(self.keys.account, make)

    @cached_property
    def proof(self) -> Proof:
        """The book as its proofreader reads it."""
        from pipeline.checks.proof import Proof

        return Proof(self.source, self.book, self.folder.settings.only(*CHECKS))

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What deserves a proofreader's look."""

        def make() -> tuple[Finding, ...]:
            from pipeline.checks.families import findings

            found = findings(self.proof, self._checker.answer if self._checker else lambda: None)
            keep_answers()
            return found

        return kept(self.keys.findings, make)

    @contextmanager
    def checked_beside(self) -> Iterator[None]:
        """Have the longer half of the checks run by a process beside this one, if they must run."""
        if len(self.source.text) > LARGE or load(self.keys.findings()) is not None:
            yield
            return
        import pipeline.emend  # noqa: F401 - both need it, so it is imported before they part

        with beside(self._check) as self._checker:
            yield

    def _check(self, book: Callable[[], Book], answer: Callable[[Found], None]) -> None:
        """Be the process beside: ready to check the book, which is made meanwhile."""
        from pipeline.checks.check import found_by
        from pipeline.checks.lexical import FAMILIES

        self._checker = None
        self.book = book()
        answer(found_by(FAMILIES, self.proof))
        keep_answers()

    @cached_property
    def composed(self) -> tuple[Tree, Rendered]:
        """The tree of the edition, and what is rendered of it, once for all forms."""

        def make() -> tuple[Tree, Rendered]:
            from pipeline.write.bookwords import words_of_book, words_of_matter
            from pipeline.write.compose import compose
            from pipeline.write.words import compare, words_of_sections

            tree, rendered = compose(self.folder, self.source, self.book)
            own, new = (words_of_sections(rendered, editorial=of) for of in (False, True))
            demand_words(compare(words_of_book(self.book), own), "XHTML", self.source)
            demand_words(compare(words_of_matter(tree), new), "XHTML of new matter", self.source)
            keep_answers()
            return tree, rendered

        return kept(self.keys.composed, make, still=self.keys.hold)

    def written(self, form: str) -> tuple[Files, str | None]:
        """Give the files of a form, held against the book, and what is to be told of them."""

        def make() -> tuple[Files, str | None]:
            from pipeline.write.forms import FORMS, Copy, file_of

            copy = Copy(*self.composed, self.folder.located, self.source.sha256)
            with temporary() as made:
                path = made / file_of(self.folder.name, form)
                remark = FORMS[form]().write(copy, path)
                demand_words(FORMS[form]().differences(copy, path), form.upper(), self.source)
                return files_in(made), remark

        return kept(lambda: self.keys.written(form), make, still=self.keys.hold)

    def recorded(self, signed: str) -> Files:
        """Give the records and the report; `signed` is what is to be said of the sign-off."""
        from pipeline.proofreading.states import states_of

        states = states_of(self.folder, self.source, self.book)

        def make() -> Files:
            # Before the findings are asked for: these may be made by another process meanwhile.
            from pipeline.registry import RULES
            from pipeline.write.records import Record, write_records
            from pipeline.write.report.write import write_report

            said = self.settled, signed, states
            record = Record(self.source, self.book, self.findings, *said)
            with temporary() as made:
                write_records(record, made)
                report = made / "report.html"
                write_report(record, RULES, self.account, self.folder.settings, report)
                return files_in(made)

        return kept(lambda: self.keys.recorded(signed, states), make, still=self.keys.hold)


def source_of(folder: BookFolder, sha256: str) -> Source:
    """Read a book's source, which has this hash.

    Raises:
        RecensionError: it cannot be read, or was changed meanwhile.
    """

    def make() -> Source:
        source = read(folder.source_path)
        if source.sha256 != sha256:
            where = str(folder.source_path)
            raise RecensionError("it was changed while it was read", where, "do this again")
        return source

    return kept(Keys(folder, sha256).source, make)


def recovered(folder: BookFolder, source: Source, decided: Settled) -> Book:
    """Recover a book from its source, by those of the decisions in force that are about lines."""
    followed = [each for each in decided.placed if of_lines(each)]

    def make() -> Book:
        from pipeline.recover import recover

        told = folder.settings
        return recover(source, told.language, told.title, folder.name, followed)

    return kept(lambda: Keys(folder, source.sha256).recovered(followed), make)


def decisions_of(folder: BookFolder) -> tuple[Decision, ...]:
    """Read what the proofreaders of a book decided; of a bare file, nothing."""
    return read_decisions(folder.decisions) if folder.decisions else ()


def finished(source: Source, settings: Settings, name: str, decided: Settled = NOTHING) -> Book:
    """Recover a book from its source, and emend it: as was decided, then in the house style."""
    from pipeline.recover import recover

    book = recover(source, settings.language, settings.title, name, decided.placed)
    return emended(source, book, decided, settings)


def emended(source: Source, book: Book, decided: Settled, settings: Settings) -> Book:
    """Emend a book that was recovered: as was decided, then in the house style."""
    from pipeline.amend.apply import amended
    from pipeline.amend.restructure import restructured
    from pipeline.emend import RULES, typography
    from pipeline.emend.foreign import mark_languages

    book = restructured(source.text, book, decided.placed)
    book = amended(source, book, decided, [rule.name for rule in RULES])
    return typography(mark_languages(book), settings.typography)


def demand_balance(balance: Account, source: Source) -> None:
    """Demand that nothing of the source is lost.

    Raises:
        RecensionError: something is.
    """
    if balance.faults:
        first = balance.faults[0]
        line = source.text.count("\n", 0, first.start) + 1
        message = f"{balance.unaccounted} unaccounted: {first.message}"
        raise RecensionError(message, f"{source.name}:{line}", FAULT)


def demand_words(differences: list[Difference], form: str, source: Source) -> None:
    """Demand that a form shows the book's words.

    Raises:
        RecensionError: it does not.
    """
    if differences:
        first = differences[0]
        raise RecensionError(
            f"the {form} does not show the book's words at {len(differences)} places: after"
            f" {first.after!r} there is {first.found!r}, not {first.expected!r}",
            source.name,
            FAULT,
        )
