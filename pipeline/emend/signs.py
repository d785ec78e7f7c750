"""Ellipses, and letters that are set otherwise than the rest: ordinals' endings, initialisms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipeline.conventions.house import House
from pipeline.model.text import Edit

DOTS = re.compile(r"(?<![.…])(?:\.{3,4}(?![.…])(?! ?\.)|(?<!\. )\. \. \.(?: \.)?(?! ?[.…]))")
CAPITALS = re.compile(
    r"(?<![\w.&-])(?<![A-Z]['’])(?:[^\W\d_]{2,6}|(?:[^\W\d_]\.){2,6})(?![\w&-]|['’][A-Z]|\.\w)"
)
ROMAN = re.compile(r"M{0,4}(?:CM|CD|D?C{0,4})(?:XC|XL|L?X{0,4})(?:IX|IV|V?I{0,4})", re.I)
CAPITAL_WORD = re.compile(r"[^\W\d_]{2,}")


def dots(before: str, after: str) -> bool:
    """Full stops as an ellipsis of as many dots, and the blanks between them.

    >>> dots(". . .", "…"), dots("....", ".…"), dots("..", "…")
    (True, True, False)
    """
    return "…" in after and before.replace(" ", "") == after.replace("…", "...")


def typeface(before: str, after: str) -> bool:
    """Nothing of the text changes: it is only set otherwise.

    >>> typeface("th", "th"), typeface("th", "t")
    (True, False)
    """
    return before == after


def ellipsis(text: str, house: House) -> Iterator[Edit]:
    """Three full stops, closed up or spaced, become an ellipsis.

    In English a fourth ends the sentence; elsewhere four are left. So are longer rows: they are
    leaders, or mark what is left out.

    >>> from pipeline.conventions.house import house_of
    >>> from pipeline.language import language
    >>> [edit.new for edit in ellipsis("So... he went. . . .", house_of("", language("en")))]
    ['…', '.…']
    >>> [edit.new for edit in ellipsis("So . . . he went", house_of("", language("en")))]
    ['…']
    >>> list(ellipsis("Kapitel 1 ..... 5, aber....", house_of("", language("de"))))
    []
    """
    if "..." not in text and ". ." not in text:
        return
    for match in DOTS.finditer(text):
        if match[0].count(".") == 3:
            yield Edit(*match.span(), "…")
        elif house.language.ends_with_dots:
            yield Edit(*match.span(), ".…")


def raised_ordinal(text: str, house: House) -> Iterator[Edit]:
    """The ending of an ordinal in figures, set as a superscript.

    >>> from pipeline.conventions.house import house_of
    >>> from pipeline.language import language
    >>> [edit.new for edit in raised_ordinal("le 1er, au XIXe", house_of("", language("fr")))]
    ['er', 'e']
    >>> [edit.new for edit in raised_ordinal("on the 1st", house_of("", language("en")))]
    ['st']
    """
    pattern = _ordinals(frozenset(each for each in house.language.ordinals if each.isalpha()))
    for match in pattern.finditer(text):
        number = match[1]
        # "Ie", "Ce" and "De" are words; of one numeral only Ier is sure.
        if number.isdigit() or len(number) > 1 or (number + match[2]) == "Ier":
            yield Edit(*match.span(2), match[2])


@cache
def _ordinals(endings: frozenset[str]) -> re.Pattern[str]:
    ends = "|".join(sorted(endings, key=lambda end: (-len(end), end)))
    return re.compile(
        rf"(?<![\w.,])(\d{{1,4}}|(?=[IVX])X{{0,3}}(?:IX|IV|V?I{{0,3}}))({ends})(?!\w)"
    )


def initialism(text: str, _house: House) -> Iterator[Edit]:
    """A short word of capitals among others that are none, set in small capitals.

    >>> [edit.new for edit in initialism("the BBC and the U.S.A. in part XIV", None)]
    ['BBC', 'U.S.A.']
    >>> [edit.new for edit in initialism("The USA asked NATO and the UN.", None)]
    ['USA', 'NATO', 'UN']
    >>> list(initialism("THE END OF IT", None))
    []
    """
    for match in CAPITALS.finditer(text):
        letters = match[0].replace(".", "")
        if not letters.isupper() or ROMAN.fullmatch(letters):
            continue
        before = [*CAPITAL_WORD.finditer(text, max(0, match.start() - 30), match.start())]
        after = CAPITAL_WORD.search(text, match.end(), match.end() + 30)
        beside = [each[0] for each in (*before[-1:], after) if each]
        if not any(word.isupper() for word in beside):
            yield Edit(*match.span(), match[0])
