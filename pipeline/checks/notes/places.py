"""Where the marker of a note may have stood that the source has lost.

It stood between the markers of its neighbours and, of a footnote, on the page of its body. Within
these bounds the book's other markers say behind what its printer set them (a quotation, a sentence,
a comma, a bare word), and the note's own words say of what it speaks: a name that both have, or a
phrase of the text that the note repeats at its head. Tried on the markers of twelve known books,
each hidden in turn: half of the true places are among the four that are given, a third is first.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from math import exp, log
from typing import NamedTuple

from pipeline.checks.parts import Part
from pipeline.checks.proof import Proof
from pipeline.conventions.markers import spots
from pipeline.model.book import Note
from pipeline.model.text import Mark

CLOSING = '”’»“")]'
MARKS = ".,;:!?…"
# Where a marker may stand: behind a word, and behind the marks that follow it.
PLACE = re.compile(rf"\w[{MARKS}{re.escape(CLOSING)}]*(?=[\s{MARKS}—–]|\Z)")
BEFORE = {
    "quotation": rf"(?<=[{re.escape(CLOSING)}])",
    "quotation and mark": rf"(?<=[{re.escape(CLOSING)}][.,;:!?])",
    "sentence": rf"(?<=[^{re.escape(CLOSING)}][.!?…])",
    "pause": rf"(?<=[^{re.escape(CLOSING)}][,;:])",
    "word": r"(?<=\w)",
}
BEHIND = {
    "mark": r"(?=[.,;:!?])",
    "paragraph": r"(?=\n|\Z)",
    "blank": r"(?=[^\S\n])",
    "dash": r"(?=[—–])",
}
KINDS = {(b, a): re.compile(BEFORE[b] + BEHIND[a]) for b in BEFORE for a in BEHIND}
"""What stands before a place and behind it."""
WORD, APART = r"[\w’'-]+", r"[^\w’'-]"
REPEATS = re.compile(rf"{APART}*((?:{WORD}+{APART}{{1,3}}){{1,11}}?{WORD})[.,;:!?]*[”»“\]:—–]")
HEAD = 300
"""Letters of a note whose words are sought in the text."""
WIDEST = 20_000
"""Letters between the neighbours' markers beyond which no place is likelier than chance."""
FAR = 50.0
"""Letters from a word to a place behind it over which it speaks for that place."""
SHOWN = 4
"""Places that are given."""
LABEL, REPEATED = 3.0, 200.0
"""How much likelier a place is where the note's label is left, though it was not taken for the
marker; and one where a phrase ends that the note repeats."""
OFTEN = 3e-4
"""Share of the book's words from which a word says nothing of a place."""
MOST, MOST_REPEATED = 0.4, 0.9
"""The most certainty of a place."""
SAME_PAGE = 0.7
"""Share of the notes that stand on the pages of their markers where they are footnotes."""


class Place(NamedTuple):
    """A place where a marker may have stood: a point, or the letters of the label."""

    start: int
    end: int
    certainty: float


@dataclass(frozen=True, eq=False)
class Markers:
    """The markers of a book, and what they teach of those that are lost."""

    proof: Proof

    @cached_property
    def firsts(self) -> dict[str, int]:
        """The place of the first reference to each note."""
        return {mark.data: mark.start for mark in reversed(self.proof.references)}

    @cached_property
    def usual(self) -> dict[tuple[str, str], float]:
        """The share of the places of each kind that have a marker."""
        string = self.proof.string
        marked = Counter(_kind(string, mark.start) for mark in self.proof.references)
        # Where no marker stands, the places need not be counted: they weigh next to nothing.
        rarely = 1 / (1000 + len(self.proof.words))
        return {
            kind: marked[kind] / (len(form.findall(string)) + 20) if marked[kind] else rarely
            for kind, form in KINDS.items()
        }

    @cached_property
    def pages(self) -> list[Mark]:
        """The marks of the pages' beginnings, in the order of the source."""
        return sorted((m for m in self.proof.marks if m.kind == "page"), key=lambda m: m.origin)

    @cached_property
    def at_page_foot(self) -> bool:
        """Whether the notes of the source stand on the pages of their markers."""
        origins = {mark.data: mark.origin[0] for mark in reversed(self.proof.references)}
        pairs = [
            (self._page(self._raw(part)), self._page(origins[part.note.id]))
            for part in self.proof.parts
            if part.note is not None and part.note.id in origins
        ]
        same = sum(body == marker for body, marker in pairs)
        return bool(self.pages) and same >= SAME_PAGE * max(1, len(pairs))

    def places(self, note: Note) -> list[Place]:
        """Give the likeliest places of a note's marker, the likeliest first."""
        home = next((part for part in self.proof.parts if part.note is note), None)
        bounds = self._bounds(note, home) if home else None
        if home is None or bounds is None:
            return []
        text = self.proof.string[home.start : home.end]
        scores = dict(self._weighed(text, *bounds))
        most = MOST_REPEATED if _repeated(text, self.proof.string[slice(*bounds)]) else MOST
        for span in self._labels(note.label, *bounds):
            scores[span] = LABEL * max(self.usual.values())
        total = sum(scores.values())
        best = sorted(scores.items(), key=lambda item: (-item[1], item[0]))[:SHOWN]
        return [Place(*span, round(min(most, score / total), 2)) for span, score in best]

    def _bounds(self, note: Note, home: Part) -> tuple[int, int] | None:
        """Give the stretch between the neighbours' markers, of a footnote on its body's page."""
        chapter = home.chapter
        flow = next((p for p in self.proof.parts if not p.note and p.chapter is chapter), None)
        if flow is None:
            return None
        k = next(k for k, each in enumerate(chapter.notes) if each is note)
        before, after = (
            [at for each in part if flow.start <= (at := self.firsts.get(each.id, -1)) <= flow.end]
            for part in (chapter.notes[:k], chapter.notes[k + 1 :])
        )
        start = max(before, default=flow.start)
        end = min((at for at in after if at >= start), default=flow.end)
        if self.at_page_foot:
            page = self._page(self._raw(home))
            start = max(start, self.pages[page].start if page >= 0 else 0)
            if page + 1 < len(self.pages):
                end = min(end, self.pages[page + 1].start)
        return (start, end) if 0 < end - start <= WIDEST else None

    def _weighed(self, note: str, start: int, end: int) -> Iterator[tuple[tuple[int, int], float]]:
        """Weigh each place of a stretch."""
        window = self.proof.string[start:end]
        pieces = range(self.proof.piece_at(start), self.proof.piece_at(end) + 1)
        bare = [k for k in pieces if self.proof.pieces[k].kind == "heading"]
        headings = [
            (at := self.proof.starts[k] - start, at + len(self.proof.pieces[k].text)) for k in bare
        ]
        speaking = [*self._speaking(note, window)]
        phrase = _repeated(note, window)
        for match in PLACE.finditer(window):
            if any(first <= match.start() < last for first, last in headings):
                continue
            for at in {match.end(), match.start() + 1}:
                kind = _kind(self.proof.string, start + at)
                if kind is not None:
                    near = sum(weight * exp((w - at) / FAR) for w, weight in speaking if w <= at)
                    near += REPEATED if phrase and match.start() < phrase <= at else 0.0
                    yield (start + at, start + at), self.usual[kind] * (1 + near)

    def _speaking(self, note: str, window: str) -> Iterator[tuple[int, float]]:
        """Find the words of a note in a stretch: where each ends, and how much it says."""
        size, counts = len(self.proof.words), self.proof.counts
        for word in sorted(set(re.findall(r"[^\W\d_]{4,}", note[:HEAD]))):
            name = word[0].isupper()
            count = counts[word] or counts[word.lower()]
            if name or count <= max(2.0, OFTEN * size):
                weight = (0.75 if name else 0.375) * log(1 + size / (1 + count))
                for match in re.finditer(rf"\b{re.escape(word)}", window):
                    yield match.end(), weight

    def _labels(self, label: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Find the label, standing as markers do, left in the text."""
        for spot in spots(self.proof.string[start:end]) if label else ():
            if spot.label == label and spot.weight >= 1.0:
                yield start + spot.start, start + spot.end

    def _raw(self, part: Part) -> int:
        return self.proof.raw(part.start, part.start)[0][0]

    def _page(self, raw: int) -> int:
        return bisect_right(self.pages, raw, key=lambda mark: mark.origin[0]) - 1


def _kind(string: str, at: int) -> tuple[str, str] | None:
    """Say what stands before a place and behind it."""
    return next((kind for kind, form in KINDS.items() if form.match(string, at)), None)


def _repeated(note: str, window: str) -> int:
    """Find the end of a phrase of the text with which a note begins; 0: there is none.

    >>> _repeated("“The old mill,” he says: it was", "in the old mill by the river")
    15
    """
    opening = REPEATS.match(note)
    words = re.findall(r"\w+", opening[1]) if opening else []
    if len(words) < 2:
        return 0
    match = re.search(r"\b" + r"\W+".join(map(re.escape, words)) + r"\b", window, re.I)
    return match.end() if match else 0
