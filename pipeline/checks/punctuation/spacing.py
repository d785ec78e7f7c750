"""Blanks before stops, behind them, and beside the markers of notes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks.proof import Answer, Proof, Query
from pipeline.checks.sections import note_pieces
from pipeline.conventions.addresses import in_address

BLANKS = " \u00a0\u2009\u202f"
SPACED = re.compile(rf"(?P<blank>[{BLANKS}](?<=[^\W_].)[{BLANKS}]*)(?P<stop>[,;:!?.)\]])(?![\w.])")
UNSPACED = re.compile(r"[.!?,;”»)\]](?<=[^\W\d_]{2}.)(?:(?<=\.)[”»)\]])?(?=[^\W\d_]{2})")
CLOSED = frozenset("”»)]")
HABIT = 0.1
"""Share of a sign's places from which a blank beside it is the book's way of printing it."""
FEW = 5
"""Times from which it can be a way."""


def spaced_stop(proof: Proof) -> Iterator[Query]:
    """A blank before a stop or a closing bracket, unless the language or the book sets it there.

    In notes, a colon or a semicolon between blanks parts the elements of a description (ISBD).

    >>> from pipeline.checks.proof import proof_of_text
    >>> [*map(str, spaced_stop(proof_of_text("The mill , which was old (and shut ) burnt .")))]
    ['a blank before ",": The mill , which was old (and shut', 'a blank before ")":\
 which was old (and shut ) burnt .', 'a blank before ".": old (and shut ) burnt .']
    """
    own = proof.language.narrow + proof.language.wide
    found: dict[str, list[re.Match[str]]] = {}
    for match in SPACED.finditer(proof.string):
        found.setdefault(match["stop"], []).append(match)
    asked = []
    for stop, matches in found.items():
        usual = len(matches) >= FEW and len(matches) > HABIT * proof.string.count(stop)
        if stop not in own and not usual:
            asked += matches
    notes = proof.once(note_pieces)
    asked = [m for m in asked if m["stop"] not in ":;" or not notes[proof.piece_at(m.start())]]
    for match in sorted(asked, key=lambda match: match.start()):
        around = proof.around(*match.span())
        answers = [Answer("", 0.97, "delete", match.span("blank"))]
        yield proof.ask(*match.span(), f'a blank before "{match["stop"]}": {around}', answers, 0.95)


def unspaced_stop(proof: Proof) -> Iterator[Query]:
    """No blank behind a stop, or behind the mark or bracket that closes.

    >>> from pipeline.checks.proof import proof_of_text
    >>> text = "It was the end.The mill burnt,and the www.mill.Org,i.e.The site."
    >>> [*map(str, unspaced_stop(proof_of_text(text)))]
    ['no blank behind ".": It was the end.The mill burnt,and the',\
 'no blank behind ",": the end.The mill burnt,and the']
    """
    string = proof.string
    for match in UNSPACED.finditer(string):
        sign, at = match[0][-1], match.end()
        if sign in ".!?" and (not string[at].isupper() or _abbreviated(proof, match.start())):
            continue
        if in_address(string, at) or (sign in CLOSED and _opened_within(string, at)):
            continue
        message = f'no blank behind "{sign}": {proof.around(*match.span())}'
        answer = Answer(f" {string[at]}", 0.95, at=(at, at + 1))
        yield proof.ask(*match.span(), message, [answer], 0.9)


def _opened_within(string: str, at: int) -> bool:
    """Did what closes before a place open within the same word?"""
    start = max(string.rfind(" ", 0, at), string.rfind("\n", 0, at))
    return any(mark in string[start:at] for mark in "“„«([")


def _abbreviated(proof: Proof, at: int) -> bool:
    """Does an abbreviation end before a full stop, or one with stops within it?"""
    start = at
    while start > 0 and (proof.string[start - 1].isalpha() or proof.string[start - 1] == "."):
        start -= 1
    word = proof.string[start:at].lower()
    return "." in word or word in proof.language.abbreviations


def misspaced_marker(proof: Proof) -> Iterator[Query]:
    """A note's marker with a blank before it, or none behind it, where the book sets it otherwise.

    >>> [*map(str, misspaced_marker(_example("The mill ", "burnt.")))]
    ['no blank behind the marker of a note: The mill burnt.']
    """
    string, asked = proof.string, []
    for mark in proof.references:
        at = mark.start
        before, behind = string[at - 1 : at], string[at : at + 1]
        if behind.isalnum() and before not in ("\n", ""):
            asked.append((at, True))
        elif before in (" ", "\u00a0") and not behind.isalnum():
            asked.append((at, False))
    for at, glued in asked:
        if glued:
            answer = Answer(f" {string[at]}", 0.8, at=(at, at + 1))
            message = "no blank behind the marker of a note"
        elif sum(not each for _, each in asked) > max(FEW, HABIT * len(proof.references)):
            continue
        else:
            start = len(string[:at].rstrip(" \u00a0"))
            answer = Answer("", 0.8, "delete", (start, at))
            message = "a blank before the marker of a note"
        yield proof.ask(at, at, f"{message}: {proof.around(at, at)}", [answer], 0.8)


def _example(before: str, behind: str) -> Proof:
    from pipeline.checks.proof import proof_of
    from pipeline.model.book import Block, Book, Chapter
    from pipeline.model.text import Mark, Text

    text = Text.raw(before + behind).mark(Mark("noteref", len(before), len(before), "n1"))
    return proof_of(Book("t", "en", (Chapter("c", "chapter", (Block("paragraph", text),)),)))
