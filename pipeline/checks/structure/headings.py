"""Checks of headings: their numbers, and how much text they head."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from pipeline.checks.proof import Proof, Query, proof_of
from pipeline.conventions.roman import roman
from pipeline.conventions.titles import division
from pipeline.model.book import Block, Chapter
from pipeline.model.text import Text

NUMBER = re.compile(r"(\d{1,2}|[IVXLC]{1,7})(?:[.:]|\s|$)")
FEWEST = 5
"""Chapters of which a usual length can be told."""
SHORT, WORDS = 0.05, 60
"""A short chapter has this share of the usual one's words, and so few at most."""
LONG = 5.0
"""A long one has as many times the usual one's words."""


class _Numbered(NamedTuple):
    heading: Block
    word: str
    """The division's word, "" where the number stands alone."""
    number: int


def chapter_number(proof: Proof) -> Iterator[Query]:
    """A heading whose number does not follow that of the heading before it.

    A chapter was lost, or a line that is no heading was taken for one. Numbers may begin again
    below a higher heading.

    >>> [*map(str, chapter_number(_example("Chapter I", "Chapter II", "Chapter IV")))]
    ['after "Chapter II" comes "Chapter IV": was a heading lost between them?']
    >>> [*chapter_number(_example("Chapter I", "Chapter II", "Chapter the Last"))]
    []
    """
    last: dict[tuple[int, str], _Numbered] = {}
    for heading in _headings(proof):
        for key in [key for key in last if key[0] > heading.level]:
            del last[key]
        here = _numbered(heading)
        if here is None:
            continue
        key = (heading.level, here.word)
        before = last.get(key)
        last[key] = here
        if before is not None and here.number not in (0, 1, before.number + 1):
            lost = here.number > before.number
            end = ": was a heading lost between them?" if lost else ""
            message = f'after "{_shown(before.heading)}" comes "{_shown(heading)}"{end}'
            yield Query(_where(heading.text), message, certainty=0.7)
        elif before is None and here.word and here.number > 1:
            message = f'"{_shown(heading)}" is the first of its kind: was a heading lost before it?'
            yield Query(_where(heading.text), message, certainty=0.6)


def odd_chapter(proof: Proof) -> Iterator[Query]:
    """A chapter that is far shorter or longer than the others.

    The short one may be no chapter, or its text was lost; in the long one a heading may be hidden.

    >>> [*map(str, odd_chapter(_example(*"ABCDEF", words=(90, 90, 95, 99, 600, 80))))]
    ['"E" has 601 words, most chapters 94: is there a heading in it?']
    """
    chapters = [
        (chapter, sum(len(str(text).split()) for text in chapter.texts()))
        for chapter in proof.book.chapters
        if chapter.kind == "chapter"
    ]
    if len(chapters) < FEWEST:
        return
    usual = median(words for _, words in chapters)
    for chapter, words in chapters:
        short, long = words < min(WORDS, SHORT * usual), words > LONG * usual
        if short or long:
            name, where = _name(chapter)
            asked = "is it a chapter, is its text there?" if short else "is there a heading in it?"
            message = f'"{name}" has {words:,} words, most chapters {usual:,.0f}: {asked}'
            yield Query(where, message, certainty=0.5)


def bare_heading(proof: Proof) -> Iterator[Query]:
    """Two headings of one level with nothing between them: are they one, or was text lost?

    The first may be the book's title, and is left alone.

    >>> [*map(str, bare_heading(_example("The Mill", "Part I", "The Flood", words=(0, 0, 5))))]
    ['nothing stands between "Part I" and "The Flood": are they one heading?']
    """
    for k, (chapter, following) in enumerate(pairwise(proof.book.chapters)):
        title = not k and len(chapter.blocks) == 1
        blocks = [*chapter.blocks, *following.blocks[: not title]]
        for before, here in pairwise(blocks):
            if before.kind == here.kind == "heading" and before.level >= here.level:
                shown = f'"{_shown(before)}" and "{_shown(here)}"'
                message = f"nothing stands between {shown}: are they one heading?"
                yield Query(_where(here.text), message, certainty=0.6)


def _headings(proof: Proof) -> Iterator[Block]:
    for chapter in proof.book.chapters:
        yield from (b for b in chapter.blocks if b.kind == "heading" and b.text.runs)


def _numbered(heading: Block) -> _Numbered | None:
    text = " ".join(str(heading.text).split())
    if (read := division(text)) is not None:
        return _Numbered(heading, *read)
    match = NUMBER.match(text)
    value = (
        None
        if match is None
        else int(match[1])
        if match[1].isdecimal()
        else roman(match[1].lower())
    )
    return None if value is None else _Numbered(heading, "", value)


def _name(chapter: Chapter) -> tuple[str, tuple[int, int]]:
    texts = [text for text in chapter.texts() if text.runs]
    where = _where(texts[0]) if texts else (0, 0)
    return (_shown(chapter.heading) if chapter.heading else "the text without a heading"), where


def _where(text: Text) -> tuple[int, int]:
    return text.runs[0].start, text.runs[-1].end


def _shown(heading: Block) -> str:
    text = " ".join(str(heading.text).split())
    return text if len(text) <= 48 else f"{text[:47]}…"


def _example(*headings: str, words: tuple[int, ...] = ()) -> Proof:
    from pipeline.model.book import Book

    chapters, at = [], 0
    for k, heading in enumerate(headings):
        body = "so " * (words[k] if words else 9)
        block = Block("heading", Text.raw(heading, at), level=1)
        at += len(heading)
        text = (Block("paragraph", Text.raw(body, at)),) if body else ()
        at += len(body)
        chapters.append(Chapter("c", "chapter", (block, *text)))
    return proof_of(Book("t", "en", tuple(chapters)))
