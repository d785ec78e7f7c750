"""Checks of markers: where they stand, and which were left in the text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import cast

from pipeline.checks.proof import Answer, Proof, Query, proof_of
from pipeline.machine.answers import Answers
from pipeline.model.book import Note
from pipeline.model.text import Mark

# A number as markers stand: glued to a word or its marks, raised, or in brackets of its own.
GLUED = re.compile(r"\d(?<=[\w.,;:!?)\]”’»\"].)(?<!\d.)\d{0,2}(?![\w%°,./:–-]|\s?[%°])")
WORD_BEFORE = re.compile(r"[^\W\d_]{3,}[.,;:!?]?[)\]”’»\"]?$")
RAISED = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}(?![\w⁄/])")
BRACKET = re.compile(r"\[\d{1,3}\]")
RAISED_FIGURES = "⁰¹²³⁴⁵⁶⁷⁸⁹"
PLAIN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
NEAR = 3
"""How far from its neighbours' numbers a marker's may be."""
REST = re.compile(r"[\w’'-]*")
MISREAD: Answers[tuple[str, str, str], bool] = Answers("figures", 1 << 12)
"""Whether words of a language are the more frequent for a letter behind them."""


def misplaced_marker(proof: Proof) -> Iterator[Query]:
    """A note's marker within a word, or at the head of its paragraph.

    It belongs behind the word, or at the end of the paragraph before.

    >>> [*map(str, misplaced_marker(_example("The mi", "ll was sold.")))]
    ['the marker of note 7 stands within a word: "The mi‸ll was sold."']
    """
    ends = {at: k for k, at in enumerate(proof.starts)}
    for mark in proof.references:
        at = mark.start
        before, after = proof.string[at - 1 : at], proof.string[at : at + 1]
        shown = f"{proof.around(at, at, 12).strip()}"
        if before.isalpha() and after.isalpha():
            rest = cast(re.Match[str], REST.match(proof.string, at))  # it may be empty
            end = rest.end()
            left = proof.string[max(0, at - 12) : at].rpartition("\n")[2]
            shown = f"{left}‸{proof.string[at : at + 12]}"
            message = f'the marker of note {_label(proof, mark)} stands within a word: "{shown}"'
        elif ends.get(at) and proof.string[at : at + 2].strip():
            last = ends[at] - 1
            end = proof.starts[last] + len(proof.pieces[last].text)
            shown = proof.string[at : at + 24].partition("\n")[0]
            message = f"the marker of note {_label(proof, mark)} opens its paragraph: {shown}"
        else:
            continue
        answer = Answer(f"marker {mark.data}", 0.7, "note", (end, end))
        query = proof.ask(at, at, message, [answer], 0.7)
        yield query._replace(where=mark.origin)


def repeated_marker(proof: Proof) -> Iterator[Query]:
    """A second reference to a note. It is linked; was another number printed?

    >>> [*map(str, repeated_marker(_example("The mill", " was sold.", twice=True)))]
    ['a second reference to note 7, after "The mill": is this its number?']
    """
    seen: dict[str, Mark] = {}
    for mark in proof.references:
        first = seen.setdefault(mark.data, mark)
        if first is not mark:
            before = proof.string[max(0, mark.start - 40) : mark.start].split()[-3:]
            label = _label(proof, mark)
            after = f', after "{" ".join(before)}"' if before else ""
            message = f"a second reference to note {label}{after}: is this its number?"
            yield Query(mark.origin, message, (), 0.3, (first.origin,))


def unlinked_marker(proof: Proof) -> Iterator[Query]:
    """A number that stands as markers do and fits between its neighbours', but has no note.

    >>> proof = _example("The mill", " was sold by the widow8 in spring.")
    >>> [*map(str, unlinked_marker(proof))]
    ['is this the marker of a note? "by the widow8 in spring."']
    """
    notes = {note.id: note for note in proof.book.notes()}
    if not notes:
        return
    marks, parts = proof.references, proof.parts
    places = [mark.start for mark in marks]
    for start, end in _left(proof):
        sign = proof.string[start:end]
        number = int(sign.translate(PLAIN).strip("[]"))
        k = bisect_right(places, start)
        around = [
            int(v) for m in marks[max(0, k - 1) : k + 1] if (v := notes[m.data].label).isdecimal()
        ]
        low, high = (min(around), max(around)) if around else (0, 0)
        home = parts[bisect_right(parts, start, key=lambda part: part.start) - 1]
        wanted = [n for n in home.chapter.notes if n.state == "unmarked" and n.label == str(number)]
        fits = (around and low - NEAR < number < high + NEAR) or number == 1
        if home.note is None and number and (wanted or fits or sign[0] in RAISED_FIGURES):
            message = f'is this the marker of a note? "{proof.around(start, end, 12)}"'
            answers = [Answer(f"marker {note.id}", 0.8, "note") for note in wanted[:1]]
            yield proof.ask(start, end, message, answers, 0.8 if wanted else 0.5)


def _left(proof: Proof) -> Iterator[tuple[int, int]]:
    """Find the numbers that stand as markers do."""
    string = proof.string
    for match in GLUED.finditer(string):
        word = WORD_BEFORE.search(string, max(0, match.start() - 20), match.start())
        if word and not _misread(proof, word[0].lower(), match[0]):
            yield match.span()
    for form in (RAISED, BRACKET) if not string.isascii() or "[" in string else ():
        for match in form.finditer(string):
            before = string[match.start() - 1 : match.start()] if match.start() else " "
            if before.isalpha() or before in '.,;:!?)”’»"':
                yield match.span()


def _misread(proof: Proof, word: str, figure: str) -> bool:
    """Is a figure rather the last letter of its word: "natura1"?"""
    letter = {"1": "l", "0": "o", "5": "s"}.get(figure, "")

    def find() -> bool:
        return proof.lexicon.zipf(word + letter) > proof.lexicon.zipf(word)

    return bool(letter) and MISREAD.of((proof.language.code, word, letter), find)


def _label(proof: Proof, mark: Mark) -> str:
    return next((note.label for note in proof.book.notes() if note.id == mark.data), mark.data)


def _example(before: str, after: str, *, twice: bool = False) -> Proof:
    from pipeline.model.book import Block, Book, Chapter
    from pipeline.model.text import Text

    at = len(before)
    marks = [Mark("noteref", at, at, "n7", (at, at))] * (1 + twice)
    text = Text.raw(before + after).mark(*marks)
    note = Note("n7", "7", (Block("paragraph", Text.raw("So.", 90)),), "linked", 1.0)
    return proof_of(
        Book("t", "en", (Chapter("c", "chapter", (Block("paragraph", text),), (note,)),))
    )
