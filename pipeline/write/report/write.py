"""report.html: one file that asks for nothing else, and needs no script to be read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from lxml import etree

from pipeline.account.balance import Account
from pipeline.model.rules import Rule
from pipeline.model.settings import Settings
from pipeline.proofreading.rounds import is_done
from pipeline.write.page import as_html, document, element, head_alone
from pipeline.write.records import Record
from pipeline.write.report.changes import changes
from pipeline.write.report.decided import decisions
from pipeline.write.report.overview import account, by_severity, head, notes, pages
from pipeline.write.report.parts import Samples
from pipeline.write.report.proofread import proofreading
from pipeline.write.report.questions import questions
from pipeline.write.styles import STYLES

STYLE = STYLES / "report.css"
SECTIONS = {
    "proofreading": "Proofreading",
    "decisions": "Decisions",
    "findings": "Open findings",
    "changes": "Changes",
    "account": "Account",
    "notes": "Notes",
    "pages": "Pages",
}


def write_report(
    record: Record,
    rules: Mapping[str, Rule],
    balance: Account,
    settings: Settings,
    path: Path,
) -> None:
    """Write the report of a build: the same bytes for the same arguments.

    `rules` are those that may have changed the text, by name.
    """
    samples = Samples(record)
    all_notes = list(record.book.notes())
    sections = [
        *([proofreading(record)] if record.states else []),
        decisions(record, samples),
        questions(record.findings, samples),
        changes(record, rules, samples),
        account(balance.rows, balance.unaccounted),
        notes(all_notes, samples),
        pages(record),
    ]
    body = element(
        "body",
        head(record, settings),
        _summary(record, balance, len(all_notes)),
        element("main", *sections),
    )
    title = f"Report: {settings.title or record.book.title}"
    path.write_bytes(
        as_html(document(title, "en", head_alone(STYLE.read_text("utf-8")), body)) + b"\n"
    )


def _summary(record: Record, balance: Account, notes: int) -> etree._Element:
    """Say the most important numbers first, each a link to what it sums up."""
    severities = Counter(finding.severity for finding in record.findings)
    asked = by_severity(severities)
    unlinked = sum(note.state != "linked" for note in record.book.notes())
    decided = record.decided.decisions
    done = sum(is_done(each) for each in record.states)
    read = {"proofreading": (f"{done:,} of {len(record.states):,}", "pages fully read")}
    told = {
        **(read if record.states else {}),
        "decisions": (f"{len(decided):,}", f"{len(record.book.decisions):,} in force"),
        "findings": (f"{len(record.findings):,}", asked or "nothing is open"),
        "changes": (f"{len(record.changes):,}", "each on record"),
        "account": (
            f"{balance.unaccounted:,}" if balance.faults else "balanced",
            "unaccounted for" if balance.faults else "nothing lost",
        ),
        "notes": (f"{notes:,}", f"{unlinked:,} not linked" if unlinked else "all linked"),
        "pages": (f"{len(record.book.pages):,}", "of the source"),
    }
    items = [
        element(
            "li",
            element(
                "a",
                element("span", SECTIONS[name], class_="name"),
                element("strong", count),
                element("span", said, class_="said"),
                href=f"#{name}",
            ),
        )
        for name, (count, said) in told.items()
    ]
    return element("nav", element("ul", *items), aria_label="Summary")
