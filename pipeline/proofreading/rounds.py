"""The rounds: what a page is to be read for, by whom, and what of that was done."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model.settings import Round
from pipeline.proofreading.event import same_reader
from pipeline.proofreading.states import PageState, Reading


def filled(state: PageState) -> tuple[Reading | None, ...]:
    """Give, round by round, the reading that fills it; None where there is none yet.

    Rounds of one kind are filled in the order of time, each by another reader. Who read the text
    may read the formatting too.
    """
    readings = {kind: _of(state, kind) for kind in state.rounds}
    return tuple(next(readings[kind], None) for kind in state.rounds)


def _of(state: PageState, kind: Round) -> Iterator[Reading]:
    return (each for each in state.readings if each.round == kind)


def due(state: PageState) -> Round | None:
    """Give the round that a page needs next; None where it needs no more."""
    if not state.page.hash:
        return None
    open_ = (kind for kind, by in zip(state.rounds, filled(state), strict=True) if by is None)
    return next(open_, None)


def is_done(state: PageState) -> bool:
    """Was a page read for all that it is to be read for?"""
    return due(state) is None


def round_for(state: PageState, reader: str) -> Round | None:
    """Give the round for which a reader may read a page now; None where it waits for others.

    Where no round is left, it may be read again by whoever has not read it for its text.
    """
    kind = due(state) or "text"
    mine = {each.round for each in state.readings if _is(each, reader)}
    return None if kind in mine or not state.page.hash else kind


def needed(state: PageState) -> str:
    """Say in words what a page needs next; "" for nothing.

    It names those who cannot give it.
    """
    kind = due(state)
    if kind is None:
        return ""
    done = [each for each in state.readings if each.round == kind]
    if not done:
        return f"a reading of its {kind}"
    names = " or ".join(each.reader for each in done)
    return f"another reading of its {kind}, not by {names}"


def _is(reading: Reading, reader: str) -> bool:
    return same_reader(reading.reader) == same_reader(reader)
