"""Editions: building, auditing, validating, announcing and citing them."""

from __future__ import annotations

import shutil
import sys
from argparse import Namespace
from pathlib import Path
from shlex import quote

from pipeline.commands import RESULTS, named, progress_shown, proofreading_of, say_next, tell
from pipeline.errors import FAULT, RecensionError

RETURNING = {"critic", "tracked"}
"""Exports that others change and send back."""


def build_editions(options: Namespace) -> int:
    """Build a book's editions and name the files on standard output, one a line."""
    from pipeline import build
    from pipeline.manuscript.folder import find_book

    book = find_book(options.book)
    out = options.out or RESULTS / book.name
    with progress_shown() as progress:
        result = build.build(book, options.to, out, progress)
    for file in result.files:
        print(file)
    for remark in result.remarks:
        tell(remark, to=sys.stderr)
    if result.findings:
        print(f"questions for the proofreader: {len(result.findings):,}", file=sys.stderr)
        say_next(proofreading_of(book))
    else:
        say_next(f"recension check {named(book)}{_out(options)}, which validates what was built")
    return 0


def start_book(options: Namespace) -> int:
    """Start a book under manuscript/ and name its folder on standard output."""
    from pipeline.manuscript.folder import book_name
    from pipeline.new import new_book

    with progress_shown() as progress:
        progress("reading the source")
        folder = new_book(options.source, options.name or book_name(options.source), Path())
    print(folder)
    build = f"recension build {quote(folder.name)}"
    print(f"fill in {folder / 'book.toml'}; then: {build}", file=sys.stderr)
    return 0


def show_account(options: Namespace) -> int:
    """Print a book's account as a table.

    Raises:
        RecensionError: something of the source is unaccounted for.
    """
    from pipeline import build
    from pipeline.manuscript.folder import find_book

    book = find_book(options.book)
    with progress_shown() as progress:
        progress("drawing up the account")
        account = build.audit(book)
    rows = [(label, f"{count:,}", f"{places:,}") for label, count, places in account.rows]
    rows = [("", "characters", "places"), *rows, ("unaccounted", "", f"{account.unaccounted:,}")]
    left, middle, right = (max(map(len, column)) for column in zip(*rows, strict=True))
    for label, count, places in rows:
        print(f"{label:<{left}}  {count:>{middle}}  {places:>{right}}")
    if account.unaccounted:
        raise RecensionError(
            "the account does not balance",
            str(book.source_path),
            FAULT,
        )
    say_next("recension explain RULE, for what a rule may change")
    return 0


def check_editions(options: Namespace) -> int:
    """Validate the editions that stand in a folder, and print what each validator says.

    Gives 1 when one of them found an error.

    Raises:
        RecensionError: nothing has been built there, or a validator cannot run.
    """
    from pipeline import validate
    from pipeline.machine.publish import repair
    from pipeline.manuscript.folder import find_book

    book = find_book(options.book)
    out = options.out or RESULTS / book.name
    if not out.is_dir():
        raise RecensionError("nothing has been built here", str(out), "run: recension build")
    repair(out)
    with progress_shown() as progress:
        progress("validating")
        results = validate.check(book, out)
    for result in results:
        errors, warnings = f"{result.errors:,} errors", f"{result.warnings:,} warnings"
        tell(f"{result.file}: {result.tool}: {errors}, {warnings}")
        for message in result.messages:
            tell(f"    {message}")
    if any(result.errors for result in results):
        say_next("report what is found: an edition with errors is a fault of Recension")
        return 1
    if book.folder:
        say_next(f"recension sign-off {named(book)} --who NAME, once all is read")
    return 0


def export_edition(options: Namespace) -> int:
    """Export a book's edition and name the files on standard output, one a line."""
    from pipeline.export import export
    from pipeline.manuscript.folder import find_book

    book = find_book(options.book)
    with progress_shown() as progress:
        files = export(book, frozenset(options.to), options.out or RESULTS / book.name, progress)
    for file in files:
        print(file)
    if book.folder and RETURNING & {*options.to}:
        say_next(f"recension absorb {named(book)} FILE, when it comes back with changes")
    return 0


def set_proof_sheets(options: Namespace) -> int:
    """Set a book's proof sheets and name the file on standard output."""
    from pipeline.export import proof_sheets
    from pipeline.manuscript.folder import find_book

    book = find_book(options.book)
    with progress_shown() as progress:
        file = proof_sheets(book, options.out or RESULTS / book.name, progress)
    print(file)
    if book.folder:
        say_next(f"recension desk {named(book)}, where what was marked on paper is entered")
    return 0


def announce_editions(options: Namespace) -> int:
    """Write a book's ONIX message beside its editions, and name it on standard output."""
    from pipeline.catalogue.book import write_onix
    from pipeline.manuscript.folder import find_book

    book = find_book(options.book)
    with progress_shown() as progress:
        progress("writing the ONIX message")
        print(write_onix(book, options.out or RESULTS / book.name))
    return 0


def cite_edition(options: Namespace) -> int:
    """Print the citation of a book's edition."""
    from pipeline.catalogue.book import cite
    from pipeline.manuscript.folder import find_book

    book = find_book(options.book)
    with progress_shown() as progress:
        progress("recovering the text")
        cited = cite(book, options.format)
    print(cited, end="")
    return 0


def _out(options: Namespace) -> str:
    """Give what says again where results stand."""
    return f" --out {quote(str(options.out))}" if options.out else ""


def explain_rule(options: Namespace) -> int:
    """Print what a rule does."""
    from pipeline.registry import explain

    print(explain(options.rule))
    return 0


def clean_results(_: Namespace) -> int:
    """Remove dist/.

    Raises:
        RecensionError: a folder in it was edited by hand since it was built, or a book is being
            built there.
    """
    from pipeline.machine.publish import BUILD, refuse_edited
    from pipeline.machine.scratch import is_owned

    for folder in RESULTS.glob(f"*/{BUILD}*"):
        if is_owned(folder):
            raise RecensionError(
                "a book is being built here", str(folder.parent), "wait until that is done"
            )
    for folder in RESULTS.glob("*/markdown/"):
        refuse_edited(folder)
    if RESULTS.is_dir():
        shutil.rmtree(RESULTS)
    return 0
