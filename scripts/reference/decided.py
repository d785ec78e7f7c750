"""The decisions files: their keys, and the actions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import get_args

from pipeline.decisions.entry import KEYS, NEEDED, block_of, decision_of
from pipeline.model.actions import ACTIONS
from pipeline.model.decision import Decision
from pipeline.model.finding import Action
from scripts.reference.said import fields_told, table

WRITTEN = """\
Each reader has a file in the book's folder, `decisions/<reader>.toml`. It begins with

    reader = "Ann"
    source = "<the SHA-256 of the source, as received>"

and after that holds nothing but entries, in the order in which they were made. It is only ever
appended to: whoever takes a decision back adds one that says so. An entry is one block:"""
EXAMPLE = {
    "check": "editor",
    "action": "replace",
    "id": "01JDK2V7M8Q4ZB3N5C9XR6T1WA",
    "at": [74113, 74116],
    "quote": {"prefix": "wheel of ", "exact": "teh", "suffix": " mill stood"},
    "new": "the",
}


def keys() -> Iterator[tuple[str, str]]:
    """Give the keys of an entry, and what is said of each.

    Raises:
        ValueError: nothing is said of one.
    """
    said = fields_told(Decision)
    for key in KEYS:
        if not said[key]:
            raise ValueError(f"nothing is said of the key {key} of a decision")
        yield key, said[key]


def actions() -> Iterator[tuple[str, str, str]]:
    """Give all actions, what each does, and what it needs to know.

    Raises:
        KeyError: nothing is said of one.
    """
    for action in get_args(Action):
        does, needs = ACTIONS[action]
        yield action, does, needs


def chapter() -> Iterator[str]:
    """Write what is said of the files, the keys and the actions."""
    when = {"when": datetime(2026, 11, 24, 10, 12, tzinfo=UTC)}
    block = block_of(decision_of({**EXAMPLE, **when}, "Ann", "", "", 0)).rstrip()
    yield WRITTEN
    yield "\n".join(f"    {line}" for line in block.splitlines())
    yield table(
        ["key", "", "what it says"],
        [[f"`{key}`", "needed" if key in NEEDED else "", says] for key, says in keys()],
    )
    yield "The actions, and what `new` says of each:"
    yield table(["action", "what it does", "`new`"], [[f"`{a}`", *rest] for a, *rest in actions()])
