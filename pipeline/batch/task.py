"""What a worker does with a book: fetch it, have it built, put its results in place."""

from __future__ import annotations

import hashlib
import os
import tempfile
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Unpack

from distributed import get_worker

from pipeline.batch.fetching import fetched, is_needed
from pipeline.batch.keepers import build_kept
from pipeline.batch.order import Item, Job, Order, Outcome, State, Told
from pipeline.batch.places import below, reaching
from pipeline.batch.results import forget_failure, publish, standing, tell_failure
from pipeline.batch.version import version
from pipeline.errors import RecensionError
from pipeline.keys import left
from pipeline.manuscript.folder import BookFolder, find_book, is_shown
from pipeline.read import digest

SAID = 100_000
"""Bytes of what a build said that are kept, if it failed."""


def make(item: Item, order: Order) -> Outcome:
    """Build a book and put its results in place, if they are not there; tell what became of it.

    Whatever is wrong with the book, or happens to its build, is told, and not raised.

    Raises:
        RecensionError: this worker has another version of Recension than the client.
    """
    demand_version(order)
    worker = get_worker()
    memory = order.memory or (worker.memory_manager.memory_limit or 0) // worker.state.nthreads
    with tempfile.TemporaryDirectory(prefix="book-", dir=worker.local_directory) as scratch:
        log = Path(scratch, "log")
        try:
            outcome = _made(item, order, Path(scratch), log, memory)
        except RecensionError as error:
            outcome = failed(item, reason="refused", message=str(error))
        except Exception as error:
            log.open("a", encoding="utf-8").write(traceback.format_exc())
            outcome = failed(item, reason="fault", message=f"{type(error).__name__}: {error}")
        if outcome.state == "failed":
            return _told(outcome, order, log)
    forget_failure(order.out, item.name)
    return outcome


def demand_version(order: Order) -> None:
    """Demand that this is the client's version of Recension.

    Raises:
        RecensionError: it is another.
    """
    if order.version != version():
        raise RecensionError(
            "this worker has another version of Recension, or of a library, than the client",
            get_worker().address,
            "set up the same version on both (make setup), and start the worker anew",
        )


def failed(item: Item, **told: Unpack[Told]) -> Outcome:
    """Say of a book that it failed."""
    return Outcome(item.name, item.address)._replace(**told)


def _made(item: Item, order: Order, scratch: Path, log: Path, memory: int) -> Outcome:
    source = fetched(item.address, scratch / "source")
    try:
        outcome = _made_of(source, item, order, scratch, log, memory)
    except RecensionError as error:
        outcome = failed(item, reason="refused", message=str(error))
    # It is known by its address, not by the place to which it was copied.
    told = outcome.message and outcome.message.replace(str(source), item.address)
    return outcome._replace(message=told)


def _made_of(
    source: Path, item: Item, order: Order, scratch: Path, log: Path, memory: int
) -> Outcome:
    key = key_of(find_book(str(source)), order.formats)
    folder = below(order.out, item.name)
    with reaching(folder, "what stands there cannot be read", "try again"):
        there = standing(folder, key)
    if there:
        # A worker that was lost once it had built the book has not been asked twice.
        state: State = "built" if there.run == order.run else "unchanged"
        return there.outcome._replace(book=item.name, source=item.address, state=state)
    made = scratch / "made"
    formats = sorted(order.formats)
    job = Job(str(source), str(made), str(log), formats, order.timeout, memory)
    outcome = failed(item, **build_kept(job))
    if outcome.reason:
        return outcome
    if key_of(find_book(str(source)), order.formats) != key:
        return failed(item, reason="refused", message="it was changed while it was being built")
    outcome = outcome._replace(state="built")
    publish(made, folder, key, order.run, outcome)
    return outcome


def key_of(book: BookFolder, formats: frozenset[str]) -> str:
    """Give the hash of all that a book's results are made from, this code included.

    Raises:
        RecensionError: the book cannot be read.
    """
    dated = os.environ.get("SOURCE_DATE_EPOCH", "")
    given = [version(), dated, book.name, *sorted(formats), digest(book.source_path)]
    given += left(book.folder) if book.folder else ()
    made = hashlib.sha256("\n".join(given).encode("utf-8", "surrogatepass"))
    for name, path in _edited(book):
        data = path.read_bytes()
        made.update(f"\n{name} {len(data)}\n".encode("utf-8", "surrogatepass"))
        made.update(data)
    return made.hexdigest()


def _edited(book: BookFolder) -> Iterator[tuple[str, Path]]:
    """Give the files of a book's folder besides its source, by their paths in it."""
    if book.folder is None:
        return
    for path in sorted(book.folder.rglob("*")):
        inner = path.relative_to(book.folder).as_posix()
        of_source = path == book.source_path or book.source_path in path.parents
        if path.is_file() and not of_source and is_shown(inner) and is_needed(inner):
            yield inner, path


def _told(outcome: Outcome, order: Order, log: Path) -> Outcome:
    """Keep what is to be told of a failed book in a file."""
    # Its address is told before the message.
    message = (outcome.message or "").removeprefix(f"{outcome.source}: ")
    outcome = outcome._replace(message=message)
    said = log.read_bytes()[-SAID:].decode("utf-8", "replace") if log.is_file() else ""
    text = f"{outcome.source}\n{outcome.reason}: {message}\n\n{said}"
    try:
        tell_failure(order.out, outcome.book, text)
    except RecensionError as error:
        return outcome._replace(message=f"{message}; {error}")
    return outcome
