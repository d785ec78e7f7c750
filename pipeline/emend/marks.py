"""Quotation marks and apostrophes, told apart: a paragraph is read from mark to mark.

What stands beside a mark says whether it can open or close; where that leaves both, what is open
says which. A straight mark that finds no partner spoils no other: it is asked about, and so is each
whose reading hung on it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from pipeline.emend.house import SINGLE, House
from pipeline.emend.paragraph import APOSTROPHE, Open, Reading, State, doubt, note, push, side_of
from pipeline.emend.singles import ends_word, is_elision, read_single

TOKEN = re.compile(r"''|``|,,(?=[^\W\d_])|[\"'“”„‟«»‹›‘’‚‛`´]")
PRIMES = re.compile(
    r"\d\s?['′]\s?\d{1,2}[½¼¾]?\s?(?:\"|''|″)|[°º]\s?\d{1,2}\s?['′](?:\s?\d{1,2}\s?[\"″])?"
)
"""Feet and inches, minutes and seconds."""
DOUBLES = ('"', "''", "``", ",,")
GOES_ON = {True: frozenset('"“„«»'), False: frozenset("'‘‚‹›")}
"""How a paragraph begins that goes on with a quotation, in double marks and in single ones."""


def read_marks(text: str, house: House) -> Iterator[Reading]:
    """Read all marks that are not as the house has them. Paragraphs are parted by blank lines.

    >>> from pipeline.emend.house import house_of
    >>> from pipeline.language import language
    >>> [r.new + " " + r.role for r in read_marks('"Don\\'t"', house_of("", language("en")))]
    ['“ open', '’ apostrophe', '” close']
    """
    done = 0
    sought = _sought(house.outer, house.language.elided)
    while found := sought.search(text, done):
        start = text.rfind("\n\n", done, found.start())
        start = done if start < 0 else start + 2
        end = text.find("\n\n", found.start())
        done = len(text) if end < 0 else end
        yield from _paragraph(State(text, start, done, house))


@cache
def _sought(outer: str, elided: str) -> re.Pattern[str]:
    """Find a mark that may have to be changed."""
    foreign = "|”" if outer == "„“" else ""
    return re.compile(rf"[\"'`´]|,,(?=[^\W\d_]){foreign}|(?<!\w)‘(?={elided or '(?!)'})", re.I)


def _paragraph(state: State) -> list[Reading]:
    """Read a paragraph; with marks of a kind within one another only where all find partners."""
    nested = _passed(replace(state, nests=True, stack=[], readings=[], weak=set()))
    if all(reading.sure for reading in nested):
        return nested
    return _passed(state)


def _passed(state: State) -> list[Reading]:
    """Read a paragraph from mark to mark."""
    text, stop = state.text, state.stop
    primes = {at for m in PRIMES.finditer(text, state.start, stop) for at in range(*m.span())}
    for token in TOKEN.finditer(text, state.start, stop):
        if token.start() in primes:
            continue
        if token[0] in DOUBLES:
            _double(state, token)
        elif token[0] in "'`´":
            read_single(state, token)
        else:
            _printed(state, token)
    goes_on = _next_mark(text, stop)
    for each in state.stack:
        if each.reading is not None and goes_on not in GOES_ON[each.double]:
            doubt(state, each)
    if any(not reading.sure for reading in state.readings):
        for k in state.weak:
            state.readings[k] = state.readings[k]._replace(sure=False)
    return [reading for reading in state.readings if reading.new]


def _next_mark(text: str, stop: int) -> str:
    """Give the first character of the next paragraph; what goes on there is marked again."""
    return next((text[at] for at in range(stop, min(stop + 6, len(text))) if text[at] != "\n"), "")


def _double(state: State, token: re.Match[str]) -> None:
    """Read a double straight mark."""
    house, stack = state.house, state.stack
    depth = [k for k, each in enumerate(stack) if each.double]
    side = side_of(state, *token.span())
    weak = not side
    if state.text[token.start() - 1 : token.start()].isdigit() and side != "open":
        if not depth:
            return  # inches
        weak = True
    if side == "open" or (not side and not depth):
        pair = house.outer
        if state.nests and len(depth) == 1 and house.inner:
            pair = house.inner
        elif depth:
            for each in stack[depth[-1] :]:
                doubt(state, each)
            del stack[depth[-1] :]
        k = note(state, token, pair[:1], "open")
        push(state, Open(True, pair[1:], k))
    elif depth:
        for each in stack[depth[-1] + 1 :]:
            doubt(state, each)
        k = note(state, token, stack[depth[-1]].closer, "close")
        weak = weak or stack[depth[-1]].reading in state.weak
        del stack[depth[-1] :]
    else:
        k = note(state, token, house.outer[1:], "close", sure=False)
    if weak:
        state.weak.add(k)


def _printed(state: State, token: re.Match[str]) -> None:
    """Follow a mark that is typographic already; correct one that is of another language."""
    text, mark, (start, end) = state.text, token[0], token.span()
    before, after = text[start - 1 : start], text[end : end + 1]
    within = before.isalnum() and after.isalnum()
    if mark in "‘’" and within:
        return
    closers = state.house.closers
    side = side_of(state, start, end)
    open_here = [k for k, each in enumerate(state.stack) if each.closer == mark]
    if mark == "‘" and is_elision(state, start, end):
        note(state, token, APOSTROPHE, "apostrophe")
    elif open_here and side != "open":
        if mark == APOSTROPHE and before.isalpha() and ends_word(state, start):
            return
        for each in state.stack[open_here[-1] + 1 :]:
            doubt(state, each)
        del state.stack[open_here[-1] :]
    elif mark == "”" and mark not in closers.values() and side != "open" and state.stack:
        each = state.stack.pop()
        if each.double and each.closer == state.house.outer[1:]:
            note(state, token, each.closer, "close")
    elif mark in closers and side != "close":
        if state.stack and state.stack[-1].closer == closers[mark]:
            doubt(state, state.stack.pop())
        push(state, Open(mark not in SINGLE, closers[mark], None))
