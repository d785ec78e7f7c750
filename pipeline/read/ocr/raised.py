"""Raised letters among scanned ones: small and well above their line's foot, or above its top."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from pipeline.read.ocr.scan import Box, ScanPage, Word
from pipeline.read.ocr.typesize import Measure

FEW = 4
"""Letters of a word that may be a marker as a whole."""
SIGNS = "†‡§¶"
"""Signs that are markers, and reach down to their line's foot where they are not raised: quotation
marks and stars never do."""
RISE = 0.18
"""Share of the size from which on a letter that begins above the baseline is a raised one."""
SMALL = 0.58
"""Share of the size that it is no higher than: capitals and figures are two thirds."""
OVER, ALMOST, MOST = 0.05, 0.07, 0.16
"""Share of the size by which a raised tail stands above the ascenders of its page; by which it must
where another sign of the word, or itself unraised, may; beyond which boxes have run together."""
OPENING = "“”„\"'‘«»‹›¡¿"
SIGN = r"[^\w\s.,;:()\[\]—–-]"
# What may be a marker at a word's end, misread or not: signs, or figures behind a letter or a stop.
TAIL = re.compile(
    rf"(?<=\S)(?:{SIGN}|(?<=[^\W\d_.,;:!?)\]])\d|(?<=[.,;:!?)\]])\d)(?:{SIGN}|\d){{0,5}}"
    r"(?=[.,;:!?)\]]*(?:[—–-]|$))"
)

GLUED = re.compile(r"[^\W\d_][.,;:!?”’\"]*[\[(]?\d{1,3}[\])]?[.,;:]*$")
"""Figures that stand as markers do, behind a word."""


def are_shown(pages: Sequence[ScanPage], sizes: Sequence[Sequence[Measure]]) -> bool:
    """Do the boxes show most figures as raised that stand like markers?

    In some typefaces raised figures end where ascenders do, and no box of a word shows them. Then
    the few that seem raised tell nothing, and those that do not are no fewer markers for it.
    """
    raised = flat = 0
    for page, measures in zip(pages, sizes, strict=True):
        for line, measure in zip(page.lines, measures, strict=True):
            for word in line.words:
                if not word.text.isalpha():
                    stands = any(level == 1 for _, level in levels(word, measure))
                    raised += stands
                    flat += not stands and GLUED.search(word.text) is not None
    return raised >= flat


def levels(word: Word, line: Measure) -> list[tuple[int, int]]:
    """Give the stretches of a word by their length, and whether they are raised, as `Span` has it.

    The boxes of its characters show each. The box of a whole word shows that it is raised as a
    whole, or that something in it is, which can only be what a marker at its end was read as.
    """
    size = len(word.text)
    if word.level or not line.size:
        return [(size, word.level)]
    if word.letters:
        each = (
            int(_may_be(letter) and _is_raised(box, line))
            for letter, box in zip(word.text, word.letters, strict=True)
        )
        return [(len(list(group)), level) for level, group in groupby(each)]
    if _is_raised(word.box, line):
        bare = word.text.strip(".,;:()[]")
        return [(size, int(0 < len(bare) <= FEW and all(map(_may_be, bare))))]
    over = (line.base - word.box.top) / line.size - line.tall
    tail = TAIL.search(word.text) if OVER <= over <= MOST else None
    if tail is None or (over < ALMOST and (word.text[0] in OPENING or tail[0] in "!?")):
        return [(size, 0)]
    level = 1 if all(map(_may_be, tail[0])) else 2
    parts = [(tail.start(), 0), (len(tail[0]), level), (size - tail.end(), 0)]
    return [part for part in parts if part[0]]


def _may_be(letter: str) -> bool:
    return letter.isalnum() or letter in SIGNS


def _is_raised(box: Box, line: Measure) -> bool:
    small = 0 < box.height <= SMALL * line.size
    return small and line.base - box.bottom >= RISE * line.size
