"""What readers send from the main view: answers, decisions about a place, and taking them back."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from pipeline.decisions.wording import said as said_of
from pipeline.desk.answering import answers
from pipeline.desk.answering.answers import Conflict, Outcome, Preview, Saved
from pipeline.desk.asked import Asked, page_at
from pipeline.desk.desk import Desk
from pipeline.desk.views.held import contradicted, previewed
from pipeline.desk.views.main import Where, next_of, shown, stay
from pipeline.desk.views.web import desk_of, form_of, reader_of
from pipeline.errors import RecensionError
from pipeline.model.decision import Decision

WORDS = {"own": "own", "replace": "own", "query": "asks"}
"""The field that holds the words of an answer, by what is done."""


async def answer(request: Request) -> Response:
    """Answer a question, and show the next one.

    The form's fields are those of `pipeline.desk.answering.reply`; `give` holds those that its
    button says, `own` and `asks` the words that are typed. To read as the source does (do=raw)
    is no answer.
    """
    desk, reader, fields = desk_of(request), reader_of(request), await fields_of(request)
    key = fields.get("key", "")
    asked = desk.question(reader, key)
    if asked is None and not desk.view(reader).checked:
        return not_yet()
    try:
        if fields.get("do") == "raw" and asked is not None:
            outcome = await answers.decide(desk, reader, _restoring(fields, asked))
        else:
            outcome = await answers.answer(desk, reader, fields)
    except RecensionError as error:
        return await shown(request, Where(key), fields, 422, fault=str(error))
    if isinstance(outcome, Saved):
        await _begun(desk, reader, outcome)
        return await shown(request, next_of(desk, reader, key, fields), fields, said=_said(outcome))
    return await _held(request, "/answer", Where(key), fields, outcome)


async def decide(request: Request) -> Response:
    """Decide about a place that the reader chose, and stay there."""
    desk, reader, fields = desk_of(request), reader_of(request), await fields_of(request)
    where = stay(request)
    if desk.view(reader).book is None:
        return not_yet()
    try:
        outcome = await answers.decide(desk, reader, _aimed(fields))
    except RecensionError as error:
        return await shown(request, where, fields, 422, said=str(error))
    if isinstance(outcome, Saved):
        await _begun(desk, reader, outcome)
        return await shown(request, where, fields, said=_said(outcome))
    return await _held(request, "/decide", where, fields, outcome)


async def undo(request: Request) -> Response:
    """Take back the reader's last answer, and show where it was given."""
    desk, reader, fields = desk_of(request), reader_of(request), await fields_of(request)
    try:
        outcome = await answers.undo(desk, reader, fields)
    except RecensionError as error:
        return await shown(request, stay(request), fields, 422, said=str(error))
    assert isinstance(outcome, Saved)  # nobody contradicts what takes something back
    undone = outcome.undone[0]
    asked = next((each for each in desk.asked(reader) if _asks(each, undone)), None)
    number = page_at(desk.pages, undone.at[0]).number
    where = Where(asked.key) if asked else Where(page=number, at=undone.at)
    return await shown(request, where, fields, said=f"Taken back: {said_of(undone)}.")


def not_yet() -> Response:
    """Refuse what cannot be understood before the book is read: it is to be sent again then.

    A desk that was started anew while somebody was at work has to read the book first.
    """
    return Response("The book is being read; this is to be sent again.", 503, {"Retry-After": "1"})


async def fields_of(request: Request) -> dict[str, str]:
    """Read the fields of a form, those among them that its button gives (`do=keep&scope=every`)."""
    form = dict(await form_of(request))
    given = dict(parse_qsl(form.get("give", ""), keep_blank_values=True))
    words = WORDS.get(given.get("do") or given.get("action", ""))
    return form | ({"new": form.get(words, "")} if words else {}) | given


async def _begun(desk: Desk, reader: str, saved: Saved) -> None:
    """Have the page begun on which something was decided."""
    page = page_at(desk.pages, saved.at[0])
    await desk.beat(reader, page.number, working=True)


def _restoring(fields: Mapping[str, str], asked: Asked) -> dict[str, str]:
    start, end = asked.finding.where
    return {**fields, "do": "", "action": "raw", "a": str(start), "b": str(end)}


def _aimed(fields: Mapping[str, str]) -> Mapping[str, str]:
    """Let what is about a point be about the caret, and not about the block that it is in."""
    if fields.get("action") == "split" and fields.get("point"):
        return {**fields, "a": fields["point"], "b": fields["point"]}
    return fields


async def _held(
    request: Request, to: str, where: Where, fields: Mapping[str, str], outcome: Outcome
) -> Response:
    """Show what is to be seen before anything is written."""
    if isinstance(outcome, Preview):
        raw = desk_of(request).source.text
        return await shown(request, where, fields, held=previewed(raw, to, fields, outcome))
    assert isinstance(outcome, Conflict)
    return await shown(request, where, fields, 409, held=contradicted(to, fields, outcome))


def _said(saved: Saved) -> str:
    """Say what was saved, for the line of the desk's status."""
    count = len(saved.decisions)
    if saved.undone and count == len(saved.undone):
        return f"Taken back: {said_of(saved.undone[0])}."
    return f"Saved: {said_of(saved.decisions[0]) if count == 1 else f'{count} decisions'}."


def _asks(asked: Asked, decision: Decision) -> bool:
    return asked.finding.check == decision.check and asked.finding.where == decision.at


ROUTES = [
    Route("/answer", answer, methods=["POST"]),
    Route("/decide", decide, methods=["POST"]),
    Route("/undo", undo, methods=["POST"]),
]
