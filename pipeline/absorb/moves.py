"""Texts that are gone from one place and stand in another: they were moved, not written anew."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from pipeline.absorb.compare import Comparison, Group
from pipeline.absorb.draft import Draft, Place, Refusal, Wish
from pipeline.absorb.origin import Origin

FEWEST = 5
"""Words by which the text that it stands behind is named, and more where others end so."""
WORD = re.compile(r"\w+")


def moves(comparison: Comparison) -> dict[Group, Group]:
    """Give the texts that came, each with the one that is gone.

    One of which a part stayed, in a text that was joined with others, did not move as a whole.
    """
    gone = {group.old[0]: group for group in comparison.groups if not group.new}
    return {
        group: gone[comparison.moved[group.new[0]]]
        for group in comparison.groups
        if not group.old and comparison.moved.get(group.new[0]) in gone
    }


def move(
    group: Group,
    gone: Group,
    moved: Mapping[Group, Group],
    comparison: Comparison,
    origin: Origin,
) -> Wish:
    """Give the draft for a text that was moved: behind the text that it now follows."""
    old, new = comparison.old, comparison.new
    (k,) = group.new
    place = Place(new.leaves[k], 0, len(new.leaves[k].text))
    own = {new_leaf: each for each in comparison.groups for new_leaf in each.new}
    raw = origin.stretch(*old.span(gone.old[0]))
    texts = [leaf.text for leaf in old.leaves]
    for beside, behind in ((k - 1, True), (k + 1, False)):
        other = own.get(beside)
        stands = moved.get(other, other) if other is not None else None
        if raw is None or stands is None or not stands.old:
            continue
        text = texts[stands.old[-1] if behind else stands.old[0]]
        if words := _naming(text, texts, behind=behind):
            return Draft("move", raw, f"{'after' if behind else 'before'} {words}", place)
    return Refusal("this was moved to where no words tell its place", place)


def _naming(text: str, texts: Sequence[str], *, behind: bool) -> str:
    """Give the last words of a text, or its first, so many that no other has them; "" for none."""
    words = WORD.findall(text)
    for count in range(min(FEWEST, len(words)), len(words) + 1):
        named = words[-count:] if behind else words[:count]
        if count and sum(_has(each, named, behind=behind) for each in texts) == 1:
            return " ".join(named)
    return ""


def _has(text: str, words: Sequence[str], *, behind: bool) -> bool:
    own = WORD.findall(text.lower())
    wanted = [word.lower() for word in words]
    return (own[-len(wanted) :] if behind else own[: len(wanted)]) == wanted
