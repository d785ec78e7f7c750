"""The summary as a page: how the run went, in figures and plots, and which books want a look.

It asks for nothing else, and needs no script. The same rows give the same bytes.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from heapq import nlargest
from statistics import quantiles

from lxml import etree

from pipeline.batch.charts import POINTS, Axis, Point, histogram, scatter
from pipeline.batch.order import FAILURES, REASONS, Outcome, Reason, State
from pipeline.write.page import as_html, document, element
from pipeline.write.report.parts import Cell, Head, bar, left_out, line, safe, table
from pipeline.write.styles import STYLES

STYLE = (STYLES / "report.css", STYLES / "batch.css")
SLOWEST = 20
FAILED = 200
"""Failed books that are listed."""
SHARE = 10_000
"""The words to which findings are related."""
NUMBER = "number"


@dataclass
class Figures:
    """What is to be known of all books, gathered from their outcomes one by one."""

    states: Counter[State] = field(default_factory=Counter)
    reasons: Counter[Reason] = field(default_factory=Counter)
    totals: Counter[str] = field(default_factory=Counter)
    seconds: array[float] = field(default_factory=lambda: array("d"))
    processor: array[float] = field(default_factory=lambda: array("d"))
    memory: array[float] = field(default_factory=lambda: array("d"))
    asked: array[float] = field(default_factory=lambda: array("d"))
    """Findings in so many words."""
    points: list[Point] = field(default_factory=list)
    failed: list[Outcome] = field(default_factory=list)


def page(rows: Iterable[Outcome], total: int, seconds: float) -> bytes:
    """Make the page of a run over so many books that took so long."""
    listed = iter(rows)
    slowest: list[Outcome] = []
    figures = Figures()
    every = max(1, total // POINTS)
    for number, row in enumerate(listed):
        _gather(figures, row, number % every == 0)
        if row.seconds and row.state != "failed":
            slowest = nlargest(SLOWEST, [*slowest, row], key=lambda each: each.seconds or 0)
    sections = [_reasons(figures), *_plots(figures), *_failed(figures)]
    sections += _slowest(slowest)
    body = element(
        "body", _head(figures, total, seconds), _summary(figures), element("main", *sections)
    )
    style = "\n".join(path.read_text("utf-8") for path in STYLE)
    metas = [
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        element("meta", name="robots", content="noindex"),
        element("style", f"\n{style}"),
    ]
    return as_html(document(f"Library: {total:,} books", "en", metas, body)) + b"\n"


def _gather(figures: Figures, row: Outcome, is_shown: bool) -> None:
    figures.states[row.state] += 1
    if row.reason:
        figures.reasons[row.reason] += 1
        if len(figures.failed) < FAILED:
            figures.failed.append(row)
    if row.state == "failed" or row.words is None or row.seconds is None:
        return
    for name in ("words", "notes", "errors", "queries", "advice"):
        figures.totals[name] += getattr(row, name) or 0
    figures.seconds.append(row.seconds)
    figures.processor.append(row.processor or 0.0)
    figures.memory.append((row.memory or 0) / 1e6)
    findings = (row.errors or 0) + (row.queries or 0) + (row.advice or 0)
    figures.asked.append(SHARE * findings / row.words if row.words else 0.0)
    if is_shown:
        said = f"{row.book}: {row.words:,} words, {row.seconds:,.1f} s"
        figures.points.append(Point(row.words, row.seconds, str(safe(said))))


def _head(figures: Figures, total: int, seconds: float) -> etree._Element:
    done = figures.states.total()
    took, processor = (timedelta(seconds=round(n)) for n in (seconds, sum(figures.processor)))
    built = figures.states["built"]
    rate = f", {60 * built / seconds:,.1f} books a minute" if seconds and built else ""
    facts = {
        "This run": f"{took}{rate}",
        "Reached": "all books" if done == total else f"{done:,} of {total:,}; it was stopped",
        "Processor": f"{processor} for the books that stand here",
        "Memory": f"{max(figures.memory):,.0f} MB at most" if figures.memory else "",
    }
    told = [
        element("div", element("dt", name), element("dd", said))
        for name, said in facts.items()
        if said
    ]
    title = element("h1", f"{total:,} {'book' if total == 1 else 'books'}")
    return element("header", line("A library", kind="kind"), title, element("dl", *told))


def _summary(figures: Figures) -> etree._Element:
    """Say the most important numbers first, each a link to what it sums up."""
    states, totals = figures.states, figures.totals
    findings = sum(totals[name] for name in ("errors", "queries", "advice"))
    unchanged = f"{states['unchanged']:,} stood there" if states["unchanged"] else "in this run"
    share = f"{SHARE * findings / totals['words']:,.1f} in 10,000 words" if totals["words"] else ""
    notes = f"{totals['notes']:,} {'note' if totals['notes'] == 1 else 'notes'}"
    told = {
        "time": ("Built", f"{states['built']:,}", unchanged),
        "failures": ("Failed", f"{states['failed']:,}", "see why" if states["failed"] else "none"),
        "words": ("Words", f"{totals['words']:,}", notes),
        "findings": ("Findings", f"{findings:,}", share),
    }
    items = [
        element(
            "li",
            element(
                "a",
                element("span", name, class_="name"),
                element("strong", number),
                element("span", said, class_="said"),
                href=f"#{place}",
            ),
        )
        for place, (name, number, said) in told.items()
    ]
    return element("nav", element("ul", *items), aria_label="Summary")


def _plots(figures: Figures) -> Iterator[etree._Element]:
    if figures.seconds:
        yield element("div", *_plotted(figures), class_="plots")


def _plotted(figures: Figures) -> Iterator[etree._Element]:
    seconds = Axis("time for a book", "seconds")
    yield _plot("Time", "time", histogram(figures.seconds, seconds, "books"), figures.seconds, "s")
    words = scatter(figures.points, Axis("words"), Axis("time", "seconds"))
    said = f"Together {sum(figures.processor) / max(1, figures.totals['words']) * 1e5:,.1f} s of"
    caption = f"{said} processor time for 100,000 words. Both scales go by magnitude."
    yield _section("Words and time", "words", _figure(words, caption))
    asked = Axis("findings in 10,000 words")
    yield _plot("Findings", "findings", histogram(figures.asked, asked, "books"), figures.asked, "")
    memory = Axis("memory at most", "MB")
    drawn = histogram(figures.memory, memory, "books")
    yield _plot("Memory", "memory", drawn, figures.memory, "MB")


def _plot(
    title: str, place: str, drawn: etree._Element, values: Sequence[float], unit: str
) -> etree._Element:
    """Make a section of a plot, with what half and nine tenths of the values are."""
    tenths = quantiles(values, n=10, method="inclusive") if len(values) > 1 else [values[0]] * 9
    half, most = (f"{tenths[k]:,.1f} {unit}".strip() for k in (4, 8))
    caption = f"Half of the books are below {half}, nine in ten below {most}."
    return _section(title, place, _figure(drawn, caption))


def _section(title: str, place: str, *content: etree._Element) -> etree._Element:
    return element("section", element("h2", title, id=place), *content)


def _figure(drawn: etree._Element, caption: str) -> etree._Element:
    return element("figure", drawn, element("figcaption", caption))


def _reasons(figures: Figures) -> etree._Element:
    reasons = figures.reasons
    if not reasons:
        return _section("Failures", "failures", line("No book failed.", kind="lead"))
    most = max(reasons.values())
    rows: list[Sequence[Cell]] = [
        (REASONS[reason], count, bar(count, most, "error"))
        for reason, count in reasons.most_common()
    ]
    heads = (Head("Why"), Head("Books", NUMBER), Head("", "bar"))
    return _section("Failures", "failures", table("Failed books, by reason", heads, rows))


def _failed(figures: Figures) -> Iterator[etree._Element]:
    """List the books that failed, those of one reason together, in the order of the books."""
    reasons = figures.reasons
    if not reasons:
        return
    order = [reason for reason, _ in reasons.most_common()]
    listed = sorted(figures.failed, key=lambda row: order.index(row.reason or "lost"))
    rows = [(row.book, "; ".join(_lines(row.message or "")), row.source) for row in listed]
    heads = (Head("Book"), Head("What was said", "text"), Head("Source", "text"))
    told = f"What their builds said stands in {FAILURES}/ in the folder of the results."
    yield _section(
        "Failed books",
        "failed",
        line(told, kind="lead"),
        table("What was said of each", heads, rows),
        *left_out(len(rows), reasons.total(), "the table beside this page"),
    )


def _lines(message: str) -> Iterator[str]:
    """Give what is wrong, and what to do about it, which errors say on lines of their own."""
    return filter(None, map(str.strip, message.splitlines()))


def _slowest(rows: Sequence[Outcome]) -> Iterator[etree._Element]:
    if not rows:
        return
    cells: list[Sequence[Cell]] = [
        (
            row.book,
            row.title or "",
            row.words if row.words is not None else "–",
            f"{row.seconds:,.1f}",
            f"{(row.memory or 0) / 1e6:,.0f}",
            row.state,
        )
        for row in rows
    ]
    heads = (
        Head("Book"),
        Head("Title", "text"),
        Head("Words", NUMBER),
        Head("Seconds", NUMBER),
        Head("MB", NUMBER),
        Head("State"),
    )
    yield _section("The slowest", "slowest", table("Books that took longest", heads, cells))
