"""The pages that are proofread: those of the source; where it shows none, stretches of it."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.errors import RecensionError
from pipeline.model.book import Book, Source

USUAL = 2000
"""Characters of a stretch where the source shows no pages: those of a printed page."""
GAP = re.compile(r"\n[ \t\r]*\n\s*")


@dataclass(frozen=True, slots=True)
class ProofPage:
    """A page as it is proofread."""

    number: int
    """Counted from 1."""
    label: str
    start: int
    end: int
    """Where it stands in the raw source; each begins where the one before it ends."""
    hash: str
    """SHA-256 of its raw text without the white space at its ends; "" where it has nothing else."""


def proof_pages(source: Source, book: Book) -> tuple[ProofPage, ...]:
    """Divide a source into the pages that are proofread. They cover it whole."""
    starts = [(page.start, page.label) for page in book.pages]
    if len(starts) < 2 and not any(page.printed for page in book.pages):
        starts = [(at, str(k)) for k, at in enumerate(_stretches(source.text), 1)]
    starts[0] = (0, starts[0][1])
    ends = [start for start, _ in starts[1:]] + [len(source.text)]
    return tuple(
        ProofPage(number, label, start, end, _hash(source.text[start:end]))
        for number, ((start, label), end) in enumerate(zip(starts, ends, strict=True), 1)
    )


def _stretches(raw: str) -> Iterator[int]:
    """Give where stretches begin, each at a paragraph.

    >>> [*_stretches("a" * 1990 + "\\n\\n" + "b" * 900 + "\\n\\nc")], [*_stretches("")]
    ([0, 2894], [0])
    >>> [*_stretches("a" * 2000 + "\\n\\n" + "b" * 900)]
    [0, 2002]
    """
    start = 0
    yield start
    for gap in GAP.finditer(raw):
        if gap.start() - start >= USUAL and gap.end() < len(raw):
            start = gap.end()
            yield start


def _hash(text: str) -> str:
    """Hash a page's text; a byte that was no character stands in it as a lone surrogate."""
    plain = text.strip()
    return hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest() if plain else ""


def chosen(pages: Sequence[ProofPage], said: str) -> tuple[ProofPage, ...]:
    """Give the pages that are meant: "12", "xii-3, 7", by their labels; "#7" is the seventh.

    Raises:
        RecensionError: there is no such page, or more than one.
    """
    found: dict[int, ProofPage] = {}
    for part in filter(None, (part.strip() for part in said.split(","))):
        for page in _range(pages, part):
            found[page.number] = page
    if not found:
        raise RecensionError("this names no page", repr(said), "say which: 12, or 12-20")
    return tuple(found[number] for number in sorted(found))


def _range(pages: Sequence[ProofPage], part: str) -> Sequence[ProofPage]:
    labels = Counter(page.label for page in pages)
    first, dash, last = part.rpartition("-")
    if not dash or not first or part in labels:  # a label may have a hyphen
        return [_page(pages, labels, part)]
    start, end = (_page(pages, labels, each.strip()).number for each in (first, last))
    if start > end:
        raise RecensionError("the first of these pages stands behind the last", part)
    return pages[start - 1 : end]


def _page(pages: Sequence[ProofPage], labels: Counter[str], said: str) -> ProofPage:
    number = said.removeprefix("#")
    if number != said and number.isdecimal() and 1 <= int(number) <= len(pages):
        return pages[int(number) - 1]
    if labels[said] == 1:
        return next(page for page in pages if page.label == said)
    numbers = [f"#{page.number}" for page in pages if page.label == said]
    if numbers:
        raise RecensionError(
            f"{len(numbers)} pages have this number", said, f"say which: {', '.join(numbers)}"
        )
    raise RecensionError(
        "there is no such page",
        repr(said),
        f"there are {pages[0].label} to {pages[-1].label}, or #1 to #{len(pages)}",
    )
