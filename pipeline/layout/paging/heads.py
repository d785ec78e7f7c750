"""Running heads: short lines that recur at the edges of the pages, or at a page's distance.

What recurs is learned for the whole book before any line is judged: by chapters and by sides the
heads differ, but each stands on some pages, and hardly anywhere else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence, Set

from pipeline.conventions.furniture import LEFT, like_a_head
from pipeline.conventions.titles import ends_sentence
from pipeline.layout.paging.folios import BARE, LONGEST_HEAD, NEAR, Folio
from pipeline.model.book import Line

BLOCK = 2
"""Filled lines that a head may take beside its folio's: it may be wrapped."""
OFTEN = 3
"""Times that a line must recur to be a head whatever else is known."""
SHORTEST = 5
"""Letters of a head from which others are held against it."""
FEW = 12
"""Pages up to which a line that stands on two of them recurs."""
HABIT = 0.4
"""Share of the folios of a side that have a head beside them where heads stand there."""
NARROW = 0.9
"""Share of a usual line's length that a head's stays below, unless it is in capitals."""
SHORT = 40
"""Characters of a head that is told from a line of text by its length."""


def page_edges(
    lines: Sequence[Line], starts: Sequence[int], folios: Mapping[int, Folio]
) -> Iterator[tuple[list[int], list[int]]]:
    """Give the first and the last filled lines of each page, bare folios left out."""
    bare = {folio.line for folio in folios.values() if BARE.fullmatch(lines[folio.line].text)}
    for page, start in enumerate(starts):
        stop = starts[page + 1] if page + 1 < len(starts) else len(lines)
        filled = [i for i in range(start, stop) if lines[i].text and i not in bare]
        yield filled[:BLOCK], filled[-BLOCK:]


def repeated_heads(
    lines: Sequence[Line], starts: Sequence[int], folios: Mapping[int, Folio]
) -> tuple[Counter[str], Counter[str]]:
    """Count on how many pages lines with the same letters are the first ones, or the last.

    A running head stands on many pages at the same edge; the count is the evidence for it. What
    stands elsewhere more often, as the heading of each chapter's notes, is left out.
    """
    tops: Counter[str] = Counter()
    feet: Counter[str] = Counter()
    for top, foot in page_edges(lines, starts, folios):
        tops.update({key for i in top if (key := lines[i].key)})
        feet.update({key for i in foot if (key := lines[i].key)})
    everywhere = _counted(lines, tops.keys() | feet.keys())
    strays = {key for key, times in everywhere.items() if 2 * (tops[key] + feet[key]) < times}
    for key in strays:
        tops.pop(key, None)
        feet.pop(key, None)
    return _with_misread(tops), _with_misread(feet)


def _with_misread(counts: Counter[str]) -> Counter[str]:
    """Let a misread head count as the head that it repeats, unless a chapter's number differs."""
    named = {key: count for key, count in counts.items() if not key[-1].isdigit()}
    often = [key for key, count in named.items() if count >= OFTEN and len(key) >= SHORTEST]
    longest = max(map(len, often), default=0) + LEFT
    shown = Counter(counts)
    for key, count in named.items():
        if count < OFTEN and SHORTEST <= len(key) <= longest and (head := like_a_head(key, often)):
            shown[key] = counts[head]
    return shown


def head_shares(
    lines: Sequence[Line], starts: Sequence[int], folios: Mapping[int, Folio], tops: Counter[str]
) -> list[float]:
    """Give for each page the share of the pages of its side, or of all, that bear a head on top."""
    pages, headed = [0, 0], [0, 0]
    often = OFTEN if len(starts) > FEW else 2
    sides = _sides(len(starts), folios)
    for side, (top, _) in zip(sides, page_edges(lines, starts, folios), strict=True):
        pages[side] += 1
        headed[side] += any(tops[lines[i].key] >= often for i in top[:1])
    shares = [n / max(1, each) for n, each in zip(headed, pages, strict=True)]
    return [max(shares[side], sum(headed) / len(sides)) for side in sides]


def fresh_lines(lines: Sequence[Line], short: Sequence[bool]) -> frozenset[int]:
    """Find the short lines whose letters stand in no short line of the few pages before."""
    last: dict[str, int] = {}
    found = []
    for i, line in enumerate(lines):
        if line.text and short[i]:
            key = line.key
            if key not in last or line.page - last[key] > NEAR:
                found.append(i)
            last[key] = line.page
    return frozenset(found)


def _sides(count: int, folios: Mapping[int, Folio]) -> list[int]:
    """Tell of each page whether its folio is odd; without one it is not what the last was."""
    sides: list[int] = []
    for page in range(count):
        known = folios.get(page)
        before = sides[-1] if sides else 0
        sides.append(known.value % 2 if known is not None else 1 - before)
    return sides


def with_heads(lines: Sequence[Line], folios: Sequence[Folio]) -> list[Folio]:
    """Give the folios with the heads that stand on the lines above or below theirs.

    Where the heads of a side stand is learned first. Lines that recur above a folio now and then
    are no heads: notes may all end alike.
    """
    bearing = {folio.line for folio in folios}
    near = {
        (folio.line, step): [i for i in next_lines(lines, folio.line, step) if i not in bearing]
        for folio in folios
        for step in (-1, 1)
    }
    beside = Counter(lines[i].key for own in near.values() for i in own)
    everywhere = _counted(lines, beside.keys())
    limit = longest_head(lines)

    def is_head(i: int) -> bool:
        key = short_key(lines[i])
        narrow = len(lines[i].text) < limit or key.isupper()
        return narrow and bool(key) and OFTEN <= beside[key] > everywhere[key] / 2

    sides = [[folio.line for folio in folios if folio.value % 2 == side] for side in (0, 1)]
    usual = {
        (side, step): _habit(lines, [near[line, step] for line in sides[side]], is_head)
        for side in (0, 1)
        for step in (-1, 1)
    }
    found = []
    for folio in folios:
        ends = [
            _farthest(
                lines, folio.line, near[folio.line, step], usual[folio.value % 2, step], is_head
            )
            for step in (-1, 1)
        ]
        own = next((end for end in ends if end != folio.line), -1)
        head = folio.head or (lines[own].key if own >= 0 else "")
        found.append(folio._replace(head=head, first=ends[0], last=ends[1]))
    return found


def _farthest(
    lines: Sequence[Line],
    at: int,
    near: Sequence[int],
    longest: int,
    is_head: Callable[[int], bool],
) -> int:
    """Give the last of the lines beside a folio that are its head's, or its own line.

    `longest` is the length of the longest head where they stand; 0: none do.
    """
    for i in near if longest else ():
        if not (is_head(i) or _like_head(lines[i], longest)):
            break
        at = i
    return at


def _habit(
    lines: Sequence[Line], near: Sequence[Sequence[int]], is_head: Callable[[int], bool]
) -> int:
    """Give the length of the longest head where most folios of a side have one; else 0."""
    heads = [own[0] for own in near if own and is_head(own[0])]
    if len(heads) < OFTEN or len(heads) < HABIT * len(near):
        return 0
    return max(len(lines[i].text) for i in heads)


def _like_head(line: Line, longest: int) -> bool:
    """May a line that stands where heads do be one that stands once, in a short chapter?"""
    text = line.text
    short = len(text) <= min(longest, SHORT) and bool(line.key)
    return short and not text[0].islower() and not ends_sentence(text) and text[-1] not in "]-"


def short_key(line: Line) -> str:
    """Give the letters of a line that is short enough for a head, else nothing.

    >>> short_key(Line(0, 0, "12  The Prince", 0, 0, key="The Prince"))
    'The Prince'
    """
    return line.key if len(line.text) <= LONGEST_HEAD else ""


def _counted(lines: Sequence[Line], keys: Set[str]) -> Counter[str]:
    """Count the lines that have each of some letters and are short enough for a head."""
    return Counter(line.key for line in lines if line.key in keys and short_key(line))


def longest_head(lines: Sequence[Line]) -> float:
    """Give the length that heads stay below which are not in capitals, by the usual line's."""
    lengths = sorted(len(line.text) for line in lines if len(line.text) > SHORT / 2)
    return NARROW * lengths[len(lengths) // 2] if lengths else 0.0


def next_lines(lines: Sequence[Line], at: int, step: int) -> list[int]:
    """Give the nearest filled lines above (-1) or below (1) a line, on its page if it is known."""
    found: list[int] = []
    i = at + step
    while 0 <= i < len(lines) and len(found) < BLOCK and abs(i - at) <= 3 * BLOCK:
        if lines[i].page != lines[at].page:
            break
        if lines[i].text:
            found.append(i)
        i += step
    return found
