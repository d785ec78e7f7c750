"""Brackets: each that opens is closed in its paragraph, or a later one of the same text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.checks.proof import Answer, Proof, Query
from pipeline.checks.sections import note_pieces
from pipeline.checks.sentences import sentence_ends, word_before
from pipeline.model.places import quote

BRACKET = re.compile(r"[()\[\]{}]")
PARAGRAPH = re.compile(r"[^\n\f][^\n]*(?:\n(?!\n)[^\n]*)*")
ITEM = re.compile(r"(?:(?<=[\s;,:])|(?<=^))(?:\d{1,3}|[^\W\d_]|[ivxlc]{1,5})\Z", re.M)
"""The number of an item, before a bracket that closes and none opened."""
LONGEST_ITEM = 5
FIRST_TWO = ({"1", "2"}, {"a", "b"}, {"i", "ii"}, {"а", "б"})
"""The numbers of a list's first items."""
CLOSERS = {"(": ")", "[": "]", "{": "}"}
OPENERS = {closer: opener for opener, closer in CLOSERS.items()}
CLOSE = 6
"""Letters within which a bracket belongs to the one before, as in "(1 a)", in a list too."""
LONGEST = 1000
"""Letters before or behind a lone bracket within which its partner may have stood."""
FAR = 8
"""Paragraphs over which a bracket may be open."""
WITHIN = re.compile(r"[()\[\]{}](?<=[^\W\d_].)(?=[^\W\d_])")
LETTERS_BEHIND = re.compile(r"[^\W\d_]+")
LETTERS = "lJItfr"
"""Letters that brackets are misread for."""


class Lone(NamedTuple):
    """A bracket without its partner, and how far that may have stood from it."""

    at: int
    sign: str
    start: int
    stop: int
    mate: int = -1
    """Where a bracket of another kind opens what it closes."""


def unbalanced_bracket(proof: Proof) -> Iterator[Query]:
    """A bracket that opens and is not closed, or closes and was not opened; or by another kind.

    What a note left open that breaks off is asked about as that.

    >>> from pipeline.checks.proof import proof_of_text
    >>> query, = unbalanced_bracket(proof_of_text("The mill (built in 1807 burnt. It was old."))
    >>> query.message, [(answer.new, answer.at) for answer in query.proposals][0]
    ('nothing closes (built in 1807 burnt. It was old.', (')', (29, 29)))
    """
    notes = proof.once(note_pieces)
    for each in _lone(proof.string):
        note = notes[proof.piece_at(each.at)]
        if note is not None and note.state == "cut" and each.sign in CLOSERS:
            continue
        if each.mate >= 0:
            message, answers = _mismatched(proof, each)
        elif each.sign in CLOSERS:
            message, answers = _unclosed(proof, each)
        else:
            message, answers = _unopened(proof, each)
        yield proof.ask(each.at, each.at + 1, message, answers, 0.9)


def _mismatched(proof: Proof, each: Lone) -> tuple[str, list[Answer]]:
    shown = proof.string[each.mate : each.at + 1]
    answers = [
        Answer(CLOSERS[shown[0]], 0.6),
        Answer(OPENERS[each.sign], 0.3, at=(each.mate, each.mate + 1)),
    ]
    return f"closed by a bracket of another kind: {shown}", answers


def _unclosed(proof: Proof, each: Lone) -> tuple[str, list[Answer]]:
    _, sign, words = quote(proof.string[each.at : min(each.stop, each.at + LONGEST)], (0, 1))
    shown = f"{sign}{words}".strip()
    answers = [
        Answer(CLOSERS[each.sign], certainty, "insert", (place, place))
        for place, certainty in _ends(proof, each)
    ]
    return f"nothing closes {shown}", answers


def _unopened(proof: Proof, each: Lone) -> tuple[str, list[Answer]]:
    string = proof.string
    start = max(each.start, each.at - LONGEST)
    place = each.at - start
    words, sign, _ = quote(string[start : each.at + 1], (place, place + 1))
    shown = f"{words}{sign}".strip()
    answers = [Answer("", 0.4, "delete")]
    begun = [*sentence_ends(string, start, each.at, proof.language)]
    if begun:
        place = each.at - len(string[begun[-1] : each.at].lstrip())
        answers.append(Answer(OPENERS[each.sign], 0.3, "insert", (place, place)))
    return f"nothing opens what ends in {shown}", answers


def _lone(string: str) -> list[Lone]:
    """Find the brackets without a partner, in the order of the text."""
    opened: list[Lone] = []
    lone: list[Lone] = []
    for match in PARAGRAPH.finditer(string):
        start, stop = match.span()
        if not BRACKET.search(string, start, stop):
            continue
        numbers = _items(string, start, stop)
        listed = any(pair <= set(numbers.values()) for pair in FIRST_TWO)
        here: list[Lone] = []
        for bracket in BRACKET.finditer(string, start, stop):
            each = Lone(bracket.start(), bracket[0], start, stop)
            close = bool(here) and each.at - here[-1].at < CLOSE
            if listed and each.at in numbers and not close:
                continue
            if each.sign in CLOSERS:
                here.append(each)
            elif here and here[-1].sign == OPENERS[each.sign]:
                here.pop()
            elif any(other.sign == OPENERS[each.sign] for other in here):
                while here[-1].sign != OPENERS[each.sign]:
                    lone.append(here.pop())
                here.pop()
            elif here and each.at not in numbers:
                lone.append(each._replace(mate=here.pop().at))
            elif each.at not in numbers:
                opened = _pair(string, each, opened, lone)
        opened += here
    return sorted([*lone, *opened])


def _items(string: str, start: int, stop: int) -> dict[int, str]:
    """Give the numbers of items in a paragraph, by the places of the brackets behind them."""
    numbers, at = dict[int, str](), start
    while (at := string.find(")", at, stop)) >= 0:
        if item := ITEM.search(string, max(start, at - LONGEST_ITEM), at):
            numbers[at] = item[0]
        at += 1
    return numbers


def _pair(string: str, each: Lone, opened: list[Lone], lone: list[Lone]) -> list[Lone]:
    """Take a bracket that closes together with one that an earlier paragraph left open."""
    for other in reversed(opened):
        between = string[other.at : each.at]
        if "\f" in between or between.count("\n\n") > FAR:
            break
        if other.sign == OPENERS[each.sign]:
            return [open_one for open_one in opened if open_one is not other]
    lone.append(each)
    return opened


def _ends(proof: Proof, each: Lone) -> list[tuple[int, float]]:
    """Give the likely places of a lost bracket that closes, the likeliest first."""
    last = min(each.stop, each.at + LONGEST)
    end = next(sentence_ends(proof.string, each.at + 1, last, proof.language), 0)
    places: dict[int, float] = {}
    inner = re.compile(r"[,;:](?=\s)|(?=[.!?…]+(?:\s|$))").search(
        proof.string, each.at + 2, end or last
    )
    if end:
        places[_stripped(proof.string, each.at, end, ".!?…")] = 0.5
    if inner is not None:
        places.setdefault(inner.start(), 0.4)
    if last == each.stop:
        places.setdefault(_stripped(proof.string, each.at, last), 0.2)
    return [*places.items()][:3]


def _stripped(string: str, start: int, end: int, signs: str | None = None) -> int:
    """Give the end of a stretch without some signs there, or without white space."""
    return start + len(string[start:end].rstrip(signs))


def unspaced_bracket(proof: Proof) -> Iterator[Query]:
    """A bracket within a word, without its partner there: a letter misread, or a lost blank.

    >>> from pipeline.checks.proof import proof_of_text
    >>> query, = unspaced_bracket(proof_of_text("He was a]most dead, th[at] is, nearly."))
    >>> query.message, [answer.new for answer in query.proposals]
    ('a bracket within a word: a]most', ['almost', 'a] most'])
    """
    string = proof.string
    for match in WITHIN.finditer(string):
        sign = match[0]
        left = word_before(string, match.start())
        right = LETTERS_BEHIND.match(string, match.end())
        word = f"{left}{sign}{right[0] if right else ''}"
        start = match.start() - len(left)
        end = start + len(word)
        if not (_is_apart(string, start - 1) and _is_apart(string, end)):
            continue
        answers = [
            Answer(new, 0.85)
            for letter in LETTERS
            if proof.lexicon.zipf((new := word.replace(sign, letter)).lower()) > 3
        ]
        apart = f" {sign}" if sign in CLOSERS else f"{sign} "
        answers.append(Answer(word.replace(sign, apart), 0.5))
        yield proof.ask(start, end, f"a bracket within a word: {word}", answers, 0.8)


def _is_apart(string: str, at: int) -> bool:
    """Is there no bracket at a place, nor anything else that a word may go on with?"""
    return string[at : at + 1] not in ("(", ")", "[", "]", "{", "}", "-", "’", "/")
