"""Which of two readings is to be preferred: by the words of both copies and of their language.

A reading is as good as its worst word. A word is good that the language has, that stands elsewhere
in either copy, and that stands there beside the same words; one with a lost letter, or with a digit
or a letter of another script in its midst, is bad. What one copy's OCR engine doubted counts less.
Where none of that tells, the copy is believed that was right more often where something told.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from math import exp, log, log2
from typing import NamedTuple

from pipeline.checks.proof import Proof
from pipeline.collate.align import Region
from pipeline.collate.difference import Difference, Kind
from pipeline.collate.stream import Stream, is_word
from pipeline.conventions.mojibake import LOST

MIXED = re.compile(r"[^\W\d_]\d|\d[^\W\d_]")
CYRILLIC, LATIN = re.compile("[\u0400-\u04ff]"), re.compile("[a-zA-Z\u00c0-\u024f]")
SOFT, LINE_END = re.compile("\u00ad"), re.compile(r"[-‐]\s*\n|\ufffe")
TYPESETTER, OWN, AT_END = 5.0, 2.0, 1.0
"""Points for a word that has a soft hyphen and none of its own; for a hyphen within a line; and
against one at a line's end."""
ROMAN = re.compile("[IVXLCDM]+")
BAD = -3.0
"""The rate of what cannot be a word."""
COMMON = 6.0
"""The frequency (Zipf) from which a word is not better for being more frequent still."""
COMPOUND = 1.0
"""By how much a compound is rarer than its parts, at the least."""
STEEP = 0.8
"""Log-odds of one reading for each point that it is better."""
CLEAR = 2.5
"""Points from which the better reading is taken as the right one in judging the copies."""
TELLING: frozenset[Kind] = frozenset(("word", "letters", "division"))
"""The kinds of differences of which the words tell."""
BELIEF = 2.0
"""Log-odds that a copy can have at the most by having been right elsewhere."""
SUREST = 0.99
"""No reading is certain for what other words there are."""
DOUBT = 1.5
"""Log-odds against a reading that its OCR engine had no confidence in at all."""


class Verdict(NamedTuple):
    """How likely the other copy's reading is the right one, and why."""

    other: float
    """From 0 to 1."""
    elsewhere: tuple[int, int]
    """How often either reading stands in other places of a copy."""
    known: tuple[bool, bool]
    """Whether all words of either reading are words of the language."""


class Judge:
    """Judges the readings of two copies."""

    def __init__(self, ours: Stream, theirs: Stream) -> None:
        self._streams = (ours, theirs)
        lowers = [[key.lower() for key in stream.keys] for stream in self._streams]
        self._counts = [*map(Counter, lowers)]
        self._words = self._counts[0] + self._counts[1]
        self._pairs = Counter(pair for keys in lowers for pair in pairwise(keys))
        self._lowers = lowers
        self._doubts = [_doubts(stream.proof) for stream in self._streams]
        self._belief = 0.0

    def learn(self, found: Sequence[Difference]) -> None:
        """Learn which copy is right more often, where words and language tell."""
        points = [self._points(each.region) for each in found if each.kind in TELLING]
        won = sum(theirs - ours >= CLEAR for ours, theirs in points)
        lost = sum(ours - theirs >= CLEAR for ours, theirs in points)
        self._belief = max(-BELIEF, min(BELIEF, log((won + 1) / (lost + 1))))

    def verdict(self, region: Region) -> Verdict:
        """Judge the two readings of a difference."""
        ours, theirs = self._points(region)
        odds = STEEP * (theirs - ours) + self._belief
        odds += STEEP * (self._hyphens(1, region) - self._hyphens(0, region))
        odds += DOUBT * (self._doubt(0, region) - self._doubt(1, region))
        elsewhere = (self._elsewhere(0, region), self._elsewhere(1, region))
        known = (self._known(0, region), self._known(1, region))
        certainty = min(SUREST, max(1 - SUREST, 1 / (1 + exp(-odds))))
        return Verdict(certainty, elsewhere, known)

    def _span(self, side: int, region: Region) -> tuple[int, int]:
        return (region.b, region.b_end) if side else (region.a, region.a_end)

    def _points(self, region: Region) -> tuple[float, float]:
        """Rate both readings.

        What only one copy has is no better for its words being good ones, but worse for bad ones.
        """
        rated = []
        if all(ROMAN.fullmatch(word) for side in (0, 1) for word in self._as_written(side, region)):
            return 0.0, 0.0
        for side in (0, 1):
            start, end = self._span(side, region)
            places = [k for k in range(start, end) if is_word(self._lowers[side][k])]
            rated.append(min((self._rate(side, k) for k in places), default=0.0))
        ours, theirs = rated
        return (ours, theirs) if region.pairs else (min(0.0, ours), min(0.0, theirs))

    def _rate(self, side: int, at: int) -> float:
        keys = self._lowers[side]
        word = keys[at]
        if LOST in word or MIXED.search(word) or (CYRILLIC.search(word) and LATIN.search(word)):
            return BAD
        if word[0].isdigit():
            return 0.0
        before, after = keys[at - 1 : at] or [""], keys[at + 1 : at + 2] or [""]
        beside = max(self._pairs[before[0], word], self._pairs[word, after[0]]) - 1
        return self._frequency(side, word) + log2(self._words[word]) + log2(max(0, beside) + 1)

    def _frequency(self, side: int, word: str) -> float:
        """Give how frequent a word is in the language; of a compound, its rarest part."""
        zipf = self._streams[side].proof.lexicon.zipf
        parts = word.split("-") if "-" in word and not zipf(word) else [word]
        rarest = min(zipf(part) for part in parts if part) if any(parts) else 0.0
        return min(COMMON, max(0.0, rarest - COMPOUND * (len(parts) > 1)))

    def _hyphens(self, side: int, region: Region) -> float:
        """Rate a reading by where its hyphen stands: one at a line's end may be the typesetter's.

        A soft hyphen is; one within a line is the word's own.
        """
        start, end = self._span(side, region)
        stream = self._streams[side]
        if not stream.whole(start, end):
            return 0.0
        span, _ = stream.proof.raw(stream.spans[start][0], stream.spans[end - 1][1])
        raw = stream.proof.source.text[slice(*span)]
        hyphenated = any("-" in key[1:-1] for key in stream.keys[start:end])
        if SOFT.search(raw):
            return -TYPESETTER if hyphenated else TYPESETTER
        if not hyphenated:
            return 0.0
        return -AT_END if LINE_END.search(raw) else OWN

    def _doubt(self, side: int, region: Region) -> float:
        """Give the doubt of the OCR engine in a reading, from 0 to 1."""
        start, end = self._span(side, region)
        doubts = self._doubts[side]
        worst = 0.0
        for first, last in self._streams[side].spans[start:end]:
            k = bisect_left(doubts, (first + 1, 0, 0.0)) - 1
            for begin, stop, doubt in doubts[max(0, k) : k + 2]:
                if begin < last and stop > first:
                    worst = max(worst, doubt)
        return worst

    def _elsewhere(self, side: int, region: Region) -> int:
        """Give how often a reading's rarest word stands in other places, in one of the copies."""
        return min(
            (
                max(counts[word] - (side == k) for k, counts in enumerate(self._counts))
                for word in self._words_of(side, region)
            ),
            default=0,
        )

    def _known(self, side: int, region: Region) -> bool:
        words = self._words_of(side, region)
        return bool(words) and all(self._streams[side].proof.lexicon.zipf(w) > 0 for w in words)

    def _as_written(self, side: int, region: Region) -> list[str]:
        start, end = self._span(side, region)
        return [key for key in self._streams[side].keys[start:end] if is_word(key)]

    def _words_of(self, side: int, region: Region) -> list[str]:
        return [word.lower() for word in self._as_written(side, region)]


def _doubts(proof: Proof) -> list[tuple[int, int, float]]:
    """Give the words that the OCR engine doubted, in order, and how much."""
    marks = (mark for mark in proof.marks if mark.kind == "doubt")
    return [(mark.start, mark.end, 1 - float(mark.data) / 100) for mark in marks]
