"""Notes of a transcription with their markers: references set where the markers stood."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.model.book import NoteState
from pipeline.model.rules import marker
from pipeline.model.text import Edit, Mark, Text
from pipeline.notes.link import marker_spacing, note_marker
from pipeline.transcription.notes import note_bracket
from pipeline.transcription.pairing import Marker, Wanted, pair
from pipeline.transcription.taking import Taken


@dataclass(frozen=True, slots=True)
class GivenNote:
    """A note that the transcription gives."""

    id: str
    label: str
    state: NoteState
    text: Text
    """Its words, without bracket and label, in lines and paragraphs as they stand."""
    start: int
    """Where it stood, in the raw source."""


class _Written:
    """A note while its parts are put together."""

    def __init__(self, taken: Taken) -> None:
        assert taken.item.note is not None
        self.note = taken.item.note
        self.at = taken.at
        self.texts = [_bare(taken)]


def with_references(flow: Text, taken: Sequence[Taken]) -> tuple[Text, list[GivenNote]]:
    """Pair the notes with their markers in the text, and set references in the markers' places.

    `taken` are the notes in order, with what else was taken out of the text between them.
    """
    written: list[_Written] = []
    for each in taken:
        if each.item.note is None:
            continue
        if each.item.note.goes_on and written:
            written[-1].texts += [_one_line_end(written[-1].texts.pop()), _led(_bare(each))]
        else:
            written.append(_Written(each))
    if not written:
        return flow, []
    ids = note_ids([each.note.label for each in written])
    looked = [k for k, each in enumerate(written) if each.note.label and not each.note.inline]
    paired = pair([Wanted(written[k].note.label, written[k].at) for k in looked], str(flow))
    markers = [(marker, ids[looked[k]]) for k, marker in [*paired.links.items(), *paired.again]]
    points = [(each.at, ids[k]) for k, each in enumerate(written) if each.note.inline]
    linked = {id_ for _, id_ in (*markers, *points)}
    notes = [
        GivenNote(
            id=id_,
            label=each.note.label or str(k),
            state="linked" if id_ in linked else "unmarked",
            text=Text.join(each.texts),
            start=each.texts[0].runs[0].start,
        )
        for k, (each, id_) in enumerate(zip(written, ids, strict=True), 1)
    ]
    return _lifted(flow, markers, points), notes


def note_ids(labels: Sequence[str]) -> list[str]:
    """Give each note an id: "n12" where labels are numbers and never recur, else its place.

    >>> note_ids(["1", "2"]), note_ids(["*", "*"])
    (['n1', 'n2'], ['note1', 'note2'])
    """
    if all(label.isdigit() for label in labels) and len(set(labels)) == len(labels):
        return [f"n{label}" for label in labels]
    return [f"note{k}" for k in range(1, len(labels) + 1)]


def _bare(taken: Taken) -> Text:
    """Take the bracket and the label off a note."""
    note = taken.item.note
    assert note is not None
    string = str(taken.text)
    # A line of the transcriber's within the note, and a bracket in it, is there no more.
    spans = [
        (start - taken.start, min(end - taken.start, len(string)))
        for start, end in (note.head, note.tail)
    ]
    bare = marker(string[slice(*spans[0])], "")
    return taken.text.apply(note_bracket(string, spans), "note-label" if bare else "note-bracket")


def _one_line_end(text: Text) -> Text:
    """Leave of the white space at a text's end one line end: what is added goes on with it."""
    end = len(str(text).rstrip())
    return text.apply([Edit(end, len(text), "\n")], "line-end")


def _led(text: Text) -> Text:
    """Take off the white space at a text's beginning."""
    start = len(text) - len(str(text).lstrip())
    return text.apply([Edit(0, start, "")], "line-end") if start else text


def _lifted(flow: Text, markers: list[tuple[Marker, str]], points: list[tuple[int, str]]) -> Text:
    """Set references: in the place of markers, and at places that had none."""
    string = str(flow)
    markers.sort()
    spans = [(marker.start, marker.end) for marker, _ in markers]
    raw = flow.origins([offset for start, end in spans for offset in (start, end - 1)])
    marks = [
        Mark("noteref", marker.start, marker.start, id_, (raw[2 * k], raw[2 * k + 1] + 1))
        for k, (marker, id_) in enumerate(markers)
    ]
    places = flow.origins([at for at, _ in points])
    marks += [
        Mark("noteref", at, at, id_, (origin, origin))
        for (at, id_), origin in zip(points, places, strict=True)
    ]
    edits = [(edit, "note-marker") for edit in note_marker(string, spans)]
    edits += [(edit, "marker-spacing") for edit in marker_spacing(string, spans)]
    return flow.mark(*marks).apply_signed(edits)
