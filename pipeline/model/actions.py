"""What each action of a decision does, as the help and the reference say it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from pipeline.model.finding import Action


class Said(NamedTuple):
    """What an action does, and what it needs to know besides its place."""

    does: str
    needs: str = ""


OFF = 'nothing, or "off" to take it off'
ACTIONS: Mapping[Action, Said] = {
    "replace": Said("the words are read otherwise", "what is read instead"),
    "insert": Said("words are put in at the place", "the words"),
    "delete": Said("the words are left out"),
    "keep": Said("the words stay as they are, and no check asks about them any more"),
    "query": Said("the author or the editor is asked", "the question"),
    "suspect": Said(
        "a bad word of this book: it is asked about wherever it stands",
        "for what it may be misread",
    ),
    "emphasis": Said("the words are set in italics", OFF),
    "strong": Said("the words are set in bold", OFF),
    "small-capitals": Said("the words are set in small capitals", OFF),
    "language": Said("the words are in another language", 'a BCP 47 tag, or "off"'),
    "heading": Said("the passage is a heading", "a level from 1, which is a chapter's"),
    "paragraph": Said("the passage is a paragraph"),
    "join": Said("the passage goes on with the one before it"),
    "split": Said("a new passage begins at the place"),
    "quote": Said("the passage is a quotation"),
    "verse": Said("the lines are verse"),
    "item": Said("the passage is an item of a list"),
    "table": Said("the lines are rows of a table, whose cells two blanks or more keep apart"),
    "figure": Said("the passage is the caption of a figure"),
    "break": Said("the signs are a thought break, or one stands before the passage"),
    "note": Said(
        "a note's body is the passage, or its marker stands at the place",
        '"body 74" or "marker 74", by its label or its id',
    ),
    "furniture": Said("the lines belong to the printed page, and leave the text"),
    "move": Said(
        "the passages stand elsewhere",
        '"before" the words that begin a passage, or "after" those that end one',
    ),
    "undo": Said("an earlier decision is taken back", "its id"),
}
