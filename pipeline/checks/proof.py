"""The book as a proofreader reads it: one string, and from each place of it the way to the source.

A check gets a `Proof` and yields `Query`s. It looks at `proof.string`, in which the texts of all
chapters and notes stand one after the other (`pipeline.model.pieces` says how they are parted), and
lets `proof.ask` find the stretch of the raw source that a stretch of it was made from.

The string is long, and the checks are many. So a pattern that they look for all through it begins
with what is rare, and looks back from there: the search then stops at nothing else, which makes it
ten times as fast. And what depends on a word alone is asked once for each word of `proof.places`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate, pairwise
from typing import NamedTuple, TypeVar, cast

from pipeline.checks.parts import Part, parts_of
from pipeline.checks.sentences import word_before
from pipeline.checks.stretch import raw_stretch, run_ends
from pipeline.language import Language, language, primary
from pipeline.language.lexicon import Lexicon, lexicon_of
from pipeline.model.book import Block, Book, Chapter, Source
from pipeline.model.finding import Action, Proposal, Scope, Span
from pipeline.model.pieces import Piece, pieces_of, string_of
from pipeline.model.settings import Settings
from pipeline.model.text import Mark, Text

WORD = re.compile(r"[^\W\d_]+(?:[-’'‐][^\W\d_]+)*")
BETWEEN_WORDS = re.compile(f"({WORD.pattern})")
NO_END = re.compile(r"\.(?= ?[\da-zа-яà-ÿ,])")
"""A full stop that ends no sentence."""
T = TypeVar("T")
LONGEST_WORD = 40
"""Characters that are looked at for a word."""


class Query(NamedTuple):
    """What a check asks; the list of checks adds the name and the severity."""

    where: Span
    """The stretch of the raw source that it is about."""
    message: str
    proposals: tuple[Proposal, ...] = ()
    """The likeliest first."""
    certainty: float = 0.5
    """How sure it is that something is wrong here."""
    also: tuple[Span, ...] = ()
    """Other places to which the same answer belongs."""

    def __str__(self) -> str:
        return self.message


class Answer(NamedTuple):
    """A proposal as a check makes it, with offsets in the proof's string."""

    new: str
    certainty: float = 0.5
    action: Action = "replace"
    at: Span | None = None
    """Where, if that is another place than the question's own."""
    scope: Scope = "here"


class Word(NamedTuple):
    """A word of the string, with hyphens and apostrophes within it."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Proof:
    """A book to be checked. What is read out of it is made when it is first asked for."""

    source: Source
    book: Book
    settings: Settings = field(default_factory=Settings)
    made: dict[Callable[[Proof], object], object] = field(default_factory=dict, repr=False)
    """What checks made for each other, by what made it."""

    _run_ends: dict[int, list[int]] = field(default_factory=dict, init=False, repr=False)
    """Where the runs of each piece end that was asked about."""

    def once(self, make: Callable[[Proof], T]) -> T:
        """Give what a function makes of this proof; it is called once, however many checks ask."""
        if make not in self.made:
            self.made[make] = make(self)
        return cast(T, self.made[make])

    @cached_property
    def pieces(self) -> list[Piece]:
        """The texts of the chapters and, behind each, of its notes."""
        return pieces_of(self.book)

    @cached_property
    def starts(self) -> list[int]:
        """Where each piece begins in the string, behind its gap."""
        lengths = [n for piece in self.pieces for n in (len(piece.gap), len(piece.text))]
        return list(accumulate(lengths))[::2]

    @cached_property
    def string(self) -> str:
        """The letters of all pieces, parted by their gaps."""
        return string_of(self.pieces)

    @cached_property
    def parts(self) -> list[Part]:
        """The stretches of the string that the chapters take, and each note behind its chapter."""
        return parts_of(self.book, self.pieces, self.starts)

    @cached_property
    def words(self) -> list[Word]:
        """The words of the string, in order."""
        parts = BETWEEN_WORDS.split(self.string)
        ends = [*accumulate(map(len, parts))]
        return [*map(Word, parts[1::2], ends[::2], ends[1::2])]

    @cached_property
    def small(self) -> list[str]:
        """The words of the string, in order, in small letters."""
        return [word.text.lower() for word in self.words]

    @cached_property
    def places(self) -> dict[str, list[Word]]:
        """All places of each word, as it is written; the words in the order of their first."""
        found: dict[str, list[Word]] = defaultdict(list)
        for word in self.words:
            found[word.text].append(word)
        return dict(found)

    @cached_property
    def counts(self) -> Counter[str]:
        """How often each word stands in the book, as it is written."""
        return Counter({text: len(found) for text, found in self.places.items()})

    @cached_property
    def characters(self) -> Counter[str]:
        """How often each character stands in the string, in small letters."""
        return Counter(self.string.lower())

    @cached_property
    def pairs(self) -> Counter[tuple[str, str]]:
        """How often two words stand side by side in the book, in small letters."""
        return Counter(pairwise(self.small))

    def together(self, before: str, word: str, behind: str) -> int:
        """How often the book has a word beside these two, all in small letters."""
        return self.pairs[before, word] + self.pairs[word, behind]

    def beside(self, start: int, end: int) -> tuple[str, str]:
        """Give the words before and behind a stretch of the string, in small letters."""
        left = WORD.findall(self.string, max(0, start - LONGEST_WORD), start)
        right = WORD.search(self.string, end, end + LONGEST_WORD)
        return left[-1].lower() if left else "", right[0].lower() if right else ""

    @cached_property
    def language(self) -> Language:
        """What is known of the book's language."""
        return language(self.book.language)

    @cached_property
    def lexicon(self) -> Lexicon:
        """The words of the book and of its language, in lower case."""
        return lexicon_of(self.string, self.book.language)

    @cached_property
    def marks(self) -> list[Mark]:
        """All marks of the texts, by their places in the string, in order."""
        return sorted(
            (
                mark._replace(start=mark.start + start, end=mark.end + start)
                for piece, start in zip(self.pieces, self.starts, strict=True)
                for mark in piece.text.marks
            ),
            key=lambda mark: (mark.start, mark.end),
        )

    @cached_property
    def references(self) -> list[Mark]:
        """The references to notes, by their places in the string, in order."""
        return [mark for mark in self.marks if mark.kind == "noteref"]

    @cached_property
    def foreign(self) -> list[Mark]:
        """The passages in another language than the book's, in order."""
        own = primary(self.book.language)
        return [m for m in self.marks if m.kind == "language" and primary(m.data) != own]

    @cached_property
    def abbreviations(self) -> Counter[str]:
        """How often words stand before a full stop that a small letter or a figure follows."""
        stops = NO_END.finditer(self.string)
        return Counter(word for at in stops if (word := word_before(self.string, at.start())))

    def language_at(self, offset: int) -> str:
        """Give the language tag of the passage that a place of the string stands in."""
        k = bisect_right(self.foreign, offset, key=lambda mark: mark.start) - 1
        inside = k >= 0 and offset < self.foreign[k].end
        return self.foreign[k].data if inside else self.book.language

    def piece_at(self, offset: int) -> int:
        """Give the number of the piece that a place of the string stands in, or behind."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def page(self, raw: int) -> str:
        """Say on which page a place of the source is: " on page 12"; "" where it has no pages."""
        k = bisect_right(self.book.pages, raw, key=lambda page: page.start) - 1
        return f" on page {self.book.pages[k].label}" if k >= 0 else ""

    def around(self, start: int, end: int, width: int = 24) -> str:
        """Give a stretch of the string with the words beside it in its text, for a message.

        >>> proof_of_text("The miller sat by the river.").around(15, 17, 6)
        'miller sat by'
        """
        k = self.piece_at(start)
        first, last = self.starts[k], self.starts[k] + len(self.pieces[k].text)
        left, right = max(first, start - width), max(end, min(last, end + width))
        before, after = self.string[left:start], self.string[end:right]
        # Whole words, or the stretch itself would be read as another.
        if left > first and not self.string[left - 1].isspace():
            before = before.partition(" ")[2] if " " in before else before
        if right < last and not self.string[right].isspace():
            after = after.rpartition(" ")[0] if " " in after else after
        return " ".join(f"{before}{self.string[start:end]}{after}".split())

    def ask(
        self,
        start: int,
        end: int,
        message: str,
        answers: Iterable[Answer] = (),
        certainty: float = 0.5,
        also: Iterable[Span] = (),
    ) -> Query:
        """Make a question about a stretch of the string, which lies within one text.

        A stretch that begins or ends within letters that a rule has written is widened to the
        whole of them, and so is what the answers put in its place.
        """
        return Query(
            self.raw(start, end)[0],
            message,
            tuple(self._proposal(start, end, answer) for answer in answers),
            certainty,
            tuple(self.raw(*span)[0] for span in also),
        )

    def raw(self, start: int, end: int) -> tuple[Span, Span]:
        """Give the stretch of the source behind a stretch of the string, and the latter as widened.

        A point belongs to what stands before it: of a reference to a note, its marker is behind.
        """
        k = self.piece_at(start)
        at = self.starts[k]
        text = self.pieces[k].text
        if k not in self._run_ends:
            self._run_ends[k] = run_ends(text)
        raw, (first, last) = raw_stretch(text, self._run_ends[k], start - at, end - at)
        return raw, (first + at, last + at)

    def _proposal(self, start: int, end: int, answer: Answer) -> Proposal:
        first, last = answer.at or (start, end)
        raw, (left, right) = self.raw(first, last)
        new = answer.new
        if answer.action == "replace":
            new = self.string[left:first] + new + self.string[last:right]
        at = raw if answer.at else None
        return Proposal(new, answer.certainty, answer.action, at, answer.scope)


def proof_of(book: Book, raw: str = "") -> Proof:
    """Make a proof of a book, for the examples of checks."""
    return Proof(Source("example", raw, ""), book)


def proof_of_text(*texts: str, tag: str = "en") -> Proof:
    """Make a proof of paragraphs in one chapter, for the examples of checks."""
    raw = "\n\n".join(texts)
    starts = accumulate((len(text) + 2 for text in texts[:-1]), initial=0)
    made = (Block("paragraph", Text.raw(t, at)) for t, at in zip(texts, starts, strict=True))
    return proof_of(Book("t", tag, (Chapter("c", "chapter", tuple(made)),)), raw)
