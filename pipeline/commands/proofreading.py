"""Proofreading: what is asked, and what was decided."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

from pipeline.commands import named, progress_shown, proofreading_of, say_next

if TYPE_CHECKING:
    from pipeline.manuscript.folder import BookFolder
    from pipeline.model.book import Book, Source
    from pipeline.model.finding import Finding
    from pipeline.write.listing import Listing


def list_findings(options: Namespace) -> int:
    """Print what deserves a look, in the form that was asked for; gives 1 when an error is shown.

    Raises:
        RecensionError: no check has one of the names given.
    """
    from pipeline.decisions.tally import tallies
    from pipeline.manuscript.folder import find_book
    from pipeline.questions import demand_check
    from pipeline.stages import Stages
    from pipeline.write.findings import document
    from pipeline.write.listing import in_order

    for name in options.check:
        demand_check(name)
    book = find_book(options.book)
    with progress_shown() as progress:
        progress("checking")
        stages = Stages(book)
        found = stages.findings
    chosen = in_order(found, options.check, options.severity, tallies(stages.keys.decisions))
    listing = _listing(book, stages.source, stages.book, chosen)
    print(document(listing, options.format), end="")
    say_next(
        proofreading_of(book)
        if chosen
        else f"recension build {named(book)}, as there is nothing to ask"
    )
    return 1 if any(each.severity == "error" for each in chosen) else 0


def list_differences(options: Namespace) -> int:
    """Print what another copy reads otherwise, as findings; gives 1 when an error is shown."""
    from pipeline import build
    from pipeline.manuscript.folder import find_book
    from pipeline.write.findings import document
    from pipeline.write.listing import in_order

    book, other = find_book(options.book), find_book(options.other)
    with progress_shown() as progress:
        progress("collating")
        made = build.collated(book, other)
    chosen = in_order(made.findings, severities=options.severity)
    proof = made.ours.proof
    print(document(_listing(book, proof.source, proof.book, chosen), options.format), end="")
    if options.format == "table":
        from rich.console import Console

        print()
        Console(highlight=False).print(made.summary)
    if book.folder and chosen:
        other_named = quote(options.other)
        say_next(f"recension accept {named(book)} collation --with {other_named} --preview")
    return 1 if any(each.severity == "error" for each in chosen) else 0


def _listing(book: BookFolder, source: Source, found: Book, chosen: tuple[Finding, ...]) -> Listing:
    from pipeline.read.kinds import HEAD, TEXT, kind_of
    from pipeline.write.listing import Listing

    path = book.source_path
    lined = path.is_file() and kind_of(path.read_bytes()[:HEAD]) == TEXT
    return Listing(book.name, _from_here(path), source, found, chosen, lined)


def _from_here(path: Path) -> str:
    """Name a file as it is reached from here, or by all of its path."""
    whole = path.resolve()
    return str(whole.relative_to(Path.cwd()) if whole.is_relative_to(Path.cwd()) else path)
