"""How words are misread and misspelt: letters that OCR takes for others, and slips of the pen."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import cache

from pipeline.checks.words.shares import Shares

ALIKE = (
    # Latin: what stands in print, and what OCR reads. Most of these are confused both ways.
    "e c, c e, h b, b h, rn m, m rn, in m, m in, ni m, m ni, n u, u n, n ri, n ii, u ii",
    "h li, li h, d cl, cl d, t f, f t, l t, t l, i l, l i, i j, j i, fi h, w vv, vv w, s f",
    "f s, k lc, a o, o a, o c, c o, e o, o e, g q, q g, g y, y g, y v, v y, r t, t r, a n",
    "h n, n h, m nn, nn m, n r, r n, u li, tt u, ct d, ss s, a u, u a, a e, e a, s g, fl h",
    "ff f, v r, r v, b k, k h, h k, y f",
    # Cyrillic.
    "и н, н и, п н, н п, ш щ, щ ш, е с, с е, о с, с о, ь ъ, ъ ь, т г, г т, л п, п л, ц п",
    "к н, в н, з э, э з, ч у, у ч, и п, п и, ы ьі, в з, м н, х к, м ш",
)
"""Pairs of letters: what stands there and what is read for it. After the lists of Distributed
Proofreaders ("scannos") and of OCR post-correction (Taghva and Stofsky 2001, table 1)."""
PAIRS = tuple(
    (right, wrong) for line in ALIKE for right, wrong in (pair.split() for pair in line.split(","))
)
ACCENT, DOUBLED, ENDING, LEFT_OUT, PUT_IN, SINGLE, SWAPPED, TAKEN = SLIPS = (
    *("accent", "doubled letter", "ending", "left out", "put in", "single letter", "swapped"),
    "another letter",
)
RATES = dict(zip(SLIPS, (4e-6, 4e-6, 1e-8, 6e-7, 6e-7, 4e-6, 1e-5, 5e-8), strict=True))
"""How often a slip of another kind than a confusion of letters is made, for each way to make it: as
misspellings were found in clean books. What differs in its last letter only is more likely another
form than a slip, above all a foreign one."""
USUAL = 10_000
"""Letters without a confusion that a text is taken to have before any is seen."""


def occasions(string: str, characters: Counter[str]) -> Counter[str]:
    """Count for each confusion of letters how often it might have happened in a text.

    `characters` says how often each stands in it.

    >>> occasions("ten", Counter("ten"))["e c"] - USUAL
    1
    """
    rights = {right for right, _ in PAIRS}
    counts = {each: characters[each] if len(each) == 1 else string.count(each) for each in rights}
    return Counter({f"{right} {wrong}": counts[right] + USUAL for right, wrong in PAIRS})


@cache
def _by_wrong() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for right, wrong in PAIRS:
        found.setdefault(wrong, []).append(right)
    return found


def misreadings(word: str) -> Iterator[str]:
    """Give what may have been read for a word, after one confusion of letters.

    >>> "tbe" in misreadings("the")
    True
    """
    for right, wrong in PAIRS:
        at = word.find(right)
        while at >= 0:
            yield word[:at] + wrong + word[at + len(right) :]
            at = word.find(right, at + 1)


def unmisread(word: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Give what a word may have been before a confusion of letters, and its kind.

    >>> dict(unmisread("tbe"))["the"]
    ('h b',)
    """
    for text, _, kind in _undone(word, 0):
        yield text, (kind,)


def twice_misread(word: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Give what a word may have been before two confusions of letters, and their kinds.

    >>> dict(twice_misread("tbc"))["the"]
    ('h b', 'e c')
    """
    for once, at, kind in _undone(word, 0):
        for text, _, second in _undone(once, at):
            yield text, (kind, second)


def _undone(word: str, start: int) -> Iterator[tuple[str, int, str]]:
    table = _by_wrong()
    for at in range(start, len(word)):
        for size in (1, 2):
            wrong = word[at : at + size]
            if len(wrong) == size:
                for right in table.get(wrong, ()):
                    text = word[:at] + right + word[at + size :]
                    yield text, at + len(right), f"{right} {wrong}"


def unslipped(word: str, letters: str, known: Shares) -> Iterator[tuple[str, str]]:
    """Give the known words that a word may have been before one slip of the pen, and its kind.

    >>> letters, known = "abcdefghijklmnopqrstuvwxyz", Shares({"which": 0.01}, {})
    >>> [*unslipped("wihch", letters, known)]
    [('which', 'swapped')]
    """
    for at in range(len(word)):
        before, here, behind = word[:at], word[at], word[at + 1 :]
        ends = not behind
        if known.has(shorter := before + behind):
            yield shorter, SINGLE if behind[:1] == here else ENDING if ends else PUT_IN
        if behind and behind[0] != here:
            swapped = before + behind[0] + here + behind[1:]
            if known.has(swapped):
                yield swapped, SWAPPED
        # Hardly any of these is a word, so that they are looked up all at once.
        taken = [before + letter + behind for letter in letters]
        longer = [before + letter + here + behind for letter in letters]
        words = known.among({*taken, *longer})
        for letter, other, more in zip(letters, taken, longer, strict=True) if words else ():
            if letter != here and other in words:
                kind = ACCENT if _bare(letter) == _bare(here) else TAKEN
                yield other, ENDING if ends and kind == TAKEN else kind
            if more in words:
                yield more, DOUBLED if letter == here else LEFT_OUT
    for letter in letters:
        if known.has(word + letter):
            yield word + letter, ENDING


@cache
def _bare(letter: str) -> str:
    return unicodedata.normalize("NFD", letter)[:1]
