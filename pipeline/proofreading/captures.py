"""What the readers of a page found on it without each other, error by error."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from pipeline.decisions.anchor import LOST, anchored
from pipeline.decisions.quoting import fold
from pipeline.decisions.settle import LETTERS, MARKS, overlap, subject, taken_back
from pipeline.model.book import Source
from pipeline.model.decision import EDITOR, Decision, Placed
from pipeline.model.finding import Span
from pipeline.proofreading.estimate import Estimate
from pipeline.proofreading.event import same_reader
from pipeline.proofreading.states import PageState

LONGEST = 40
"""Letters on each side that are taken for those of one word: not every script parts its words."""


class Found(NamedTuple):
    """A decision that corrects an error, and the stretch of the source that is wrong."""

    placed: Placed
    at: Span


class Pages(NamedTuple):
    """The pages that the same two read blind."""

    readers: tuple[str, str]
    states: tuple[PageState, ...]


def estimates(
    source: Source, decisions: Sequence[Decision], states: Sequence[PageState]
) -> tuple[Estimate, ...]:
    """Estimate how many errors are left on the pages that two read blind, pair by pair.

    Of each page the first two count who read it blind. The pairs come in the order of how much they
    read; where there are several, one for all of them stands first: one pair after the other has
    often too little in common. Counted is what changes letters and, where no round is for
    formatting, how they are set: what a reader decided before reading the page was done, and did
    not take back. An error that a check points out is found by both, and says nothing of those
    about which none asks; counted together, the easy errors hide the hard ones (Sekar and Deming
    1949), so that only those count to which no check pointed.
    """
    pairs = _pairs(states)
    errors = _errors(source, decisions, states)
    made = [_estimate(source, pages, errors) for pages in pairs]
    made.sort(key=lambda each: -each.characters)
    return (_together(made), *made) if len(made) > 1 else tuple(made)


def _pairs(states: Iterable[PageState]) -> list[Pages]:
    """Give the pages with two blind readers, pair by pair; who read most of them is the first."""
    read: list[tuple[PageState, list[str]]] = []
    for state in states:
        names = [same_reader(each.reader) for each in state.first if each.blind][:2]
        if len(names) == 2:
            read.append((state, names))
    share = Counter(name for _, names in read for name in names)
    pairs: dict[tuple[str, str], list[PageState]] = {}
    for state, names in read:
        one, other = sorted(names, key=lambda name: (-share[name], name))
        pairs.setdefault((one, other), []).append(state)
    return [Pages(names, tuple(pages)) for names, pages in pairs.items()]


def _errors(
    source: Source, decisions: Sequence[Decision], states: Sequence[PageState]
) -> list[list[Found]]:
    """Give the errors that somebody corrected, in order, each with all decisions about it."""
    formatting = any("formatting" in state.rounds for state in states)
    counted = LETTERS if formatting else LETTERS | MARKS
    undone = taken_back(decisions)
    kept = [each for each in decisions if each.action in counted and each.id not in undone]
    by_subject: dict[object, list[Found]] = {}
    for placed in anchored(source, kept):
        if placed.certainty >= LOST:
            found = Found(placed, wrong(source.text, placed))
            by_subject.setdefault(subject(placed.decision), []).append(found)
    errors = [error for found in by_subject.values() for error in _joined(found)]
    return sorted(errors, key=lambda error: error[0].at)


def _joined(found: Iterable[Found]) -> Iterator[list[Found]]:
    """Join what is about one error: what overlaps."""
    error: list[Found] = []
    hull: Span = (0, 0)
    for each in sorted(found, key=lambda each: each.at):
        if error and overlap(hull, each.at):
            error.append(each)
            hull = (hull[0], max(hull[1], each.at[1]))
            continue
        if error:
            yield error
        error, hull = [each], each.at
    if error:
        yield error


def wrong(raw: str, placed: Placed) -> Span:
    """Give what a decision says is wrong: of a stretch that it replaces, the part that differs.

    Where that is letters or blanks, the words in which they stand are wrong: one reader gives a
    letter, the other the word.
    """
    start, end = placed.at
    new = placed.decision.new if placed.decision.action in ("replace", "insert") else ""
    if placed.decision.action == "replace":
        old = raw[start:end]
        before = _alike(old, new)
        behind = _alike(old[before:][::-1], new[before:][::-1])
        start, end, new = start + before, end - behind, new[before : len(new) - behind]
    changed = raw[start:end] + new
    if changed and not any(char.isalnum() or char.isspace() for char in changed):
        return start, end
    first, last = max(0, start - LONGEST), min(len(raw), end + LONGEST)
    while start > first and raw[start - 1].isalnum():
        start -= 1
    while end < last and raw[end].isalnum():
        end += 1
    return start, end


def _alike(one: str, other: str) -> int:
    """Count the letters with which both begin."""
    pairs = zip(one, other, strict=False)
    return next((k for k, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


class _Everywhere:
    """Texts that readers corrected wherever they stand, and when each first did."""

    def __init__(self, errors: Iterable[Sequence[Found]]) -> None:
        self.since: dict[tuple[str, str], datetime] = {}
        for decision in (each.placed.decision for error in errors for each in error):
            if decision.scope == "every" and decision.action in LETTERS:
                key = same_reader(decision.reader), decision.quote.exact
                self.since[key] = min(decision.when, self.since.get(key, decision.when))

    def found(self, error: Sequence[Found], reader: str, before: datetime) -> bool:
        """Did a reader correct an error, here or wherever its text stands, before some time?"""
        for decision in (each.placed.decision for each in error):
            if same_reader(decision.reader) == reader and decision.when < before:
                return True
            since = self.since.get((reader, decision.quote.exact))
            if since is not None and since < before:
                return True
        return False


def _estimate(source: Source, pages: Pages, errors: Sequence[Sequence[Found]]) -> Estimate:
    everywhere = _Everywhere(errors)
    starts = [error[0].at[0] for error in errors]
    counts: Counter[str] = Counter()
    for state in pages.states:
        read = {same_reader(each.reader): each for each in state.first}
        start, end = (bisect_left(starts, at) for at in (state.page.start, state.page.end))
        for error in errors[start:end]:
            found = [everywhere.found(error, who, read[who].when) for who in pages.readers]
            counts[_told(error, *found)] += 1
    first, second, both = (counts[who] for who in ("first", "second", "both"))
    return Estimate(
        tuple(_name(pages.states[0], who) for who in pages.readers),
        len(pages.states),
        sum(len(fold(source.text[s.page.start : s.page.end]).strip()) for s in pages.states),
        (first + both, second + both),
        both,
        counts["later"],
        counts["asked"],
    )


def _told(error: Sequence[Found], first: bool, second: bool) -> str:
    """Say who found an error."""
    if any(each.placed.decision.check != EDITOR for each in error):
        return "asked"
    if first and second:
        return "both"
    return "first" if first else "second" if second else "later"


def _name(state: PageState, reader: str) -> str:
    return next(each.reader for each in state.first if same_reader(each.reader) == reader)


def _together(estimates: Sequence[Estimate]) -> Estimate:
    return Estimate(
        (),
        sum(each.pages for each in estimates),
        sum(each.characters for each in estimates),
        (sum(each.found[0] for each in estimates), sum(each.found[1] for each in estimates)),
        sum(each.both for each in estimates),
        sum(each.later for each in estimates),
        sum(each.asked for each in estimates),
    )
