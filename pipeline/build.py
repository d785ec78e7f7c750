"""A book from source to edition: the stages, in order. Read this first.

read        bytes -> Source                                       pipeline.read
settle      which of the proofreaders' decisions are in force     pipeline.decisions
recover     Source -> Book: clean, layout, notes, structure       pipeline.recover
amend       Book -> Book: the decisions about letters             pipeline.amend
emend       Book -> Book: foreign passages, the house typography  pipeline.emend
account     Book against Source: nothing lost                     pipeline.account
checks      Book -> findings: what deserves a proofreader's look   pipeline.checks
render      Book -> pandoc's tree -> XHTML, once for all forms    pipeline.write
write       Markdown, EPUB, PDF; their words held against the book's
proofread   how far its pages are; is it signed, and unchanged?   pipeline.proofreading
record      every change and every finding, one a line            pipeline.write.records
publish     results renamed into place                            pipeline.machine.publish

`pipeline.stages` has each of them once, and keeps what it makes. What they hand on is in
`pipeline.model`; what stages and checks know alike of printed books, in `pipeline.conventions`.
Imports run one way, as `pyproject.toml` lists them: nothing imports what comes after it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pipeline.account.balance import Account
from pipeline.keys import built
from pipeline.machine.cache import kept
from pipeline.machine.memory import uncollected
from pipeline.machine.publish import Hashes, put, repair, staging, stands
from pipeline.manuscript.folder import BookFolder
from pipeline.model.book import Book, Source
from pipeline.model.finding import Finding

if TYPE_CHECKING:
    from pipeline.checks.proof import Proof
    from pipeline.collate import Collation
    from pipeline.stages import Stages


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What a build wrote, and what it has to say."""

    files: tuple[Path, ...]
    findings: tuple[Finding, ...]
    remarks: list[str]
    """What a form tells whoever made it."""
    account: Account


class Built(NamedTuple):
    """What came of going through the stages, wherever the results are."""

    hashes: Hashes
    findings: tuple[Finding, ...]
    remarks: list[str]
    account: Account


def build(
    folder: BookFolder,
    formats: frozenset[str],
    out: Path,
    progress: Callable[[str], None] = lambda _: None,
) -> BuildResult:
    """Build a book's editions into `out`; where they stand as they would be built, do nothing.

    `formats` are names of `write.forms.FORMS`; `progress` is told each stage as it begins.

    Raises:
        RecensionError: the source cannot be read, the account does not balance, an output lost a
            word, or the results cannot be written. `out` is then as it was.
    """
    dated = folder.dated  # what is changed from now on, this has no part in
    repair(out)

    def make() -> Built:
        stages = _stages(folder)
        progress("recovering the text")
        with uncollected(), stages.checked_beside():
            return go_through(stages, formats, out, progress, dated)

    made = kept(
        partial(built, folder, formats),
        make,
        lambda made: stands(out, made.hashes, folder.newest),
    )
    files = tuple(out / name for name in made.hashes)
    return BuildResult(files, made.findings, made.remarks, made.account)


def go_through(
    stages: Stages,
    formats: frozenset[str],
    out: Path,
    progress: Callable[[str], None] = lambda _: None,
    dated: int | None = None,
) -> Built:
    """Go through all stages of a book; for what is raised see `build`.

    Where `dated` is given, in nanoseconds, the results are.
    """
    from pipeline.proofreading.signoff import standing
    from pipeline.stages import demand_balance

    source = stages.source
    stages.book  # noqa: B018 - it is made here
    progress("drawing up the account")
    demand_balance(stages.account, source)
    with staging(out, dated) as stage:
        remarks: list[str] = []
        hashes: Hashes = {}
        for form in sorted(formats):
            progress(f"writing the {form.upper()}")
            files, remark = stages.written(form)
            hashes |= put(files, stage)
            remarks += filter(None, [remark])
        progress("checking")
        signed = standing(stages.folder, source, stage)
        if signed and signed.signed and not signed.is_whole:
            remarks.append(f"the sign-off is {signed}")
        hashes |= put(stages.recorded(str(signed or "")), stage)
    return Built(dict(sorted(hashes.items())), stages.findings, remarks, stages.account)


def recovered(folder: BookFolder) -> tuple[Source, Book]:
    """Read a book's source, recover the book from it, and emend that as was decided."""
    stages = _stages(folder)
    return stages.source, stages.book


def proofread(folder: BookFolder) -> tuple[Proof, tuple[Finding, ...]]:
    """Recover a book and give it as its proofreader reads it, with what is asked."""
    stages = _stages(folder)
    return stages.proof, stages.findings


def collated(folder: BookFolder, other: BookFolder) -> Collation:
    """Recover a book and another copy of it, and hold them against each other.

    A copy without a book.toml of its own is read as the book's says. What is answered is not asked.

    Raises:
        RecensionError: a source cannot be read, or they are not copies of one work.
    """
    from pipeline.collate import collate
    from pipeline.decisions.silence import unanswered

    ours = _stages(folder).proof
    if other.folder is None:
        settings = replace(folder.settings, language=ours.book.language)
        other = replace(other, settings=settings)
    made = collate(ours, _stages(other).proof, other.source_path.name)
    rest = unanswered(made.findings, ours.book.decisions, ours.source.text)
    return replace(made, findings=list(rest))


def audit(folder: BookFolder) -> Account:
    """Draw up a book's account, whether or not it balances."""
    return _stages(folder).account


def _stages(folder: BookFolder) -> Stages:
    # Imported here: where nothing was changed, no stage is gone through.
    from pipeline.stages import Stages

    return Stages(folder)
