"""What the commands do: each takes the options as parsed and gives its exit status."""

from __future__ import annotations

import json
import shutil
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.errors import RecensionError

RESULTS = Path("dist")


def build_editions(options: Namespace) -> int:
    """Build a book's editions and name the files on standard output, one a line."""
    from pipeline import build
    from pipeline.folder import find_book

    book = find_book(options.book)
    out = options.out or RESULTS / book.name
    with progress_shown() as progress:
        result = build.build(book, options.to, out, progress)
    for file in result.files:
        print(file)
    for remark in result.remarks:
        print(remark, file=sys.stderr)
    if result.findings_count:
        print(f"questions for the proofreader: {result.findings_count:,}", file=sys.stderr)
    return 0


def start_book(options: Namespace) -> int:
    """Start a book under manuscript/ and name its folder on standard output."""
    from pipeline.folder import book_name
    from pipeline.new import new_book

    with progress_shown() as progress:
        progress("reading the source")
        folder = new_book(options.source, options.name or book_name(options.source), Path())
    print(folder)
    print(f"fill in {folder / 'book.toml'}; then: make epub BOOK={folder.name}", file=sys.stderr)
    return 0


def show_account(options: Namespace) -> int:
    """Print a book's account as a table.

    Raises:
        RecensionError: something of the source is unaccounted for.
    """
    from pipeline import build
    from pipeline.folder import find_book

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
            "this is a fault of Recension, not of the book: please report it with the source",
        )
    return 0


def check_editions(options: Namespace) -> int:
    """Validate the editions that stand in a folder, and print what each validator says.

    Gives 1 when one of them found an error.

    Raises:
        RecensionError: nothing has been built there, or a validator cannot run.
    """
    from pipeline import validate
    from pipeline.folder import find_book

    book = find_book(options.book)
    out = options.out or RESULTS / book.name
    if not out.is_dir():
        raise RecensionError("nothing has been built here", str(out), "run: recension build")
    with progress_shown() as progress:
        progress("validating")
        results = validate.check(book, out)
    for result in results:
        errors, warnings = f"{result.errors:,} errors", f"{result.warnings:,} warnings"
        print(f"{result.file}: {result.tool}: {errors}, {warnings}")
        for message in result.messages:
            print(f"    {message}")
    return 1 if any(result.errors for result in results) else 0


def announce_editions(options: Namespace) -> int:
    """Write a book's ONIX message beside its editions, and name it on standard output."""
    from pipeline.catalogue.book import write_onix
    from pipeline.folder import find_book

    book = find_book(options.book)
    with progress_shown() as progress:
        progress("writing the ONIX message")
        print(write_onix(book, options.out or RESULTS / book.name))
    return 0


def cite_edition(options: Namespace) -> int:
    """Print the citation of a book's edition."""
    from pipeline.catalogue.book import cite
    from pipeline.folder import find_book

    book = find_book(options.book)
    with progress_shown() as progress:
        progress("recovering the text")
        cited = cite(book, options.format)
    print(cited, end="")
    return 0


def run_bench(options: Namespace) -> int:
    """Build and score the cases of a folder, and print their figures.

    Gives 1 when a case could not be built, or EPUBCheck found fault with one.

    Raises:
        RecensionError: there is no case, the scorer gave no figures, or the baseline is none.
    """
    from rich.console import Console

    from pipeline.bench import report
    from pipeline.bench.cases import find_cases
    from pipeline.bench.figures import load_baseline
    from pipeline.bench.run import Orders, run

    before = load_baseline(options.baseline) if options.baseline else {}
    cases = find_cases(options.cases, options.input)
    if cases.without:
        names = ", ".join(cases.without)
        print(f"skipped, without {options.input}: {names}", file=sys.stderr)
    orders = Orders(options.scorer, options.check, options.detail)
    with progress_shown() as progress:
        results = run(cases.found, orders, options.jobs, progress)
    rows = report.rows_of(results, before)
    if options.json:
        document = report.as_json(results, rows, options.input)
        print(json.dumps(document, ensure_ascii=False, indent=1))
    else:
        report.show(rows, Console(highlight=False))
    return 1 if any(one.error or one.figures.get("faults") for one in results) else 0


def explain_rule(options: Namespace) -> int:
    """Print what a rule does."""
    from pipeline.registry import explain

    print(explain(options.rule))
    return 0


def clean_results(_: Namespace) -> int:
    """Remove dist/.

    Raises:
        RecensionError: a folder in it was edited by hand since it was built.
    """
    from pipeline.publish import refuse_edited

    for folder in RESULTS.glob("*/markdown/"):
        refuse_edited(folder)
    if RESULTS.is_dir():
        shutil.rmtree(RESULTS)
    return 0


@contextmanager
def progress_shown() -> Iterator[Callable[[str], None]]:
    """Give a function that shows what is being done on standard error, if that is a terminal."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as shown:
        task = shown.add_task("")
        yield lambda stage: shown.update(task, description=stage)
