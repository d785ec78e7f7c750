"""What becomes of a form that a reader sends: decisions, a preview of them, or both readings.

Nothing is written as long as another reader decided the same place otherwise and this one has not
chosen what is to hold. A form that comes twice, since the answer to it was lost on its way, is
written once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from typing import NamedTuple

from ulid import ULID

from pipeline.decisions.entry import fault_of
from pipeline.decisions.make import Maker, maker_after
from pipeline.desk.answering.apart import apart
from pipeline.desk.answering.drafting import answering
from pipeline.desk.answering.free import deciding
from pipeline.desk.answering.meeting import anew, chosen, contradicting
from pipeline.desk.answering.reply import Reply, reply_of
from pipeline.desk.answering.undoing import undoing
from pipeline.desk.asked import Asked, page_at
from pipeline.desk.desk import Desk
from pipeline.errors import RecensionError
from pipeline.model.decision import Decision, Placed, Quote
from pipeline.model.finding import Finding, Span
from pipeline.model.places import quote
from pipeline.proofreading.event import same_reader
from pipeline.proofreading.pages import ProofPage

RANDOM = 16
"""Characters at a ULID's end that are not its time."""


class Saved(NamedTuple):
    """What was written; it is on the disk."""

    decisions: tuple[Decision, ...]
    undone: tuple[Decision, ...] = ()
    """What is taken back by them."""
    again: bool = False
    """The reader had said the same before, and nothing more was written."""

    @property
    def at(self) -> Span:
        """Where it was decided; if something was only taken back, where that had been."""
        made = (each for each in self.decisions if each.action != "undo")
        return next((each.at for each in (*made, *self.undone)), (0, 0))


class Where(NamedTuple):
    """A place at which a decision would hold."""

    decision: Decision
    at: Span
    line: int
    page: ProofPage
    quote: Quote


class Preview(NamedTuple):
    """What would be written."""

    decisions: tuple[Decision, ...]
    places: tuple[Where, ...]
    """All the places at which they would hold, in order."""


class Conflict(NamedTuple):
    """What the reader would decide, and what others decided: the reader has to choose."""

    mine: tuple[Decision, ...]
    theirs: tuple[Placed, ...]

    @property
    def rev(self) -> str:
        """The field `rev` of the form by which is chosen: what the reader has then seen."""
        return ",".join(each.decision.id for each in self.theirs)


Outcome = Saved | Preview | Conflict
Make = Callable[[Maker], Sequence[Decision]]


async def answer(desk: Desk, reader: str, form: Mapping[str, str]) -> Outcome:
    """Answer a question: fields `key`, `do`, and what that needs (`pipeline.desk.answering.reply`).

    Raises:
        RecensionError: nothing asks so, or it cannot be answered so; nothing was written.
    """
    reply = reply_of(form)

    def make(maker: Maker) -> Sequence[Decision]:
        asked, seen = _asked(desk, reader, reply.key), desk.seen(reader)
        return answering(maker, asked, seen.asked, seen.view.settled, reply)

    found = desk.question(reader, reply.key)
    return await _become(desk, reader, reply, make, found.finding if found else None)


async def decide(desk: Desk, reader: str, form: Mapping[str, str]) -> Outcome:
    """Decide about a place: fields `a`, `b`, `action`, and what that needs.

    Raises:
        RecensionError: there is no such place, or it cannot be decided so; nothing was written.
    """
    reply = reply_of(form)

    def make(maker: Maker) -> Sequence[Decision]:
        view = desk.view(reader)
        if view.book is None:
            raise RecensionError("the book is being read", desk.folder.name, "wait a moment")
        return deciding(maker, view.book, view.settled, reply)

    return await _become(desk, reader, reply, make)


async def undo(desk: Desk, reader: str, form: Mapping[str, str]) -> Outcome:
    """Take back the decision `id`, or without one all of the reader's last answer.

    Raises:
        RecensionError: there is none, or it was taken back already; nothing was written.
    """
    reply = reply_of(form)

    def make(maker: Maker) -> Sequence[Decision]:
        return undoing(maker, desk.seen(reader).decisions, reply.id)

    return await _become(desk, reader, reply, make)


async def _become(
    desk: Desk, reader: str, reply: Reply, make: Make, finding: Finding | None = None
) -> Outcome:
    """Write what a reply makes, or give what is to be seen before that."""
    if reply.preview:
        return await _preview(desk, reader, _made(desk, _maker(desk, reader), make))
    async with desk.writing:
        reader = _spelt(desk, reader)
        sent = _written(desk.decisions, reader, reply.nonce)
        if sent:
            return Saved(sent, _undone(desk, sent), again=True)
        maker = _maker(desk, reader)
        settled = desk.seen(reader).view.settled
        answered = _made(desk, maker, make)
        theirs = contradicting(settled, answered, finding)
        if theirs and (not reply.choice or not _were_seen(theirs, reply)):
            return Conflict(tuple(answered), tuple(theirs))
        made, before = anew(maker, answered, settled)
        written = _named(chosen(maker, made, theirs, reply.choice), reader, reply.nonce)
        if not written:
            return Saved(tuple(before), again=True)
        for each in written:
            if fault := fault_of(each):
                raise RecensionError(fault, each.action, "nothing was written")
        await desk.write(written, finding)
        return Saved(tuple(written), _undone(desk, written))


def _made(desk: Desk, maker: Maker, make: Make) -> list[Decision]:
    """Make the decisions, those about words on two pages as one for each page."""
    made, book = make(maker), desk.view(maker.reader).book
    return list(apart(maker, book, made)) if book else list(made)


def _asked(desk: Desk, reader: str, key: str) -> Asked:
    found = desk.question(reader, key)
    if found is None:
        raise RecensionError(
            "this is not asked any more", key, "the text there was changed: go to the next question"
        )
    return found


def _were_seen(theirs: Sequence[Placed], reply: Reply) -> bool:
    return reply.rev is None or all(each.decision.id in reply.rev for each in theirs)


def _spelt(desk: Desk, reader: str) -> str:
    """Give a reader's name as it was spelt first: `ann` does not contradict Ann."""
    names = (each.reader for each in desk.decisions)
    return next((name for name in names if same_reader(name) == same_reader(reader)), reader)


def _maker(desk: Desk, reader: str) -> Maker:
    return maker_after(desk.source, reader, desk.decisions)


async def _preview(desk: Desk, reader: str, made: Sequence[Decision]) -> Preview:
    everywhere = [each for each in made if each.scope == "every"]
    others: Mapping[str, tuple[Span, ...]] = {}
    if everywhere:
        others = await desk.workers.alike(desk.seen(reader).decisions, everywhere)
    places = []
    for each in made:
        for at in {each.at, *others.get(each.id, ())}:
            line, page = desk.lines.at(at[0]), page_at(desk.pages, at[0])
            places.append(Where(each, at, line, page, quote(desk.source.text, at)))
    return Preview(tuple(made), tuple(sorted(places, key=lambda each: each.at)))


def _undone(desk: Desk, made: Sequence[Decision]) -> tuple[Decision, ...]:
    ids = {each.new for each in made if each.action == "undo"}
    return tuple(each for each in desk.decisions if each.id in ids)


def _named(made: Sequence[Decision], reader: str, nonce: str) -> list[Decision]:
    """Let the ids of decisions end as the form says by which they were sent."""
    if not nonce:
        return list(made)
    return [
        replace(each, id=each.id[:-RANDOM] + _end(reader, nonce, k)) for k, each in enumerate(made)
    ]


def _written(decisions: Sequence[Decision], reader: str, nonce: str) -> tuple[Decision, ...]:
    """Give what was written of a form, if it came before; also to a desk that was restarted."""
    if not nonce:
        return ()
    by_end = {each.id[-RANDOM:]: each for each in decisions if each.reader == reader}
    found: list[Decision] = []
    while (each := by_end.get(_end(reader, nonce, len(found)))) is not None:
        found.append(each)
    return tuple(found)


def _end(reader: str, nonce: str, k: int) -> str:
    hashed = sha256(f"{reader}\0{nonce}\0{k}".encode("utf-8", "surrogatepass")).digest()
    return str(ULID(hashed[:16]))[-RANDOM:]
