"""How likely it is, in this book, that a line which could begin a paragraph does.

A line after one that ends a sentence, and beginning with a capital, either begins a paragraph or
goes on with one. In a book of short paragraphs nearly all of them begin one, in a book of long ones
few. The share is estimated from the lines' widths by expectation maximization (A. P. Dempster,
N. M. Laird, D. B. Rubin, J. R. Stat. Soc. B 39, 1977), with no line being judged for good.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, log

ROUNDS = 12
FEWEST = 12
"""Pairs of lines below which nothing is learned."""
OPENERS = "“\"«„‘'([—–-"
"""Signs that may stand before a paragraph's first word."""
BOUND = 2.5
"""The share is not taken for surer than this, in log-odds: the pairs are not independent."""


def filled_odds(width: float, centre: float, spread: float) -> float:
    """Weigh a width for a filled line: log of its normal density over that of any other width.

    `width` and `centre` are shares of the measure; a line that was not filled ends anywhere.
    """
    off = (width - centre) / spread
    return log(exp(-off * off / 2) / (spread * 2.5) + 0.01)


def first_line_odds(width: float, indent: float, spread: float) -> float:
    """Weigh a line's width for a first line, which is narrower by its indent, over a filled one."""
    if not indent or width <= 1 - indent - 2 * spread:
        return 0.0
    odds = filled_odds(width, 1 - indent, spread) - filled_odds(width, 1.0, spread)
    return max(-2.0, min(2.0, odds))


def opening_odds(pairs: Sequence[tuple[float, float]], indent: float, spread: float) -> float:
    """Give the log-odds that a line which could begin a paragraph does.

    `pairs` are the widths, as shares of the measure, of the line before and of the line itself.
    """
    if len(pairs) < FEWEST:
        return 0.0
    weights = [
        max(-4.0, min(5.0, -filled_odds(before, 1.0, spread)))
        + first_line_odds(here, indent, spread)
        for before, here in pairs
    ]
    odds = 0.0
    for _ in range(ROUNDS):
        share = sum(1 / (1 + exp(-odds - weight)) for weight in weights) / len(weights)
        odds = log((share + 0.01) / (1.01 - share))
    return max(-BOUND, min(BOUND, odds))
