"""Passages that a person moved to another place of the book."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from pipeline.amend.homes import rehomed
from pipeline.amend.stretches import UnfitError
from pipeline.decisions.lost import lost
from pipeline.model.book import Block, Book, Chapter, Moved
from pipeline.model.decision import Placed
from pipeline.model.finding import Finding, Span
from pipeline.model.order import WHOLE, rearranged
from pipeline.model.text import Run

WHERE = ("before", "after")
WORD = re.compile(r"\w+")
OPENING = Chapter("opening", "front", ())
"""What stands before the first chapter, once something was moved there."""


def words_of(text: str) -> list[str]:
    """Give the words of a text in small letters, which no signs tell apart."""
    return WORD.findall(text.lower())


@dataclass(frozen=True)
class _Passage:
    """A block of the flow."""

    block: Block
    opens: Chapter | None
    """The chapter that begins with it."""

    @cached_property
    def runs(self) -> list[Run]:
        """Its runs, in order."""
        return [run for text in self.block.texts() for run in text.runs]

    @cached_property
    def words(self) -> list[str]:
        """Its words in small letters."""
        return words_of(" ".join(map(str, self.block.texts())))

    @cached_property
    def span(self) -> Span | None:
        """Where its letters stand in the source; None: it has none."""
        runs = [run for run in self.runs if run.text] or self.runs
        return (runs[0].start, runs[-1].end) if runs else None


def with_moves(raw: str, book: Book, decisions: Sequence[Placed]) -> Book:
    """Move passages, in the order of time."""
    if not decisions:
        return book
    flow = [
        _Passage(block, None if k else chapter)
        for chapter in book.chapters
        for k, block in enumerate(chapter.blocks)
    ]
    moved, stretches = list(book.moved), WHOLE
    for each in moved:
        stretches = rearranged(stretches, each)
    findings: list[Finding] = []
    followed: list[Placed] = []
    for placed in decisions:
        try:
            order, move = _moved(raw, flow, placed)
            stretches = rearranged(stretches, move)
        except ValueError:
            why = "it was moved before, and does not stand together any more"
            findings.append(lost(placed.decision, placed.at, why))
        except UnfitError as error:
            findings.append(lost(placed.decision, placed.at, str(error)))
        else:
            flow = order
            moved.append(move)
            followed.append(placed)
    chapters = tuple(_chapters(flow))
    notes = [(chapter.id, note) for chapter in book.chapters for note in chapter.notes]
    return replace(
        book,
        chapters=rehomed(chapters, notes),
        moved=tuple(moved),
        findings=(*book.findings, *findings),
        decisions=(*book.decisions, *followed),
    )


def _moved(raw: str, flow: list[_Passage], placed: Placed) -> tuple[list[_Passage], Moved]:
    """Move the passages of a decision; give the new order, and the move."""
    first, last = _taken(flow, placed.at)
    to = _target(flow, placed)
    if first <= to <= last + 1:
        raise UnfitError("it stands there already")
    start = next(run.start for each in flow[first:] for run in each.runs)
    end = [run.end for each in flow[first : last + 1] for run in each.runs][-1]
    before = next((run.start for each in flow[to:] for run in each.runs), len(raw))
    move = Moved(placed.decision.id, start, end, before)
    own, rest = _parted(flow, first, last)
    at = to if to <= first else to - len(own)
    return [*rest[:at], *own, *rest[at:]], move


def _taken(flow: Sequence[_Passage], at: Span) -> tuple[int, int]:
    """Give the first and the last passage of a stretch; it must hold them whole."""
    start, end = at
    inside = [k for k, each in enumerate(flow) if (s := each.span) and s[0] < end and start < s[1]]
    if not inside:
        raise UnfitError("no passage of the text stands there")
    first, last = inside[0], inside[-1]
    spans = [each.span for each in flow[first : last + 1]]
    whole = all(span is None or (start <= span[0] and span[1] <= end) for span in spans)
    if not whole:
        raise UnfitError("only whole passages can be moved")
    return first, last


def _target(flow: Sequence[_Passage], placed: Placed) -> int:
    """Give the place in the flow that a decision names by the words which stand there."""
    where, _, words = placed.decision.new.partition(" ")
    wanted = words_of(words)
    if where not in WHERE or not wanted:
        raise UnfitError('it does not say where to: "before" or "after" the words that stand there')
    behind = where == "after"
    found = [k for k, each in enumerate(flow) if _stands(each, wanted, behind=behind)]
    if len(found) != 1:
        verb = "end" if behind else "begin"
        if found:
            raise UnfitError(f"{len(found)} passages {verb} with these words: quote more of one")
        raise UnfitError(f"no passage {verb}s with these words")
    return found[0] + behind


def _stands(passage: _Passage, wanted: Sequence[str], *, behind: bool) -> bool:
    own = passage.words
    return (own[-len(wanted) :] if behind else own[: len(wanted)]) == wanted


def _parted(
    flow: Sequence[_Passage], first: int, last: int
) -> tuple[list[_Passage], list[_Passage]]:
    """Give the passages from the first to the last, and the rest.

    With its heading a chapter is moved; one that has none begins with what is left of it.
    """
    own, rest = [*flow[first : last + 1]], [*flow[:first], *flow[last + 1 :]]
    chapter = own[0].opens
    if chapter is not None and chapter.heading is None:
        own[0] = replace(own[0], opens=None)
        if first < len(rest) and rest[first].opens is None:
            rest[first] = replace(rest[first], opens=chapter)
    return own, rest


def _chapters(flow: Sequence[_Passage]) -> Iterator[Chapter]:
    starts = [k for k, each in enumerate(flow) if each.opens is not None or k == 0]
    for start, stop in zip(starts, [*starts[1:], len(flow)], strict=True):
        chapter = flow[start].opens or OPENING
        yield replace(chapter, blocks=tuple(each.block for each in flow[start:stop]), notes=())
