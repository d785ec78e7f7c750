"""The record: what was changed and what is asked, one a line, in the order of the source."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.book import Book, Source
from pipeline.finding import Finding, Proposal
from pipeline.history import Change, history
from pipeline.places import Lines, Places


def write_records(source: Source, book: Book, findings: Sequence[Finding], folder: Path) -> None:
    """Write the changes and the findings, one a line."""
    places = Places(source, book)
    _write_lines(folder / "changes.jsonl", _changes(source, book, places.lines))
    _write_lines(folder / "findings.jsonl", (as_row(each, places) for each in findings))


def _changes(source: Source, book: Book, lines: Lines) -> Iterator[dict[str, object]]:
    """Give each step of each history, in the source's order, and each line that is furniture."""
    texts = [text for chapter in book.chapters for text in chapter.texts()]
    texts += [text for note in book.notes() for text in note.texts()]
    changes = [change for text in texts for change in history(text, source.text)]
    for line in book.furniture:
        start, end = line.text.runs[0].start, line.text.runs[-1].end
        changes.append(Change(start, end, line.kind, source.text[start:end], ""))
        changes += history(line.text, source.text)
    for change in sorted(changes, key=lambda change: change[:2]):
        yield {
            "line": lines.at(change.start),
            "at": [change.start, change.end],
            "rule": change.rule,
            "before": change.before,
            "after": change.after,
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
    # A byte that was no UTF-8 is a lone surrogate here, which JSON writes as an escape.
    with path.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
        for row in rows:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
