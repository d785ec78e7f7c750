"""The figures that a run shows of each case, their means, and what changed since another run."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from statistics import fmean
from typing import NamedTuple

from pipeline.errors import RecensionError


class Figure(NamedTuple):
    """A column: its name in the JSON, what heads it, and how it is printed."""

    name: str
    group: str
    head: str
    digits: int
    path: str = ""
    """Where the scorer's JSON has it; empty: the build gives it, or it is reckoned here."""
    wanted: int = 1
    """1: more is better; -1: less is better; 0: neither, or differing from run to run."""


FIGURES = (
    Figure("structure", "", "structure", 4, "structure"),
    Figure("heading_precision", "headings", "P", 3, "heading.precision"),
    Figure("heading_recall", "headings", "R", 3, "heading.recall"),
    Figure("heading_f1", "headings", "F1", 3, "heading.f1"),
    Figure("heading_levels", "headings", "level", 3, "heading.level_exact"),
    Figure("boundary_f1", "bounds", "F1", 3, "boundary.f1"),
    Figure("notes_linked", "notes", "linked", 3, "notes.linked"),
    Figure("notes_precision", "notes", "P", 3, "notes.precision"),
    Figure("quote", "types", "quote", 3, "types.quote.accuracy"),
    Figure("verse", "types", "verse", 3, "types.verse.accuracy"),
    Figure("item", "types", "item", 3, "types.item.accuracy"),
    Figure("verse_lines", "types", "lines", 3, "verse_lines.kept"),
    Figure("word_recall", "words", "R", 4, "words.recall"),
    Figure("word_precision", "words", "P", 4, "words.precision"),
    Figure("hyphens", "hyphens", "/10,000", 1, wanted=-1),
    Figure("furniture", "furni-", "ture", 4, "furniture.rate", wanted=-1),
    Figure("unaccounted", "unac-", "counted", 0, wanted=-1),
    Figure("findings", "", "findings", 0, wanted=0),
    Figure("faults", "EPUB", "faults", 0, wanted=-1),
    Figure("seconds", "time", "s", 1, wanted=0),
    Figure("memory", "peak", "MB", 0, wanted=0),
)
"""Every figure, in the order of the columns."""


def figures_of(score: Mapping[str, object]) -> dict[str, float]:
    """Take the figures from what a scorer printed; one that it does not give is left out.

    `hyphens` are those left from line ends, in 10,000 words.

    >>> figures_of({"structure": 0.5, "words": {"hyphen_left": 3, "truth": 20000}})
    {'structure': 0.5, 'hyphens': 1.5}
    """
    values = {figure.name: _at(score, figure.path) for figure in FIGURES if figure.path}
    left, words = _at(score, "words.hyphen_left"), _at(score, "words.truth")
    if left is not None and words:
        values["hyphens"] = 10_000 * left / words
    return {name: value for name, value in values.items() if value is not None}


def _at(score: Mapping[str, object], path: str) -> float | None:
    value: object = score
    for key in path.split("."):
        value = value.get(key) if isinstance(value, Mapping) else None
    return value if isinstance(value, int | float) else None


def means(rows: Iterable[Mapping[str, float]]) -> dict[str, float]:
    """Give the mean of each figure over the cases that have it.

    >>> means([{"quote": 1.0, "structure": 0.5}, {"structure": 1.0}])
    {'structure': 0.75, 'quote': 1.0}
    """
    listed = list(rows)
    columns = {
        figure.name: [row[figure.name] for row in listed if figure.name in row]
        for figure in FIGURES
    }
    return {name: fmean(values) for name, values in columns.items() if values}


def change(now: Mapping[str, float], before: Mapping[str, float]) -> dict[str, float]:
    """Give by how much each figure rose (above 0) or fell, if that shows in its last digit.

    >>> change({"structure": 0.5, "quote": 1.0}, {"structure": 0.4, "quote": 0.9999})
    {'structure': 0.1}
    """
    both = [figure for figure in FIGURES if figure.name in now and figure.name in before]
    changes = {f.name: round(now[f.name] - before[f.name], f.digits) for f in both}
    return {name: value for name, value in changes.items() if value}


def mean_change(
    now: Mapping[str, Mapping[str, float]], before: Mapping[str, Mapping[str, float]]
) -> dict[str, float]:
    """Give the change of the means over the cases that both runs have a figure of.

    A case that only one of them has would shift the mean without anything having changed.
    """
    old: list[dict[str, float]] = []
    new: list[dict[str, float]] = []
    for name in now.keys() & before.keys():
        both = now[name].keys() & before[name].keys()
        new.append({key: now[name][key] for key in both})
        old.append({key: before[name][key] for key in both})
    return change(means(new), means(old))


def load_baseline(path: Path) -> dict[str, dict[str, float]]:
    """Read what `recension bench --json` printed: the figures of each case that was built.

    Raises:
        RecensionError: there is no such file, or it holds something else.
    """
    try:
        cases = json.loads(path.read_text(encoding="utf-8"))["cases"]
        return {name: _numbers(case["figures"]) for name, case in cases.items()}
    except OSError as error:
        raise RecensionError(f"cannot be read ({error.strerror})", str(path)) from error
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise RecensionError(
            "this is not what recension bench --json prints",
            str(path),
            "write one: recension bench CASES --scorer SCORER --json > FILE",
        ) from error


def _numbers(figures: Mapping[str, float]) -> dict[str, float]:
    return {str(name): float(value) for name, value in figures.items()}
