"""Checks of words: what became of them at line ends."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.book import Book, Finding
from pipeline.text import Text

BEFORE = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*$")
AFTER = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")
LONGEST_WORD = 60
"""Characters looked back for a word's beginning."""


def divided_word(book: Book) -> Iterator[Finding]:
    """A hyphen at a line's end that may be the typesetter's; it was kept. The proposal drops it.

    >>> [(f.message, f.proposal) for f in divided_word(_example())]
    [('one word, or with a hyphen: "catbox" or "cat-box"?', 'catbox')]
    """
    for text in _texts(book):
        string = str(text)
        for mark in text.marks:
            if mark.kind == "divided":
                before = BEFORE.search(string, max(0, mark.start - LONGEST_WORD), mark.start)
                after = AFTER.match(string, mark.end)
                left, right = (match[0] if match else "" for match in (before, after))
                message = f'one word, or with a hyphen: "{left}{right}" or "{left}-{right}"?'
                certainty = float(mark.data)
                yield Finding(
                    "divided-word", "query", mark.origin, message, left + right, certainty
                )


def _texts(book: Book) -> Iterator[Text]:
    for chapter in book.chapters:
        yield from chapter.texts()
    for note in book.notes():
        yield from note.texts()


def _example() -> Book:
    from pipeline.book import Block, Chapter
    from pipeline.text import Mark

    text = Text.raw("The cat-box.").mark(Mark("divided", 7, 8, "0.40", (4, 12)))
    return Book("t", "en", (Chapter("c", "chapter", (Block("paragraph", text),)),))
