"""Quotation marks and apostrophes, told apart: a paragraph is read from mark to mark.

What stands beside a mark says whether it can open or close; where that leaves both, what is open
says which. A straight mark that finds no partner spoils no other: it is asked about, and so is each
whose reading hung on it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipeline.conventions.house import SINGLE, House
from pipeline.conventions.quotes.paragraph import (
    APOSTROPHE,
    Open,
    Reading,
    Side,
    State,
    Turned,
    abandon,
    doubt,
    note,
    push,
    side_of,
)
from pipeline.conventions.quotes.singles import FIRM, ends_word, is_elision, read_single

# These begin with what is rare, so that the search need not stop at every letter.
TOKEN = re.compile(r"[\"'“”„‟«»‹›‘’‚‛`´,](?:(?<=')'|(?<=`)`|(?<=,),(?=[^\W\d_])|(?<!,))")
PRIMES = re.compile(
    r"[\d°º](?:(?<=\d)\s?['′]\s?\d{1,2}[½¼¾]?\s?(?:\"|''|″)"
    r"|(?<=[°º])\s?\d{1,2}\s?['′](?:\s?\d{1,2}\s?[\"″])?)"
)
"""Feet and inches, minutes and seconds."""
DOUBLES = ('"', "''", "``", ",,")
GOES_ON = {True: frozenset('"“„«»'), False: frozenset("'‘‚‹›")}
"""How a paragraph begins that goes on with a quotation, in double marks and in single ones."""


def read_marks(text: str, house: House) -> Iterator[Reading]:
    """Read all marks that are not as the house has them. Paragraphs are parted by blank lines.

    >>> from pipeline.conventions.house import house_of
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
        state = read_paragraph(text, start, done, house)
        yield from (reading for reading in state.readings if reading.new)


@cache
def _sought(outer: str, elided: str) -> re.Pattern[str]:
    """Find a mark that may have to be changed."""
    signs = "\"'`´" + ("”" if outer == "„“" else "")
    return re.compile(
        rf"[,‘{signs}](?:(?<=[{signs}])|(?<=,),(?=[^\W\d_])|(?<=‘)(?<!\w.)(?={elided or '(?!)'}))",
        re.I,
    )


def read_paragraph(text: str, start: int, stop: int, house: House) -> State:
    """Read all marks of a paragraph, text[start:stop].

    Marks of a kind within one another are taken for such only where that leaves fewer of them
    without a partner.
    """
    nested = _passed(State(text, start, stop, house, nests=True))
    if not nested.faults and all(reading.sure for reading in nested.readings):
        return nested
    flat = _passed(State(text, start, stop, house))
    # Guillemets are set within guillemets, where most other marks would change.
    read = (nested, flat) if house.outer == "«»" else (flat, nested)
    return min(read, key=_doubtful)


def _doubtful(state: State) -> tuple[int, int]:
    return sum(not reading.sure for reading in state.readings), state.faults


def _passed(state: State) -> State:
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
    goes_on = next_mark(text, stop)
    for each in state.stack:
        if each.reading is not None and goes_on not in GOES_ON[each.double]:
            doubt(state, each)
    if any(not reading.sure for reading in state.readings):
        for k in state.weak:
            state.readings[k] = state.readings[k]._replace(sure=False)
    return state


def next_mark(text: str, stop: int) -> str:
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
                abandon(state, each, token.start())
            del stack[depth[-1] :]
        k = note(state, token, pair[:1], "open")
        push(state, Open(True, pair[1:], k, token.start()))
    elif depth:
        for each in stack[depth[-1] + 1 :]:
            abandon(state, each, token.start())
        k = note(state, token, stack[depth[-1]].closer, "close")
        weak = weak or stack[depth[-1]].reading in state.weak
        del stack[depth[-1] :]
    else:
        k = note(state, token, house.outer[1:], "close", sure=False)
        state.unopened.append(token.start())
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
    if mark == "‘" and is_elision(state, end):
        note(state, token, APOSTROPHE, "apostrophe")
    elif open_here and side != "open":
        if mark == APOSTROPHE and before.isalpha() and ends_word(state, start):
            return
        for each in state.stack[open_here[-1] + 1 :]:
            abandon(state, each, start)
        if len(open_here) > 1:
            state.nested.append((state.stack[open_here[-1]].at, end))
        del state.stack[open_here[-1] :]
    elif mark == "”" and mark not in closers.values() and side != "open" and state.stack:
        each = state.stack.pop()
        if each.double and each.closer == state.house.outer[1:]:
            note(state, token, each.closer, "close")
    elif mark in closers and side != "close":
        _open_printed(state, closers[mark], mark not in SINGLE, start)
    elif mark in closers:
        _turned_opening(state, mark, start)
    elif mark in closers.values() and (mark != APOSTROPHE or FIRM.match(text, start - 1)):
        _without_opening(state, mark, side, start)


def _open_printed(state: State, closer: str, double: bool, at: int) -> None:
    """Open a quotation by a printed mark, within one that the same mark opened only once.

    At the beginning of a line of verse it says that what is open goes on.
    """
    same = [k for k, each in enumerate(state.stack) if each.closer == closer]
    if same and state.text[at - 1] == "\n":
        return
    if len(same) > 1 or (same and not state.nests):
        for each in state.stack[same[-1] :]:
            abandon(state, each, at)
        del state.stack[same[-1] :]
    push(state, Open(double, closer, None, at))


def _turned_opening(state: State, mark: str, at: int) -> None:
    """Take a mark that opens, where only one that closes can stand, for the latter."""
    closer = state.house.closers[mark]
    open_here = [k for k, each in enumerate(state.stack) if each.closer == closer]
    state.turned.append(Turned(at, closer))
    if open_here:
        del state.stack[open_here[-1] :]
    else:
        state.unopened.append(at)


def _without_opening(state: State, mark: str, side: Side, at: int) -> None:
    """Take a mark that closes nothing for one that is turned, where only the other can stand."""
    if side == "open" and mark != APOSTROPHE:
        opener = next(each for each, closer in state.house.closers.items() if closer == mark)
        state.turned.append(Turned(at, opener))
        _open_printed(state, mark, mark not in SINGLE, at)
    else:
        state.unopened.append(at)
