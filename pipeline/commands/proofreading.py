"""Proofreading: what is asked, and what was decided."""

from __future__ import annotations

from argparse import Namespace

from pipeline.commands import progress_shown


def list_findings(options: Namespace) -> int:
    """Print what deserves a look, one a line; gives 1 when an error is among it."""
    from pipeline import build
    from pipeline.folder import find_book
    from pipeline.records import LineNumbers

    book = find_book(options.book)
    with progress_shown() as progress:
        progress("checking")
        source, findings = build.proofread(book)
    lines = LineNumbers(source.text)
    for each in findings:
        place = f"{book.source_path}:{lines.at(each.where[0])}"
        print(f"{place}: {each.severity}: {each.check}: {each.message}")
    return 1 if any(each.severity == "error" for each in findings) else 0
