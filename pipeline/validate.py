"""Finished editions validated, with what they were made from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import RecensionError
from pipeline.manuscript.folder import BookFolder
from pipeline.stages import Stages
from pipeline.write.check import Fault, check_epub
from pipeline.write.epub.ace import check_access, missing_for_ace
from pipeline.write.forms import FORMS, Copy, file_of
from pipeline.write.pdf.checks import check_pdf


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What one validator says of one file."""

    tool: str
    file: str
    errors: int
    warnings: int
    messages: tuple[str, ...] = ()


def check(folder: BookFolder, out: Path) -> tuple[CheckResult, ...]:
    """Validate what stands in `out`: the account, EPUBCheck, Ace, the PDF's structure, the words.

    Where Ace cannot run, its result is a warning that says so.

    Raises:
        RecensionError: there is nothing to validate, or a validator cannot run.
    """
    named = {form: out / file_of(folder.name, form) for form in FORMS}
    files = {form: file for form, file in named.items() if file.is_file()}
    if not files:
        raise RecensionError("there is no edition to check", str(out), "run: recension build")
    stages = Stages(folder)
    copy = Copy(*stages.composed, folder.located, stages.source.sha256)
    results = [_balance(stages)]
    for form, file in files.items():
        results += [*_verdicts(form, file), _words(copy, form, file)]
    return tuple(results)


def _balance(stages: Stages) -> CheckResult:
    name, faults = stages.source.name, stages.account.faults
    messages = tuple(f"{name}:{fault.start}: {fault.message}" for fault in faults)
    return CheckResult("account", name, len(faults), 0, messages)


def _verdicts(form: str, file: Path) -> Iterator[CheckResult]:
    if form == "pdf":
        yield _result("structure", file, check_pdf(file))
    if form != "epub":
        return
    yield _result("EPUBCheck", file, check_epub(file))
    if missing := missing_for_ace():
        told = f"warning: Ace was not run, for want of: {missing}"
        yield CheckResult("Ace", file.name, 0, 1, (told,))
    else:
        yield _result("Ace", file, check_access(file))


def _result(tool: str, file: Path, found: list[Fault]) -> CheckResult:
    errors = sum(fault.severity == "error" for fault in found)
    told = tuple(f"{f.severity}: {f.id}: {f.where}: {f.message}" for f in found)
    return CheckResult(tool, file.name, errors, len(found) - errors, told)


def _words(copy: Copy, form: str, file: Path) -> CheckResult:
    lost = FORMS[form]().differences(copy, file)
    told = tuple(f"after {d.after!r}: {d.found!r}, not {d.expected!r}" for d in lost)
    return CheckResult("words", file.name, len(lost), 0, told)
