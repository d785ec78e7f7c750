"""What the labels of one book were read as: the channel of `confusion`, learned anew from the book.

A scan of one typeface, read by one engine, misreads a sign mostly in the same way, but which way
that is differs from book to book. Numbers have too many labels to learn from; signs have few, each
of them often. On each page all ways to match its notes with its odd places, in order, are weighed
as the channel known so far weighs them, and what they say together of each sign is the next channel
(expectation and maximization: A. P. Dempster and others, J. Roy. Stat. Soc. B 39, 1977).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from math import exp, log

from pipeline.layout.misread.confusion import misreading

Channel = Callable[[str, str], float]
"""Weighs what is seen at a place for being what a label was read as, against its being lost."""
Group = tuple[Sequence[str], Sequence[tuple[str, float]]]
"""A page's labels, and what is seen at its odd places, each with the log-odds of being a marker."""
Shares = Mapping[tuple[str, str], float]
"""How likely each thing seen, "" for nothing, is left by each label."""

QUOTES = str.maketrans("‘'“”\"`´", "’" * 7)
SIGN = 2.5
"""What each character makes up for, so that a long label is not the unlikelier one."""
LOST = 0.2
"""How likely a marker leaves nothing, before anything is known of the book."""
ROUNDS, PRIOR = 6, 3.0
"""Rounds of learning, and how many notes of the book what is known beforehand weighs as."""


def learned_channel(pages: Sequence[Group]) -> Channel:
    """Learn the channel from the pages whose labels are no numbers.

    Which of the quotation marks a sign becomes is chance, so they count as one.
    """
    groups = [(own, [(s.translate(QUOTES), odds) for s, odds in places]) for own, places in pages]
    labels = {label for own, _ in groups for label in own}
    seen = {string for _, places in groups for string, _ in places}
    prior = {(s, label): exp(misreading(s, label)) for label in labels for s in seen}
    prior |= {("", label): LOST for label in labels}
    known = prior
    for _ in range(ROUNDS):
        counts: defaultdict[tuple[str, str], float] = defaultdict(float)
        totals: defaultdict[str, float] = defaultdict(float)
        for own, places in groups:
            for (string, label), share in _expected(own, places, known):
                counts[string, label] += share
                totals[label] += share
        known = {
            key: (counts[key] + PRIOR * prior[key]) / (totals[key[1]] + PRIOR) for key in prior
        }

    def channel(string: str, label: str) -> float:
        alike = string.translate(QUOTES)
        if (alike, label) in known:
            return log(known[alike, label] / known["", label])
        return misreading(string, label) + SIGN * len(string)

    return channel


def at_rate(channel: Channel, lost: float) -> Channel:
    """Give the channel of a book that has lost such a share of the markers of numbered notes."""
    more = log((1 - lost) / lost) - log((1 - LOST) / LOST)
    return lambda string, label: channel(string, label) + more * label.isdigit()


def _expected(
    own: Sequence[str], places: Sequence[tuple[str, float]], known: Shares
) -> Iterator[tuple[tuple[str, str], float]]:
    """Give how often a page's labels left what is seen, summed over all ways to match them."""
    forward = _ways(own, places, known)
    backward = _ways(own[::-1], places[::-1], known)
    for k, label in enumerate(own):
        lost = 1.0
        for j, (string, odds) in enumerate(places):
            share = forward[k][j] * backward[len(own) - k - 1][len(places) - j - 1]
            share *= known[string, label] * exp(odds) / forward[-1][-1]
            lost -= share
            yield (string, label), share
        yield ("", label), max(0.0, lost)


def _ways(
    own: Sequence[str], places: Sequence[tuple[str, float]], known: Shares
) -> list[list[float]]:
    """Sum over the ways to match the first k labels with the first j places, for all k and j."""
    table = [[1.0] * (len(places) + 1)]
    for label in own:
        row, taken = [table[-1][0] * known["", label]], 0.0
        for j, (string, odds) in enumerate(places):
            taken += table[-1][j] * known[string, label] * exp(odds)
            row.append(table[-1][j + 1] * known["", label] + taken)
        table.append(row)
    return table
