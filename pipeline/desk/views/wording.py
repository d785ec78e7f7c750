"""What an answer does, said in words, and a place shown with what stands beside it."""

from __future__ import annotations

import re

from pipeline.model.decision import Quote
from pipeline.model.finding import Action, Span
from pipeline.model.places import quote
from pipeline.visible import visible

SAID: dict[Action, str] = {
    "delete": "take it out",
    "keep": "leave it as it is",
    "query": "ask the author",
    "emphasis": "set it in italics",
    "strong": "set it in bold",
    "small-capitals": "set it in small capitals",
    "language": "it is in another language: {}",
    "heading": "make it a heading of level {}",
    "paragraph": "make it a paragraph",
    "join": "join it with the paragraph before",
    "split": "begin a new paragraph here",
    "quote": "make it a quotation",
    "verse": "make it verse",
    "item": "make it an item of a list",
    "table": "make it a table",
    "figure": "make it a figure",
    "break": "make a break here",
    "furniture": "leave it out of the edition",
    "move": "move it",
    "undo": "take the decision back",
}
"""What each action does that is not told by letters."""
OFF: dict[Action, str] = {
    "emphasis": "set it upright",
    "strong": "set it in no bold",
    "small-capitals": "set it in no small capitals",
    "language": "it is in the book's language",
}
"""What those do that are taken off."""
NOTE = re.compile(r"(marker|body) (.+)")
SHORT = 4
"""So few signs say nothing by themselves: they are shown among the words beside them."""


def said(action: Action, new: str, label: str = "") -> str:
    """Say what an answer does; "" where its letters say it. `label` is that of the note it names.

    >>> said("heading", "2"), said("note", "marker n7", "7"), said("replace", "mill")
    ('make it a heading of level 2', 'the marker of note 7 stands here', '')
    >>> said("replace", ""), said("emphasis", "off"), said("insert", "x")
    ('take it out', 'set it upright', 'put in:')
    """
    if action == "replace":
        return "" if new else SAID["delete"]
    if action == "insert":
        return "put in:"
    if action == "note":
        part, name = match.groups() if (match := NOTE.fullmatch(new)) else ("", new)
        name = label or name
        return (
            f"the marker of note {name} stands here" if part == "marker" else f"this is note {name}"
        )
    if new == "off" and action in OFF:
        return OFF[action]
    return SAID[action].format(new or "1")


def note_of(new: str) -> str:
    """Give the id of the note that a decision names.

    >>> note_of("marker n7"), note_of("mill")
    ('n7', '')
    """
    match = NOTE.fullmatch(new)
    return match[2] if match else ""


def words_at(raw: str, span: Span) -> Quote:
    """Quote a place as it is shown, with what stands beside it.

    >>> words_at("the old mill", (4, 7))
    Quote(prefix='the ', exact='old', suffix=' mill')
    """
    before, exact, after = map(visible, quote(raw, span))
    return Quote(before.lstrip(), exact, after.rstrip())


def is_short(exact: str) -> bool:
    """Does a place need the words beside it to be known?

    >>> is_short('"'), is_short("mill")
    (True, False)
    """
    return len(exact) < SHORT
