"""Markers of notes: what one copy has lost or has elsewhere, the other may show.

The two notes are known for one by the words of their bodies, whatever their labels; the place of
the marker by the word before it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from pipeline.checks.proof import Answer, Query
from pipeline.collate.align import Match
from pipeline.collate.stream import Stream, is_word
from pipeline.model.book import Book, Note

FOUND, ELSEWHERE = 0.95, 0.5
"""Certainty that a marker belongs where the other copy has it: one that ours has lost, and one that
ours has in another place."""


def markers(
    ours: Stream, theirs: Stream, alike: Sequence[Match], other: str
) -> Iterator[tuple[Note, Query]]:
    """Ask about notes of our copy whose marker the other one has, and has in another place."""
    here = {match.b + k: match.a + k for match in alike for k in range(match.size)}
    pairs = _pairs(ours, theirs, here)
    notes = {note.id: note for note in ours.proof.book.notes()}
    own = _behind(ours)
    for theirs_id, at in _behind(theirs).items():
        if theirs_id not in pairs or at not in here:
            continue
        note, place = notes[pairs[theirs_id]], here[at]
        if note.state == "unmarked":
            yield note, _query(ours, note, place, f"note {note.label} has no marker", other, FOUND)
        elif note.id in own and own[note.id] != place:
            stands = f"the marker of note {note.label} stands after {_word(ours, own[note.id])}"
            yield note, _query(ours, note, place, stands, other, ELSEWHERE)


def _pairs(ours: Stream, theirs: Stream, here: Mapping[int, int]) -> dict[str, str]:
    """Pair the notes of the other copy with those of ours that begin with the same words.

    Where the bodies of several stand as one in ours, it is the first of them.
    """
    owners, others = (_owners(stream) for stream in (ours, theirs))
    shared: dict[str, Counter[str]] = {}
    firsts: dict[str, str] = {}
    for a, b in sorted((a, b) for b, a in here.items() if a >= ours.noted and b >= theirs.noted):
        one, other = owners[ours.pieces[a]], others[theirs.pieces[b]]
        shared.setdefault(other, Counter())[one] += 1
        firsts.setdefault(one, other)
    most = {other: counts.most_common(1)[0][0] for other, counts in shared.items()}
    return {other: one for other, one in most.items() if firsts[one] == other}


def _query(ours: Stream, note: Note, place: int, said: str, other: str, certainty: float) -> Query:
    behind = place + 1
    while behind < len(ours.keys) and not is_word(ours.keys[behind]) and _close(ours, behind):
        behind += 1
    point = ours.spans[behind - 1][1]
    message = f"{said} here, but after {_word(ours, place)} in {other}"
    answers = [Answer(f"marker {note.id}", certainty, "note", (point, point))]
    return ours.proof.ask(point, point, message, answers, certainty)


def _close(ours: Stream, at: int) -> bool:
    """Whether a sign follows what stands before it without a blank."""
    return ours.spans[at - 1][1] == ours.spans[at][0] and ours.whole(at - 1, at + 1)


def _word(stream: Stream, at: int) -> str:
    return f'"{stream.string(at, at + 1)}"'


def _behind(stream: Stream) -> Mapping[str, int]:
    """Give for each note the last word before its first marker, in the same text."""
    places = sorted((end, k) for k, (_, end) in enumerate(stream.spans) if is_word(stream.keys[k]))
    found: dict[str, int] = {}
    for mark in stream.proof.references:
        k = bisect_right(places, (mark.start, len(stream.keys))) - 1
        if k >= 0 and stream.pieces[places[k][1]] == stream.proof.piece_at(mark.start):
            found.setdefault(mark.data, places[k][1])
    return found


def _owners(stream: Stream) -> list[str]:
    """Give for each piece of a book the note that it belongs to; "": none."""
    return [*_ids(stream.proof.book)]


def _ids(book: Book) -> Iterator[str]:
    for chapter in book.chapters:
        yield from ("" for _ in chapter.texts())
        yield from (note.id for note in chapter.notes for _ in note.texts())
