"""What may be called furniture: the contract that layout keeps and the account checks.

It looks at the source alone, not at the weights by which layout chose, so that a line of text which
was taken for a running head by mistake is found out.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from typing import NamedTuple, Protocol

from rapidfuzz import fuzz, process

from pipeline.language import all_words
from pipeline.model.rules import CONTROL, INVISIBLE

SENTENCE_END = re.compile(r"[.!?…][\"”’»)\]\d*†‡]*\s*$")
ROMAN = re.compile(r"[\W_]*[ivxlc]{2,8}[\W_]*")
RULE = re.compile(r"(?:[—―_‾=]\s*){2,}|(?:[–~-]\s*){3,}")
"""A printed rule, as it is read: a line of dashes."""
LINE_ENDS = "\n\r\f\v\x85\u2028\u2029\ufffe"
LINE_END = re.compile(f"[{LINE_ENDS}]")
SHORT = 0.9
"""Share of a usual line's length that a line which merely stands in the way may have."""
CONTENTS = all_words("contents")
LISTED = 0.7
"""Share of the letters of a printed contents that must stand in lines which headings have."""
FOLIO, LONG = 3, 6
"""Letters that a folio may be misread as, and that the rest of its head has at least."""
ALIKE = 85.0
"""How alike two heads are, of 100, that are one, misread by a reader of page images."""
NUMERAL = re.compile(r"\b[ivxlc]+\b", re.I)
LEFT = 4
"""Letters that a misread folio may add to a head."""
EDGE = 3
"""Lines from the page's edge within which furniture stands."""


class Flow(Protocol):
    """A stretch of text that is read on."""

    @property
    def text(self) -> str:
        """Give its letters."""

    @property
    def start(self) -> int:
        """Give where it begins in the source."""

    @property
    def end(self) -> int:
        """Give where it ends there."""


class Line(NamedTuple):
    """A line that is called furniture: a stretch of the source, and its cleaned text."""

    start: int
    end: int
    text: str


def letters(text: str) -> str:
    """Reduce a line to its letters in lower case, numbers and signs left out.

    >>> letters("12  The PRINCE.")
    'the prince'
    """
    return " ".join(re.findall(r"[^\W\d_]+", text.lower()))


def like_a_head(key: str, heads: Sequence[str]) -> str:
    """Give the head that a line's letters repeat, a few of them misread or added; "": none.

    Chapters' numbers differ by a letter too, and what differs by them is another heading.

    >>> like_a_head("THE HARBOUR ty", ["THE HARBOUR", "A LIGHT"])
    'THE HARBOUR'
    >>> like_a_head("THE HARBOUR IN WINTER", ["THE HARBOUR", "A LIGHT"])
    ''
    >>> like_a_head("CHAPTER XII", ["CHAPTER XI"])
    ''
    """
    numerals = NUMERAL.findall(key)
    alike = [head for head in heads if NUMERAL.findall(head) == numerals]
    for head in alike:
        if key.startswith(f"{head} ") or key.endswith(f" {head}") or key == head:
            return head if len(key) <= len(head) + 1 + LEFT else ""
    match = process.extractOne(key, alike, scorer=fuzz.ratio, score_cutoff=ALIKE)
    return match[0] if match else ""


def divided(raw: str, lines: Sequence[Line], starts: Container[int]) -> Iterator[Line]:
    """Give those that are not whole lines; `starts` are the raw offsets at which pages begin."""
    for line in lines:
        if not all(_at_line_end(raw, at, starts) for at in (line.start, line.end)):
            yield line


def _at_line_end(raw: str, at: int, starts: Container[int]) -> bool:
    """Does a line end here? Signs that no reader sees may stand between."""
    while at and raw[at - 1] not in LINE_ENDS and raw[at : at + 1] not in LINE_ENDS:
        if at in starts:
            return True
        if not (INVISIBLE.match(raw[at - 1]) or CONTROL.match(raw[at - 1])):
            return False
        at -= 1
    return True


def doubtful(
    raw: str,
    lines: Sequence[Line],
    starts: Sequence[int],
    headings: Sequence[str],
    flow: Sequence[Flow],
) -> Iterator[Line]:
    """Give the lines for which nothing shows that they are furniture.

    `starts` are the raw offsets at which pages begin, `headings` the book's headings and title,
    `flow` its text in order, in runs or in lines.
    """
    recurring = Counter(key for line in lines for key in _forms(letters(line.text)))
    titles = [f" {letters(heading)} " for heading in headings]
    usual = _usual_length(raw)
    positions = [run.start for run in flow]
    often = [key for key, count in recurring.items() if count > 2 and len(key) > 4]
    for line in lines:
        text = line.text.strip()
        key = f" {letters(text)} "
        shown = (
            not re.search(r"[^\W\d_]{2}", text)
            or ROMAN.fullmatch(text) is not None
            or any(recurring[form] > 1 for form in _forms(key.strip()))
            or like_a_head(key.strip(), often)
            or any(key in title or (len(title) > 6 and title in key) for title in titles)
            or (len(text) <= SHORT * usual and _interrupts(raw, line, flow, positions))
        )
        if not (shown and (RULE.fullmatch(text) or _at_edge(raw, line, starts))):
            yield line


def _forms(key: str) -> set[str]:
    """Give a line's letters, and those without a word at its end that may be a misread folio.

    >>> sorted(_forms("the bell of dor sil"))
    ['bell of dor sil', 'the bell of dor', 'the bell of dor sil']
    """
    first, _, rest = key.partition(" ")
    start, _, last = key.rpartition(" ")
    forms = {rest if len(first) <= FOLIO else "", start if len(last) <= FOLIO else ""}
    return {key, *(form for form in forms if len(form) >= LONG)}


def _usual_length(raw: str) -> float:
    lengths = sorted(len(line) for line in raw.splitlines() if len(line.strip()) > 20)
    return lengths[len(lengths) // 2] if lengths else 0.0


def _interrupts(raw: str, line: Line, flow: Sequence[Flow], positions: Sequence[int]) -> bool:
    """Does the text before it plainly go on after it?"""
    after = bisect_left(positions, line.start)
    if not 0 < after < len(flow) or line.text.strip()[:1].islower():
        return False
    first = flow[after].text.lstrip()[:1]
    return SENTENCE_END.search(_to_line_end(raw, flow[after - 1])) is None and first.islower()


def _to_line_end(raw: str, piece: Flow) -> str:
    """Give a piece of the text with what follows on its line.

    A line that is looked at still has the marker of a note there, the book's text has it no more;
    both have to give the same answer.
    """
    if raw[piece.end - 1] in LINE_ENDS:
        return piece.text
    line_end = LINE_END.search(raw, piece.end)
    return piece.text + raw[piece.end : line_end.start() if line_end else None]


def _at_edge(raw: str, line: Line, starts: Sequence[int]) -> bool:
    """Is it among the first or last lines of its page?"""
    if not starts:
        return True
    page = bisect_right(starts, line.start) - 1
    begin = starts[max(0, page)]
    end = starts[page + 1] if page + 1 < len(starts) else len(raw)
    sides = (begin, line.start), (line.end, end)
    return any(sum(map(bool, map(str.strip, raw[a:b].splitlines()))) <= EDGE for a, b in sides)


def listing(texts: Sequence[str], headings: Sequence[str]) -> bool:
    """Do lines, the first of which says so, list headings of the book and hardly anything else?

    >>> listing(["Contents", "The Mill ... 1", "The Flood . 9"], ["THE MILL", "The Flood"])
    True
    >>> listing(["Contents", "The miller said"], ["THE MILL", "The Flood"])
    False
    """
    if not texts or letters(texts[0]) not in CONTENTS:
        return False
    # Words are divided here otherwise than there.
    known = letters("".join(headings)).replace(" ", "")
    keys = [letters(text).replace(" ", "") for text in texts[1:]]
    listed = sum(len(key) for key in keys if key in known)
    return listed >= LISTED * sum(map(len, keys)) and listed > 0
