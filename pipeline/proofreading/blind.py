"""Blind reading: of a page's decisions a reader sees none but his own until he has read it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from pipeline.decisions.anchor import anchored
from pipeline.model.book import Source
from pipeline.model.decision import Decision
from pipeline.proofreading.event import same_reader
from pipeline.proofreading.rounds import due
from pipeline.proofreading.states import PageState


def is_hidden(state: PageState, reader: str) -> bool:
    """Tell whether others' decisions about a page are hidden from a reader who reads blind.

    They are until the reader has read it, or all readings of its text are done: whoever comes then,
    for the formatting or to settle what the readers dispute, has to see them. Who has seen them
    once sees them, even where the reading was taken back.
    """
    known = same_reader(reader) in {same_reader(each.reader) for each in state.first}
    return due(state) == "text" and not known


def visible(
    source: Source, decisions: Sequence[Decision], states: Sequence[PageState], reader: str
) -> tuple[Decision, ...]:
    """Give the decisions that a reader who reads blind may see, in their order.

    A decision belongs to the page on which its place begins, even if it holds wherever the same
    text stands; what takes one back, to the page of that. As long as the pages are not known, a
    reader sees but his own.
    """
    hidden = [is_hidden(each, reader) for each in states] or [True]
    if not any(hidden):
        return tuple(decisions)
    pages = _pages(source, decisions, [each.page.start for each in states] or [0])
    own = same_reader(reader)
    return tuple(
        each for each in decisions if same_reader(each.reader) == own or not hidden[pages[each.id]]
    )


def _pages(source: Source, decisions: Sequence[Decision], starts: Sequence[int]) -> dict[str, int]:
    """Give the page of each decision, counted from 0, by their ids."""
    targets = {each.id: each.new for each in decisions if each.action == "undo"}
    pages: dict[str, int] = {}
    for each in anchored(source, (each for each in decisions if each.action != "undo")):
        pages[each.decision.id] = max(0, bisect_right(starts, each.at[0]) - 1)
    for undo in targets:
        seen = {undo}
        target = targets[undo]
        while target in targets and target not in seen:
            seen.add(target)
            target = targets[target]
        pages[undo] = pages.get(target, 0)
    return pages
