"""The weights of all lines of a book, each weighed anew only where its neighbours have changed."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple, cast

from pipeline.layout.clues import Clues, Place
from pipeline.layout.decoding.evidence import (
    DECIDED,
    GATHERED,
    LABEL,
    Weights,
    as_noted,
    line_weights,
)
from pipeline.layout.decoding.house import Traits, traits
from pipeline.layout.decoding.reading import Reading
from pipeline.layout.decoding.verse import VERSE_WIDEST, verse_in_notes, verse_weight
from pipeline.layout.facts import NEVER
from pipeline.layout.paging.pages import EDGE


class Known(NamedTuple):
    """What a pass has weighed of a line; it holds as long as the neighbours are read the same."""

    told: tuple[int, ...]
    """What the reading told of the line."""
    verse: float
    """What speaks for verse by itself."""
    weights: Weights
    """What speaks for each kind; how the book sets its headings, and verse in a note, aside."""
    traits: Traits
    """How it is set, as headings are compared."""


TITLE, VERSE = 5.0, 9.0
"""How much less than for text may speak for a line's being a heading's or verse, so that it still
may be. In all steps between lines, these gain less on text: into both kinds 3 and out of a heading
1, out of verse 7."""
UNKNOWN = Known((), NEVER, LABEL, ())


class Plain(NamedTuple):
    """The lines whose weights no line around them changes, weighed once for all passes.

    Most lines of a book are such: they fill the measure in the midst of their page, so that they
    can only be text or a note's rest.
    """

    weights: list[Weights | None]
    """Of each filled line; None where its neighbours count."""
    open: list[int]
    """Those where they do, by their places among the filled lines."""
    marked: frozenset[int]
    """The lines that bear a note's marker."""
    known: dict[int, Known]
    """What the passes so far have weighed of the open ones."""


def plain_weights(clues: Clues, found: Sequence[Place]) -> Plain:
    """Weigh the lines that are plain."""
    marked = frozenset(label.marker for label in clues.labels.values())
    apart = {label.head for label in clues.labels.values() if label.head != label.line}
    open_ = clues.labels.keys() | clues.ended | clues.prose | clues.outline.keys()
    weights: list[Weights | None] = [None] * len(found)
    for k, (line, top, bottom, *_) in enumerate(found):
        facts = clues.facts[line]
        if line in clues.decided:
            weights[k] = DECIDED[clues.decided[line]]
        elif line in clues.roles:
            weights[k] = GATHERED.get(clues.roles[line])
        elif line in apart:
            weights[k] = LABEL
        elif facts.title <= NEVER and facts.width > VERSE_WIDEST and line not in open_:
            inner = (top > EDGE and bottom > EDGE) or line in clues.kept
            if inner and not (facts.cast is not None and facts.cast.off):
                note_on = facts.as_note + as_noted(facts, marked=line in marked, gathered=False)
                weights[k] = (NEVER, NEVER, facts.as_text, NEVER, NEVER, note_on)
    return Plain(weights, [k for k, known in enumerate(weights) if known is None], marked, {})


def weigh(
    clues: Clues, found: Sequence[Place], plain: Plain, reading: Reading, span: range
) -> list[Weights]:
    """Weigh the filled lines of a span, which begins and ends with pages, for each kind."""
    start, places = span.start, _open_in(plain, span)
    weights = plain.weights[start : span.stop]
    agreed = dict[Traits, float]()
    for k, told in zip(places, reading.told(places), strict=True):
        known = plain.known.get(k, UNKNOWN)
        if known.told != told:
            known = plain.known[k] = _known(clues, found[k], plain, reading, k, told)
        furniture, title, text, verse, note, note_on = known.weights
        if title > NEVER:
            if known.traits not in agreed:
                agreed[known.traits] = reading.house.weigh(known.traits)
            title += agreed[known.traits]
            title = title if title > text - TITLE else NEVER
        verse = verse if verse > text - VERSE else NEVER
        weights[k - start] = furniture, title, text, verse, note, note_on
    for k in places if clues.prose else ():
        if found[k].line in clues.prose:
            weights[k - start] = _in_prose(cast("Weights", weights[k - start]))
    poems = {k: plain.known[k].verse for k in places}
    for k, gain in verse_in_notes(clues, found, span, poems).items():
        weight = cast("Weights", weights[k - start])
        weights[k - start] = _in_note(weight, clues.facts[found[k].line].as_note, gain)
    return cast("list[Weights]", weights)


def _open_in(plain: Plain, span: range) -> list[int]:
    """Give the open lines of a span."""
    return plain.open[bisect_left(plain.open, span.start) : bisect_left(plain.open, span.stop)]


def _known(
    clues: Clues, place: Place, plain: Plain, reading: Reading, k: int, told: tuple[int, ...]
) -> Known:
    """Weigh an open line."""
    verse, marked = verse_weight(clues, place, reading, k), place.line in plain.marked
    weights = line_weights(clues, place, reading, k, verse, marked=marked)
    return Known(told, verse, weights, traits(clues, place))


def _in_prose(weights: Weights) -> Weights:
    """Weigh a line that people say is of a passage: it is text if it would be any of these."""
    furniture, title, text, verse, note, note_on = weights
    return (furniture, NEVER, max(text, title, verse), NEVER, note, note_on)


def _in_note(weights: Weights, as_note: float, gain: float) -> Weights:
    """Weigh a line that may be verse within a note: it is the note's if it would be verse."""
    furniture, title, text, verse, note, note_on = weights
    if note_on > NEVER and gain > as_note:
        note_on += gain - as_note
    return furniture, title, text, verse, note, note_on
