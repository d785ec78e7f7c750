"""The table that the bench shows: changes, means, columns."""

from __future__ import annotations

import io

from rich.console import Console

from pipeline.bench.figures import FIGURES, means
from pipeline.bench.report import rows_of, show
from pipeline.bench.run import Result


def test_the_mean_changes_only_by_what_both_runs_have() -> None:
    now = [Result("a", {"structure": 0.9, "quote": 0.5}), Result("new", {"structure": 0.1})]
    before = {"a": {"structure": 0.8}, "gone": {"structure": 0.0}}
    rows = rows_of(now, before)
    assert [(row.name, row.changes) for row in rows] == [
        ("a", {"structure": 0.1}),
        ("new", {}),
        ("mean", {"structure": 0.1}),
    ]
    assert rows[-1].figures == means([{"structure": 0.9}, {"structure": 0.1}, {"quote": 0.5}])


def test_on_a_narrow_terminal_the_columns_are_set_in_several_tables() -> None:
    figures = {figure.name: 0.5 for figure in FIGURES}
    shown = io.StringIO()
    console = Console(file=shown, force_terminal=True, width=60, color_system=None)
    show(rows_of([Result("a-case", figures)], {"a-case": {"structure": 0.25}}), console)
    lines = [line.rstrip() for line in shown.getvalue().splitlines()]
    assert max(map(len, lines)) <= 60
    heads = [head for line in lines if line.startswith("case") for head in line.split()[1:]]
    assert heads == [figure.head for figure in FIGURES]
    assert "+0.2500" in lines[4].split()
