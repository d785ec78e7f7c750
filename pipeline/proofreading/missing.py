"""What is missing for a sign-off: open findings, unexplained notes, unread pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from pipeline.checks.check import Check, run
from pipeline.checks.notes.states import absent_note, cut_note, lost_marker
from pipeline.checks.proof import Proof
from pipeline.decisions.silence import unanswered
from pipeline.model.finding import Finding
from pipeline.model.places import Lines
from pipeline.proofreading.rounds import is_done, needed
from pipeline.proofreading.states import PageState

UNLINKED = (Check(absent_note, "error"), Check(cut_note, "error"), Check(lost_marker, "error"))
"""The checks that together ask about each note that is not linked whole."""


class Missing(NamedTuple):
    """One thing that keeps a book from being signed."""

    what: str
    places: tuple[str, ...]
    """Each of them, as a person finds it."""


def missing(
    proof: Proof, findings: Sequence[Finding], pages: Iterable[PageState]
) -> Iterator[Missing]:
    """Give what is missing. `findings` are those of the whole book that are open."""
    lines = Lines(proof.source.text)
    told = [
        ("open errors", _asked([f for f in findings if f.severity == "error"], lines)),
        ("unanswered queries", _asked([f for f in findings if f.severity == "query"], lines)),
        (
            "notes neither linked nor explained (explain: recension dismiss … --note WHY)",
            _asked([*unexplained(proof)], lines),
        ),
        *_of_pages([*pages]),
    ]
    for what, places in told:
        if places:
            yield Missing(what, tuple(places))


def unexplained(proof: Proof) -> Iterator[Finding]:
    """Ask about each note that is not linked, unless a reader kept it so and said why.

    What book.toml has the checks ignore explains nothing.
    """
    asked = [finding for check in UNLINKED for finding in run(check, proof)]
    kept = [
        placed
        for placed in proof.book.decisions
        if placed.decision.action == "keep" and placed.decision.note.strip()
    ]
    return unanswered(asked, kept, proof.source.text)


def _asked(findings: Sequence[Finding], lines: Lines) -> list[str]:
    ordered = sorted(findings, key=lambda each: each.where)
    return [f"line {lines.at(f.where[0])}: {f.check}: {f.message}" for f in ordered]


def _of_pages(pages: Sequence[PageState]) -> list[tuple[str, list[str]]]:
    unread = [
        f"page {each.page.label}: {each.state}; it needs {needed(each)}"
        for each in pages
        if not is_done(each)
    ]
    problems = [
        f"page {each.page.label}: {problem.words} ({problem.reader})"
        for each in pages
        for problem in each.problems
    ]
    return [("pages not read", unread), ("unsolved problems of pages", problems)]
