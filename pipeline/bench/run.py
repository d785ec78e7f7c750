"""The run: each case built and scored, several at a time, in processes of their own."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.bench.cases import Case
from pipeline.bench.figures import figures_of
from pipeline.bench.tool import Made, run_tool
from pipeline.errors import RecensionError

OURS = "pipeline.bench.score"
OF_THE_RUN = ("output", "seconds")
"""What a scorer may say of its own run; the rest it says of the book."""


@dataclass(frozen=True, slots=True)
class Orders:
    """How each case is to be run."""

    scorer: Path | None = None
    """The program that scores; None: Recension's own."""
    check: bool = False
    """Whether EPUBCheck is to see each EPUB."""
    detail: bool = False
    """Whether the scorer is to list its single faults."""
    tool: tuple[str, ...] = ()
    """The command that makes the editions; empty: Recension does."""


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a case: figures and the scorer's own words, or the error of its build."""

    case: str
    figures: dict[str, float] = field(default_factory=dict)
    score: dict[str, object] = field(default_factory=dict)
    error: str = ""


def run(
    cases: Sequence[Case],
    orders: Orders,
    jobs: int,
    progress: Callable[[str], None] = lambda _: None,
) -> list[Result]:
    """Build and score all cases, `jobs` at a time; the results come in the order of the cases.

    Raises:
        RecensionError: there is no such scorer, or it gave no figures for a case. That a case
            could not be built is no error: its result says so.
    """
    if orders.scorer and not orders.scorer.is_file():
        raise RecensionError("no such scorer", str(orders.scorer), "give its path after --scorer")
    progress(f"0 of {len(cases)} cases")
    with ThreadPoolExecutor(jobs) as pool:
        tasks = [pool.submit(_run_one, case, orders) for case in cases]
        try:
            for count, task in enumerate(as_completed(tasks), 1):
                progress(f"{count} of {len(cases)} cases: {task.result().case}")
        finally:
            pool.shutdown(cancel_futures=True)
    return [task.result() for task in tasks]


def _run_one(case: Case, orders: Orders) -> Result:
    with tempfile.TemporaryDirectory(prefix="recension-bench-") as out:
        try:
            make = _by_tool if orders.tool else _by_recension
            made = make(case, Path(out), orders)
        except RecensionError as error:
            return Result(case.name, error=str(error))
        score = _scored(case, made.file, orders)
    return Result(case.name, {**figures_of(score), **made.costs}, score)


def _by_recension(case: Case, out: Path, orders: Orders) -> Made:
    # -P: a folder named pipeline where the user stands must not be taken for ours.
    command = [sys.executable, "-P", "-m", "pipeline.bench.child", str(case.source), str(out)]
    built = _called([*command, *(["--check"] if orders.check else [])])
    if built.returncode:
        status = f"the build ended with status {built.returncode}"
        raise RecensionError(built.stderr.strip() or status)
    costs = json.loads(built.stdout)
    return Made(Path(costs.pop("file")), costs)


def _by_tool(case: Case, out: Path, orders: Orders) -> Made:
    made = run_tool(orders.tool, case.source, out)
    if not (orders.check and made.file.suffix == ".epub"):
        return made
    from pipeline.write.check import check_epub

    return made._replace(costs={**made.costs, "faults": len(check_epub(made.file))})


def _scored(case: Case, edition: Path, orders: Orders) -> dict[str, object]:
    scorer = [str(orders.scorer)] if orders.scorer else ["-P", "-m", OURS]
    command = [sys.executable, *scorer, str(case.folder), str(edition), "--json"]
    done = _called([*command, *(["--detail"] if orders.detail else [])])
    try:
        score = json.loads(done.stdout)
        if not isinstance(score["structure"], int | float):
            raise TypeError("structure is not a number")
    except (ValueError, LookupError, TypeError) as error:
        said = (done.stderr.strip() or f"it printed {done.stdout.strip()[:80]!r}").splitlines()[-1]
        raise RecensionError(
            f"the scorer gave no figures for {case.name}: {said}",
            str(orders.scorer or OURS),
            "it is called as: python SCORER CASE EDITION --json, and prints one JSON object with"
            " a number `structure`",
        ) from error
    return {key: value for key, value in score.items() if key not in OF_THE_RUN}


def _called(command: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, check=False, encoding="utf-8")
