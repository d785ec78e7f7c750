"""Letters that the source has lost: U+FFFD, what fonts encode as they please, boxes in a word."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from pipeline.checks.characters.places import UNKNOWN, at_place, initials
from pipeline.checks.characters.readings import (
    RUN,
    Vocabulary,
    readings,
    vocabulary,
)
from pipeline.checks.likelihood import Question, Reading, certainties
from pipeline.checks.proof import Answer, Proof, Query
from pipeline.conventions.mojibake import LOST
from pipeline.language import LANGUAGES, primary
from pipeline.model.finding import Scope

PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010fffd]")
"""Characters without a meaning of their own: a font's inventions."""
BOX = re.compile(r"[□▯�](?:(?<=[^\W\d_].)|(?=[^\W\d_]))")
LETTER = r"(?:[^\W\d_]|[’'](?=[\w�]))"
WORD = re.compile(rf"(?:{LETTER}|�)*�(?:{LETTER}|�)*")
DEGREE = re.compile(r"(?<=[\d\s])�[CFС](?!\w)")
WHOLE = re.compile(r"�+(?:[^\w�]{1,3}�+)*")
"""A passage of which nothing is left but its spaces and stops."""
AT_EDGE, ELIDED = 0.02, 0.05
"""Share of the words that have a quotation mark beside them, or an apostrophe within."""
ENDINGS = re.compile(r"(.+)�(s|t|d|m|ll|re|ve)$")
BEGINNINGS = re.compile(
    r"(l|d|qu|n|s|j|m|c|t|jusqu|lorsqu|puisqu|un|dell|all|nell|sull|dall)�(.+)$"
)
BETWEEN = re.compile(r"[\w,] � \w")
SIGNS = 0.01
"""Signs that stand between two words, for each word."""
BESIDE = 30
"""How much likelier a reading is for each place where the book has it beside the same word."""
UNLISTED = 1e-8
"""The share of a word that no list has."""
FARTHEST = 400
"""Letters before a lost one within which its word begins."""
SHOWN, LEAST = 4, 0.02
"""Proposals shown, and how sure each of them is at the least."""
BEGINS = re.compile(r"(?:\n|[.!?…]\W?\s)\Z")
"""What stands before the beginning of a sentence."""
GUESSED_CASE, NUMERAL_SURE = 0.9, 0.7
"""How sure a reading is at the most whose capital is guessed; and a Roman numeral."""
COMMON = 4.0
"""A word as frequent as this is likely written small, though the book may have only its capital."""
NUMERAL = re.compile("[IVXLCDM]+")


class Place(NamedTuple):
    """A place where something was lost."""

    start: int
    end: int
    text: str


def lost_letter(proof: Proof) -> Iterator[Query]:
    """A letter or sign that the source has lost. Proposed is what fits the word, or the place.

    >>> from pipeline.checks.proof import proof_of_text
    >>> text = "From Łódź to Łód\ufffd. – Minsk, 2015. – \ufffd. 118."
    >>> [(query.message, query.proposals[0].new) for query in lost_letter(proof_of_text(text))]
    [('a letter was lost: "Łód�"', 'Łódź'), ('a sign was lost: "2015. – �. 118."', 'С')]
    """
    string = _marked(proof.string)
    if LOST not in string:
        return
    words, places, wholes = _sorted_out(string)
    for place in wholes:
        yield proof.ask(place.start, place.end, _whole_message(place), certainty=1.0)
    known = _vocabulary(proof, words) if words else Vocabulary(())
    read = partial(_word_readings, proof=proof, known=known, cache={})
    asked = [
        *(Question(read(place), UNLISTED) for place in words),
        *(_sign_question(string, place, proof, known) for place in places),
    ]
    sure = certainties(asked, Counter(string))
    answers = [
        _sorted(place, each.readings, shares, string, proof)
        for place, each, shares in zip([*words, *places], asked, sure, strict=True)
    ]
    yield from _word_queries(proof, words, answers)
    for place, found in zip(places, answers[len(words) :], strict=True):
        message = f'a sign was lost: "{proof.around(place.start, place.end, 8)}"'
        yield proof.ask(place.start, place.end, message, _answers(found), 1.0)


def _marked(string: str) -> str:
    """Put one sign for all that says that something was lost; no place is moved."""
    return BOX.sub(LOST, PRIVATE.sub(LOST, string))


def _sorted_out(string: str) -> tuple[list[Place], list[Place], list[Place]]:
    """Give the words with lost letters, the signs that stand alone, and what was lost whole."""
    words: list[Place] = []
    signs: list[Place] = []
    wholes: list[Place] = []
    done = 0
    for match in _damaged(string):
        if match.start() < done:
            continue
        if DEGREE.match(string, match.start()):
            signs.append(Place(match.start(), match.start() + 1, LOST))
        elif match[0].strip(LOST):
            words.append(Place(*match.span(), match[0]))
        else:
            whole = WHOLE.match(string, match.start())
            assert whole is not None
            done = whole.end()
            # Behind it may be a word of which letters are left.
            if string[done : done + 1].isalpha():
                done = match.end()
            place = Place(match.start(), done, string[match.start() : done])
            (signs if len(place.text) == 1 else wholes).append(place)
    return words, signs, wholes


def _damaged(string: str) -> Iterator[re.Match[str]]:
    """Find the words with lost letters. Each is looked for from the blank before such a letter."""
    done = 0
    while (at := string.find(LOST, done)) >= 0:
        start = max(string.rfind(blank, done, at) for blank in " \n") + 1
        match = WORD.search(string, max(start, done, at - FARTHEST))
        assert match is not None
        yield match
        done = match.end()


def _whole_message(place: Place) -> str:
    count = place.text.count(LOST)
    return f"{count} letters were lost here: supply them"


def _vocabulary(proof: Proof, words: Sequence[Place]) -> Vocabulary:
    counts = proof.lexicon.words.copy()
    for place in words:  # Their parts are no words.
        counts.subtract(part for part in place.text.lower().split(LOST) if part in counts)
    own = primary(proof.book.language)
    marked = {primary(mark.data) for mark in proof.foreign}
    small = Counter({word.replace("’", "'"): count for word, count in (+counts).items()})
    return vocabulary(small, own, sorted(marked), sorted(LANGUAGES))


def _word_readings(
    place: Place, proof: Proof, known: Vocabulary, cache: dict[tuple[str, bool], list[Reading]]
) -> list[Reading]:
    word = place.text.replace("’", "'")
    single = proof.language_at(place.start) == proof.book.language
    key = word, single
    if key not in cache:
        found = [
            Reading(text.replace("'", "’"), "".join(lost).replace("'", "’"), weight)
            for text, lost, weight in readings(word, known, single)
        ]
        cache[key] = [*found, *_with_marks(word.lower(), _quotes(proof), known)]
    before, behind = proof.beside(place.start, place.end)
    return [
        reading._replace(
            weight=reading.weight * (1 + BESIDE * proof.together(before, reading.text, behind))
        )
        for reading in cache[key]
    ]


def _quotes(proof: Proof) -> dict[str, float]:
    """Give the pairs of quotation marks with their shares in the book."""
    used = {pair: 1 + proof.string.count(pair[0]) for pair in proof.language.quotes}
    return {pair: count / sum(used.values()) for pair, count in used.items()}


def _with_marks(word: str, quotes: Mapping[str, float], known: Vocabulary) -> Iterator[Reading]:
    """Give the readings of lost signs at a word as quotation marks, or within it as apostrophe."""
    bare = word.strip(LOST)
    left, right = len(word) - len(word.lstrip(LOST)), len(word) - len(word.rstrip(LOST))
    if LOST not in bare and left <= 1 and right <= 1 and (share := known.share(bare)):
        for pair, used in quotes.items():
            marks = pair[0] * left, pair[1] * right
            weight = AT_EDGE * share * used
            yield Reading(marks[0] + bare + marks[1], "".join(marks), weight)
    for pattern, base in ((ENDINGS, 1), (BEGINNINGS, 2)):
        match = pattern.fullmatch(word)
        if match is not None and LOST not in match[1] + match[2]:
            yield Reading(f"{match[1]}’{match[2]}", "’", ELIDED * known.share(match[base]))


def _cased(reading: Reading, place: Place, string: str, proof: Proof) -> tuple[str, float]:
    """Give a reading the capitals of what is left of its word, and say how sure they are."""
    seen = [char for char in place.text if char.isalpha()]
    parts = RUN.split(place.text)
    gaps = "(.*)".join(re.escape(part.lower().replace("'", "’")) for part in parts)
    filled = re.fullmatch(gaps, reading.text)
    if filled is None:  # A quotation mark was added to it.
        return reading.text, 1.0
    fills = list(filled.groups())
    if all(map(str.isupper, seen)) and (len(seen) > 1 or place.text[0] == LOST):
        fills = [fill.upper() for fill in fills]
    sure = 1.0
    if not parts[0] and fills[0].islower():
        title = fills[0][0].upper() + fills[0][1:]
        before = string[max(0, place.start - 3) : place.start]
        written = [proof.counts[start + reading.text[1:]] for start in (title[0], fills[0][0])]
        if BEGINS.search(before) or written[0] > written[1]:
            fills[0] = title
        common = fills[0] == title and proof.lexicon.zipf(reading.text) > COMMON
        told = BEGINS.search(before) or (min(written) < max(written) > 1 and not common)
        sure = 1.0 if told else GUESSED_CASE
    text = parts[0] + "".join(a + b for a, b in zip(fills, parts[1:], strict=True))
    return text, NUMERAL_SURE if NUMERAL.fullmatch(text) else sure


def _sign_question(string: str, place: Place, proof: Proof, known: Vocabulary) -> Question:
    """Ask what a sign was that stands alone: an initial, a mark, a word of one letter."""
    found = list(initials(string, place.start, place.end))
    if found:
        return Question(found, UNKNOWN)
    found = at_place(string, place.start, place.end)
    if not BETWEEN.fullmatch(string[max(0, place.start - 2) : place.end + 2]):
        return Question(found, UNKNOWN)
    before, behind = proof.beside(place.start, place.end)
    signs = [each._replace(weight=each.weight * SIGNS) for each in found]
    letters = [
        each._replace(weight=each.weight * (1 + BESIDE * proof.together(before, each.text, behind)))
        for each in readings(LOST, known)
    ]
    return Question([*signs, *letters], UNKNOWN * SIGNS)


def _sorted(
    place: Place, found: Sequence[Reading], shares: Sequence[float], string: str, proof: Proof
) -> list[tuple[float, str]]:
    """Give the readings as they are proposed, the surest first, each with its certainty."""
    answers = []
    for reading, share in zip(found, shares, strict=True):
        text, sure = reading.text, 1.0
        if len(place.text) > 1:
            text, sure = _cased(reading, place, string, proof)
        answers.append((min(share, sure), text))
    return sorted(answers, reverse=True)


def _word_queries(
    proof: Proof, words: Sequence[Place], answers: Sequence[list[tuple[float, str]]]
) -> Iterator[Query]:
    """Ask about each word once, where all its places have the same likeliest reading."""
    groups: dict[tuple[str, str], list[int]] = {}
    for k, place in enumerate(words):
        best = answers[k][0][1] if answers[k] else ""
        groups.setdefault((place.text, best), []).append(k)
    several = Counter(text for text, _ in groups)
    for (text, _), group in groups.items():
        first = words[group[0]]
        least = min((answers[k] for k in group), key=lambda found: found[0][0] if found else 0.0)
        scope: Scope = "every" if len(group) > 1 and several[text] == 1 else "here"
        also = [proof.raw(words[k].start, words[k].end)[0] for k in group[1:]]
        told = "a letter was lost" if text.count(LOST) == 1 else "letters were lost"
        message = f'{told}: "{text}"'
        found = [answer._replace(scope=scope) for answer in _answers(least)]
        yield proof.ask(first.start, first.end, message, found, 1.0)._replace(also=tuple(also))


def _answers(found: Sequence[tuple[float, str]]) -> list[Answer]:
    return [
        Answer(text, min(0.99, round(share, 2))) for share, text in found[:SHOWN] if share >= LEAST
    ]
