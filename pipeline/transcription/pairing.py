"""Notes and the markers that refer to them, paired over the whole text.

A transcription keeps both, so a pair needs no more than like labels in like order, the marker
before its note. What is weighed is only which of several like markers it is, where labels begin
again: the heaviest chain of pairs that rises in both (a weighted longest increasing subsequence,
found with a tree of prefix maxima: P. M. Fenwick, Software: Practice and Experience 24, 1994).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from typing import NamedTuple

from pipeline.layout.labels.maxima import best_before, raise_at

RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹∗", "0123456789*")
SIGNS = "*∗†‡§‖¶#"
NUMBER = r"\d{1,4}[a-z]?"
FORMS = {
    "square": re.compile(
        rf"\[(?:FN ?#?|Note |Footnote |#)?({NUMBER}|[A-Za-z]{{1,2}}|[ivxlcIVXLC]{{1,7}}"
        rf"|[{SIGNS}+]{{1,6}})\]"
    ),
    "round": re.compile(rf"\(({NUMBER}|[A-Za-z]|[{SIGNS}]{{1,6}})\)"),
    "curly": re.compile(r"\{(\d{1,4}|[A-Za-z])\}"),
    "signs": re.compile(rf"(?<![{SIGNS}])([{SIGNS}]{{1,6}})"),
    "raised": re.compile(r"([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,4})"),
    "caret": re.compile(r"\^(\d{1,4})(?!\w)"),
    "glued": re.compile(r"(?<=[^\W\d_]|[.,;:!?)\]\"'”’»])(\d{1,3})(?![\w%])"),
}
"""How markers are written; a book has one way for one series of notes."""
FORMS_OF = {
    "digits": ("square", "round", "curly", "raised", "caret"),
    "signs": ("square", "round", "signs"),
    "letters": ("square", "round", "curly"),
    "capitals": ("square", "round", "curly"),
}
"""The forms that are tried for each series; glued digits are sought where nothing else serves."""
PLAIN = ("round", "signs", "glued")
"""Forms that mean something else as well: with them a like number is no second reference."""
NEAREST = 60
"""Like markers that are tried for one note."""
LEAST_SERVED = 0.3
"""Share of the notes that a form must serve."""
PAIR = 10.0
"""What a pair weighs, so that more pairs beat better ones."""


class Marker(NamedTuple):
    """A place that may refer to a note: string[start:end]."""

    start: int
    end: int
    label: str
    form: str
    """How it is written: a key of FORMS."""


class Wanted(NamedTuple):
    """A note whose marker is looked for: it stood at `at`, its marker before that."""

    label: str
    at: int


class Paired(NamedTuple):
    """The markers of the notes."""

    links: dict[int, Marker]
    """By the index of the note."""
    again: list[tuple[int, Marker]]
    """Further references to a note that has its marker."""
    loose: list[Marker]
    """Markers of a series in which no note bears their label."""


def find_markers(string: str, wanted: Container[str], forms: Iterable[str]) -> Iterator[Marker]:
    """Give the places that look like markers with one of the wanted labels, form by form.

    >>> [m.label for m in find_markers("so[1] it (2) is*", {"1", "2"}, ("square", "round"))]
    ['1', '2']
    """
    for form in forms:
        for match in FORMS[form].finditer(string):
            label = match[1].translate(RAISED)
            if label in wanted:
                yield Marker(*match.span(), label, form)


def pair(notes: Sequence[Wanted], string: str, labels_at: Container[int] = ()) -> Paired:
    """Pair notes, in the order of the source, with the markers in the text.

    `labels_at` are the places of labels, which are no markers.

    >>> pair([Wanted("1", 20), Wanted("1", 40)], "so[1] it was then.   and[1] now").links[1].start
    24
    """
    found = Paired({}, [], [])
    series: dict[str, list[int]] = defaultdict(list)
    for k, note in enumerate(notes):
        series[_class(note.label)].append(k)
    for name, members in series.items():
        labels = Counter(notes[k].label for k in members)
        markers = _markers(string, labels, FORMS_OF[name], labels_at)
        if name == "digits" and len(markers) < LEAST_SERVED * len(members):
            markers = _markers(string, labels, ("glued",), labels_at)
        chosen = _aligned([notes[k] for k in members], markers)
        links = {members[i]: markers[j] for i, j in chosen.items()}
        found.links.update(links)
        taken = set(chosen.values())
        left = [marker for j, marker in enumerate(markers) if j not in taken]
        found.again.extend(_again(left, links, notes))
    return found


def _class(label: str) -> str:
    """Name the series that a label belongs to."""
    if label[:1].isdigit():
        return "digits"
    return "signs" if not label.isalpha() else "capitals" if label.isupper() else "letters"


def _markers(
    string: str, needed: Counter[str], tried: Iterable[str], labels_at: Container[int]
) -> list[Marker]:
    """Give the markers of the form that serves most notes."""
    markers = [m for m in find_markers(string, needed, tried) if m.start not in labels_at]
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for marker in markers:
        forms[marker.form][marker.label] += 1
    served = {form: (counts & needed).total() for form, counts in forms.items()}
    best = max(served, key=lambda form: served[form], default="")
    return [marker for marker in markers if marker.form == best]


def _aligned(notes: Sequence[Wanted], markers: Sequence[Marker]) -> dict[int, int]:
    """Give the marker of each note that has one, by their indices."""
    places: dict[str, list[int]] = defaultdict(list)
    for j, marker in enumerate(markers):
        places[marker.label].append(j)
    seen: Counter[str] = Counter()
    choices = []
    for note in notes:
        alike = places[note.label]
        nearest = bisect_left([markers[j].start for j in alike], note.at)
        order = seen[note.label]
        seen[note.label] += 1
        ranks = {
            k
            for middle in (nearest - NEAREST // 2, order)
            for k in range(max(0, middle - NEAREST // 2), min(nearest, middle + NEAREST // 2))
        }
        choices.append([(alike[k], PAIR - min(1.0, 0.01 * (nearest - k))) for k in sorted(ranks)])
    return _heaviest(choices, len(markers))


def _heaviest(choices: Sequence[Sequence[tuple[int, float]]], size: int) -> dict[int, int]:
    tree: list[tuple[float, int]] = [(0.0, -1)] * (size + 1)
    nodes: list[tuple[int, int, int]] = []
    top = (0.0, -1)
    for note, options in enumerate(choices):
        reached = []
        for j, weight in options:
            score, past = best_before(tree, j)
            nodes.append((note, j, past))
            reached.append((j, (score + weight, len(nodes) - 1)))
        for j, node in reached:
            raise_at(tree, j + 1, node)
            top = max(top, node)
    links = {}
    at = top[1]
    while at >= 0:
        note, j, at = nodes[at]
        links[note] = j
    return links


def _again(
    left: Sequence[Marker], links: dict[int, Marker], notes: Sequence[Wanted]
) -> Iterator[tuple[int, Marker]]:
    """Give each left marker the note of its label whose own marker is nearest before it."""
    owners: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for k, marker in sorted(links.items()):
        owners[marker.label].append((marker.start, k))
    for marker in left:
        known = owners.get(marker.label, [])
        if known and marker.form not in PLAIN:
            at = max(0, bisect_left(known, (marker.start, 0)) - 1)
            yield known[at][1], marker
