"""The record: what was changed and what is asked, one a line, in the order of the source."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter
from pathlib import Path

from pipeline.decisions.settle import NOTHING, Settled
from pipeline.decisions.structure import STRUCTURAL
from pipeline.model.book import Book, Source
from pipeline.model.decision import Placed
from pipeline.model.finding import Finding, Proposal
from pipeline.model.history import DECISION, Change, history
from pipeline.model.places import Lines, Places
from pipeline.proofreading.states import PageState
from pipeline.visible import visible_json


@dataclass(frozen=True)
class Record:
    """What there is to say of a build; what is drawn out of it is made when first asked for."""

    source: Source
    book: Book
    findings: tuple[Finding, ...]
    decided: Settled = NOTHING
    signed: str = ""
    """What is to be said of its sign-off; "" for a bare file, which has none."""
    states: tuple[PageState, ...] = ()
    """How far its pages are; none for a bare file, of which nobody notes it."""

    @cached_property
    def places(self) -> Places:
        """The places of the source."""
        return Places(self.source, self.book)

    @cached_property
    def changes(self) -> list[Change]:
        """Each step of each history, in the source's order, and each line that is furniture."""
        raw = self.source.text
        texts = [text for chapter in self.book.chapters for text in chapter.texts()]
        texts += [text for note in self.book.notes() for text in note.texts()]
        changes = [change for text in texts for change in history(text, raw)]
        for line in self.book.furniture:
            start, end = line.text.runs[0].start, line.text.runs[-1].end
            changes.append(Change(start, end, line.kind, raw[start:end], ""))
            changes += history(line.text, raw)
        return sorted(changes, key=lambda change: change[:2])

    @property
    def rulings(self) -> list[Placed]:
        """The structural decisions that the book follows."""
        return [each for each in self.book.decisions if each.decision.action in STRUCTURAL]


def write_records(record: Record, folder: Path) -> None:
    """Write the changes and the findings, one a line."""
    places = record.places
    rows = [([each.start, each.end], _change(each, places.lines)) for each in record.changes]
    rows += [(list(each.at), _ruling(each, places.lines)) for each in record.rulings]
    rows.sort(key=itemgetter(0))
    _write_lines(folder / "changes.jsonl", (row for _, row in rows))
    _write_lines(folder / "findings.jsonl", (as_row(each, places) for each in record.findings))


def _change(change: Change, lines: Lines) -> dict[str, object]:
    return {
        "line": lines.at(change.start),
        "at": [change.start, change.end],
        "rule": change.rule,
        "before": change.before,
        "after": change.after,
    }


def _ruling(placed: Placed, lines: Lines) -> dict[str, object]:
    """Give a structural decision that the book follows."""
    decision = placed.decision
    return {
        "line": lines.at(placed.at[0]),
        "at": list(placed.at),
        "rule": DECISION + decision.id,
        "action": f"{decision.action} {decision.new}".strip(),
    }


def as_row(finding: Finding, places: Places) -> dict[str, object]:
    """Give a finding as a row of findings.jsonl: places are offsets in the raw text."""
    start = finding.where[0]
    return {
        "line": places.lines.at(start),
        "at": list(finding.where),
        "page": places.page(start),
        "chapter": places.chapter(start),
        "quote": places.quote(finding.where)._asdict(),
        "check": finding.check,
        "severity": finding.severity,
        "message": finding.message,
        "certainty": finding.certainty,
        "proposals": [_proposal(each) for each in finding.proposals],
        "also": [list(place) for place in finding.also],
    }


def _proposal(proposal: Proposal) -> dict[str, object]:
    row = proposal._asdict()
    row["at"] = list(proposal.at) if proposal.at else None
    return row


def _write_lines(path: Path, rows: Iterator[dict[str, object]]) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for row in rows:
            file.write(visible_json(json.dumps(row, ensure_ascii=False)) + "\n")
