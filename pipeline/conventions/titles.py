"""Does a line read like a heading? What its words and capitals alone say of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from pipeline.conventions.roman import roman
from pipeline.language import all_numbers, all_words

CHAPTER_WORDS = all_words("divisions")
SECTION_WORDS = all_words("headings")
NUMBERS = all_numbers()
ARTICLES = all_words("articles")
LEADING = all_words("leading")
ABBREVIATIONS = all_words("abbreviations")
# "Second Part", "1. Kapitel", "Ve Partie": the number before its word, and nothing behind but what
# a full stop or a dash sets off.
NUMBER_FIRST = re.compile(r"(\w+(?:-\w+)?)\.?\s(\w+)(?=$|\s?[.:—–-])")
WORD, SOLID_WORD = re.compile(r"\w+"), re.compile(r"[^\W\d_]+")
NUMERAL = re.compile(r"([IVXLC]{1,7}|\d{1,2})\.?")
DIGIT, FIGURE = re.compile(r"\d"), re.compile(r"[\d¹²³⁰-₉]")
LETTER_OR_FIGURE = re.compile(r"[^\W_]")
WORD_OF_FOUR, LONG_WORD = re.compile(r"[^\W\d_]{4,}"), re.compile(r"[^\W\d_]{5,}")
"""Shorter words may be prepositions."""
WORDS = 3
"""Words of a line, all beginning with capitals, by which it is known to be no prose."""
MANY_WORDS = 15
"""Words of a line, from which it is long for a heading."""
MONTHS = all_words("months")
LONGEST_DATE = 40
DATED = 2.5
"""What it weighs against a line's being a heading that it is a date: it rather heads a letter."""
OTHER_LEADERS = frozenset("·…‥_")
LEADERS = re.compile(r"(?:[.·…‥_]\s*){4,}(?:\d{1,4}|[ivxl]{1,6})?$")
STOP = 3.5
"""What a full stop weighs against a line's being a heading, where headings have none."""
# French sets a no-break space, or a plain one, before its closing marks.
SENTENCE_END = re.compile(r"[.!?…](?:\s?[»›]|['\"”’“)\]])*(?:\[?\d{1,3}\]?|[*†‡§]+)?['\"”’»)\]]*$")


def ends_sentence(text: str) -> bool:
    """Does a line end like a sentence, closing marks and a note's marker aside?

    >>> ends_sentence("the end.”12"), ends_sentence("the end of")
    (True, False)
    """
    last = text[-1:]
    if last.isalpha() or last in ",;:-":
        return False  # most lines, and all of them are asked several times
    return SENTENCE_END.search(text[-12:]) is not None


def ends_in_leaders(text: str) -> bool:
    """Does a line end in a table's dots, perhaps with a page's number behind them?

    >>> ends_in_leaders("The Storm . . . . 12"), ends_in_leaders("The Storm...")
    (True, False)
    """
    last = text[-1:]
    if last.isalpha() and last not in "ivxl":
        return False  # most lines
    dots = text.count(".") > 3 or not OTHER_LEADERS.isdisjoint(text)
    return dots and LEADERS.search(text) is not None


def stops_short(text: str) -> bool:
    """Does a line end in a sign after which something must come?

    >>> stops_short("the end,"), stops_short("the end.")
    (True, False)
    """
    return text[-1:] in ",;:-–—(‐\u00ad"


def leads_on(text: str) -> bool:
    """Does a line end in a sign or a word after which something must come?

    >>> leads_on("the storm and"), leads_on("the storm,"), leads_on("the storm")
    (True, True, False)
    """
    return stops_short(text) or text[text.rfind(" ") + 1 :] in LEADING


def shortened(text: str) -> bool:
    """Does a line end in an abbreviation, whose full stop may end no sentence?

    >>> shortened("Of Larks, Linnets, etc."), shortened("The storm.")
    (True, False)
    """
    return text[-1:] == "." and text[text.rfind(" ") + 1 : -1].lower() in ABBREVIATIONS


def division(text: str) -> tuple[str, int] | None:
    """Read a division's word and its number; None where a line does not begin with both.

    The number of a last one, "Chapter the Last", is 0.

    >>> division("Chapter XII. The Storm"), division("Book the Second"), division("1. Kapitel")
    (('chapter', 12), ('book', 2), ('kapitel', 1))
    >>> division("Chapter Twenty-One"), division("Chapter and verse")
    (('chapter', 21), None)
    """
    lower = text.lower()
    first = WORD.search(lower)
    if first is not None and first[0] in CHAPTER_WORDS:
        words = WORD.findall(lower[:80])
        rest = words[2:] if words[1:] and words[1] in ARTICLES else words[1:]
        value = _number(rest)
        return None if value is None else (words[0], value)
    match = NUMBER_FIRST.match(lower)
    if match is None or match[2] not in CHAPTER_WORDS:
        return None
    value = _number(match[1].split("-"))
    return None if value is None else (match[2], value)


def _number(words: Sequence[str]) -> int | None:
    """Give the value of the number that words begin with, in digits, Roman numerals or letters."""
    if not words:
        return None
    first = words[0]
    if first.isdigit():
        return int(first)
    if first not in NUMBERS:
        return roman(first)
    # "Twenty-One", "dix-septième".
    more = NUMBERS.get(words[1], 0) if len(words) > 1 and NUMBERS[first] % 10 == 0 else 0
    return NUMBERS[first] + (more if 0 < more < 10 <= NUMBERS[first] else 0)


@lru_cache(maxsize=1)  # it is asked of each line twice in a row
def numbered(text: str) -> bool:
    """Is it a division's word with its number, or a numeral alone?

    >>> numbered("Chapter XII."), numbered("IV"), numbered("Chapter and verse")
    (True, True, False)
    """
    if division(text) is not None:
        return True
    alone = NUMERAL.fullmatch(text)
    return alone is not None and (alone[1].isdigit() or roman(alone[1].lower()) is not None)


def reads_as_sentence(text: str) -> bool:
    """Does it end like a sentence and hold three words in small letters, the short ones aside?

    >>> reads_as_sentence("The duties of mankind are considered."), reads_as_sentence("THE STORM.")
    (True, False)
    """
    small = [word for word in WORD_OF_FOUR.findall(text) if word[0].islower()]
    return len(small) >= 3 and ends_sentence(text)


def in_title_case(text: str) -> bool:
    """Do all words but the short ones begin with capitals?

    >>> in_title_case("Of the Mill and Its Owners"), in_title_case("The miller said")
    (True, False)
    """
    # The first word of prose that begins with a small letter answers; the rest is not looked at.
    return all(match[0][0].isupper() for match in WORD_OF_FOUR.finditer(text))


def is_titled(text: str) -> bool:
    """Is a line in capitals, or do its long words begin with them, as no prose does?

    >>> is_titled("Of the Mill, with Those Who Lived Upstream"), is_titled("The Miller said")
    (True, False)
    """
    words = 0
    for match in LONG_WORD.finditer(text):  # of prose, hardly more than the first
        if not match[0][0].isupper():
            return False
        words += 1
    return words >= WORDS


def is_date(text: str) -> bool:
    """Is it a date, perhaps with the place where a letter was written?

    >>> is_date("Paris, 4th of June, 1819"), is_date("The Events of June, 1819")
    (True, False)
    """
    if len(text) > LONGEST_DATE or DIGIT.search(text) is None:
        return False
    for part in text.lower().split(","):
        words = [word for word in re.findall(r"[^\W\d_]{3,}", part) if word not in ARTICLES]
        if MONTHS.intersection(words):
            return len(words) == 1
    return False


def title_likeness(text: str) -> float:
    """Weigh what a line's words say for its being a heading; 0 is undecided."""
    is_numbered = numbered(text)
    if not is_numbered and SOLID_WORD.search(text) is None:
        return -9.0
    score = 0.0
    if is_numbered or text.lower().strip(" .:") in SECTION_WORDS:
        score += 4.0
    first = LETTER_OR_FIGURE.search(text)
    if first is not None and first[0].islower():
        score -= 5.0
    if text.isupper() and len(text) > 3:
        score += 2.0
    elif in_title_case(text):
        score += 1.0
    if stops_short(text):
        score -= 3.0
    elif ends_sentence(text) and not (is_numbered or shortened(text)):
        score -= STOP
    if is_date(text):
        score -= DATED
    if ends_in_leaders(text):
        score -= 9.0  # an entry of a table
    if text[:1] in "—–-":
        score -= 3.0  # a speech, where speeches begin with dashes
    elif text[:1] in "“\"«‘„'(":
        score -= 1.0
    elif text[:1] in "•‣◦▪■":
        score -= 5.0
    if len(text) > 2 * MANY_WORDS - 2 and len(SOLID_WORD.findall(text)) >= MANY_WORDS:
        score -= 2.0
    if not is_numbered and _in_figures(text):
        score -= 3.0
    return score


def _in_figures(text: str) -> bool:
    """Are there more figures in a line than letters?"""
    if FIGURE.search(text) is None:
        return False
    return sum(map(str.isdigit, text)) > sum(map(len, SOLID_WORD.findall(text)))
