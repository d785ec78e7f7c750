"""The notes of a book, each put where it belongs once references were set or passages moved."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipeline.model.book import Chapter, Note


def rehomed(chapters: Sequence[Chapter], notes: Iterable[tuple[str, Note]]) -> tuple[Chapter, ...]:
    """Give each chapter its notes, in the order of their first references.

    `notes` come with the id of the chapter that each had, in the order that they had. A note to
    which the text does not refer stays behind the one that it stood behind.
    """
    places: dict[str, int] = {}
    homes: dict[str, str] = {}
    for chapter in chapters:
        for text in chapter.texts():
            for mark in text.marks:
                if mark.kind == "noteref" and mark.data not in places:
                    places[mark.data] = len(places)
                    homes[mark.data] = chapter.id
    known = {chapter.id for chapter in chapters}
    sorted_: dict[str, list[tuple[int, Note]]] = {chapter.id: [] for chapter in chapters}
    home, place = chapters[0].id, -1
    last = ""
    for own, note in notes:
        if own != last:
            last, place = own, -1
            home = own if own in known else home
        if note.id in places:
            home, place = homes[note.id], places[note.id]
        sorted_[home].append((place, note))
    return tuple(
        replace(
            chapter,
            notes=tuple(note for _, note in sorted(sorted_[chapter.id], key=lambda each: each[0])),
        )
        for chapter in chapters
    )
