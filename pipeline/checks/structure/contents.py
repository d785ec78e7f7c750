"""The printed contents against the headings of the text: where their wordings differ."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from rapidfuzz import fuzz

from pipeline.checks.proof import Proof, Query, proof_of
from pipeline.conventions.entries import ENTRY_END
from pipeline.conventions.roman import roman
from pipeline.conventions.titles import CHAPTER_WORDS, NUMBERS
from pipeline.language import all_words
from pipeline.model.book import Book
from pipeline.model.text import Text

WORD, TURNED = re.compile(r"[^\W_]+"), re.compile(r"[-‐\u00ad]\s+")
HYPHENS = ("-", "‐", "\u00ad")
HEADINGS = all_words("contents")
ALIKE = 60.0
"""How alike two wordings are, of 100, that are of one heading."""


class Wording(NamedTuple):
    """A heading as it is worded at one place."""

    text: str
    words: str
    """Its words in small letters, without a number at their head."""
    where: tuple[int, int]
    page: str = ""
    """Of an entry, the page that it names."""
    level: int = 0
    """Of a heading."""


def contents_wording(proof: Proof) -> Iterator[Query]:
    """A heading that the printed contents words otherwise. It stands as in the text.

    Where one has the other's words and more, the contents was not parted into its entries, or its
    entry is short: nothing is asked.

    >>> [*map(str, contents_wording(_example()))]
    ['the contents on page 1 has "I. The Lower Mills", the text on page 2 "I. THE LOWER MILL"']
    """
    entries, headings = [*entries_of(proof.book)], [*headings_of(proof.book)]
    listed, set_out = (
        [each.words.replace(" ", "") for each in part] for part in (entries, headings)
    )
    matcher = SequenceMatcher(None, listed, set_out, autojunk=False)
    for kind, i, to_i, j, to_j in matcher.get_opcodes():
        if kind == "replace":
            for entry, heading, ratio in _alike(entries[i:to_i], headings[j:to_j]):
                message = (
                    f'the contents{proof.page(entry.where[0])} has "{entry.text}",'
                    f' the text{proof.page(heading.where[0])} "{heading.text}"'
                )
                yield Query(heading.where, message, certainty=ratio / 100)


def _alike(
    entries: Sequence[Wording], headings: Sequence[Wording]
) -> Iterator[tuple[Wording, Wording, float]]:
    """Give the entries with the headings that are likely theirs, both in their order."""
    first = 0
    for entry in entries:
        for k in range(first, len(headings)):
            words = headings[k].words
            ratio = fuzz.ratio(entry.words, words)
            if ratio >= ALIKE:
                if f" {words} " not in f" {entry.words} " and not _begins(words, entry):
                    yield entry, headings[k], round(ratio)
                first = k + 1
                break


def _begins(words: str, entry: Wording) -> bool:
    """Does a heading go on where an entry ends, perhaps in mid-word?"""
    return words.startswith(entry.words if entry.text.endswith(HYPHENS) else f"{entry.words} ")


def entries_of(book: Book) -> Iterator[Wording]:
    """Give the entries of the printed contents; each goes on to the line that ends in its page."""
    lines: list[Text] = []
    for line in book.furniture:
        if line.kind != "contents" or str(line.text).lower().strip(" .:\n\r\f") in HEADINGS:
            continue
        lines.append(line.text)
        string = " ".join(" ".join(map(str, lines)).split())
        match = ENTRY_END.search(string)
        if match is not None and match["number"]:
            where = (lines[0].runs[0].start, lines[-1].runs[-1].end)
            entry = string[: match.start()]
            yield Wording(entry, _words(entry), where, match["number"])
            lines = []


def headings_of(book: Book) -> Iterator[Wording]:
    """Give the headings of the text."""
    for chapter in book.chapters:
        for block in chapter.blocks:
            if block.kind == "heading" and block.text.runs:
                string = " ".join(str(block.text).split())
                runs = block.text.runs
                where = runs[0].start, runs[-1].end
                yield Wording(string, _words(string), where, level=block.level)


def _words(text: str) -> str:
    """Reduce a wording to its words; contents often leave out "Chapter".

    >>> _words("Chapter XII. The Lower-Mill"), _words("12 The lower mill")
    ('the lower mill', 'the lower mill')
    """
    words = WORD.findall(TURNED.sub("", text.lower()))
    at = 0
    while at < len(words) and _counts(words[at]):
        at += 1
    return " ".join(words[at:])


def _counts(word: str) -> bool:
    return word.isdigit() or word in CHAPTER_WORDS or word in NUMBERS or roman(word) is not None


def _example() -> Proof:
    from pipeline.model.book import Block, Chapter, Furniture, Page

    lines = ("Contents", "I. The Lower Mills . . . . 2", "II. The Flood . . . . 9")
    furniture, at = [], 0
    for line in lines:
        furniture.append(Furniture("contents", Text.raw(line, at), 0))
        at += len(line)
    headings = ("I. THE LOWER MILL", "Chapter II. The Flood")
    chapters = []
    for line in headings:
        chapters.append(Chapter("c", "chapter", (Block("heading", Text.raw(line, at), level=1),)))
        at += len(line)
    pages = (Page("1", True, 0), Page("2", True, sum(map(len, lines))))
    return proof_of(Book("t", "en", tuple(chapters), tuple(furniture), pages))
