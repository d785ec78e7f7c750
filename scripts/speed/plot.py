"""The figures as a plot, for docs/speed.svg: legible on light ground and on dark."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from io import BytesIO
from math import log
from typing import Any

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import LogLocator

from scripts.speed.figures import Group, Point, Results
from scripts.speed.names import ALONE, FTFY, OURS, PANDOC, TYPST
from scripts.speed.report import targets

INK, GROUND, GRID = "#1b1b1b", "#ffffff", "#d0d0d0"
DARK = {INK: "#e8e8e8", GROUND: "#16181c", GRID: "#45484d"}
"""What these become where the reader has dark pages."""
OWN, OTHER = "#d1571b", "#7d93ad"
"""Recension, and all others; both stand out from both grounds."""
ROWS = 4
"""As many bars have room in each part of the plot."""
NAME, LINE = 0.08, 10
"""The height of a name beside a curve: as a part of the plot's, and in points."""
ROOM = 2.0
"""So much farther than its curves a part reaches, for their names."""
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


def draw(results: Results) -> bytes:
    """Draw the plot, as SVG."""
    drawn = BytesIO()
    with matplotlib.rc_context(STYLE):
        figure = Figure(figsize=(9, 10), layout="constrained", facecolor=GROUND)
        axes = figure.subplots(4, 2, height_ratios=(3, 3, 4, 4)).flat
        text, *_ = results.warm
        most = {each.what: each.most for each in targets(results) if each.unit == "s" and each.most}
        for group in (text, results.waits, *results.editions):
            _bars(next(axes), group, most)
        for what, unit, points in (("Text", "MB", results.text), ("PDF", "pages", results.pages)):
            _curves(
                next(axes),
                f"{what}: processor seconds, by {unit}",
                points,
                lambda each: each.run.processor,
            )
            _curves(
                next(axes), f"{what}: MB of memory, by {unit}", points, lambda each: each.run.memory
            )
        figure.savefig(drawn, format="svg", metadata={"Date": None})
    return for_both_grounds(drawn.getvalue().decode()).encode()


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


def _bars(axes: Axes, group: Group, targets: Mapping[str, float]) -> None:
    """Draw the medians as bars, with the least and the greatest as lines on them."""
    for place, row in enumerate(group.rows):
        wall, name = row.wall, row.name.replace("`", "")
        own = row.name.startswith(OURS) or row.name in targets
        axes.barh(place, wall.median, color=OWN if own else OTHER, height=0.4)
        axes.plot((wall.least, wall.greatest), (place, place), color=INK, linewidth=1)
        axes.annotate(name, (0, place - 0.25), (2, 1), textcoords="offset points", va="bottom")
        end = max(wall.greatest, targets.get(row.name, 0))
        seconds = f"{wall.median:.2f} s"
        axes.annotate(seconds, (end, place), (5, 0), textcoords="offset points", va="center")
        if row.name in targets:
            axes.plot(targets[row.name], place, color=INK, marker="|", markersize=14)
    axes.set_ylim(ROWS - 0.4, -0.8)
    axes.set_yticks([])
    axes.margins(x=0.2)
    axes.set_xlim(left=0)
    marks = " (| the target)" if any(row.name in targets for row in group.rows) else ""
    axes.set_title(f"{group.title}: seconds{marks}", loc="left", fontweight="bold")


def _curves(
    axes: Axes, title: str, points: Sequence[Point], figure: Callable[[Point], float]
) -> None:
    """Draw curves on scales on which what is in proportion is straight."""
    axes.set_xscale("log")
    axes.set_yscale("log")
    drawn = list(curves(points, figure))
    for series, sizes, figures in drawn:
        colour = OWN if series.startswith(OURS) else OTHER
        axes.plot(sizes, figures, color=colour, marker=MARKERS.get(series, "o"), markersize=5)
        axes.set_xticks(sizes, [f"{size:.2g}" if size < 10 else f"{size:.0f}" for size in sizes])
    axes.minorticks_off()
    axes.yaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
    axes.yaxis.set_major_formatter("{x:g}")
    axes.margins(x=0.2, y=0.1)
    axes.set_xlim(right=axes.get_xlim()[1] * ROOM)
    axes.grid(color=GRID, linewidth=0.6)
    axes.set_title(title, loc="left", fontweight="bold")
    low, high = axes.get_ylim()
    least = NAME * log(high / low)
    heights = apart([log(figures[-1]) for _, _, figures in drawn], least)
    for (series, sizes, figures), height in zip(drawn, heights, strict=True):
        shift = (height - log(figures[-1])) / least * LINE
        name, end = series.partition(",")[0], (sizes[-1], figures[-1])
        axes.annotate(name, end, (7, shift), textcoords="offset points", va="center")


def apart(heights: Sequence[float], least: float) -> list[float]:
    """Move heights upwards, so far as they are nearer than `least` to one below.

    >>> apart([3, 1, 1.5], 1)
    [3, 1, 2]
    """
    moved: dict[int, float] = {}
    for k in sorted(range(len(heights)), key=heights.__getitem__):
        moved[k] = max([heights[k], *(below + least for below in moved.values())])
    return [moved[k] for k in range(len(heights))]
