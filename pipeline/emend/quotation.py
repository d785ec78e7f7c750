"""Quotation marks and apostrophes as the language writes them."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.conventions.house import House
from pipeline.conventions.quotes.marks import read_marks
from pipeline.model.text import Edit

SIGNS = frozenset("\"'“”„‟«»‹›‘’‚‛`´")


def quoted(before: str, after: str) -> bool:
    """Quotation marks and apostrophes for others, and nothing else.

    >>> quoted('"', "“"), quoted("''", "”"), quoted('"', ""), quoted("a", "“")
    (True, True, False, False)
    """
    return bool(before and after) and SIGNS.issuperset(before.replace(",,", '"') + after)


def quotation_mark(text: str, house: House) -> Iterator[Edit]:
    """A straight quotation mark, or one of another language, becomes the one that opens or closes.

    Which pair, and which within which, is the language's or, where the book has another of the
    language's ways, the book's. A mark that finds no partner in its paragraph, nor goes on in the
    next, is asked about. Feet and inches, minutes and seconds are no quotation marks.

    >>> from pipeline.conventions.house import house_of
    >>> from pipeline.language import language
    >>> [edit.new for edit in quotation_mark('said "no"', house_of("", language("de")))]
    ['„', '“']
    """
    for start, end, new, role, sure in read_marks(text, house):
        if role != "apostrophe" and new != text[start:end]:
            yield Edit(start, end, new, sure)


def apostrophe(text: str, house: House) -> Iterator[Edit]:
    """A straight apostrophe, an accent in its place, or one turned the wrong way.

    >>> from pipeline.conventions.house import house_of
    >>> from pipeline.language import language
    >>> [edit.new for edit in apostrophe("'Tis the boys' goin'", house_of("", language("en")))]
    ['’', '’', '’']
    """
    for start, end, new, role, _ in read_marks(text, house):
        if role == "apostrophe":
            yield Edit(start, end, new)
