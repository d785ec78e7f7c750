"""All that an edited edition asks for, as against the one that the build makes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import reduce
from operator import and_

from rapidfuzz import fuzz

from pipeline.absorb.compare import Comparison, compare
from pipeline.absorb.draft import Draft, Place, Refusal, Wish
from pipeline.absorb.edition import BODY, Edition
from pipeline.absorb.letters import letter_drafts
from pipeline.absorb.marks import point_drafts, setting_drafts
from pipeline.absorb.origin import Origin
from pipeline.absorb.reading import Leaf, Part, Reading
from pipeline.absorb.stream import Stream
from pipeline.absorb.structure import structure_drafts
from pipeline.errors import RecensionError
from pipeline.write.remarks import OURS

LEAST, SHARED = 0.5, 0.8
"""Shares of the edition's words that what was made of it still has: in their order, or, where texts
were moved, in any. Two books of one language share half of them, mostly small ones."""
SHORT = 12
"""Letters from which what is gone is known again elsewhere."""
ALIKE = 80
"""So alike, of 100, is it to a part of what stands there."""


def wishes(edition: Edition, edited: Reading) -> list[Wish]:
    """Give the drafts of decisions that would make the edition read as it was edited.

    `edited` may be some of the edition's chapters. What no decision can say is refused.

    Raises:
        RecensionError: it is of another book.
    """
    own = [part.id for part in edition.reading.parts if not part.new]
    there = {part.id for part in edited.parts}
    known = [id for id in own if id in there or edited.whole]
    origins = edition.origins(known)
    comparisons = _comparisons(edition, edited, known)
    found: list[Wish] = []
    for id, comparison in comparisons.items():
        found += structure_drafts(comparison, origins[id])
        found += letter_drafts(comparison, origins[id])
        found += setting_drafts(comparison, origins[id], edited.form)
        found += _asked(comparison, origins[id])
    notes = {note.id for note in edition.proof.book.notes()}
    found += point_drafts(comparisons, origins, notes, edited.form)
    return _nothing_lost(found)


def _nothing_lost(found: list[Wish]) -> list[Wish]:
    """Let letters stay where they are that stand in a text which cannot be put in elsewhere."""
    come = [wish.come for wish in found if isinstance(wish, Refusal) and wish.come]
    if not come:
        return found
    said = "this stands elsewhere now, and only whole texts can be moved"
    return [
        Refusal(said, wish.place)
        if isinstance(wish, Draft) and any(_in(wish.gone, text) for text in come)
        else wish
        for wish in found
    ]


def _in(gone: str, text: str) -> bool:
    return len(gone) >= SHORT and fuzz.partial_ratio(gone, text) >= ALIKE


def _comparisons(edition: Edition, edited: Reading, known: Sequence[str]) -> dict[str, Comparison]:
    old = edition.streams(known)
    body = [leaf for part in edited.parts if not part.new for leaf in part.leaves]
    new = {id: Stream(edited.notes.get(id, ())) for id in old if id in edited.notes}
    new[BODY] = Stream(body)
    made = {id: compare(old[id], new[id]) for id in old if id in new}
    alike, whole = sum(match.size for match in made[BODY].alike), len(old[BODY].tokens)
    bags = (Counter(token.key for token in stream[BODY].tokens) for stream in (old, new))
    if alike < LEAST * whole and reduce(and_, bags).total() < SHARED * whole:
        raise RecensionError(
            f"only {alike:,} of {whole:,} words and signs are those of the edition",
            next((leaf.file for leaf in body), ""),
            "give what was made of this book",
        )
    return made


def _asked(comparison: Comparison, origin: Origin) -> Iterator[Wish]:
    """What someone remarks is asked of the proofreader; what an export remarked is known."""
    new = comparison.new
    for start, leaf in zip(new.starts, new.leaves, strict=True):
        for remark in leaf.remarks:
            if OURS.match(remark.text):
                continue
            place = Place(leaf, remark.start, remark.end)
            spots = [comparison.before(at + start) for at in (remark.start, remark.end)]
            if not all(spots):
                yield Refusal(f"what this remark is about is new: {remark.text}", place)
                continue
            left, right = min(spots[0]), max(spots[1])
            raw = origin.stretch(left, right)
            point = origin.point(left)
            yield Draft("query", raw or (point, point), remark.text, place)


def apparatus(edition: Edition, edited: Reading) -> Iterator[Refusal]:
    """Refuse what was edited and is not the book's text, but the edition's."""
    parts = {part.id: part for part in edition.reading.parts}
    order = [part.id for part in edited.parts if part.id in parts]
    if order != sorted(order, key=[*parts].index):
        yield Refusal("chapters stand in another order: they follow the source")
    for part in edited.parts:
        own = parts.get(part.id)
        if own is None:
            continue
        if part.kind != own.kind and not own.new:
            yield Refusal(
                f"what kind of chapter this is follows from the source: {own.kind}", _at(part)
            )
        if own.new and _texts(part, edited) != _texts(own, edition.reading):
            yield Refusal(
                f"this is new matter: edit {edition.composed.files.get(part.id, 'book.toml')}",
                _at(part),
            )
    known = [part for part in edited.parts if part.id in parts]
    for mine, id in ((part, id) for part in known for id in parts[part.id].notes):
        old, new = edition.reading.added[id], edited.added.get(id)
        leaves = edited.notes.get(id)
        place = Place(leaves[0]) if leaves else _at(mine)
        if new is None:
            yield Refusal(f"a note cannot be taken out: {id}", place)
        elif old[0] != new[0]:
            yield Refusal(f"a note's label is the source's: {old[0]}, not {new[0]}", place)
        elif old[1] != new[1]:
            yield Refusal(f"what the edition says of a note is not the book's: {old[1]}", place)


def _at(part: Part) -> Place | None:
    return Place(part.leaves[0]) if part.leaves else None


def _texts(part: Part, reading: Reading) -> list[Leaf]:
    leaves = [*part.leaves, *(leaf for id in part.notes for leaf in reading.notes[id])]
    return [Leaf(leaf.kind, leaf.text, leaf.settings) for leaf in leaves]
