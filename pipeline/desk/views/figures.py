"""The figures: what was asked and answered, who decided what, how far the pages are, what is left.

What was decided is counted as the reader sees it: who reads blind sees no figures of what the
others found on pages that are still to be read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, get_args

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from pipeline.decisions.settle import LETTERS, Settled
from pipeline.desk.asked import Asked, page_at
from pipeline.desk.shown import ShownNote, View
from pipeline.desk.views.bar import under_bar
from pipeline.desk.views.enter import readers
from pipeline.desk.views.web import desk_of, reader_of
from pipeline.model.decision import EDITOR, Decision
from pipeline.model.finding import Severity
from pipeline.proofreading.captures import estimates
from pipeline.proofreading.estimate import BAR
from pipeline.proofreading.event import same_reader
from pipeline.proofreading.rounds import is_done
from pipeline.proofreading.states import PageState, State

IN_FORCE = frozenset({"applied", "doubtful", "agreed"})
SEVERAL = {
    "open error": "open errors",
    "unanswered query": "unanswered queries",
    "note neither linked nor explained": "notes neither linked nor explained",
    "page that needs a reading": "pages that need a reading",
    "problem of a page": "problems of pages",
}


class CheckRow(NamedTuple):
    """What one check asked, by what became of it."""

    check: str
    severity: Severity | str
    open: int
    accepted: int
    dismissed: int
    author: int
    """Asked of the author."""

    @property
    def total(self) -> int:
        """All of it."""
        return self.open + self.accepted + self.dismissed + self.author


class ReaderRow(NamedTuple):
    """What one reader did."""

    reader: str
    letters: int
    """Decisions about letters."""
    form: int
    """About how words are set, and what a passage is."""
    kept: int
    author: int
    undone: int
    pages: int
    """Pages that the reader read."""

    @property
    def total(self) -> int:
        """All decisions that stand."""
        return self.letters + self.form + self.kept + self.author


@dataclass(frozen=True, slots=True)
class Remaining:
    """One thing that keeps the book from its sign-off."""

    one: str
    """What it is, if there is but one."""
    count: int
    address: str
    """Where the desk shows it."""

    @property
    def what(self) -> str:
        """Say what it is, of as many as there are."""
        return self.one if self.count == 1 else SEVERAL[self.one]


async def figures(request: Request) -> Response:
    """Show the figures."""
    desk, reader = desk_of(request), reader_of(request)
    view, asked, states = desk.view(reader), desk.asked(reader), desk.states()
    checks = by_check(asked, view.settled)
    return under_bar(
        request,
        "figures.html",
        checks=checks,
        first=first_of(asked),
        most=max((row.total for row in checks), default=1),
        readers=by_reader(view.settled, states),
        states=by_state(states),
        pages=len(states),
        estimates=estimates(desk.source, view.settled.decisions, states),
        bar_of_errors=BAR,
        blind=desk.settings.proofreading.blind,
        remaining=list(remaining(view, asked, states)),
        ready=view.book is not None,
        checked=view.checked,
    )


def by_check(asked: Iterable[Asked], settled: Settled) -> list[CheckRow]:
    """Count what the checks asked and what was answered; who asks most comes first."""
    open_: Counter[str] = Counter()
    severities: dict[str, Severity] = {}
    for each in asked:
        open_[each.finding.check] += 1
        severities[each.finding.check] = each.finding.severity
    given = Counter(
        (each.check, _answer(each))
        for each in settled.decisions
        if settled.states[each.id] in IN_FORCE and each.check != EDITOR and each.action != "undo"
    )
    rows = [
        CheckRow(
            check,
            severities.get(check, ""),
            open_[check],
            given[check, "accepted"],
            given[check, "dismissed"],
            given[check, "author"],
        )
        for check in {*open_, *(check for check, _ in given)}
    ]
    return sorted(rows, key=lambda row: (-row.total, row.check))


def _answer(decision: Decision) -> str:
    return {"keep": "dismissed", "query": "author"}.get(decision.action, "accepted")


def by_reader(settled: Settled, states: Sequence[PageState]) -> list[ReaderRow]:
    """Count what each reader decided and read; who decided most comes first."""
    pages = Counter(same_reader(name) for state in states for name in state.readers)
    made: dict[str, Counter[str]] = {}
    for each in settled.decisions:
        counts = made.setdefault(same_reader(each.reader), Counter())
        if each.action != "undo":
            counts[_kind(each) if settled.states[each.id] in IN_FORCE else "undone"] += 1
    names = readers(
        [*(each.reader for each in settled.decisions), *(n for s in states for n in s.readers)]
    )
    rows = []
    for name in names:
        counts = made.get(same_reader(name), Counter())
        rows.append(
            ReaderRow(
                name,
                counts["letters"],
                counts["form"],
                counts["kept"],
                counts["author"],
                counts["undone"],
                pages[same_reader(name)],
            )
        )
    return sorted(rows, key=lambda row: -row.total)


def _kind(decision: Decision) -> str:
    if decision.action in LETTERS:
        return "letters"
    return {"keep": "kept", "query": "author"}.get(decision.action, "form")


def by_state(states: Iterable[PageState]) -> list[tuple[State, int]]:
    """Count the pages by their states, in the order of these."""
    counts = Counter(each.state for each in states)
    return [(state, counts[state]) for state in get_args(State) if counts[state]]


def remaining(
    view: View, asked: Sequence[Asked], states: Sequence[PageState]
) -> Iterator[Remaining]:
    """Give what keeps the book from its sign-off, so far as the desk knows."""
    severities = Counter(each.finding.severity for each in asked)
    first = first_of(asked)
    notes = [*unexplained(view)]
    unread = sum(not is_done(each) for each in states)
    problems = sum(len(each.problems) for each in states)
    told = [
        Remaining("open error", severities["error"], first.get("error", "/")),
        Remaining("unanswered query", severities["query"], first.get("query", "/")),
        Remaining("note neither linked nor explained", len(notes), first_note(notes, states)),
        Remaining("page that needs a reading", unread, "/pages"),
        Remaining("problem of a page", problems, "/pages?state=problem"),
    ]
    return (each for each in told if each.count)


def first_of(asked: Iterable[Asked]) -> dict[str, str]:
    """Give the addresses of the first open questions, by their checks and their severities."""
    found: dict[str, str] = {}
    for each in asked:
        finding, address = each.finding, f"/question/{each.key}"
        found.setdefault(finding.check, f"{address}?check={finding.check}")
        found.setdefault(finding.severity, f"{address}?severity={finding.severity}")
    return found


def first_note(notes: Sequence[ShownNote], states: Sequence[PageState]) -> str:
    """Give the address of the page with the first of some notes."""
    if not notes or not states:
        return "/"
    at = min(min([note.start, *(start for start, _ in note.calls)]) for note in notes)
    page = page_at([state.page for state in states], at)
    return f"/page/{page.number}?at={at}"


def unexplained(view: View) -> Iterator[ShownNote]:
    """Give the notes that are not linked whole, unless a reader kept them so and said why."""
    kept = [
        each.at
        for each in view.settled.placed
        if each.decision.action == "keep" and each.decision.note.strip()
    ]
    for note in view.book.notes() if view.book else ():
        places = (*note.calls, (note.start, note.end))
        told = any(a <= end and start <= b for a, b in kept for start, end in places)
        if note.state != "linked" and not told:
            yield note


ROUTES = [Route("/figures", figures)]
