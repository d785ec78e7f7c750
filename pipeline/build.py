"""A book from source to edition: the stages, in order. Read this first.

read        bytes -> Source                                       pipeline.read
settle      which of the proofreaders' decisions are in force     pipeline.decisions
recover     Source -> Book: clean, layout, notes, structure       pipeline.recover
amend       Book -> Book: the decisions about letters             pipeline.decisions
emend       Book -> Book: foreign passages, the house typography  pipeline.emend
account     Book against Source: nothing lost                     pipeline.account
checks      Book -> findings: what deserves a proofreader's look   pipeline.checks
render      Book -> pandoc's tree -> XHTML, once for all forms    pipeline.write
write       Markdown, EPUB, PDF; their words held against the book's
proofread   how far its pages are; is it signed, and unchanged?   pipeline.proofreading
record      every change and every finding, one a line            pipeline.records
publish     results renamed into place                            pipeline.publish
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline import account
from pipeline.account import Account
from pipeline.book import Book, Source
from pipeline.checks import findings
from pipeline.checks.proof import Proof
from pipeline.decisions.apply import amended
from pipeline.decisions.restructure import restructured
from pipeline.decisions.settle import NOTHING, Settled, settle
from pipeline.decisions.silence import unanswered
from pipeline.decisions.store import read_decisions
from pipeline.emend import RULES as HOUSE_RULES
from pipeline.emend import typography
from pipeline.emend.foreign import mark_languages
from pipeline.errors import FAULT, RecensionError
from pipeline.finding import Finding
from pipeline.folder import BookFolder
from pipeline.proofreading.signoff import standing
from pipeline.proofreading.states import states_of
from pipeline.publish import staging
from pipeline.read import read
from pipeline.records import Record, write_records
from pipeline.recover import recover
from pipeline.registry import RULES
from pipeline.settings import Settings

if TYPE_CHECKING:
    from pipeline.collate import Collation
    from pipeline.write.words import Difference


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What a build wrote, and what it has to say."""

    files: tuple[Path, ...]
    findings: tuple[Finding, ...]
    remarks: list[str]
    """What a form tells whoever made it."""
    account: Account
    book: Book


def build(
    folder: BookFolder,
    formats: frozenset[str],
    out: Path,
    progress: Callable[[str], None] = lambda _: None,
) -> BuildResult:
    """Build a book's editions into `out`.

    `formats` are names of `write.forms.FORMS`, or markdown; `progress` is told each stage as it
    begins.

    Raises:
        RecensionError: the source cannot be read, the account does not balance, an output lost a
            word, or the results cannot be written. `out` is then as it was.
    """
    # Imported here, as all that writes: lxml is heavy, and `audit` does not need it.
    from pipeline.write.report.write import write_report

    progress("recovering the text")
    source = read(folder.source_path)
    settled = decided(source, folder)
    book = finished(source, folder.settings, folder.name, settled)
    progress("drawing up the account")
    balance = account.draw_up(source.text, book, RULES)
    demand_balance(balance, source)
    with staging(out) as stage:
        remarks = _write(folder, source, book, formats, stage, progress)
        progress("checking")
        asked = findings(Proof(source, book, folder.settings))
        signed = standing(folder, source, stage)
        if signed and signed.signed and not signed.is_whole:
            remarks.append(f"the sign-off is {signed}")
        states = states_of(folder, source, book)
        record = Record(source, book, asked, settled, str(signed or ""), states)
        write_records(record, stage)
        write_report(record, balance, folder.settings, stage / "report.html")
        made = tuple(out / item.name for item in sorted(stage.iterdir()))
    return BuildResult(made, asked, remarks, balance, book)


def recovered(folder: BookFolder) -> tuple[Source, Book]:
    """Read a book's source, recover the book from it, and emend that as was decided."""
    source = read(folder.source_path)
    return source, finished(source, folder.settings, folder.name, decided(source, folder))


def decided(source: Source, folder: BookFolder) -> Settled:
    """Read what the proofreaders of a book decided, and tell what of it is in force."""
    return settle(source, read_decisions(folder.decisions) if folder.decisions else ())


def finished(source: Source, settings: Settings, name: str, decided: Settled = NOTHING) -> Book:
    """Recover a book from its source, and emend it: as was decided, then in the house style."""
    book = recover(source, settings.language, settings.title, name, decided.placed)
    return emended(source, book, decided, settings)


def emended(source: Source, book: Book, decided: Settled, settings: Settings) -> Book:
    """Emend a book that was recovered: as was decided, then in the house style."""
    book = restructured(source.text, book, decided.placed)
    book = amended(source, book, decided, [rule.name for rule in HOUSE_RULES])
    return typography(mark_languages(book), settings.typography)


def proofread(folder: BookFolder) -> tuple[Proof, tuple[Finding, ...]]:
    """Recover a book and give it as its proofreader reads it, with what is asked."""
    proof = Proof(*recovered(folder), folder.settings)
    return proof, findings(proof)


def collated(folder: BookFolder, other: BookFolder) -> Collation:
    """Recover a book and another copy of it, and hold them against each other.

    A copy without a book.toml of its own is read as the book's says. What is answered is not asked.

    Raises:
        RecensionError: a source cannot be read, or they are not copies of one work.
    """
    from pipeline.collate import collate

    ours = Proof(*recovered(folder), folder.settings)
    if other.folder is None:
        settings = replace(folder.settings, language=ours.book.language)
        other = replace(other, settings=settings)
    theirs = Proof(*recovered(other), other.settings)
    made = collate(ours, theirs, other.source_path.name)
    rest = unanswered(made.findings, ours.book.decisions, ours.source.text)
    return replace(made, findings=list(rest))


def audit(folder: BookFolder) -> Account:
    """Draw up a book's account, whether or not it balances."""
    source, book = recovered(folder)
    return account.draw_up(source.text, book, RULES)


def _write(
    folder: BookFolder,
    source: Source,
    book: Book,
    formats: frozenset[str],
    stage: Path,
    progress: Callable[[str], None],
) -> list[str]:
    """Render the book once, write each form from that, and give their remarks."""
    # Imported here: pandoc, WeasyPrint and lxml are heavy, and `audit` needs none of them.
    from pipeline.write.bookwords import words_of_book, words_of_matter
    from pipeline.write.compose import compose
    from pipeline.write.forms import FORMS, Copy, file_of
    from pipeline.write.markdown import write_markdown
    from pipeline.write.pictures import write_pictures
    from pipeline.write.words import compare, words_of_sections

    progress("rendering")
    tree, rendered = compose(folder, source, book)
    own, new = (words_of_sections(rendered, editorial=of) for of in (False, True))
    demand_words(compare(words_of_book(book), own), "XHTML", source)
    demand_words(compare(words_of_matter(tree), new), "XHTML of new matter", source)
    if "markdown" in formats:
        progress("writing the Markdown")
        (stage / "markdown").mkdir()
        write_markdown(tree, stage / "markdown")
        write_pictures(rendered.pictures, stage / "markdown")
    copy = Copy(tree, rendered, folder.located, source.sha256)
    remarks: list[str] = []
    for name in sorted(formats - {"markdown"}):
        progress(f"writing the {name.upper()}")
        path = stage / file_of(folder.name, name)
        form = FORMS[name]()
        remarks += filter(None, [form.write(copy, path)])
        demand_words(form.differences(copy, path), name.upper(), source)
    return remarks


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
