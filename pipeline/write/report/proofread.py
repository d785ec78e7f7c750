"""How far the proofreading is: pages and rounds, problems, what was estimated to be left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from lxml import etree

from pipeline.proofreading.captures import estimates
from pipeline.proofreading.estimate import BAR, FEWEST, Estimate
from pipeline.proofreading.rounds import filled
from pipeline.proofreading.states import PageState, State
from pipeline.write.page import element
from pipeline.write.records import Record
from pipeline.write.report.parts import Head, bar, left_out, line, table

STATES: dict[State, str] = {
    "problem": "Something about it has to be solved.",
    "in work": "Somebody has begun it and not ended.",
    "unread": "Nobody has read it.",
    "read once": "One has read it.",
    "read twice": "Two have read it, or more.",
    "empty": "There is nothing on it to be read.",
}
"""What the state of a page means; what keeps it back first."""
MOST = 200
"""So many problems are listed."""


def proofreading(record: Record) -> etree._Element:
    """Make the section of the proofreading."""
    states = record.states
    counts = Counter(each.state for each in states)
    rows = [
        (
            name,
            said,
            counts[name],
            bar(counts[name], len(states), name if name == "problem" else ""),
        )
        for name, said in STATES.items()
        if counts[name]
    ]
    heads = (Head("State"), Head("What it means", "text"), Head("Pages", "number"), Head("", "bar"))
    return element(
        "section",
        element("h2", "Proofreading", id="proofreading"),
        line(f"Sign-off: {record.signed}.", kind="lead"),
        table(f"{len(states):,} pages, by state", heads, rows),
        _rounds(states),
        *_problems(states),
        *_estimated(estimates(record.source, record.decided.decisions, states)),
    )


def _rounds(states: Sequence[PageState]) -> etree._Element:
    """List the rounds, how many pages went through each, and who read them."""
    pages = [filled(each) for each in states if each.page.hash]
    rows = []
    for k, kind in enumerate(states[0].rounds):
        readers = Counter(reading.reader for page in pages if (reading := page[k]))
        read = ", ".join(f"{name} {count:,}" for name, count in readers.most_common())
        count = readers.total()
        rows.append((f"{k + 1}, {kind}", count, bar(count, len(pages)), read or "–"))
    heads = (Head("Round"), Head("Pages", "number"), Head("", "bar"), Head("Read by", "text"))
    return table(f"Rounds of the {len(pages):,} pages that have a text", heads, rows)


def _problems(states: Sequence[PageState]) -> Iterator[etree._Element]:
    """List the problems that are not solved."""
    rows = [
        (each.page.label, event.words, f"{event.reader}, {event.when:%Y-%m-%d}")
        for each in states
        for event in each.problems
    ]
    if rows:
        heads = (Head("Page"), Head("Problem", "text"), Head("Raised by", "text"))
        yield table("Problems to be solved", heads, rows[:MOST])
        yield from left_out(MOST, len(rows), "recension read")


def _estimated(made: Sequence[Estimate]) -> Iterator[etree._Element]:
    """Tell what two who read without each other are likely to have left."""
    if not made:
        return
    rows = [
        (
            " and ".join(each.readers) or "All together",
            each.pages,
            f"{each.found[0]:,} and {each.found[1]:,}",
            each.both,
            *_left(each),
        )
        for each in made
    ]
    heads = (
        Head("Readers"),
        Head("Pages", "number"),
        Head("Errors found"),
        Head("Both found", "number"),
        Head("Likely left"),
        Head("In 10,000 characters"),
    )
    yield table("Errors likely to be left where two read without each other", heads, rows)
    yield line(
        "Reckoned from how many of the errors that one found the other found too (Chapman; in"
        " brackets, between which numbers it is in 95 of 100 cases). Errors that a check pointed"
        " out are not counted. Those that are hard to see are found by neither, so that there may"
        f" be more. The bar of volunteers’ proofreading is {BAR:.2f} in 10,000 characters."
    )


def _left(each: Estimate) -> tuple[str, str]:
    """Say how many errors are left, and how many in 10,000 characters, with the intervals.

    >>> _left(Estimate((), 1, 20_000, (30, 28), 22)), _left(Estimate((), 1, 20_000, (3, 2), 1))
    (('2.1 (0 to 6)', '1.04 (0.00 to 3.00)'), ('too few to tell: both found fewer than 7', ''))
    """
    if not each.is_enough:
        return f"too few to tell: both found fewer than {FEWEST}", ""
    low, high = each.interval
    rates = f"{each.rate(each.left):.2f} ({each.rate(low):.2f} to {each.rate(high):.2f})"
    return f"{each.left:.1f} ({low:.0f} to {high:.0f})", rates
