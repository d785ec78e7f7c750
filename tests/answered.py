"""Answers at a desk over a folder, for tests, and what is then written there."""

from __future__ import annotations

from pathlib import Path

from pipeline.decisions.store import read_decisions
from pipeline.desk.answering.answers import Outcome, answer, decide, undo
from pipeline.model.decision import Decision
from tests.atdesk import RAW, Bench, at_desk, place

LODZ = "lost-letter-{}-{}".format(*place("Lodz"))
LODZ_2 = "lost-letter-{}-{}".format(*place("Lodz", number=2))
TEH = "unknown-word-{}-{}".format(*place("teh"))
COMMA = "lone-comma-{0}-{0}".format(place(", and his")[0])
WINTER = "short-line-{}-{}".format(*place("In the winter"))


def on_disk(where: Path) -> tuple[Decision, ...]:
    return read_decisions(where / "decisions")


def said(where: Path) -> list[tuple[str, str, str]]:
    """Give what was decided: what is done, the words, and what is read instead."""
    return [(d.action, RAW[slice(*d.at)], d.new) for d in on_disk(where)]


def sent(where: Path, *forms: dict[str, str], reader: str = "Ann") -> list[Outcome]:
    """Send forms one after the other: to a question, about a place, or to take back."""

    async def work(bench: Bench) -> list[Outcome]:
        return [await post(bench, form, reader) for form in forms]

    return at_desk(where, work)


async def post(bench: Bench, form: dict[str, str], reader: str = "Ann") -> Outcome:
    where = answer if "key" in form else decide if "a" in form else undo
    return await where(bench.desk, reader, form)


def about(words: str, action: str, new: str = "", number: int = 1, **rest: str) -> dict[str, str]:
    start, end = place(words, number=number)
    return {"a": str(start), "b": str(end), "action": action, "new": new, **rest}
