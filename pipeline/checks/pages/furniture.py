"""Furniture of the printed page that may be left in the text: running heads and folios."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from sys import maxsize

from pipeline.checks.proof import Proof, Query, proof_of
from pipeline.conventions.furniture import letters
from pipeline.model.finding import Proposal, Span

OFTEN = 3
"""How often a line must stand among the furniture to be known for a head."""
LEAST = 8
"""Letters of a head in capitals that no author writes by chance."""
LONGEST = 90
"""Letters of a head."""
LINE = re.compile(r"[^\n\f]+")
BESIDE = re.compile(r"^\d{1,4}\s+|(?<!\s)\s+\d{1,4}$")
FOLIO = re.compile(r"[-–—\[\s]*(\d{1,4}|[ivxl]{2,6})[-–—\]\s]*")


def leftover_head(proof: Proof) -> Iterator[Query]:
    """The running head of other pages within the text: on a line of its own, or joined to one.

    >>> [*map(str, leftover_head(_example("The mill was\\nTHE OLD MILL\\nold.")))]
    ['the running head of other pages, left in the text? "THE OLD MILL"']
    >>> [*map(str, leftover_head(_example("The mill was THE OLD MILL 13 old.")))]
    ['the running head of other pages, left in the text? "THE OLD MILL 13"']
    """
    counts = Counter(
        _bare(line)
        for item in proof.book.furniture
        if item.kind == "running-head"
        for line in str(item.text).splitlines()
    )
    heads = {head for head, count in counts.items() if count >= OFTEN or len(head.split()) > 1}
    heads -= {""}
    for start, end, text in proof.once(_lines) if heads else ():
        if _without_folio(text) in heads:
            yield Query((start, end), _head_said(text), (_removal(),), 0.8)
    capitals = [
        head for head in heads if head.isupper() and len(head) >= LEAST and counts[head] >= OFTEN
    ]
    if capitals:
        names = "|".join(map(re.escape, sorted(capitals, key=len, reverse=True)))
        for match in re.finditer(rf"(?:\d{{1,4}} )?\b(?:{names})\b(?: \d{{1,4}})?", proof.string):
            piece = proof.pieces[proof.piece_at(match.start())]
            if piece.kind == "paragraph" and str(piece.text).strip() != match[0]:
                query = proof.ask(*match.span(), _head_said(match[0]), (), 0.8)
                if _without_folio(_line_of(proof, query.where)) not in heads:
                    yield query._replace(proposals=(_removal(),))


def _bare(line: str) -> str:
    """Give a line without the folio beside it.

    >>> _bare("12   The Old Mill"), _bare("13"), _bare("of 12 mills")
    ('The Old Mill', '', 'of 12 mills')
    """
    bare = _without_folio(line.strip())
    return bare if letters(bare) else ""


def _without_folio(line: str) -> str:
    beside = line[:1].isdigit() or line[-1:].isdigit()
    return BESIDE.sub("", line) if beside else line


def _head_said(text: str) -> str:
    return f'the running head of other pages, left in the text? "{text}"'


def _line_of(proof: Proof, where: Span) -> str:
    """Give the line of the source that a place stands in."""
    raw = proof.source.text
    start = max(raw.rfind(sign, 0, where[0]) for sign in "\n\f") + 1
    end = raw.find("\n", where[1])
    return raw[start : end if end >= 0 else len(raw)].strip()


def leftover_folio(proof: Proof) -> Iterator[Query]:
    """A line within the text that is the number of its page.

    >>> [*map(str, leftover_folio(_example("The mill was\\n12\\nold.")))]
    ['the number of the page, left in the text? "12"']
    """
    pages = proof.book.pages
    for start, end, text in proof.once(_lines):
        match = FOLIO.fullmatch(text)
        if match is not None:
            k = bisect_right(pages, start, key=lambda page: page.start) - 1
            near = pages[max(0, k) : k + 2]
            if any(page.label == match[1] for page in near):
                message = f'the number of the page, left in the text? "{text}"'
                yield Query((start, end), message, (_removal(),), 0.8)


def _removal() -> Proposal:
    return Proposal("", 0.7, "furniture")


def _lines(proof: Proof) -> list[tuple[int, int, str]]:
    """Give the lines of the source that stand within paragraphs, with their bounds there."""
    raw = proof.source.text
    inside = sorted(
        (piece.text.runs[0].start, piece.text.runs[-1].end)
        for piece in proof.pieces
        if piece.kind == "paragraph" and piece.text.runs
    )
    aside = sorted((run.start, run.end) for item in proof.book.furniture for run in item.text.runs)
    lines = []
    for match in LINE.finditer(raw):
        text = match[0].strip()
        if 0 < len(text) <= LONGEST:
            start = match.start() + match[0].index(text)
            if _within(inside, start) and not _within(aside, start):
                lines.append((start, start + len(text), text))
    return lines


def _within(spans: Sequence[Span], at: int) -> bool:
    """Is a place in one of the stretches, which are in order and do not overlap?"""
    k = bisect_right(spans, (at, maxsize)) - 1
    return k >= 0 and at < spans[k][1]


def _example(text: str) -> Proof:
    from pipeline.model.book import Block, Book, Chapter, Furniture, Page
    from pipeline.model.text import Text

    head, at = "THE OLD MILL", len(text)
    aside = [Furniture("running-head", Text.raw(head, at + k * 20), 0) for k in range(OFTEN)]
    chapter = Chapter("c", "chapter", (Block("paragraph", Text.raw(text)),))
    pages = (Page("12", True, 0),)
    return proof_of(Book("t", "en", (chapter,), tuple(aside), pages), text)
