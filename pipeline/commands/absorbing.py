"""Absorbing: what was edited by hand is turned into decisions."""

from __future__ import annotations

import sys
from argparse import Namespace
from typing import TYPE_CHECKING

from pipeline.commands import RESULTS, progress_shown, tell

if TYPE_CHECKING:
    from pipeline.decisions.decision import Decision


def absorb_edits(options: Namespace) -> int:
    """Turn what was edited into decisions, and list what cannot be; gives 1 if there is such."""
    from pipeline.absorb.listing import refused
    from pipeline.absorb.run import Order, absorbed
    from pipeline.decisions.make import reader_name
    from pipeline.decisions.store import append
    from pipeline.decisions.wording import said
    from pipeline.folder import find_book
    from pipeline.places import Lines
    from pipeline.publish import seal

    book = find_book(options.book)
    markdown = (options.out or RESULTS / book.name) / "markdown"
    given = {"why": options.reason, "note": options.note}
    fields = {key: value for key, value in given.items() if value is not None}
    with progress_shown() as progress:
        progress("comparing")
        order = Order(options.files, reader_name(options.who), fields)
        found = absorbed(book, markdown, order)
    lines = Lines(found.source.text)
    decisions = [decision for decision, _ in found.outcome.decisions]
    for decision in decisions:
        tell(f"{book.source_path}:{lines.at(decision.at[0])}: {said(decision)}")
    for refusal in found.outcome.refusals:
        tell(f"not absorbed: {refused(refusal)}", to=sys.stderr)
    count = f"{len(decisions):,} decision{'' if len(decisions) == 1 else 's'}"
    if options.preview:
        print(f"{count}; nothing was written", file=sys.stderr)
    else:
        assert book.decisions is not None  # demanded when the book was read
        for mine in _by_reader(decisions):
            print(f"written to {append(book.decisions, mine)}: {len(mine):,}", file=sys.stderr)
        if found.seals:
            seal(markdown, found.seals)
    return 1 if found.outcome.refusals else 0


def _by_reader(decisions: list[Decision]) -> list[list[Decision]]:
    readers = dict.fromkeys(decision.reader for decision in decisions)
    return [[each for each in decisions if each.reader == reader] for reader in readers]
