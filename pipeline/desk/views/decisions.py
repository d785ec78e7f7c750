"""All that was decided about the book, what became of it, and taking it back."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from pipeline.decisions.settle import LETTERS, Settled, overlap
from pipeline.decisions.wording import said
from pipeline.desk.answering import answers
from pipeline.desk.asked import Asked
from pipeline.desk.views.bar import under_bar
from pipeline.desk.views.enter import readers
from pipeline.desk.views.web import desk_of, form_of, local, reader_of
from pipeline.model.decision import Decision
from pipeline.model.places import Lines
from pipeline.proofreading.event import same_reader
from pipeline.proofreading.pages import ProofPage

SHOWN = 100
"""Decisions on one page of the list."""
BESIDE = 30
"""Letters that are shown on each side of what was decided about."""
FILTERS = ("reader", "state", "check", "words")


class Row(NamedTuple):
    """A decision as it is listed."""

    decision: Decision
    state: str
    page: ProofPage | None
    """None as long as the book's pages are not known."""
    start: int
    """Where it stands in the source."""
    line: int
    said: str
    """What was decided, in words; of what takes another back, what that was."""

    @property
    def before(self) -> str:
        """What stands before the place, its end only."""
        prefix = self.decision.quote.prefix
        return prefix if len(prefix) <= BESIDE else "…" + prefix[-BESIDE:]

    @property
    def behind(self) -> str:
        """What stands behind the place, its beginning only."""
        suffix = self.decision.quote.suffix
        return suffix if len(suffix) <= BESIDE else suffix[:BESIDE] + "…"

    @property
    def is_reading(self) -> bool:
        """Does it give the edition other letters?"""
        return self.decision.action in LETTERS

    @property
    def act(self) -> str:
        """What it does to the words that it is about, if it gives no other letters."""
        action, new = self.decision.action, self.decision.new
        if action == "query":
            return "asks"
        return f"{action} {new}".strip() if action != "undo" else "takes back"


async def decisions(request: Request) -> Response:
    """List the decisions that the reader may see, the newest first."""
    desk, reader = desk_of(request), reader_of(request)
    settled = desk.view(reader).settled
    every = rows_of(settled, desk.pages, desk.lines)
    disputes = [each for each in desk.asked(reader) if each.finding.check == "conflict"]
    asked = {name: request.query_params.get(name, "") for name in FILTERS}
    chosen = [row for row in every if is_chosen(row, asked)]
    start = min(_number(request.query_params.get("from", "0")), max(0, len(chosen) - 1))
    start -= start % SHOWN
    return under_bar(
        request,
        "decisions.html",
        total=len(every),
        chosen=len(chosen),
        rows=chosen[start : start + SHOWN],
        disputed={row.decision.id: question_of(row, disputes) for row in every},
        asked=asked,
        readers=readers(row.decision.reader for row in every),
        states=Counter(row.state for row in every).most_common(),
        checks=sorted({row.decision.check for row in every}),
        start=start,
        older=_address(asked, start + SHOWN) if start + SHOWN < len(chosen) else "",
        newer=_address(asked, start - SHOWN) if start else "",
        here=_address(asked, start),
    )


async def undo(request: Request) -> Response:
    """Take a decision back, or do again what was taken back."""
    form = await form_of(request)
    await answers.undo(desk_of(request), reader_of(request), {"id": form.get("id", "")})
    return RedirectResponse(local(form.get("to", "/decisions")), 303)


def rows_of(settled: Settled, pages: Sequence[ProofPage], lines: Lines) -> list[Row]:
    """Give the decisions as they are listed, the newest first, at their places in this source."""
    places = {each.decision.id: each.at for each in settled.placed}
    known = {each.id: each for each in settled.decisions}
    rows = []
    for each in reversed(settled.decisions):
        target = target_of(each, known)
        start = places.get(target.id, target.at)[0]
        k = bisect_right(pages, start, key=lambda page: page.start)
        page = pages[max(0, k - 1)] if pages else None
        state = settled.states[each.id]
        rows.append(Row(each, state, page, start, lines.at(start), said(target)))
    return rows


def question_of(row: Row, disputes: Iterable[Asked]) -> str:
    """Give the address at which a decision that another contradicts is settled; "" for others."""
    if row.state != "conflict":
        return ""
    near = (each for each in disputes if overlap(each.finding.where, row.decision.at))
    return next((f"/question/{each.key}" for each in near), "")


def target_of(decision: Decision, known: Mapping[str, Decision]) -> Decision:
    """Give the decision that one is about: itself, or what it takes back in the end."""
    seen = {decision.id}
    while decision.action == "undo" and decision.new in known and decision.new not in seen:
        decision = known[decision.new]
        seen.add(decision.id)
    return decision


def is_chosen(row: Row, asked: Mapping[str, str]) -> bool:
    """Tell whether a decision is one of those that are asked for."""
    decision = row.decision
    if asked["reader"] and same_reader(decision.reader) != same_reader(asked["reader"]):
        return False
    if asked["state"] not in ("", row.state) or asked["check"] not in ("", decision.check):
        return False
    text = _searched((row.said, decision.quote.exact, decision.new, decision.note, decision.why))
    return all(word in text for word in asked["words"].casefold().split())


def _searched(parts: Iterable[str]) -> str:
    return "\n".join(parts).casefold()


def _number(said_: str) -> int:
    return int(said_) if said_.isascii() and said_.isdecimal() and len(said_) < 8 else 0


def _address(asked: Mapping[str, str], start: int) -> str:
    fields = {name: value for name, value in asked.items() if value}
    query = urlencode(fields | ({"from": str(start)} if start > 0 else {}))
    return "/decisions" + (f"?{query}" if query else "")


ROUTES = [Route("/decisions", decisions), Route("/decisions", undo, methods=["POST"])]
