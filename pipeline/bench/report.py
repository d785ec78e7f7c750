"""A run as a JSON document, and as tables on the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from rich import box
from rich.console import Console
from rich.measure import Measurement
from rich.table import Table
from rich.text import Text

from pipeline.bench.figures import FIGURES, Figure, change, mean_change, means
from pipeline.bench.run import Result

Figures = Mapping[str, float]
UNBOUNDED = 10_000
"""The width, in characters, of what is no terminal: every row keeps to one line."""


class Row(NamedTuple):
    """A row of the table: a case, or the mean."""

    name: str
    figures: Figures
    changes: Figures
    error: str = ""


def rows_of(results: Sequence[Result], before: Mapping[str, Figures]) -> list[Row]:
    """Give a row for each case, and last the mean's, with what changed since another run."""
    rows = [
        Row(one.case, one.figures, change(one.figures, before.get(one.case, {})), one.error)
        for one in results
    ]
    now = {row.name: row.figures for row in rows}
    built = sum(not row.error for row in rows)
    name = "mean" if built == len(rows) else f"mean of {built}"
    return [*rows, Row(name, means(now.values()), mean_change(now, before))]


def as_json(results: Sequence[Result], rows: Sequence[Row], source: str) -> dict[str, object]:
    """Give the document: for each case what the table shows and all that the scorer says.

    `change` stands where something changed since another run, `error` where a build failed.
    """
    cases = {
        one.case: {**_told(row), "score": one.score}
        for one, row in zip(results, rows, strict=False)
    }
    return {"input": source, "cases": cases, "mean": _told(rows[-1])}


def _told(row: Row) -> dict[str, object]:
    error = {"error": row.error} if row.error else {}
    changed = {"change": row.changes} if row.changes else {}
    return {**error, "figures": row.figures, **changed}


def show(rows: Sequence[Row], console: Console) -> None:
    """Print the rows as one table, or as several where the terminal is narrow; then the errors."""
    if not console.is_terminal:
        console.width = UNBOUNDED
    for count, table in enumerate(_tables(rows, console)):
        console.print(*[""] * bool(count), table, sep="\n")
    if any(row.changes for row in rows):
        console.print("Below a figure: by how much it rose (+) or fell (-); ! for the worse.")
    for row in rows:
        if row.error:
            console.print(Text(f"{row.name}: {row.error}"))


def _tables(rows: Sequence[Row], console: Console) -> Iterator[Table]:
    """Fill each table with as many columns as the width allows."""
    unbounded = console.options.update(max_width=UNBOUNDED)
    there = [f for f in FIGURES if any(f.name in row.figures for row in rows)]
    first = 0
    for end in range(1, len(there) + 1):
        wider = _table(rows, there[first:end], console)
        if end - first > 1 and Measurement.get(console, unbounded, wider).maximum > console.width:
            yield _table(rows, there[first : end - 1], console)
            first = end - 1
    yield _table(rows, there[first:], console)


def _table(rows: Sequence[Row], figures: Sequence[Figure], console: Console) -> Table:
    ruled = box.SIMPLE if console.is_terminal else None
    table = Table(
        box=ruled,
        show_edge=False,
        pad_edge=False,
        padding=(0, 1),
        collapse_padding=console.is_terminal,  # there the rules' columns part the figures too
        header_style="bold",
    )
    table.add_column("\ncase", no_wrap=True)
    for previous, figure in zip((None, *figures), figures, strict=False):
        group = "" if previous and previous.group == figure.group else figure.group
        table.add_column(f"{group}\n{figure.head}", justify="right", no_wrap=True)
    for row in rows:
        if row is rows[-1]:
            table.add_section()
        failed = [Text("failed", "bold red")] if row.error else []
        cells = failed or [_cell(row, figure) for figure in figures]
        table.add_row(Text(row.name), *cells)
    return table


def _cell(row: Row, figure: Figure) -> Text:
    value = row.figures.get(figure.name)
    if value is None:
        return Text("-")
    cell = Text(f"{value:,.{figure.digits}f}")
    if by := row.changes.get(figure.name):
        worse = by * figure.wanted < 0
        style = "red" if worse else "green" if figure.wanted else "dim"
        cell.append(f"\n{'!' if worse else ''}{by:+,.{figure.digits}f}", style)
    return cell
