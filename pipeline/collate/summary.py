"""The differences counted: by kind, and by the letters that were taken for others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from rapidfuzz.distance import Levenshtein
from rich.table import Table
from rich.text import Text

from pipeline.collate.difference import KINDS, Difference
from pipeline.collate.stream import Stream
from pipeline.visible import visible

MOST = 6
"""Changes of letters that are shown."""
OFTEN = 2
"""How often one is seen at the least."""


def summary(ours: Stream, theirs: Stream, found: Sequence[Difference]) -> Table:
    """Make a table of the kinds of differences and their numbers."""
    table = Table(box=None, pad_edge=False, show_footer=True)
    table.add_column("differences", footer="all")
    table.add_column("", justify="right", footer=f"{len(found):,}")
    table.add_column("most often", style="dim")
    counts = Counter(each.kind for each in found)
    for kind, said in KINDS.items():
        if counts[kind]:
            changes = Counter(_changes(ours, theirs, found)) if kind == "letters" else Counter()
            shown = [f"{a} → {b} {n}" for (a, b), n in changes.most_common(MOST) if n >= OFTEN]
            table.add_row(said, f"{counts[kind]:,}", Text(visible(", ".join(shown))))
    return table


def _changes(
    ours: Stream, theirs: Stream, found: Sequence[Difference]
) -> Iterator[tuple[str, str]]:
    """Give the letters that stand for others, with what stands for them in the other copy."""
    for each in found:
        if each.kind == "letters":
            region = each.region
            yield from letters_changed(
                ours.string(region.a, region.a_end), theirs.string(region.b, region.b_end)
            )


def letters_changed(one: str, other: str) -> Iterator[tuple[str, str]]:
    """Give what letters of one word became in another, with a neighbour where one side has none.

    >>> [*letters_changed("modem", "modern")], [*letters_changed("tho", "the")]
    ([('m', 'rn')], [('o', 'e')])
    """
    changed: list[list[int]] = []
    for op in Levenshtein.opcodes(one, other):
        if op.tag == "equal":
            continue
        if changed and changed[-1][1] == op.src_start and changed[-1][3] == op.dest_start:
            changed[-1][1], changed[-1][3] = op.src_end, op.dest_end
        else:
            changed.append([op.src_start, op.src_end, op.dest_start, op.dest_end])
    for start, end, first, last in changed:
        # Beside what has nothing in its place stands the letter before it, or at the head behind.
        bare = start == end or first == last
        left = bare and start > 0 and first > 0
        right = bare and not left
        yield one[start - left : end + right], other[first - left : last + right]
