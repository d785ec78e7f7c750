"""An accent that stands for itself: one torn from its letter, or an apostrophe that looks like it.

Extraction tears accents off where a font draws them as glyphs of their own: "caf´e". Typists and
OCR write one for an apostrophe: "it´s". Which of both it is, the dictionaries tell.
"""

from __future__ import annotations

import re
import unicodedata

from pipeline.language import Language
from pipeline.language.spelling import Speller, borrowed, speller

ACCENTS = {
    "´": "\u0301",
    "`": "\u0300",
    "¨": "\u0308",
    "ˆ": "\u0302",
    "^": "\u0302",
    "˜": "\u0303",
    "¸": "\u0327",
    "˚": "\u030a",
}
APOSTROPHE = re.compile(r"(?<=[^\W\d_])[´`](?=[^\W\d_])")
WITHOUT = str.maketrans("", "", "".join(ACCENTS))
UNACCENTED = str.maketrans("łŁøØđĐðıŒœ", "lLoOdDdiOo")
"""Letters that Unicode does not take apart."""
# Unicode takes the circumflex that stands alone (U+02C6) for a letter; here it is none.
BEFORE = re.compile(r"(?:[^\W\d_ˆ]+[´`¨ˆ˜¸])*[^\W\d_ˆ]+$")
BEHIND = re.compile(r"[^\W\d_ˆ]+(?:[´`¨ˆ˜¸][^\W\d_ˆ]+)*")
LONGEST = 40
"""Characters of a word on either side that are looked at."""
MOST = 4
"""Accents of a word. Each is of one letter or the other, so the ways double with each."""
STRESSED = frozenset("аеёиоуыэюя")
"""The letters on which Russian marks the stress. No character has both the letter and the mark."""
SHORT = 2
"""Letters before an apostrophe of what is elided: d', qu'."""


def word_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Give the word that an accent, text[start:end], stands in or beside, with its other accents.

    >>> word_around("un d´ej`a vu", 4, 5)
    (3, 9)
    """
    before = BEFORE.search(text, max(0, start - LONGEST), start)
    behind = BEHIND.match(text, end, end + LONGEST)
    return before.start() if before else start, behind.end() if behind else end


def joined(word: str) -> list[str]:
    """Set each accent of a word on the letter behind it, or before it, where that makes a letter.

    >>> joined("caf´e"), joined("d´ej`a"), joined("won´t")
    (['café'], ['déjà'], ['wońt'])
    """
    # A dotless ı is what is left of an i whose accent was set over it.
    word = word.replace("ı", "i")
    at = next((k for k, char in enumerate(word) if char in ACCENTS), None)
    if at is None:
        return [word]
    if sum(char in ACCENTS for char in word) > MOST:
        return []
    before, accent, behind = word[:at], ACCENTS[word[at]], word[at + 1 :]
    ways = []
    if behind and (letter := _accented(behind[0], accent)):
        ways.append(f"{before}{letter}{behind[1:]}")
    if before and (letter := _accented(before[-1], accent)):
        ways.append(f"{before[:-1]}{letter}{behind}")
    return [form for way in ways for form in joined(way)]


def with_apostrophes(word: str) -> str:
    """Write apostrophes for the accents that stand between two letters.

    >>> with_apostrophes("d´une"), with_apostrophes("na¨ıve")
    ('d’une', 'na¨ıve')
    """
    return APOSTROPHE.sub("’", word)


def _accented(letter: str, accent: str) -> str:
    """Give a letter with its accent, "" where there is no such letter."""
    made = unicodedata.normalize("NFC", letter + accent)
    stressed = accent == ACCENTS["´"] and letter.lower() in STRESSED
    return made if len(made) == 1 or stressed else ""


def is_torn(text: str, at: int, language: Language) -> bool:
    """Was the accent at a place torn from its letter, or may it have been?

    At a word's end it is taken for a mark, unless the word is none without its accent.

    >>> from pipeline.language import language
    >>> text = "It´s the caf´e of O´Brien."
    >>> [k for k in range(len(text)) if text[k] == "´" and is_torn(text, k, language("en"))]
    [12]
    """
    start, end = word_around(text, at, at + 1)
    word = text[start:end]
    forms = joined(word)
    if not forms:
        return False
    known = speller(language.code)
    own = any(map(known.knows, forms))
    if start == at or at == end - 1:
        return own and not known.knows(word.translate(WITHOUT))
    marked = with_apostrophes(word).replace("’", "'")
    often = known.zipf(marked.lower())
    if own:
        return often <= max(known.zipf(form.lower()) for form in forms)
    if often or known.spells(marked):
        return False
    foreign = any(borrowed(form.lower(), language.code) for form in forms)
    return foreign or not _may_be_elided(text[start:at], text[at + 1 : end], known)


def _may_be_elided(head: str, tail: str, known: Speller) -> bool:
    """May an apostrophe stand between two parts of a word that no dictionary has?"""
    if tail == "s" or tail[:1].isupper() or known.knows(f"{head}'{tail}"):
        return True
    likely = tail if len(head) <= SHORT else f"{head}'{tail}"
    return bool(borrowed(likely.lower(), known.table.code))


def bare(word: str) -> str:
    """Give a word without its accents.

    >>> bare("Łódź"), bare("naïve")
    ('Lodz', 'naive')
    """
    if word.isascii():
        return word
    parts = unicodedata.normalize("NFD", word.translate(UNACCENTED))
    return "".join(char for char in parts if not unicodedata.combining(char))
