"""How quick a library is built, and what a lost worker costs: `python -m scripts.libraryspeed`.

Makes a library (`scripts.library`) and builds it with one worker, with two, and on a scheduler with
two workers that were started apart, one of which is killed when half of the books are there. Prints
a table, and what a million such books would take. Run it on a machine that has nothing else to do.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from time import monotonic, sleep
from typing import NamedTuple

from pipeline.batch.order import Row
from pipeline.batch.results import RECORD
from scripts.library import write_library

RUN = (sys.executable, "-P", "-m", "pipeline", "batch")
DASK = (sys.executable, "-m", "dask")
MANY = 1_000_000
LOOK = 0.2
"""Seconds between two looks at how many books there are."""
PATIENCE = 60.0


class Result(NamedTuple):
    """What a run took, and its summary."""

    seconds: float
    rows: list[Row]

    @property
    def rate(self) -> float:
        """Books a minute, from the command's begin to its end."""
        return 60 * len(self.rows) / self.seconds

    def told(self, name: str) -> str:
        """Give the run as a row of a table."""
        states = Counter(row["state"] for row in self.rows)
        rest = " | ".join(f"{states[state]:,}" for state in ("built", "unchanged", "failed"))
        return f"| {name} | {rest} | {self.seconds:,.1f} | {self.rate:,.1f} |"


def main() -> None:
    """Measure, and print the table."""
    parser = ArgumentParser("python -m scripts.libraryspeed", description=__doc__)
    parser.add_argument("--books", type=int, default=500, help="how many (default: 500)")
    parser.add_argument("--to", default="epub,pdf", help="the forms (default: epub,pdf)")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        measure(Path(folder), given.books, given.to)


def measure(folder: Path, books: int, forms: str) -> None:
    """Build a library in all ways, and print what that took."""
    library = folder / "library"
    write_library(library, books, "1")
    print(
        "| run | built | unchanged | failed | seconds | books a minute |\n|---|--:|--:|--:|--:|--:|"
    )
    results = {}
    for workers in (1, 2):
        asked = ["--to", forms, "--workers", str(workers)]
        results[workers] = _run(library, folder / f"by-{workers}", asked, f"{workers} of its own")
    _run(library, folder / "by-2", ["--to", forms, "--workers", "2"], "the same again")
    _with_lost_worker(library, folder / "apart", forms)
    one, two = results[1], results[2]
    processor = sum(row["processor"] or 0 for row in two.rows) / books
    words = sum(row["words"] or 0 for row in two.rows) / books
    efficiency = two.rate / one.rate / 2
    # The wall's time has also what the scheduler, the workers and the keepers take.
    core = 2 * two.seconds / books
    hours = MANY * core / 3600
    print(
        f"{books:,} books of {words:,.0f} words ({forms}): {processor:.2f} s of processor time"
        f" each; two workers are {efficiency:.0%} efficient.\n"
        f"One million such books: {core:.2f} s of a core each, {hours:,.0f} core-hours;"
        f" {hours / 24 / 64:,.1f} days on 64 cores."
    )


def _run(library: Path, out: Path, asked: Sequence[str], name: str) -> Result:
    table = out.with_suffix(".jsonl")
    begun = monotonic()
    command = [*RUN, str(library), "--out", str(out), "--summary", str(table), *asked]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode not in (0, 1):
        sys.exit(done.stderr)
    seconds = monotonic() - begun
    rows = [json.loads(line) for line in table.read_text("utf-8").splitlines()]
    result = Result(seconds, rows)
    print(result.told(name), flush=True)
    return result


def _with_lost_worker(library: Path, out: Path, forms: str) -> None:
    """Build with two workers that were started apart, of which one is killed half way."""
    books = len(list(library.iterdir()))
    with _scheduler(out.parent) as (address, workers):
        killer = Thread(target=_kill_half_way, args=(out, books, workers[0]), daemon=True)
        killer.start()
        result = _run(library, out, ["--to", forms, "--scheduler", address], "two, one killed")
        killer.join()
    names = Counter(row["book"] for row in result.rows)
    records = [json.loads(file.read_text("utf-8")) for file in out.glob(f"*/{RECORD}")]
    runs = {record["run"] for record in records}
    whole = all(
        (file := out / record["outcome"]["book"] / name).is_file() and file.stat().st_size == size
        for record in records
        for name, size in record["files"].items()
    )
    print(
        f"\nOne of two workers was killed when half of the books were there: {len(names):,} books"
        f" in the summary,\n{max(names.values())} row each; {len(records):,} records, of"
        f" {len(runs)} run; all files are {'whole' if whole else 'NOT whole'}.\n",
        flush=True,
    )


@contextmanager
def _scheduler(folder: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """Start a scheduler and two workers, each a process of its own."""
    file = folder / "scheduler.json"
    options = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    local = ["--host", "127.0.0.1", "--no-dashboard"]
    command = [*DASK, "scheduler", *local, "--port", "0", "--scheduler-file", str(file)]
    started = [subprocess.Popen(command, **options)]  # type: ignore[call-overload]
    try:
        until = monotonic() + PATIENCE
        while not file.is_file() and monotonic() < until:
            sleep(LOOK)
        address = json.loads(file.read_text("utf-8"))["address"]
        worker = [*DASK, "worker", address, *local, "--nthreads", "1", "--no-nanny"]
        worker += ["--local-directory", str(folder)]
        workers = [subprocess.Popen(worker, **options) for _ in range(2)]  # type: ignore[call-overload]
        started += workers
        yield address, workers
    finally:
        # A worker whose scheduler ends at the same time may wait for it for ever.
        for process in started:
            process.kill()
            process.wait()


def _kill_half_way(out: Path, books: int, worker: subprocess.Popen[bytes]) -> None:
    while len(list(out.glob(f"*/{RECORD}"))) < books / 2:
        sleep(LOOK)
    worker.kill()


if __name__ == "__main__":
    main()
