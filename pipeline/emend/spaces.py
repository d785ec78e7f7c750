"""Spaces at which no line may break."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipeline.conventions.house import House
from pipeline.model.text import Edit

NO_BREAK = "\u00a0"
NARROW = "\u202f"
BLANKS = " \u00a0\u2002\u2009\u200a\u202f"
MOST = 5
"""Characters looked back over for what stands before a space."""
CLOSED = frozenset(")]…”’\"'%°»")
"""What may stand before high punctuation, besides letters and figures."""
QUOTED = CLOSED | frozenset(".,;:!?—–-")
"""What may stand before the mark that closes a quotation."""
OPENING = re.compile(rf"(?<!\w)«([{BLANKS}]*)(?=[^\s»])")
BEFORE = re.compile(r"([^\W\d_]+) $")
INITIAL = re.compile(
    r"\. (?<=(?<![^\W_])(?<![’'&-])([^\W\d_])\. )(?=([^\W\d_])(?:\.|[’']?[^\W\d_]))"
)


def unit_space(text: str, house: House) -> Iterator[Edit]:
    """The blank between a number and its unit, and between an abbreviation and its number.

    >>> from pipeline.conventions.house import house_of
    >>> from pipeline.language import language
    >>> english = house_of("", language("en"))
    >>> [edit[:2] for edit in unit_space("5 kg of pp. 3 and § 7", english)]
    [(1, 2), (11, 12), (19, 20)]
    """
    behind, before = _units(house.language.measures, house.language.numbered)
    for pattern in (behind, before):
        for match in pattern.finditer(text):
            yield Edit(*match.span(1), NO_BREAK)


@cache
def _units(
    measures: frozenset[str], numbered: frozenset[str]
) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Find a blank behind a number, and one before it."""
    units = "|".join(sorted(map(re.escape, measures), key=lambda word: (-len(word), word)))
    words = sorted(rf"{word}\." if word.isalpha() else re.escape(word) for word in numbered)
    behind = "|".join(rf"(?<=(?<![\w.]){word} )" for word in words)
    return (
        re.compile(rf"\d( )(?=(?:{units})(?!\w))"),
        re.compile(rf"( )(?=\d)(?:{behind})"),
    )


def initial_space(text: str, house: House) -> Iterator[Edit]:
    """The blank between initials, and between the last of them and the name.

    >>> from pipeline.conventions.house import house_of
    >>> from pipeline.language import language
    >>> english = house_of("", language("en"))
    >>> [edit[:2] for edit in initial_space("by J. R. Smith", english)]
    [(5, 6), (8, 9)]
    >>> list(initial_space("Charles V. In part I. Then he and i. Then", english))
    []
    """
    for match in INITIAL.finditer(text):
        if (
            match[1].isupper()
            and match[2].isupper()
            and not _is_numeral(text, match.start(1), house)
        ):
            yield Edit(match.end() - 1, match.end(), NO_BREAK)


def _is_numeral(text: str, at: int, house: House) -> bool:
    """Is it the number of a part or of a king, rather than an initial?"""
    if text[at] not in "IVXХ":
        return False
    word = BEFORE.search(text, max(0, at - 30), at)
    return word is not None and (word[1][0].isupper() or word[1] in house.language.divisions)


def sign_space(text: str, house: House) -> Iterator[Edit]:
    """The space that French sets before high punctuation and within its quotation marks.

    It is narrow before ; ! ? and within « », of common width before a colon, and never one at which
    a line breaks. Where the source has lost it, it is supplied.

    >>> from pipeline.conventions.house import house_of
    >>> from pipeline.language import language
    >>> french = house_of("", language("fr"))
    >>> [(edit.start, edit.end, edit.new) for edit in sign_space("«Oui ! dit-il: non", french)]
    [(4, 5, '\\u202f'), (13, 13, '\\xa0'), (1, 1, '\\u202f')]
    """
    narrow, wide = house.language.narrow, house.language.wide
    if not narrow:
        return
    for match in _signs(narrow + wide).finditer(text):
        end = match.start()
        start = len(text[max(0, end - MOST) : end].rstrip(BLANKS)) + max(0, end - MOST)
        space = NO_BREAK if match[0] in wide else NARROW
        before = text[start - 1 : start]
        stands = before.isalnum() or before in (QUOTED if match[0] == "»" else CLOSED)
        if stands and text[start:end] != space:
            yield Edit(start, end, space)
    for match in OPENING.finditer(text):
        if match[1] != NARROW:
            yield Edit(*match.span(1), NARROW)


@cache
def _signs(signs: str) -> re.Pattern[str]:
    """Find a sign that a space goes before: nothing of its word or number stands behind it."""
    high = signs.replace("»", "")
    return re.compile(rf"»(?!\w)|[{high}](?![^\s»)\]”’\"'.,…!?—–-])")
