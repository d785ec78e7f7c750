"""Prefix maxima: the best entry at or before a place, raised and asked in O(log n).

P. M. Fenwick, Software: Practice and Experience 24, 1994.
"""

from __future__ import annotations

Entry = tuple[float, int]
"""A score, and which node has it; -1: none."""


def best_before(tree: list[Entry], at: int) -> Entry:
    """Give the best entry of the places 1 to `at`.

    >>> tree = [(0.0, -1)] * 9
    >>> raise_at(tree, 3, (2.0, 7))[0]
    (3, (0.0, -1))
    >>> best_before(tree, 2), best_before(tree, 5)
    ((0.0, -1), (2.0, 7))
    """
    best = (0.0, -1)
    while at > 0:
        if tree[at] > best:
            best = tree[at]
        at -= at & -at
    return best


def raise_at(tree: list[Entry], at: int, entry: Entry) -> list[tuple[int, Entry]]:
    """Enter what a place has come to; places count from 1. Gives what it takes the place of."""
    raised = []
    while at < len(tree) and tree[at] < entry:  # what is above covers more, and is no less
        raised.append((at, tree[at]))
        tree[at] = entry
        at += at & -at
    return raised
