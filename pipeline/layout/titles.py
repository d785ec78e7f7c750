"""Does a line read like a heading? What its words and capitals alone say of it."""

from __future__ import annotations

import re

from pipeline.language import LANGUAGES
from pipeline.layout.folios import roman

CHAPTER_WORDS = frozenset().union(*(table.chapter for table in LANGUAGES.values()))
SECTION_WORDS = frozenset().union(*(table.section for table in LANGUAGES.values()))
NUMBER_WORDS = frozenset(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen twenty first second third fourth fifth sixth seventh"
    " eighth ninth tenth last the premier première deuxième troisième erstes zweites drittes"
    " первая вторая третья четвертая пятая".split()
)
UNFINISHED = re.compile(r"[,;:\-–—(‐\u00ad]$")
ENDED = re.compile(r"[.!?…:;\"”’»)\]*†‡\d]$")
SENTENCE_END = re.compile(r"[.!?…]['\"”’»)\]]*(?:\[?\d{1,3}\]?|[*†‡§]+)?['\"”’»)\]]*$")


def numbered(text: str) -> bool:
    """Is it a chapter word with its number, or a numeral alone?

    >>> numbered("Chapter XII."), numbered("IV"), numbered("Chapter and verse")
    (True, True, False)
    """
    words = re.findall(r"\w+", text.lower())
    if not words:
        return False
    if words[0] in CHAPTER_WORDS and len(words) > 1:
        return words[1].isdigit() or roman(words[1]) is not None or words[1] in NUMBER_WORDS
    alone = re.fullmatch(r"[IVXLC]{1,7}\.?|\d{1,2}\.?", text) is not None
    return alone and (words[0].isdigit() or roman(words[0]) is not None)


def reads_as_sentence(text: str) -> bool:
    """Does it end like a sentence and hold three words in small letters, the short ones aside?

    >>> reads_as_sentence("The duties of mankind are considered."), reads_as_sentence("THE STORM.")
    (True, False)
    """
    small = [word for word in re.findall(r"[^\W\d_]{4,}", text) if word[0].islower()]
    return len(small) >= 3 and SENTENCE_END.search(text) is not None


def title_likeness(text: str) -> float:
    """Weigh what a line's words say for its being a heading; 0 is undecided."""
    words = re.findall(r"[^\W\d_]+", text)
    if not words and not numbered(text):
        return -9.0
    score = 0.0
    if numbered(text) or text.lower().strip(" .:") in SECTION_WORDS:
        score += 4.0
    first = next((char for char in text if char.isalnum()), "")
    if first.islower():
        score -= 5.0
    if text.isupper() and len(text) > 3:
        score += 2.0
    elif all(word[0].isupper() for word in words if len(word) > 3):
        score += 1.0
    if UNFINISHED.search(text):
        score -= 3.0
    elif SENTENCE_END.search(text) and not numbered(text):
        score -= 1.5
    if text[:1] in "“\"«‘—–-„'(":
        score -= 1.0
    if len(words) > 14:
        score -= 2.0
    if sum(char.isdigit() for char in text) > sum(map(len, words)) and not numbered(text):
        score -= 3.0
    return score
