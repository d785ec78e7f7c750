"""What somebody decides about a book, at any place of it and of any kind."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, NamedTuple, get_args

from hypothesis import strategies as st

from pipeline.decisions.entry import fault_of
from pipeline.decisions.make import Maker
from pipeline.decisions.structure import STRUCTURAL
from pipeline.model.book import Source
from pipeline.model.decision import Decision
from pipeline.model.finding import Action, Span
from tests.fuzz.words import HOSTILE, RAW_ODD

WHEN = datetime(2026, 11, 26, tzinfo=UTC)
ACTIONS: tuple[Action, ...] = get_args(Action)
OF_STRUCTURE: tuple[Action, ...] = tuple(sorted(STRUCTURAL))


class Said(NamedTuple):
    """What is decided, and where."""

    action: Action
    at: Span
    new: str = ""
    scope: str = "here"
    reader: str = "Ann"


words = st.one_of(st.sampled_from(["x", "the mill", "1", ""]), st.sampled_from(HOSTILE + RAW_ODD))
NEW: dict[str, st.SearchStrategy[str]] = {
    "heading": st.sampled_from(["", "1", "2", "3", "7"]),
    "note": st.sampled_from(
        [f"{part} {name}" for part in ("body", "marker") for name in ("n1", "n2", "3", "n4", "*")]
    ),
    "language": st.sampled_from(["fr", "pt-BR", "off"]),
    "emphasis": st.sampled_from(["", "off"]),
    "strong": st.sampled_from(["", "off"]),
    "small-capitals": st.sampled_from(["", "off"]),
    "replace": words,
    "insert": words,
    "query": words,
    "suspect": words,
    "undo": st.sampled_from(["1", "2", "none"]),
}
"""What an action needs to know. Of `undo`, the number of the decision; of `move`, see below."""


@st.composite
def decisions(draw: st.DrawFn, raw: str, actions: tuple[Action, ...] = ACTIONS) -> Said:
    """Draw a decision about a raw text: from a word's beginning on, or about whole lines."""
    action = draw(st.sampled_from(actions))
    places = [0, *(i + 1 for i, char in enumerate(raw) if char in "\n ")]
    start = draw(st.sampled_from(places))
    end = min(len(raw), start + draw(st.sampled_from([0, 0, 1, 7, 20, 70, 130, 400])))
    if draw(st.booleans()):  # whole lines
        start = raw.rfind("\n", 0, start) + 1
        end = raw.find("\n", end)
        end = len(raw) if end < 0 else end
    if action == "move":
        at = draw(st.sampled_from(places))
        there = " ".join(raw[at : at + 12].split()) or "x"
        new = f"{draw(st.sampled_from(['before', 'after']))} {there}"
    else:
        new = draw(NEW.get(action, st.just("")))
    scope = draw(st.sampled_from(["here", "here", "here", "every"]))
    return Said(action, (start, end), new, scope, draw(st.sampled_from(["Ann", "Ann", "Bob"])))


def made(source: Source, said: list[Said]) -> tuple[Decision, ...]:
    """Make the decisions, as far as each can be made at all."""
    makers: dict[str, Maker] = {}
    found: list[Decision] = []
    for each in said:
        maker = makers.setdefault(each.reader, Maker(source, each.reader, WHEN))
        maker.now = max(one.now for one in makers.values())
        new = each.new
        if each.action == "undo" and new.isdigit() and int(new) <= len(found):
            new = found[int(new) - 1].id
        rest: dict[str, Any] = {"scope": each.scope}
        if any("\ud800" <= char <= "\udfff" for char in new):
            continue  # the desk and the command line refuse it
        decision = maker.make(each.action, each.at, new, **rest)
        if not fault_of(decision):
            found.append(decision)
    return tuple(found)
