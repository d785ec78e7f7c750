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
STOP = 2.5
"""What a full stop weighs against a line's being a heading, where headings have none."""
# French sets a no-break space, or a plain one, before its closing marks.
SENTENCE_END = re.compile(r"[.!?…](?:\s?[»›]|['\"”’“)\]])*(?:\[?\d{1,3}\]?|[*†‡§]+)?['\"”’»)\]]*$")


def ends_sentence(text: str) -> bool:
    """Does a line end like a sentence, closing marks and a note's marker aside?

    >>> ends_sentence("the end.”12"), ends_sentence("the end of")
    (True, False)
    """
    return SENTENCE_END.search(text[-12:]) is not None


def stops_short(text: str) -> bool:
    """Does a line end in a sign after which something must come?

    >>> stops_short("the end,"), stops_short("the end.")
    (True, False)
    """
    return text[-1:] in ",;:-–—(‐\u00ad"


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
    return len(small) >= 3 and ends_sentence(text)


def title_likeness(text: str) -> float:
    """Weigh what a line's words say for its being a heading; 0 is undecided."""
    words = re.findall(r"[^\W\d_]+", text)
    is_numbered = numbered(text)
    if not words and not is_numbered:
        return -9.0
    score = 0.0
    if is_numbered or text.lower().strip(" .:") in SECTION_WORDS:
        score += 4.0
    first = next((char for char in text if char.isalnum()), "")
    if first.islower():
        score -= 5.0
    if text.isupper() and len(text) > 3:
        score += 2.0
    elif all(word[0].isupper() for word in words if len(word) > 3):
        score += 1.0
    if stops_short(text):
        score -= 3.0
    elif ends_sentence(text) and not is_numbered:
        score -= STOP
    if text[:1] in "—–-":
        score -= 3.0  # a speech, where speeches begin with dashes
    elif text[:1] in "“\"«‘„'(":
        score -= 1.0
    elif text[:1] in "•‣◦▪■":
        score -= 5.0
    if len(words) > 14:
        score -= 2.0
    if sum(map(str.isdigit, text)) > sum(map(len, words)) and not is_numbered:
        score -= 3.0
    return score
