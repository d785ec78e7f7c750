"""What the type of a line says: its size and weight against the text's, and how it stands.

Only inputs that show shapes (PDF, hOCR) have it. Everything is relative to the book: the text is
what most lines are set like, the notes what lines with a note's label are set like.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

from pipeline.conventions.widths import natural_width
from pipeline.layout.setting.setoff import FEET, INSET, first_indent, set_off
from pipeline.layout.setting.shapes import Setting
from pipeline.model.book import Line

EVEN = 0.5
"""Ems by which the two margins of a centred line may differ."""
EXACT = 0.06
"""Ems by which the first lines of paragraphs may differ."""
FEW = 3
"""Lines with a note's label from which the notes' size is learned; pages from which edges are."""
SURE = 30
"""Letters from which the size of a line is sure where it was measured on a page's image."""
FULL = 0.8
"""Share of the text's width from which on a line is surely none of a head or foot."""
FILLED = 0.8
"""Share of its width that a line's words take: a head and a folio at its ends take less."""
BEYOND = 0.9
"""Lines' distance beyond the text's first or last line at which heads and feet stand."""


class Cast(NamedTuple):
    """How a line is set beside the text."""

    scale: float
    """Its size, as a share of the text's."""
    inset: float
    """How far it is set in, in ems of the text."""
    first: bool
    """As far as the first lines of the book's paragraphs, and not set off."""
    centred: bool
    heavy: bool
    """Bold, where the text is not."""
    slanted: bool
    """Italic, where the text is not."""
    note: float
    """What its size and place speak for a note's line against the text's."""
    off: bool
    """Set off from the text, in smaller type or set in as a block: a quotation or verse."""
    early: bool | None
    """Of a line that is set off: it ended although the next word had room. None: not known."""
    gap: bool
    """Of a line that is set off: it stands a little farther from the line above than is usual."""
    outside: bool | None
    """Above or below where the pages' text stands; None: not known."""


def casts_of(
    lines: Sequence[Line], setting: Setting | None, labelled: Iterable[int]
) -> dict[int, Cast]:
    """Give the cast of each line that has a shape; `labelled` are lines that begin notes."""
    if setting is None:
        return {}
    shaped = [(i, line.shape) for i, line in enumerate(lines) if line.shape is not None]
    plain = [shape for i, shape in shaped if setting.scale(lines[i], shape) == 1]
    bold = sum(shape.bold for shape in plain) > len(plain) / 2
    italic = sum(shape.italic for shape in plain) > len(plain) / 2
    notes = _notes(lines, setting, labelled)
    indent = first_indent(lines, setting)
    off = set_off(lines, setting, {i for i, weight in notes.items() if weight > 0}, indent)
    top, bottom = _text_area(lines, setting) or (0.0, 0.0)
    found = {}
    for i, shape in shaped:
        left, right = setting.edges[lines[i].start]
        before, after = (shape.left - left) / setting.size, (right - shape.right) / setting.size
        found[i] = Cast(
            scale=setting.scale(lines[i], shape),
            inset=before,
            first=indent > 0 and abs(before - indent) < EXACT and i not in off,
            centred=before > 1.0 and abs(before - after) < EVEN,
            heavy=shape.bold and not bold,
            slanted=shape.italic and not italic,
            note=notes.get(i, 0.0),
            off=i in off,
            early=off[i][0] if i in off else None,
            gap=i in off and off[i][1],
            outside=not top <= shape.base <= bottom if bottom else None,
        )
    return found


def _notes(lines: Sequence[Line], setting: Setting, labelled: Iterable[int]) -> dict[int, float]:
    """Weigh each line's size and place for a note's, where notes are smaller than the text.

    Notes are the last on their page, but for a folio or foot; what has text below it is none.
    """
    begin = set(labelled)
    sizes = Counter(round(shape.size, 1) for i in begin if (shape := lines[i].shape))
    if not sizes:
        return {}
    size, count = sizes.most_common(1)[0]
    if count < max(FEW, sum(sizes.values()) / 2) or size >= (1 - setting.close) * setting.size:
        return {}
    weights: dict[int, float] = {}
    for _, group in groupby(range(len(lines)), key=lambda i: lines[i].page):
        page = [(i, shape) for i in group if (shape := lines[i].shape)]
        # A note to a quotation may be smaller still, as the quotation is smaller than the text.
        small = [shape.size <= (1 + setting.close) * size for _, shape in page]
        last = max((k for k, is_small in enumerate(small) if is_small), default=-1)
        first = last + 1
        if last >= max(0, len(page) - 1 - FEET):
            scales = [setting.scale(lines[i], shape) for i, shape in page]
            alike = _alike([len(lines[i].text) for i, _ in page], scales, small)
            first = next((k + 1 for k in range(last, -1, -1) if not alike[k]), 0)
            first += small[first:].index(True)  # what is unsure belongs to what stands around it
            inner = min((page[k][1].left for k in range(first, last + 1)), default=0.0)
            edge = setting.edges[lines[page[last][0]].start][0]
            begun = any(page[k][0] in begin for k in range(first, last + 1))
            smaller = any(
                page[k][1].size < (1 - setting.close) * size for k in range(first, last + 1)
            )
            if not begun and (smaller or inner > edge + INSET * setting.size):
                first = last + 1  # a picture's letters, or a quotation that ends the page
        for k, (i, _) in enumerate(page):
            weights[i] = 3.0 if first <= k <= last else -9.0
    return weights


def _alike(lengths: Sequence[int], scales: Sequence[float], small: Sequence[bool]) -> list[bool]:
    """Tell which lines are as small as notes, or may be: the size of some was measured badly.

    Those are smaller than the text, and have few letters or stand among small ones.
    """
    among = [k > 0 and small[k - 1] and all(small[k + 1 : k + 2]) for k in range(len(small))]
    return [
        is_small or (scale < 1 and (inside or length < SURE))
        for is_small, scale, inside, length in zip(small, scales, among, lengths, strict=True)
    ]


def _text_area(lines: Sequence[Line], setting: Setting) -> tuple[float, float] | None:
    """Give the baselines between which the pages' text stands; None where it cannot be told.

    Heads and feet stand beyond the first and last line of text that any page has; a page or two
    may be out of the way, as the pages of a scan are.
    """
    tops, bottoms = [], []
    for _, group in groupby(lines, key=lambda line: line.page):
        full = [
            shape.base
            for line in group
            if (shape := line.shape) is not None
            for left, right in [setting.edges[line.start]]
            if shape.right - shape.left > FULL * (right - left)
            and setting.scale(line, shape) <= 1
            and natural_width(line.text) * shape.size > FILLED * (shape.right - shape.left)
        ]
        if len(full) > FEW:
            tops.append(min(full))
            bottoms.append(max(full))
    if len(tops) < FEW:
        return None
    beyond = BEYOND * setting.lead(setting.size)
    at = len(tops) // 20
    return sorted(tops)[at] - beyond, sorted(bottoms)[-1 - at] + beyond
