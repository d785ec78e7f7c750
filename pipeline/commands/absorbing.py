"""Absorbing: what was edited by hand is turned into decisions."""

from __future__ import annotations

import sys
from argparse import Namespace
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.commands import RESULTS, named, progress_shown, said_with, say_next, tell

if TYPE_CHECKING:
    from pipeline.absorb.run import Absorbed
    from pipeline.manuscript.folder import BookFolder
    from pipeline.model.decision import Decision


def absorb_edits(options: Namespace) -> int:
    """Turn what was edited into decisions, and list what cannot be; gives 1 if there is such."""
    from pipeline.absorb.run import Order, absorbed
    from pipeline.decisions.make import reader_name
    from pipeline.machine.publish import repair
    from pipeline.machine.scratch import alone
    from pipeline.manuscript.folder import find_book

    book = find_book(options.book)
    markdown = (options.out or RESULTS / book.name) / "markdown"
    order = Order(options.files, reader_name(options.who), said_with(options))
    repair(markdown.parent)
    # No build may put others in the place of the files that are compared, and then sealed.
    with nullcontext() if options.files else alone(markdown.parent):
        with progress_shown() as progress:
            progress("comparing")
            found = absorbed(book, markdown, order)
        _list(book, found)
        if options.preview:
            print(f"{_count(found)}; nothing was written", file=sys.stderr)
        else:
            _write(book, markdown, found)
            if found.outcome.decisions:
                say_next(f"recension build {named(book)}, which makes the editions by them")
    return 1 if found.outcome.refusals else 0


def _list(book: BookFolder, found: Absorbed) -> None:
    from pipeline.absorb.listing import refused
    from pipeline.decisions.wording import said
    from pipeline.model.places import Lines

    lines = Lines(found.source.text)
    for decision, _ in found.outcome.decisions:
        tell(f"{book.source_path}:{lines.at(decision.at[0])}: {said(decision)}")
    for refusal in found.outcome.refusals:
        tell(f"not absorbed: {refused(refusal)}", to=sys.stderr)


def _count(found: Absorbed) -> str:
    count = len(found.outcome.decisions)
    return f"{count:,} decision{'' if count == 1 else 's'}"


def _write(book: BookFolder, markdown: Path, found: Absorbed) -> None:
    """Write the decisions; what they bring about counts as built from then on."""
    from pipeline.decisions.store import append
    from pipeline.machine.publish import seal
    from pipeline.machine.scratch import room

    assert book.decisions is not None  # demanded when the book was read
    for mine in _by_reader([decision for decision, _ in found.outcome.decisions]):
        print(f"written to {append(book.decisions, mine)}: {len(mine):,}", file=sys.stderr)
    if found.seals:
        with room(markdown, "make room there, then do this again"):
            seal(markdown, found.seals)


def _by_reader(decisions: list[Decision]) -> list[list[Decision]]:
    readers = dict.fromkeys(decision.reader for decision in decisions)
    return [[each for each in decisions if each.reader == reader] for reader in readers]
