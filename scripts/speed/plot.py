"""The figures as a plot, for docs/speed.svg: legible on light ground and on dark."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from scripts.speed.figures import Group, Point, Results
from scripts.speed.names import ALONE, FTFY, OURS, PANDOC, TYPST

INK, GROUND, GRID = "#1b1b1b", "#ffffff", "#d0d0d0"
DARK = {INK: "#e8e8e8", GROUND: "#16181c", GRID: "#45484d"}
"""What these become where the reader has dark pages."""
OWN, OTHER = "#d1571b", "#7d93ad"
"""Recension, and all others; both stand out from both grounds."""
MARKERS = {OURS: "o", ALONE: "s", TYPST: "^", FTFY: "s", PANDOC: "s"}
STYLE: dict[Any, Any] = {
    "axes.edgecolor": INK,
    "axes.facecolor": GROUND,
    "axes.labelcolor": INK,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.titlesize": 10,
    "font.family": "sans-serif",
    "font.size": 9,
    # Letters stay letters, in a typeface of the reader's; the same figures give the same file.
    "svg.fonttype": "none",
    "svg.hashsalt": "recension",
    "text.color": INK,
    "xtick.color": INK,
    "ytick.color": INK,
}


def draw(results: Results, path: Path) -> None:
    """Draw the plot into an SVG file."""
    with matplotlib.rc_context(STYLE):
        figure = Figure(figsize=(9, 10), layout="constrained", facecolor=GROUND)
        axes = figure.subplots(4, 2, height_ratios=(3, 3, 4, 4)).flat
        text, *_ = results.warm
        for group in (text, results.waits, *results.editions):
            _bars(next(axes), group)
        for what, unit, points in (("Text", "MB", results.text), ("PDF", "pages", results.pages)):
            _curves(next(axes), f"{what}: seconds, by {unit}", points, lambda each: each.run.wall)
            _curves(
                next(axes), f"{what}: MB of memory, by {unit}", points, lambda each: each.run.memory
            )
        figure.savefig(path, format="svg", metadata={"Date": None})
    path.write_text(for_both_grounds(path.read_text("utf-8")), encoding="utf-8")


def curves(
    points: Sequence[Point], figure: Callable[[Point], float]
) -> Iterator[tuple[str, list[float], list[float]]]:
    """Give each series' name, its sizes, and its figures."""
    for series in dict.fromkeys(point.series for point in points):
        own = [point for point in points if point.series == series]
        yield series, [point.size for point in own], [figure(point) for point in own]


def for_both_grounds(svg: str) -> str:
    """Let the colours of a drawing follow the ground that the reader's pages have."""
    rules = "".join(
        f'[style*="{what}: {light}"]{{{what}:{dark}!important}}'
        for light, dark in DARK.items()
        for what in ("fill", "stroke")
    )
    style = f"<style>@media (prefers-color-scheme:dark){{{rules}}}</style>"
    return svg.replace("<defs>", f"{style}<defs>", 1)


def _bars(axes: Axes, group: Group) -> None:
    """Draw the medians as bars, with the least and the greatest as lines on them."""
    walls = [row.wall for row in group.rows]
    medians = [wall.median for wall in walls]
    reach = [
        [wall.median - wall.least for wall in walls],
        [wall.greatest - wall.median for wall in walls],
    ]
    own = [OWN if row.name == OURS or not _has_peers(group) else OTHER for row in group.rows]
    names = [row.name.replace("`", "") for row in group.rows]
    axes.barh(names, medians, color=own, height=0.6)
    axes.errorbar(medians, names, xerr=reach, fmt="none", ecolor=INK, elinewidth=1)
    for k, wall in enumerate(walls):
        axes.annotate(
            f"{wall.median:.2f} s",
            (wall.greatest, k),
            xytext=(4, 0),
            textcoords="offset points",
            va="center",
        )
    axes.invert_yaxis()
    axes.margins(x=0.25)
    axes.set_title(f"{group.title}: seconds", loc="left", fontweight="bold")


def _has_peers(group: Group) -> bool:
    return any(row.name == OURS for row in group.rows)


def _curves(
    axes: Axes, title: str, points: Sequence[Point], figure: Callable[[Point], float]
) -> None:
    """Draw curves on scales on which what is in proportion is straight."""
    for series, sizes, figures in curves(points, figure):
        colour = OWN if series.startswith(OURS) else OTHER
        axes.plot(sizes, figures, color=colour, marker=MARKERS.get(series, "o"), markersize=5)
        axes.annotate(
            series.partition(",")[0],
            (sizes[-1], figures[-1]),
            xytext=(6, 0),
            textcoords="offset points",
            va="center",
        )
    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.margins(x=0.25)
    axes.grid(color=GRID, linewidth=0.6)
    axes.set_title(title, loc="left", fontweight="bold")
