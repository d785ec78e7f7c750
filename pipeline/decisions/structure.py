"""Decisions about the structure of a book: what a passage is, and where it belongs.

Those about lines are followed before the layout is decided (`pipeline.layout.rulings`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.model.decision import Placed
from pipeline.model.finding import Action, Span

BLOCKS: frozenset[Action] = frozenset(
    {"heading", "paragraph", "quote", "verse", "item", "table", "figure", "break", "furniture"}
)
"""What whole lines may be said to be, wherever the same lines stand."""
STRUCTURAL: frozenset[Action] = BLOCKS | {"join", "split", "note", "move"}
"""What may be decided of the structure. No letter changes by these, but for a note's marker."""
OF_POINTS = frozenset({"split", "join"})
BODY = "body"
"""Of decisions about notes, those that say of lines what they are begin so; others, of markers."""
LINE_ENDS = r"\n\r\f\v\x85\u2028\u2029"


def everywhere(raw: str, decisions: Sequence[Placed]) -> Iterator[Placed]:
    """Give the structural decisions, in order; those that hold everywhere before their own place.

    They hold wherever the same words are all that stands on as many lines, or on others.
    """
    for placed in decisions:
        action, scope = placed.decision.action, placed.decision.scope
        if scope == "every" and action in BLOCKS and placed.at[0] < placed.at[1]:
            others = (at for at in lines_like(raw, placed.at) if at != placed.at)
            yield from (placed._replace(at=at) for at in others)
        if action in STRUCTURAL:
            yield placed


def of_lines(placed: Placed) -> bool:
    """Tell whether a decision is one about lines."""
    action, new = placed.decision.action, placed.decision.new
    if action == "note":
        return new.split(" ")[0] == BODY
    return action in BLOCKS or action in OF_POINTS


def lines_like(raw: str, at: Span) -> Iterator[Span]:
    """Give all stretches of whole lines that have the words of a stretch, and no others.

    >>> list(lines_like("THE MILL\\nin THE MILL\\n  THE MILL\\n", (0, 8)))
    [(0, 8), (23, 31)]
    """
    words = raw[slice(*at)].split()
    if words:
        text = r"\s+".join(map(re.escape, words))
        lines = rf"(?:^|(?<=[{LINE_ENDS}]))[ \t\u00a0]*({text})[ \t\u00a0]*(?=[{LINE_ENDS}]|\Z)"
        yield from (match.span(1) for match in re.finditer(lines, raw))
