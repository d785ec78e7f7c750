"""What each character of an extraction is: which letter of which owner's text."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from scripts.variants.ink import Glyph

HYPHENS = "-\u00ad\u2010\ufffe\x02"
LOOKED_AT = 24
"""How many letters of a line are compared to tell whose they are."""
SURE = 4
"""Letters that must agree where neither the line nor the owner ends with them."""
SLIP = 12
"""How many letters an owner's text may be ahead of the extraction in the same line."""


class Tag(NamedTuple):
    """The ink of a character's owner and, where the truth has it, its offset in its text."""

    ink: int
    at: int = -1


class Told(NamedTuple):
    """A text with a tag for each of its characters; blanks and what nobody owns have none."""

    text: str
    tags: tuple[Tag | None, ...]


class Letter(NamedTuple):
    """A letter as it is compared, and the tag that its match is given."""

    char: str
    tag: Tag


class Stream:
    """The letters of one owner on a page, of which the first `done` have been found."""

    def __init__(self, letters: list[Letter]) -> None:
        self.letters = letters
        self.done = 0

    def agreeing(self, told: str, start: int, end: int) -> int:
        """Count how many letters of told[start:end] are the next ones."""
        at, count = self.done, 0
        letters = self.letters
        while start + count < end and at < len(letters):
            if letters[at].char == told[start + count]:
                count += 1
            elif letters[at].char not in HYPHENS:
                break
            at += 1
        return count

    @property
    def left(self) -> int:
        """How many letters are still to be found."""
        return len(self.letters) - self.done


def placed(pages: Iterable[Sequence[Glyph]], texts: Mapping[int, str]) -> Iterator[list[Letter]]:
    """Give each page's letters with their places in their owners' texts, keyed by ink.

    Hyphens that the typesetter put at a line's end stand nowhere in the text: their `at` is -1.
    """
    plain = {ink: [*_folded(text)] for ink, text in texts.items()}
    done = dict.fromkeys(texts, 0)
    for page in pages:
        found = []
        for char, ink in page:
            for part, _ in _folded(char):
                at = -1
                if ink in plain:
                    at = _next(plain[ink], done[ink], part)
                    if at >= 0:
                        done[ink], at = at + 1, plain[ink][at][1]
                found.append(Letter(part, Tag(ink, at)))
        yield found


def _next(letters: Sequence[tuple[str, int]], start: int, char: str) -> int:
    """Find a letter at its place, or a little later where some were not set."""
    if start < len(letters) and letters[start][0] == char:
        return start
    if char in HYPHENS:
        return -1
    for at in range(start, min(start + SLIP, len(letters))):
        if letters[at][0] == char:
            return at
    return -1


def _folded(text: str) -> Iterator[tuple[str, int]]:
    """Give the letters of a text as they are compared, each with its offset; no blanks."""
    for at, char in enumerate(text):
        if char.isspace():
            continue
        if char in HYPHENS:
            yield "-", at
            continue
        if char.isascii():
            yield char, at
            continue
        for part in unicodedata.normalize("NFKD", char):
            if not part.isspace():
                yield part, at


def tagged(page: str, letters: Iterable[Letter]) -> Told:
    """Tag a page of an extraction with the letters that stand on the page.

    An extractor may take the owners in another order, drop hyphens and move markers, but within a
    line it keeps to the order of each owner's letters.
    """
    streams: dict[int, Stream] = {}
    for letter in letters:
        streams.setdefault(letter.tag.ink, Stream([])).letters.append(letter)
    tags: list[Tag | None] = [None] * len(page)
    start, current = 0, None
    for line in page.splitlines(keepends=True):
        told = [(char, start + at) for char, at in _folded(line)]
        current = _tag_line(told, streams, current, tags)
        start += len(line)
    return Told(page, tuple(tags))


def _tag_line(
    told: Sequence[tuple[str, int]],
    streams: Mapping[int, Stream],
    current: Stream | None,
    tags: list[Tag | None],
) -> Stream | None:
    chars = "".join(char for char, _ in told)
    at, fresh = 0, True
    while at < len(chars):
        here = current.agreeing(chars, at, min(at + LOOKED_AT, len(chars))) if current else 0
        if fresh or not here:
            current = _best(chars, at, streams, current) or current
            fresh = False
        taken = _take(chars[at], current)
        if taken:
            tags[told[at][1]] = taken
        else:
            fresh = chars[at] not in HYPHENS
        at += 1
    return current


def _best(
    chars: str, at: int, streams: Mapping[int, Stream], current: Stream | None
) -> Stream | None:
    """Find whose letters come next; of equals that whose text ends there, then the present one."""
    best, most = None, (0, False, False)
    end = min(at + LOOKED_AT, len(chars))
    for stream in streams.values():
        count = stream.agreeing(chars, at, end)
        whole = count == stream.left
        if count and (count >= SURE or at + count == len(chars) or whole):
            merit = (count, whole, stream is current)
            if merit > most:
                best, most = stream, merit
    return best


def _take(char: str, stream: Stream | None) -> Tag | None:
    """Take the next letter of a stream if it is this one, passing hyphens that were dropped."""
    if stream is None:
        return None
    for ahead in range(stream.done, min(stream.done + SLIP, len(stream.letters))):
        letter = stream.letters[ahead]
        if letter.char == char:
            stream.done = ahead + 1
            return letter.tag
        if letter.char not in HYPHENS:
            return None
    return None
