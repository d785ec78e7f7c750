"""What was decided about a book, and what became of each decision."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.decisions.settle import Settled
from pipeline.decisions.wording import said
from pipeline.model.book import Book, Source
from pipeline.model.decision import Decision
from pipeline.model.places import Lines

COLUMNS = ("when", "id", "reader", "check", "why", "state", "line", "decision")
SHOWN_OF_ID = 6
"""Of an id, whose beginning is the time, its end tells it from others."""


def overview(
    source: Source, decisions: Sequence[Decision], settled: Settled, book: Book
) -> list[dict[str, object]]:
    """Give each decision as a row, in the order of time.

    Its place is that in the present source, so far as it is found there.
    """
    made = {each.decision.id for each in book.decisions}
    places = {each.decision.id: each.at for each in settled.placed}
    lines = Lines(source.text)
    return [
        {
            "id": each.id,
            "reader": each.reader,
            "check": each.check,
            "action": each.action,
            "at": list(places.get(each.id, each.at)),
            "line": lines.at(places.get(each.id, each.at)[0]),
            "before": each.quote.exact,
            "after": each.new,
            "scope": each.scope,
            "why": each.why,
            "note": each.note,
            "when": each.when.isoformat(timespec="seconds"),
            "state": state_of(each, settled, made),
            "decision": said(each),
            "file": f"{each.file}:{each.line}",
        }
        for each in decisions
    ]


def state_of(decision: Decision, settled: Settled, made: set[str]) -> str:
    """Tell what became of a decision; one that is in force and was not made is lost."""
    state = settled.states[decision.id]
    in_force = state in ("applied", "doubtful") and decision.action != "undo"
    return "lost" if in_force and decision.id not in made else state


def table(rows: Sequence[Mapping[str, object]]) -> str:
    """Set the rows as a table for the eye, below the number of each state."""
    if not rows:
        return "nothing was decided\n"
    cells = [[_cell(row, column) for column in COLUMNS] for row in rows]
    widths = [max(map(len, column)) for column in zip(COLUMNS, *cells, strict=True)]
    listed = (
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in ([*COLUMNS], *cells)
    )
    states = [str(row["state"]) for row in rows]
    counts = ", ".join(f"{states.count(state):,} {state}" for state in dict.fromkeys(states))
    return "\n".join([*listed, "", counts]) + "\n"


def _cell(row: Mapping[str, object], column: str) -> str:
    value = str(row[column])
    if column == "id":
        return value[-SHOWN_OF_ID:]
    if column == "when":
        return value[:16].replace("T", " ")
    if column == "decision" and row["scope"] == "every":
        value += ", everywhere"
    return value
