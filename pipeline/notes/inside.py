"""What is found inside notes' bodies: further notes set on the same line, and markers of notes.

Short notes are sometimes set one behind the other: "1 Ibid. 2 See above." A marker in the text that
has no body shows that this happened. And a note may have a note of its own, whose marker then
stands in no text, but in the other note's body.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from pipeline.conventions.markers import Spot, spots
from pipeline.conventions.titles import ends_sentence
from pipeline.layout.labels.series import series_of
from pipeline.layout.labels.steps import RISE, Last, label_step
from pipeline.model.text import Text
from pipeline.notes.bodies import Body, note_label
from pipeline.notes.markers import Candidate

PLAIN = 2.0
"""Weight from which a place inside a note is a marker: nothing else shows that it is one."""
BACK = 3
"""Bodies back to which the one is looked for that has a note's marker."""
FORMS = ("raised", "bracket", "sign", "glued")
"""How such a marker stands."""


class Inner(NamedTuple):
    """A marker inside a body: a place in a line of one of its paragraphs."""

    body: int
    paragraph: int
    line: int
    spot: Spot


def parted(bodies: Sequence[Body], absent: Sequence[Candidate]) -> list[Body]:
    """Part the bodies in which other notes begin: those of markers whose bodies are `absent`."""
    wanted: dict[tuple[int, str], set[str]] = defaultdict(set)
    for candidate in absent:
        for page in (candidate.page, candidate.page + 1):
            wanted[page, series_of(candidate.label)].add(candidate.label)
    result: list[Body] = []
    for body in bodies:
        rest = body
        while parts := next(
            (two for label in _next_labels(rest, wanted) if (two := _cut(rest, label)) is not None),
            None,
        ):
            first, rest = parts
            result.append(first)
        result.append(rest)
    return result


def _next_labels(body: Body, wanted: Mapping[tuple[int, str], set[str]]) -> list[str]:
    """Give those of the wanted labels, by page and series, that may follow a body's.

    Of numbers it is the next one, so that a page with thousands need not be gone through.
    """
    own = wanted.get((body.page, series_of(body.label)), set()) if body.label else set()
    if body.label.isdecimal():
        return [label for label in (str(int(body.label) + 1),) if label in own]
    return sorted(label for label in own if _follows(body.label, label))


def _cut(body: Body, label: str) -> tuple[Body, Body] | None:
    """Cut a body where the note with the next label begins in it; None: it does not."""
    begins = re.compile(
        rf"(?:^|(?<=\s))(?P<label>[\[(]?{re.escape(label)}[\])]?\.?\s*)(?=[^\W\d_a-zà-ÿа-я]|[“\"«„‘(])"
    )
    for p, lines in enumerate(body.paragraphs):
        for n, line in enumerate(() if p in body.kinds else lines):
            string = str(line)
            for match in begins.finditer(string):
                above = string[: match.start()].rstrip() or (
                    str(lines[n - 1]).rstrip() if n else ""
                )
                if above and ends_sentence(above):
                    return _parts(body, (p, n), match.start(), len(match["label"]))
    return None


def _follows(last: str, label: str) -> bool:
    again = last == label and not label.isalnum()  # one sign for all notes
    return again or label_step(Last(last, 0), label, 0, 0.0) >= RISE


def _parts(body: Body, place: tuple[int, int], start: int, length: int) -> tuple[Body, Body]:
    p, n = place
    lines = body.paragraphs[p]
    before, after = lines[n].split([start])
    origin = after.origin(0)
    after = after.apply(note_label(str(after), length), "note-label")
    above, below = (*lines[:n], before) if len(before) else lines[:n], (after, *lines[n + 1 :])
    first = (*body.paragraphs[:p], above) if above else body.paragraphs[:p]
    second = (below, *body.paragraphs[p + 1 :])
    label = re.sub(r"[\[\]().\s]", "", str(lines[n])[start : start + length])
    moved = {place - p: kind for place, kind in body.kinds.items() if place > p}
    return (
        replace(body, paragraphs=first),
        replace(body, label=label, at=origin, paragraphs=second, kinds=moved),
    )


def notes_to_notes(bodies: Sequence[Body], linked: Collection[int]) -> dict[int, Inner]:
    """Find the markers of bodies that no marker in the text is `linked` with, in other bodies."""
    found: dict[int, Inner] = {}
    taken: set[Inner] = set()
    for u, body in enumerate(bodies):
        if body.label and u not in linked:
            near = [k for k in range(max(0, u - BACK), u) if bodies[k].page >= body.page - 1]
            best = [
                inner
                for k in near
                for inner in _markers(bodies[k], k, body.label)
                if not any(_overlap(inner, other) for other in taken)
            ]
            if best:
                found[u] = max(best, key=lambda inner: (inner.spot.weight, inner[:3]))
                taken.add(found[u])
    return found


def _overlap(inner: Inner, other: Inner) -> bool:
    """Do two markers have a letter in common, as "*" alone has with "[*]"?"""
    spot, theirs = inner.spot, other.spot
    return inner[:3] == other[:3] and spot.start < theirs.end and theirs.start < spot.end


def _markers(body: Body, index: int, label: str) -> list[Inner]:
    return [
        Inner(index, p, n, spot)
        for p, lines in enumerate(body.paragraphs)
        for n, line in enumerate(lines)
        for spot in spots(str(line), _raised(line))
        if spot.label == label and spot.start and spot.form in FORMS and spot.weight >= PLAIN
    ]


def _raised(line: Text) -> list[tuple[int, int]]:
    return [(mark.start, mark.end) for mark in line.marks if mark.kind == "superscript"]


def with_lines(body: Body, lines: Mapping[tuple[int, int], Text]) -> Body:
    """Give a body with some of its lines, by paragraph and line, put in place of others."""
    paragraphs = tuple(
        tuple(lines.get((p, n), line) for n, line in enumerate(each))
        for p, each in enumerate(body.paragraphs)
    )
    return replace(body, paragraphs=paragraphs)
