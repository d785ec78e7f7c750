"""Markers lifted out of the text and turned into references; notes given ids and states."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.conventions.markers import Spot
from pipeline.model.book import NoteState
from pipeline.model.text import Edit, Mark, Text
from pipeline.notes.align import Alignment, certainty, match
from pipeline.notes.bodies import Body
from pipeline.notes.exchange import exchange
from pipeline.notes.inside import Inner, notes_to_notes, parted, with_lines
from pipeline.notes.markers import Candidate, candidates
from pipeline.notes.misread import match_misread
from pipeline.notes.phrases import named_places

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class NoteEntry:
    """A note to be: its id, label and state, and the body it has."""

    id: str
    label: str
    state: NoteState
    certainty: float
    body: int | None
    """Index of its body; None when the source has lost it."""
    paragraph: int | None
    """Index of the paragraph that refers to it; None when its marker is lost."""


@dataclass(frozen=True, slots=True)
class Linked:
    """The paragraphs with their references, the notes in the order of the book, their bodies."""

    texts: tuple[Text, ...]
    notes: tuple[NoteEntry, ...]
    bodies: tuple[Body, ...] = ()


def note_marker(_string: str, spans: Sequence[Span]) -> Iterator[Edit]:
    """The printed marker of a note: it leaves the text, and a reference stands in its place.

    >>> [edit[:3] for edit in note_marker('so"34 on', [(3, 5)])]
    [(3, 5, '')]
    """
    for start, end in spans:
        if start < end:  # of a range of notes only the ends are printed
            yield Edit(start, end, "")


def misread_marker(string: str, spans: Sequence[Span]) -> Iterator[Edit]:
    """What a reader of page images made of a note's marker: a reference stands in its place.

    >>> [edit[:3] for edit in misread_marker("the end.’ And", [(8, 9)])]
    [(8, 9, '')]
    """
    return note_marker(string, spans)


def marker_spacing(string: str, spans: Sequence[Span]) -> Iterator[Edit]:
    """A blank that a marker swallowed, or one too many before it.

    >>> [edit[:3] for edit in marker_spacing('2021".34to show', [(6, 8)])]
    [(8, 8, ' ')]
    >>> [edit[:3] for edit in marker_spacing('the end 5.', [(8, 9)])]
    [(7, 8, '')]
    """
    begins = {start for start, _ in spans}
    for start, end in spans:
        before = string[start - 1] if start else " "
        after = string[end] if end < len(string) else " "
        if not before.isspace() and (after.isalnum() or after in '“«("'):
            closes = after == '"' and string[:start].count('"') % 2 == 1
            if not closes and end not in begins:
                yield Edit(end, end, " ")
        elif before.isspace() and start > 1 and (after.isspace() or after in ".,;:!?)»”"):
            yield Edit(start - 1, start, "")


def link(
    bodies: Sequence[Body],
    texts: Sequence[Text],
    first_pages: Sequence[int],
    *,
    misread: bool,
    taken: Container[str],
) -> Linked:
    """Link notes and text.

    `texts` are the paragraphs in reading order with their page marks, `first_pages` the pages on
    which they begin. `misread`: the markers are not what was printed. `taken` are ids of other
    notes.
    """
    if not bodies:
        return Linked(tuple(texts), ())
    if misread:
        found, alignment = match_misread(bodies, texts, first_pages)
    else:
        bodies, named = named_places(bodies, texts, first_pages)
        found = sorted([*candidates(texts, first_pages), *named])
        alignment = match(bodies, found)
        parts = parted(bodies, [found[j] for j in alignment.absent])
        if len(parts) > len(bodies):
            bodies, alignment = parts, match(parts, found)
        alignment = exchange(bodies, found, alignment, texts)
    inner = {} if misread else notes_to_notes(bodies, alignment.links)
    entries = _entries(bodies, found, alignment, inner, taken)
    spans: dict[int, list[tuple[Candidate, str]]] = defaultdict(list)
    for entry, j in entries:
        if j is not None:
            spans[found[j].paragraph].append((found[j], entry.id))
    ids = {entry.body: entry.id for entry, _ in entries}
    for j, body in alignment.repeated.items():
        spans[found[j].paragraph].append((found[j], ids[body]))
    rule = "misread-marker" if misread else "note-marker"
    marked = tuple(_lift(text, spans.get(k, []), rule) for k, text in enumerate(texts))
    return Linked(marked, tuple(entry for entry, _ in entries), _referring(bodies, inner, ids))


def _referring(
    bodies: Sequence[Body], inner: Mapping[int, Inner], ids: Mapping[int | None, str]
) -> tuple[Body, ...]:
    """Give the bodies with the references to other notes that stand in them."""
    places: dict[int, dict[tuple[int, int], list[tuple[Spot, str]]]] = {}
    for note, (body, paragraph, line, spot) in inner.items():
        lines = places.setdefault(body, {})
        lines.setdefault((paragraph, line), []).append((spot, ids[note]))
    referring = list(bodies)
    for body, lines in places.items():
        paragraphs = bodies[body].paragraphs
        lifted = {
            (p, n): _lift(paragraphs[p][n], found, "note-marker") for (p, n), found in lines.items()
        }
        referring[body] = with_lines(bodies[body], lifted)
    return tuple(referring)


def _lift(text: Text, places: Sequence[tuple[Candidate | Spot, str]], rule: str) -> Text:
    if not places:
        return text
    string = str(text)
    places = sorted(places, key=lambda place: (place[0].start, place[0].end))
    spans = [(candidate.start, candidate.end) for candidate, _ in places]
    origins = text.origins([*(start for start, _ in spans), *(end - 1 for _, end in spans)])
    firsts, lasts = origins[: len(spans)], origins[len(spans) :]
    marks = [
        Mark("noteref", c.start, c.start, id_, (first, last + 1))
        for (c, id_), first, last in zip(places, firsts, lasts, strict=True)
    ]
    edits = [(edit, rule) for edit in note_marker(string, spans)]
    edits += [(edit, "marker-spacing") for edit in marker_spacing(string, spans)]
    return text.mark(*marks).apply_signed(edits)


def _entries(
    bodies: Sequence[Body],
    found: Sequence[Candidate],
    alignment: Alignment,
    inner: Mapping[int, Inner],
    taken: Container[str],
) -> list[tuple[NoteEntry, int | None]]:
    """Give the notes in the order of the book, each with its marker's candidate."""
    order: list[tuple[int, int | None, int | None]] = []
    last = -1
    for k in range(len(bodies)):
        j = alignment.links.get(k)
        last = j if j is not None else last
        order.append((last, k, j))
    order.extend((j, None, j) for j in alignment.absent)
    order.sort(key=lambda entry: (entry[0], entry[1] is None, entry[1] or 0))
    named: list[Body | Candidate] = [
        bodies[body] if body is not None else found[at] for at, body, _ in order
    ]
    labels, pages = [each.label for each in named], [each.page for each in named]
    ids = note_ids(labels, pages, taken)
    entries = []
    for (_, body, j), label, id_ in zip(order, labels, ids, strict=True):
        state: NoteState = "linked" if body is not None and j is not None else "absent"
        if j is None:
            state = "linked" if body in inner else "unmarked"
        sure = alignment.certainty.get(body, 0.0) if body is not None else 0.0
        if body is not None and body in inner:
            sure = certainty(inner[body].spot.weight)
        where = found[j].paragraph if j is not None else None
        entries.append((NoteEntry(id_, label, state, sure, body, where), j))
    return entries


def note_ids(labels: Sequence[str], pages: Sequence[int], taken: Container[str] = ()) -> list[str]:
    """Give each note an id that is unique in the book and, where it can, says its printed label.

    Numbers that never recur make "n80". Where they begin again, or other notes have `taken` such an
    id, the page is named: "p45-2" is the second note of the forty-fifth page.

    >>> note_ids(["1", "2"], [0, 0]), note_ids(["*", "*"], [3, 3])
    (['n1', 'n2'], ['p4-1', 'p4-2'])
    """
    if all(label.isdigit() for label in labels) and len(set(labels)) == len(labels):
        ids = [f"n{label}" for label in labels]
        if not any(id_ in taken for id_ in ids):
            return ids
    seen: Counter[int] = Counter()
    ids = []
    for page in pages:
        seen[page] += 1
        ids.append(f"p{page + 1}-{seen[page]}")
    return ids
