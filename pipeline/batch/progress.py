"""How far a run is, on standard error: a line that changes on a terminal, else now and then one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from time import monotonic

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, ProgressColumn, Task
from rich.text import Text

from pipeline.batch.order import Outcome, State
from pipeline.visible import visible

EVERY = 15.0
"""Seconds between two lines where there is no terminal."""
WINDOW = 300.0
"""Seconds over which the speed is reckoned."""


class Line:
    """Tells how far a run is, and of each book that failed."""

    def __init__(self, console: Console, progress: Progress, total: int) -> None:
        self.counts: Counter[State] = Counter()
        self._console = console
        self._progress = progress
        self._task = progress.add_task("", total=total, counts=self.counts)
        self._said = monotonic()

    def say(self, message: str) -> None:
        """Say something about the run."""
        self._console.print(escape(visible(message)), soft_wrap=True, highlight=False)

    def tell(self, outcome: Outcome) -> None:
        """Count a book."""
        self.counts[outcome.state] += 1
        self._progress.update(self._task, advance=1)
        if outcome.state == "failed":
            said = visible(f"{outcome.source}: {outcome.message or ''}")
            shown = f"[bold red]failed[/] {escape(said)}"
            self._console.print(shown, soft_wrap=True, highlight=False)
        if not self._console.is_terminal and monotonic() - self._said > EVERY:
            self._said = monotonic()
            self._console.print(_told(self._progress.tasks[self._task]), soft_wrap=True)


@contextmanager
def line(total: int) -> Iterator[Line]:
    """Give what shows how far a run of so many books is."""
    console = Console(stderr=True)
    progress = Progress(
        BarColumn(),
        _Told(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
        speed_estimate_period=WINDOW,
    )
    with progress:
        yield Line(console, progress, total)


class _Told(ProgressColumn):
    def render(self, task: Task) -> Text:
        """Show the figures of a run."""
        return Text(_told(task))


def _told(task: Task) -> str:
    counts: Counter[State] = task.fields["counts"]
    parts = [f"{counts.total():,} of {task.total:,.0f} books"]
    if counts["failed"]:
        parts.append(f"{counts['failed']:,} failed")
    if task.speed:
        parts.append(f"{60 * task.speed:,.1f} a minute")
    if task.time_remaining:
        parts.append(f"{timedelta(seconds=round(task.time_remaining))} left")
    return ", ".join(parts)
