"""The places of a book at which a decision holds that holds wherever its text stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.amend.everywhere import Everywhere
from pipeline.amend.stretches import Stretches, UnfitError
from pipeline.checks.proof import Proof
from pipeline.decisions.structure import BLOCKS, lines_like
from pipeline.model.decision import Decision
from pipeline.model.finding import Span


def alike(proof: Proof, decisions: Sequence[Decision]) -> Iterator[tuple[Decision, list[Span]]]:
    """Give the places, its own among them, of each decision that holds wherever its text stands."""
    places = Stretches(proof.source.text, proof.book, proof.pieces)
    everywhere = Everywhere(proof.pieces)
    for each in decisions:
        if each.scope != "every":
            continue
        if each.action in BLOCKS:
            yield each, list(lines_like(proof.source.text, each.at))
            continue
        try:
            found = everywhere.like(places.stretch(each.at))
        except UnfitError:
            continue
        starts = ((proof.starts[s.piece], s) for s in found)
        yield each, sorted(proof.raw(at + s.start, at + s.end)[0] for at, s in starts)
