"""Single straight marks: quotation marks, or apostrophes within, before and behind a word."""

from __future__ import annotations

import re
from functools import cache

from pipeline.conventions.accents import is_torn
from pipeline.conventions.quotes.paragraph import (
    APOSTROPHE,
    Open,
    State,
    abandon,
    doubt,
    note,
    push,
    side_of,
)

FIRM = re.compile(r"[.,!?;:…—][’'](?!\w)")
"""A single mark behind punctuation, which no possessive has."""
NEXT = re.compile(r"(?<!\w)['‘](?=\w)")
LAST = re.compile(r"[’'](?!\w)")
REACH = 2000
"""Characters looked ahead for a mark that closes."""


def read_single(state: State, token: re.Match[str]) -> None:
    """Read a single straight mark."""
    text, (start, end) = state.text, token.span()
    before, after = text[start - 1 : start], text[end : end + 1]
    torn = token[0] in "´`" and is_torn(text, start, state.house.language)
    if before.isalnum() and after.isalnum():
        if not (torn or (before.isdigit() and after.isdigit())):
            note(state, token, APOSTROPHE, "apostrophe")
        return
    if not before.isalnum() and is_elided(state, end):
        note(state, token, APOSTROPHE, "apostrophe")
        return
    if torn:
        return
    side = side_of(state, start, end)
    opened = bool(state.stack) and not state.stack[-1].double
    if side == "open":
        if opened:
            abandon(state, state.stack.pop(), start)
        pair = state.house.single
        k = note(state, token, pair[:1], "open")
        push(state, Open(False, pair[1:], k, start))
    elif opened and not (before.isalpha() and ends_word(state, start)):
        _close_single(state, token)
    elif before.isalpha():
        note(state, token, APOSTROPHE, "apostrophe")
    elif side == "close" and not before.isdigit():
        state.unopened.append(start)
        note(state, token, state.house.single[1:], "close", sure=False)


def is_elided(state: State, at: int) -> bool:
    """Does a word stand here that is known to begin with an apostrophe, and is not quoted?"""
    found = _compiled(state.house.language.elided).match(state.text, at)
    return found is not None and state.text[found.end() : found.end() + 1] not in ("'", "’")


def _close_single(state: State, token: re.Match[str]) -> None:
    """Close what a single mark opened; where it might end a word, the opening is asked about.

    It might before a small letter, where more than one word is quoted.
    """
    each = state.stack.pop()
    text, (start, end) = state.text, token.span()
    sure = True
    if each.reading is not None and re.match(r" [^\W\d_]", text[end : end + 2]):
        several = " " in text[state.readings[each.reading].end : start]
        sure = not (several and text[end + 1].islower() and _may_end_word(state, start))
    if not sure:
        doubt(state, each)
    note(state, token, each.closer, "close", sure=sure or each.closer == APOSTROPHE)


def _may_end_word(state: State, at: int) -> bool:
    """May an apostrophe stand at a word's end: a possessive's, or of a word that is clipped?"""
    word = re.search(r"[^\W\d_]+$", state.text[max(state.start, at - 20) : at])
    clipped = _compiled(state.house.language.clipped)
    return word is not None and (word[0][-1] in "sSxXzZ" or bool(clipped.fullmatch(word[0])))


def ends_word(state: State, at: int) -> bool:
    """Does a single mark behind a letter end its word, since another closes what is open?"""
    if not _may_end_word(state, at):
        return False
    stop = min(state.stop, at + REACH)
    firm = FIRM.search(state.text, at + 1, stop)
    following = NEXT.search(state.text, at + 1, stop)
    return firm is not None and (following is None or following.start() > firm.start())


def is_elision(state: State, at: int) -> bool:
    """Was the apostrophe before a word, text[at:], turned the wrong way, and nothing is quoted?"""
    if APOSTROPHE not in state.house.single or not is_elided(state, at):
        return False
    return LAST.search(state.text, at, min(state.stop, at + REACH)) is None


@cache
def _compiled(words: str) -> re.Pattern[str]:
    return re.compile(words or "(?!)", re.I)
