"""References to the book's own pages and notes, which an edition with other pages moves.

"p. 45" alone is nearly always a page of another book. It is one of this book where "above", "below"
or their like stands beside it, or where "see" opens a note or a bracket with it and no title comes
before.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pipeline.checks.proof import Proof, Query, proof_of
from pipeline.model.text import Mark

NUMBER = re.compile(r"(?P<label>\d(?<=[\s.].)\d{0,3})(?![\w:/]|[.,]\d)(?:\s?[-–]\s?\d{1,4})?")
CITED = re.compile(r"(?:\w,|\but)\s*$")
"""A name before "above", by which another work is meant that was named there."""
ENDS = frozenset(".;)")
BACK = 40
"""Letters before a number that are looked at."""
SHOWN = 40
"""Letters of a page's beginning by which it is named."""


class Reference(NamedTuple):
    """A reference to a page or a note of this book."""

    kind: str
    """page or note"""
    label: str
    start: int
    end: int


def dead_reference(proof: Proof) -> Iterator[Query]:
    """A reference to a page or a note of this book that is not there.

    >>> [*map(str, dead_reference(_example("See p. 3 above.", "See note 9 below.")))]
    ['there is no note 9: "See note 9 below."']
    """
    pages = {page.label for page in proof.book.pages}
    printed = any(page.printed for page in proof.book.pages)
    notes = {note.label for note in proof.book.notes()}
    for each in references(proof):
        known = pages if each.kind == "page" else notes
        if known and each.label not in known and (each.kind == "note" or printed):
            message = f'there is no {each.kind} {each.label}: "{_shown(proof, each)}"'
            yield proof.ask(each.start, each.end, message, (), 0.7)


def moved_reference(proof: Proof) -> Iterator[Query]:
    """A reference that leads astray in this edition.

    It is to a page of the source, or to a note of which there are several or that is set anew.

    >>> [*map(str, moved_reference(_example("See p. 3 above.", "Miller, p. 3.")))]
    ['page 3 of the source is meant, which begins "The mill was old.": "See p. 3 above."']
    >>> [*map(str, moved_reference(_example("See note 7 above.")))]
    []
    """
    begins = {m.data: _beginning(proof, m) for m in reversed(proof.marks) if m.kind == "page"}
    printed = any(page.printed for page in proof.book.pages)
    numbers = Counter(note.label for note in proof.book.notes())
    anew = proof.settings.notes.numbering != "source"
    for each in references(proof):
        count = numbers[each.label]
        if each.kind == "page" and printed and each.label in begins:
            said = f'page {each.label} of the source is meant, which begins "{begins[each.label]}"'
        elif each.kind == "note" and (count > 1 or (count and anew)):
            several = f"{count} notes have this number" if count > 1 else "it is set anew"
            said = f"which note is meant, and what is its number now? {several}"
        else:
            continue
        message = f'{said}: "{_shown(proof, each)}"'
        yield proof.ask(each.start, each.end, message, (), 0.7)


def references(proof: Proof) -> Iterator[Reference]:
    """Find the references to pages and notes of this book."""
    table, string = proof.language, proof.string
    leads = {"page": _lead(table.pages), "note": _lead(table.note_labels | {"n", "nn"})}
    beside = _any(table.within)
    above = re.compile(rf"(?<!\w)(?:{beside})[,.]?\s\(?$", re.I)
    below = re.compile(rf",?\s\(?(?:{beside})(?!\w)", re.I)
    see = re.compile(rf"(?:\f\n\n|\()(?:{_any(table.see | {'cf'})})\.?\s(?:\w{{1,4}}\s)?$", re.I)
    for match in NUMBER.finditer(string):
        before = string[max(0, match.start() - BACK) : match.start()]
        for kind, form in leads.items():
            lead = form.search(before)
            if lead is None:
                continue
            before, end = before[: lead.start()], match.end()
            first, after = above.search(before), below.match(string, end)
            opening = see.search(before) if string[end : end + 1] in ENDS else None
            if after or opening or (first and not CITED.search(before, 0, first.start())):
                start = (
                    match.start()
                    - len(lead[0])
                    - len((opening or first or [""])[0].lstrip("\f\n("))
                )
                yield Reference(kind, match["label"], start, after.end() if after else end)
                break


def _lead(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_any(words)})\.?\s?$", re.I)


def _any(words: Iterable[str]) -> str:
    """Give the words as a regular expression, the longest first."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"\s") for word in ordered)


def _beginning(proof: Proof, mark: Mark) -> str:
    """Give the first words of a page."""
    words = proof.string[mark.start : mark.start + SHOWN].split("\n\n")[0].split()
    return " ".join(words)


def _shown(proof: Proof, each: Reference) -> str:
    return proof.around(each.start, each.end, 16)


def _example(*bodies: str) -> Proof:
    from pipeline.model.book import Block, Book, Chapter, Note, Page
    from pipeline.model.text import Text

    text = Text.raw("The mill was old.").mark(Mark("page", 0, 0, "3"))
    notes, at = [], 20
    for k, body in enumerate(bodies, 7):
        block = Block("paragraph", Text.raw(body, at))
        notes.append(Note(f"n{k}", str(k), (block,), "linked", 1.0))
        at += len(body)
    chapter = Chapter("c", "chapter", (Block("paragraph", text),), tuple(notes))
    return proof_of(Book("t", "en", (chapter,), pages=(Page("3", True, 0),)))
