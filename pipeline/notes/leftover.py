"""What the alignment leaves over: markers of notes that the source lost, and second references."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pipeline.layout.labels.series import Head, Link
from pipeline.layout.labels.steps import Last, label_step
from pipeline.notes.markers import Candidate, overlap

CLEAR = 1.0
"""Weight from which a place looks like a marker by itself."""
PLAIN = 1.5
"""Weight of a place that is written as markers are: raised, in brackets, or glued to a word."""
SURE_FORMS = ("raised", "bracket")
"""Forms of which no letter of a word is."""
LATELY = 3
"""Labels back to which a gathered note is referred to once more."""


def lost_bodies(
    heads: Sequence[Head],
    found: Sequence[Candidate],
    looks: Sequence[float],
    chain: Sequence[Link],
    k: int,
    span: range,
    *,
    one_sign: bool,
) -> Iterator[int]:
    """Find the markers of the notes whose bodies the source has lost, between two linked ones.

    They look like markers by themselves and go on with the series. Of numbers that the next link
    goes on with, those between may be missing, and any place that `looks` like a marker will do;
    where none does, or it begins again, only what stands as most markers of the book do is
    believed, and only number by number. `one_sign`: all notes of the book have an asterisk.
    """
    if not chain:
        return
    ends = [chain[i] for i in (k - 1, k) if 0 <= i < len(chain)]
    taken = [found[end.place] for end in ends]
    here = heads[chain[k - 1].head].label if k else ""
    following = heads[chain[k].head].label if k < len(chain) else ""
    rises = here.isdecimal() and following.isdecimal() and int(following) > int(here)
    clear = [
        j
        for j in span
        if (looks[j] >= CLEAR if rises else found[j].weight >= PLAIN)
        and not any(overlap(found[j], each) for each in taken)
    ]
    if one_sign:  # each stands for a note
        yield from (j for j in clear if found[j].label == "*" and 0 < k < len(chain))
        clear = [j for j in clear if found[j].label != "*"]
    last, at = Last(here, taken[0].page) if k else None, -1
    for j in _best_of_each(found, clear):
        label, page = found[j].label, found[j].page
        between = rises and label.isdecimal() and int(here) < int(label) < int(following)
        goes_on = last and not rises and label_step(last, label, page, 0.0) >= 1.0
        if j > at and (between or goes_on):
            yield j
            at, last = j, Last(label, page)


def _best_of_each(found: Sequence[Candidate], places: Iterable[int]) -> list[int]:
    """Give of places with the same label the one of the greatest weight, in the labels' order."""
    best: dict[str, int] = {}
    for j in places:
        rival = best.setdefault(found[j].label, j)
        if found[j].weight > found[rival].weight:
            best[found[j].label] = j
    return sorted(best.values(), key=lambda j: (_value(found[j].label), j))


def _value(label: str) -> int:
    return int(label) if label.isdecimal() else 0


def second_references(
    heads: Sequence[Head],
    found: Sequence[Candidate],
    chain: Sequence[Link],
    taken: set[int],
    *,
    gathered: bool,
) -> Iterator[tuple[int, int]]:
    """Find second references to a note: its number once more, after the first, above its body.

    Of gathered notes, which stand below the whole chapter, it must stand among the next few, and
    be no figure that a letter was misread for.
    """
    last: dict[str, Link] = {}
    links = {link.place: link for link in chain}
    for j, spot in enumerate(found):
        if j in links:
            last = _lately(last, spot.label) if gathered and spot.label.isdigit() else last
            last[spot.label] = links[j]
        elif spot.label in last and j not in taken and spot.label.isdigit():
            link = last[spot.label]
            first, head = found[link.place], heads[link.head]
            alike = spot.form == first.form and spot.weight >= max(PLAIN, first.weight)
            near = spot.page <= head.page and spot.at < head.at
            alike = alike and (spot.form in SURE_FORMS or not gathered)
            if alike and near and not overlap(spot, first):
                yield j, link.head


def _lately(last: dict[str, Link], label: str) -> dict[str, Link]:
    """Keep the notes that stand just before a label; none where the numbers begin again."""
    return {each: link for each, link in last.items() if 0 <= int(label) - int(each) <= LATELY}
