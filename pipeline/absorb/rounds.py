"""Drafts made decisions, round by round, until the edition reads as it was edited.

Each round rebuilds the book with what was decided so far and looks at what still differs: letters
that were put in can only then be set otherwise, and what a decision did not do is found out. What
was tried in vain is not decided.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from pipeline.absorb.draft import Draft, Refusal
from pipeline.absorb.edition import Edition
from pipeline.absorb.reading import Reading, Signature
from pipeline.absorb.wishes import wishes
from pipeline.amend.apply import OFF
from pipeline.decisions.make import Maker
from pipeline.decisions.settle import covers, meet, subject
from pipeline.model.decision import Decision, Placed, Said

ROUNDS = 6
"""More are not needed: what is not done by then was tried before."""

NEAR = 16
"""Letters between a change as a word processor tells it and as it is found by comparing."""

Rebuild = Callable[[Sequence[Decision]], Edition]
"""Makes the edition with some decisions besides those that were there."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is to be decided, with the place of each in the edited text, and what cannot be."""

    decisions: tuple[tuple[Decision, Draft], ...]
    refusals: tuple[Refusal, ...]


@dataclass(slots=True)
class _State:
    maker: Maker
    said: Said
    made: dict[Draft, list[Decision]] = field(default_factory=dict)
    tried: set[tuple[object, ...]] = field(default_factory=set)

    @property
    def decisions(self) -> list[Decision]:
        return [decision for made in self.made.values() for decision in made]


def settled(
    rebuild: Rebuild,
    edited: Reading,
    maker: Maker,
    said: Said,
    *,
    tracked: bool = False,
) -> Outcome:
    """Find the decisions that make the edition read as it was edited.

    `said` is said with each of them. Where changes were `tracked`, what differs besides is
    not decided: it may be that the edition has changed since the file was made of it.
    """
    state = _State(maker, said)
    edition = first = rebuild(())
    for _ in range(ROUNDS):
        wished = _wishes(edition, edited, tracked=tracked)
        drafts = [wish for wish in wished if isinstance(wish, Draft) and wish.action != "query"]
        vain = {_key(draft) for draft in drafts} & state.tried
        fresh = [draft for draft in drafts if _key(draft) not in vain]
        known = {_key(draft): draft for draft in state.made}
        dropped = [known[key] for key in vain if key in known]
        if not (fresh or dropped):
            break
        for draft in dropped:
            del state.made[draft]
        for draft in fresh:
            _decide(draft, edition, state)
        edition = rebuild(state.decisions)
        if harm := list(_harmful(state, edition, first)):
            for draft in harm:
                del state.made[draft]
            edition = rebuild(state.decisions)
    wished = _wishes(edition, edited, tracked=tracked)
    refusals = [_refused(wish) for wish in wished if not _is_query(wish)]
    for wish in wished:
        if isinstance(wish, Draft) and _is_query(wish) and not _asked(wish, edition):
            state.made[wish] = [_made(wish, state)]
    pairs = [(decision, draft) for draft, made in state.made.items() for decision in made]
    return Outcome(tuple(pairs), tuple(refusals))


def _harmful(state: _State, edition: Edition, first: Edition) -> Iterator[Draft]:
    """Give the drafts that could not be made, or in whose text the marker of a note was lost."""
    done = {each.decision.id for each in edition.proof.book.decisions}
    notes = {note.id for note in edition.proof.book.notes()}
    lost = {note.id for note in first.proof.book.notes()} - notes
    for draft, made in state.made.items():
        unmade = any(each.action != "undo" and each.id not in done for each in made)
        if unmade or any(point.data in lost for point in draft.place.leaf.points):
            yield draft


def _wishes(edition: Edition, edited: Reading, *, tracked: bool) -> list[Draft | Refusal]:
    found = wishes(edition, edited)
    if not tracked:
        return found
    return [
        Refusal(
            f"this differs from the edition, and is no tracked change: {_what(wish)}", wish.place
        )
        if isinstance(wish, Draft) and not (_is_query(wish) or _signature(wish))
        else wish
        for wish in found
    ]


def _what(draft: Draft) -> str:
    return " ".join([draft.action, *([repr(draft.new)] if draft.new else [])])


def _key(draft: Draft) -> tuple[object, ...]:
    return draft.action, draft.at, draft.new


def _is_query(wish: Draft | Refusal) -> bool:
    return isinstance(wish, Draft) and wish.action == "query"


def _refused(wish: Draft | Refusal) -> Refusal:
    if isinstance(wish, Refusal):
        return wish
    return Refusal(f"a decision does not bring this about: {_what(wish)}", wish.place)


def _asked(draft: Draft, edition: Edition) -> bool:
    """Was the same asked at the same place before?"""
    return any(
        (each.decision.action, each.at, each.decision.new) == _key(draft)
        for each in edition.proof.book.decisions
    )


def _decide(draft: Draft, edition: Edition, state: _State) -> None:
    """Make a decision, and take back those in its place that it does not replace by itself."""
    state.tried.add(_key(draft))
    decision = _made(draft, state)
    here = Placed(decision, draft.at)
    taken: list[Decision] = []
    added = False
    for other in edition.proof.book.decisions:
        if subject(other.decision) != subject(decision) or not meet(here, other):
            continue
        added |= other.decision.action == "insert" and draft.at[0] == draft.at[1]
        own = next((d for d, made in state.made.items() if other.decision in made), None)
        if own is not None:
            state.made[own] = [each for each in state.made[own] if each is not other.decision]
        elif added or not _replaces(here, other):
            taken.append(state.maker.undo(other.decision))
    if added and draft.action != "insert":
        # The letters that are changed are those of a decision alone.
        new = [replace(decision, action="insert")] if draft.new else []
        state.made[draft] = [*taken, *new]
    elif taken and draft.new == OFF:
        # It may be off already, now that this is taken back: the next round tells.
        state.tried.discard(_key(draft))
        state.made[draft] = taken
    else:
        state.made[draft] = [*state.made.get(draft, ()), *taken, decision]


def _replaces(later: Placed, earlier: Placed) -> bool:
    """Does a decision replace another by itself?"""
    one, other = later.decision, earlier.decision
    return one.reader == other.reader and one.when > other.when and covers(later, earlier)


def _made(draft: Draft, state: _State) -> Decision:
    """Make the decision, signed by whoever made the change if the edited text tells."""
    signed = _signature(draft)
    if signed is None or not signed.who:
        return state.maker.make(draft.action, draft.at, draft.new, **state.said)
    when = _time(signed.when, state.maker.now)
    return state.maker.make(
        draft.action, draft.at, draft.new, reader=signed.who, when=when, **state.said
    )


def _signature(draft: Draft) -> Signature | None:
    """Give the nearest signature: where words are repeated, several places tell of one change."""
    place = draft.place
    if draft.action == "query":
        own = (each for each in place.leaf.remarks if each.who and each.text == draft.new)
        return next((Signature(each.start, each.end, each.who, each.when) for each in own), None)

    def distance(each: Signature) -> int:
        return max(0, each.start - place.end, place.start - each.end)

    near = [each for each in place.leaf.signatures if distance(each) <= NEAR]
    return min(near, key=distance, default=None)


def _time(when: str, default: datetime) -> datetime:
    try:
        told = datetime.fromisoformat(when)
    except ValueError:
        return default
    return told if told.tzinfo else told.replace(tzinfo=UTC)
