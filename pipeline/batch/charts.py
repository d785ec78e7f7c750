"""Charts as SVG, to stand in an HTML page: their colours and letters are those of its style."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count, takewhile
from math import ceil, floor, log10, sqrt
from typing import NamedTuple

from lxml import etree

from pipeline.write.page import element

WIDTH, HEIGHT = 640.0, 300.0
LEFT, RIGHT, TOP, BOTTOM = 56.0, 12.0, 14.0, 46.0
BARS = 24
"""Columns of a histogram, about."""
MOST = 0.98
"""The share of the values that a histogram shows one by one; the rest is its last column."""
POINTS = 1500
STEPS = (1.0, 2.0, 5.0)
ROUND = 10


class Axis(NamedTuple):
    """What is shown along an axis, and in which unit."""

    name: str
    unit: str = ""


class Point(NamedTuple):
    """A point of a scatter plot, and what it says of itself."""

    x: float
    y: float
    title: str


def histogram(values: Sequence[float], axis: Axis, of: str) -> etree._Element:
    """Draw how many of the values there are of each size; `of` says of what they are."""
    ordered = sorted(values)
    top = ordered[min(len(ordered) - 1, ceil(MOST * len(ordered)))]
    width = _nice(top / BARS) if top else 1.0
    many = max(1, floor(top / width) + 1)
    counts = [0] * (many + 1)
    for value in ordered:
        counts[min(many, floor(value / width + 1e-9))] += 1
    if not counts[-1]:
        counts.pop()
    most = max(counts)
    drawing = _drawing(f"{of} by {axis.name}", axis, Axis(of))
    step = (WIDTH - LEFT - RIGHT) / len(counts)
    for mark in _ticks(0, most, whole=True):
        _rule(drawing, mark, HEIGHT - BOTTOM - mark / most * (HEIGHT - TOP - BOTTOM))
    every = ceil(len(counts) / 8)
    for k, each in enumerate(counts):
        left = LEFT + k * step
        ends = f"{_number(k * width)} to {_number((k + 1) * width)}"
        said = f"more than {_number(k * width)}" if k == many else ends
        if each:
            high = max(1.0, each / most * (HEIGHT - TOP - BOTTOM))
            drawing.append(_bar(left, high, step - 1, f"{said} {axis.unit}: {each:,} {of}".strip()))
        if k == many:
            _label(drawing, f"> {_number(k * width)}", left + step, "end")
        elif k % every == 0 and (k <= many - every or len(counts) <= many):
            _label(drawing, _number(k * width), left, "middle")
    return drawing


def scatter(points: Sequence[Point], across: Axis, up: Axis) -> etree._Element:
    """Draw points by two sizes, both by their order of magnitude; of very many, some."""
    shown = [point for point in points if point.x > 0 and point.y > 0]
    shown = shown[:: ceil(len(shown) / POINTS)] if shown else []
    drawing = _drawing(f"{up.name} by {across.name}", across, up)
    if not shown:
        return drawing
    xs, ys = _span(point.x for point in shown), _span(point.y for point in shown)

    def at(value: float, span: tuple[float, float]) -> float:
        low, high = log10(span[0]), log10(span[1])
        return (log10(value) - low) / (high - low)

    for mark in _magnitudes(*ys):
        _rule(drawing, mark, HEIGHT - BOTTOM - at(mark, ys) * (HEIGHT - TOP - BOTTOM))
    for mark in _magnitudes(*xs):
        _label(drawing, _number(mark), LEFT + at(mark, xs) * (WIDTH - LEFT - RIGHT), "middle")
    for point in shown:
        x = LEFT + at(point.x, xs) * (WIDTH - LEFT - RIGHT)
        y = HEIGHT - BOTTOM - at(point.y, ys) * (HEIGHT - TOP - BOTTOM)
        drawn = element("circle", cx=f"{x:.1f}", cy=f"{y:.1f}", r="3.5")
        drawn.append(element("title", point.title))
        drawing.append(drawn)
    return drawing


def _drawing(title: str, across: Axis, up: Axis) -> etree._Element:
    drawing = element("svg", role="img", aria_label=title, class_="chart")
    drawing.set("viewBox", f"0 0 {WIDTH:.0f} {HEIGHT:.0f}")
    middle = (LEFT + WIDTH - RIGHT) / 2
    named = f"{across.name}, {across.unit}" if across.unit else across.name
    drawing.append(_text(named, middle, HEIGHT - 6, "middle", "axis"))
    upward = f"{up.name}, {up.unit}" if up.unit else up.name
    name = _text(upward, 0, 0, "middle", "axis")
    name.set("transform", f"translate(12 {(TOP + HEIGHT - BOTTOM) / 2:.0f}) rotate(-90)")
    drawing.append(name)
    return drawing


def _text(words: str, x: float, y: float, anchor: str, kind: str = "") -> etree._Element:
    made = element("text", words, x=f"{x:.1f}", y=f"{y:.1f}", class_=kind)
    made.set("text-anchor", anchor)
    return made


def _label(drawing: etree._Element, words: str, x: float, anchor: str) -> None:
    drawing.append(_text(words, x, HEIGHT - BOTTOM + 18, anchor))


def _rule(drawing: etree._Element, mark: float, y: float) -> None:
    """Draw a line across, and name it at its left."""
    kind = "base" if not mark else "rule"
    line = element("line", x1=f"{LEFT:.0f}", x2=f"{WIDTH - RIGHT:.0f}", class_=kind)
    line.set("y1", f"{y:.1f}")
    line.set("y2", f"{y:.1f}")
    drawing.append(line)
    drawing.append(_text(_number(mark), LEFT - 8, y + 4, "end"))


def _bar(left: float, high: float, width: float, title: str) -> etree._Element:
    made = element("rect", x=f"{left:.1f}", y=f"{HEIGHT - BOTTOM - high:.1f}")
    made.set("width", f"{width:.1f}")
    made.set("height", f"{high:.1f}")
    made.append(element("title", title))
    return made


def _nice(least: float) -> float:
    """Give the next round number that is no less.

    >>> _nice(0.13), _nice(3), _nice(70)
    (0.2, 5.0, 100.0)
    """
    unit = 10.0 ** floor(log10(least))
    found = next(step * unit for step in (*STEPS, 10.0) if step * unit >= least * (1 - 1e-9))
    return round(found, ROUND)


def _ticks(low: float, high: float, whole: bool = False) -> list[float]:
    """Give round numbers between two, about five.

    >>> _ticks(0, 23, whole=True)
    [0.0, 5.0, 10.0, 15.0, 20.0]
    """
    step = _nice((high - low) / 5)
    step = max(1.0, step) if whole else step
    marks = (round(low + k * step, ROUND) for k in count())
    return list(takewhile(lambda mark: mark <= high, marks))


def _span(values: Iterator[float]) -> tuple[float, float]:
    """Give what an axis by magnitude shows: all values, and some room on both sides.

    >>> low, high = _span(iter([31.0]))
    >>> _magnitudes(low, high)
    [10.0, 20.0, 50.0]
    """
    listed = list(values)
    least, most = min(listed), max(listed)
    room = max(1.25, sqrt(10 * least / most))  # a decade at least, in which there are round numbers
    return least / room, most * room


def _magnitudes(low: float, high: float) -> list[float]:
    """Give round numbers between two on an axis by magnitude, at most eight.

    >>> _magnitudes(0.8, 30)
    [1.0, 2.0, 5.0, 10.0, 20.0]
    """
    powers = range(floor(log10(low)), ceil(log10(high)) + 1)
    for steps in (STEPS, (1.0,)):
        marks = [round(step * 10.0**power, ROUND) for power in powers for step in steps]
        marks = [mark for mark in marks if low <= mark <= high]
        if len(marks) <= 8:
            return marks
    return marks[:: ceil(len(marks) / 8)]


def _number(value: float) -> str:
    """Write a number as short as it can be.

    >>> _number(2.0), _number(0.25), _number(20000.0)
    ('2', '0.25', '20,000')
    """
    return f"{value:,.0f}" if value == int(value) else f"{value:,g}"
