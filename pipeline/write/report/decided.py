"""Every decision of the proofreaders: what, where, why, by whom, when, and what became of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TypeVar

from lxml import etree

from pipeline.decisions.overview import state_of
from pipeline.decisions.settle import LETTERS
from pipeline.model.decision import EDITOR, Decision, Why
from pipeline.model.finding import Span
from pipeline.model.history import DECISION
from pipeline.write.page import element
from pipeline.write.records import Record
from pipeline.write.report.parts import Head, Samples, bar, left_out, line, safe, seen, table

Name = TypeVar("Name", bound=str)
MOST = 1000
"""So many decisions are listed."""
STATES: dict[str, str] = {
    "conflict": "Contradicts another one; neither is done.",
    "lost": "Its place is not found in the source, or it could not be done there.",
    "doubtful": "Done, but the source has changed there: is this the place?",
    "applied": "In force.",
    "agreed": "Says what another one says.",
    "superseded": "The same reader has decided anew.",
    "undone": "Taken back.",
}
"""What became of a decision; what needs somebody's look first."""
WHYS: dict[Why, str] = {
    "extraction": "An error of the extraction: the print is right.",
    "printer": "An error of the printed source.",
    "editorial": "An editor’s judgement.",
    "style": "The house style.",
}


def decisions(record: Record, samples: Samples) -> etree._Element:
    """Make the section of the decisions."""
    section = element("section", element("h2", "Decisions", id="decisions"))
    made = record.decided.decisions
    if not made:
        section.append(line("No proofreader has decided anything yet."))
        return section
    states = _states(record)
    section.append(
        line(
            "What proofreaders decided, quoted against the source and replayed at each build. None"
            " is ever dropped: what does not fit any more is named here.",
            kind="lead",
        )
    )
    counts = Counter(states.values())
    section.append(_counted("Decisions by state", STATES, counts))
    whys = Counter(each.why for each in made)
    section.append(_counted("Decisions by reason", WHYS, whys))
    section.append(element("h3", "Each decision"))
    section.append(_listed(record, states, samples))
    section.extend(left_out(MOST, len(made), "decisions/"))
    return section


def _states(record: Record) -> dict[str, str]:
    made = {each.decision.id for each in record.book.decisions}
    return {each.id: state_of(each, record.decided, made) for each in record.decided.decisions}


def _counted(caption: str, said: Mapping[Name, str], counts: Counter[Name]) -> etree._Element:
    most = max(counts.values())
    rows = [
        (name, what, counts[name], bar(counts[name], most, name))
        for name, what in said.items()
        if counts[name]
    ]
    heads = (Head(caption.split()[-1].title()), Head("What it means", "text"))
    return table(caption, (*heads, Head("Decisions", "number"), Head("", "bar")), rows)


def _listed(record: Record, states: dict[str, str], samples: Samples) -> etree._Element:
    """List the decisions: what needs a look first, then in the order of the source."""
    rank = {state: k for k, state in enumerate(STATES)}
    places = {each.decision.id: each.at for each in record.decided.placed}
    times = Counter(change.rule for change in record.changes if change.rule.startswith(DECISION))
    order = sorted(
        record.decided.decisions,
        key=lambda each: (rank[states[each.id]], places.get(each.id, each.at), each.id),
    )
    rows = []
    for each in order[:MOST]:
        ours = each.source == record.source.sha256 and each.action != "undo"
        at = places.get(each.id, each.at if ours else None)
        rows.append(
            (
                states[each.id],
                samples.line(at[0]) if at else "–",
                samples.page(at[0]) if at else "",
                _what(each, at, times[DECISION + each.id], samples),
                _why(each),
                _who(each),
            )
        )
    heads = (
        Head("State"),
        Head("Line", "number"),
        Head("Page", "number"),
        Head("What", "text"),
        Head("Why"),
        Head("Who"),
    )
    return table(f"{len(record.decided.decisions):,} decisions", heads, rows)


def _what(each: Decision, at: Span | None, times: int, samples: Samples) -> etree._Element:
    """Show the place with what was decided of it, and what that was where it is no replacement."""
    before, exact, after = samples.quote(at) if at else each.quote
    of_letters = each.action in LETTERS
    old = element("del" if of_letters else "mark", seen(exact)) if exact else None
    new = element("ins", seen(each.new)) if of_letters and each.new else None
    shown = [node for node in (old, new) if node is not None]
    place = element("span", safe(before), *shown, safe(after), class_="place")
    if each.action == "undo":
        return element("span", f"undo {each.new}")
    said = "" if of_letters else f"{each.action} {each.new}".strip() + ": "
    more = f" ({times:,} places)" if each.scope == "every" and times > 1 else ""
    return element("span", safe(said), place, more)


def _why(each: Decision) -> etree._Element:
    note = [element("br"), element("i", safe(each.note))] if each.note else []
    return element("span", f"{each.why} ", *note)


def _who(each: Decision) -> etree._Element:
    check = f"asked by {each.check}" if each.check != EDITOR else "unasked"
    when = f"{each.when:%Y-%m-%d %H:%M}"
    id = element("code", each.id)
    return element("span", safe(each.reader), f", {when} ", element("br"), f"{check}, ", id)
