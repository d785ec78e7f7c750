"""The trials, led by coverage.

atheris (Google) notes which branches of our code a case reaches, and libFuzzer keeps and changes
those that reach new ones. A case that fails is written down, and the run goes on: each fault is
told once, by the place where it was raised. Each trial is a process that is forked off, since
libFuzzer ends the one that it runs in, and instrumenting our code takes ten seconds.
"""

from __future__ import annotations

import logging
import os
import re
import sys
import traceback
import warnings
from collections.abc import Callable, Sequence
from contextlib import redirect_stderr
from hashlib import sha256
from io import StringIO
from pathlib import Path
from typing import NamedTuple

import atheris

with redirect_stderr(StringIO()), atheris.instrument_imports(include=["pipeline"]):
    # What is imported where it is used is not instrumented then: so it is imported here.
    import pipeline.absorb.run
    import pipeline.checks.families
    import pipeline.read.ocr.alto
    import pipeline.read.ocr.djvuxml
    import pipeline.read.ocr.hocr
    import pipeline.read.pdf
    import pipeline.read.plain
    import pipeline.write.check
    import pipeline.write.epub.write
    import pipeline.write.records
    import pipeline.write.report.write  # noqa: F401
    from tests.fuzz.seeds import seeds
    from tests.fuzz.targets import LARGEST, TARGETS

WORDS = Path(__file__).with_name("words.dict")
LONGEST = 60
"""Seconds that one case may take."""
MEMORY = 4096
"""MiB that a trial may take."""
HEAD = 60
"""Letters of a message by which faults are told apart; figures do not count."""
DONE = re.compile(r"Done (\d+) runs in \d+ second")


class Told(NamedTuple):
    """What came of a trial."""

    trial: str
    runs: int
    faults: Sequence[str]


class Watched:
    """A trial, whose failures are written into a folder."""

    def __init__(self, name: str, trial: Callable[[bytes], object], found: Path) -> None:
        self.name = name
        self.trial = trial
        self.found = found
        self.known: set[str] = set()

    def __call__(self, data: bytes) -> None:
        """Try bytes."""
        try:
            self.trial(data)
        except Exception as error:
            place = place_of(error)
            if place not in self.known:
                self.known.add(place)
                self._note(data, place, error)

    def _note(self, data: bytes, place: str, error: Exception) -> None:
        case = self.found / f"{self.name}-{sha256(place.encode()).hexdigest()[:8]}"
        case.write_bytes(data)
        command = f"make fuzz CASE={os.path.relpath(case)}"
        told = "".join(traceback.format_exception(error))
        text = f"{place}\n{command}\n\n{told}"
        case.with_suffix(".txt").write_text(text, encoding="utf-8", errors="backslashreplace")
        print(f"FOUND {place}: {command}", file=sys.stderr, flush=True)


def place_of(error: BaseException) -> str:
    """Name an error by its kind, the innermost place in our code, and the head of what it says."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [each for each in frames if "/pipeline/" in each.filename or "/fuzz/" in each.filename]
    last = (ours or frames)[-1]
    said = re.sub(r"\d+", "", str(error))[:HEAD]
    where = f"{Path(last.filename).name}:{last.lineno} {last.name}"
    return f"{type(error).__name__} in {where}: {said!a}"


def run(trial: str, seconds: float, room: Path) -> Told:
    """Run a trial for some time, in a process of its own."""
    grown, found, log = room / "corpus" / trial, room / "found", room / f"{trial}.log"
    for folder in (grown, found):
        folder.mkdir(parents=True, exist_ok=True)
    for name, seed in seeds(trial):
        (grown / name).write_bytes(seed)
    told = [
        f"-max_total_time={max(1, round(seconds))}",
        f"-max_len={LARGEST}",
        "-len_control=0",
        f"-timeout={LONGEST}",
        f"-rss_limit_mb={MEMORY}",
        f"-artifact_prefix={found}/{trial}-",
        f"-dict={WORDS}",
        str(grown),
    ]
    child = os.fork()
    if not child:
        _fuzz(trial, found, log, told)
    _, status = os.waitpid(child, 0)
    text = log.read_text(encoding="utf-8", errors="replace")
    runs = sum(int(count) for count in DONE.findall(text))
    faults = [line for line in text.splitlines() if line.startswith("FOUND ")]
    if status and not faults:
        faults = [f"it ended with {os.waitstatus_to_exitcode(status)}: see {log}"]
    return Told(trial, runs, faults)


def _fuzz(trial: str, found: Path, log: Path, told: Sequence[str]) -> None:
    """Be the process of a trial: all that is said goes into its log."""
    with log.open("wb") as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
    warnings.simplefilter("ignore")
    logging.disable()
    atheris.Setup(["fuzz", *told], Watched(trial, TARGETS[trial], found))
    atheris.Fuzz()
    os._exit(0)
