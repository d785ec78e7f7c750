"""Reading pages and signing: how far a book is, and who answers for it."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from pipeline.commands import RESULTS, progress_shown, with_folder
from pipeline.errors import RecensionError

if TYPE_CHECKING:
    from pipeline.proofreading.event import Event, Mark
    from pipeline.proofreading.states import PageState

FEW = 5
"""Places that are shown of what is missing."""


def read_pages(options: Namespace) -> int:
    """Note what a reader did with pages; without pages, list the state of each.

    Raises:
        RecensionError: there is no such page, or none of them has a problem to be solved.
    """
    from pipeline import build
    from pipeline.decisions.make import reader_name
    from pipeline.proofreading.pages import chosen, proof_pages
    from pipeline.proofreading.states import page_states
    from pipeline.proofreading.store import append_events, read_events

    book = with_folder(options.book, "readings")
    assert book.proofreading is not None
    with progress_shown() as progress:
        progress("reading the text")
        pages = proof_pages(*build.recovered(book))
    states = page_states(pages, read_events(book.proofreading))
    if options.pages is None:
        if options.begin or options.undo or options.problem is not None or options.solved:
            raise RecensionError("it is not said which pages", remedy="say them: 12, or 12-20")
        _list(states)
        return 0
    meant = [states[page.number - 1] for page in chosen(pages, options.pages)]
    events = [*_events(meant, options, reader_name(options.who))]
    if not events:
        raise RecensionError("there is no problem to be solved", f"pages {options.pages}")
    file = append_events(book.proofreading, events)
    print(f"{_count(len(meant), 'page')}: noted in {file}", file=sys.stderr)
    return 0


def sign_off(options: Namespace) -> int:
    """Sign a book, and name the file; or say what is missing, and give 1."""
    from pipeline import build
    from pipeline.decisions.make import reader_name
    from pipeline.proofreading.missing import missing
    from pipeline.proofreading.pages import proof_pages
    from pipeline.proofreading.signoff import sign
    from pipeline.proofreading.states import page_states
    from pipeline.proofreading.store import read_events

    book = with_folder(options.book, "readings")
    assert book.proofreading is not None
    with progress_shown() as progress:
        progress("checking")
        proof, findings = build.proofread(book)
    pages = proof_pages(proof.source, proof.book)
    states = page_states(pages, read_events(book.proofreading))
    wanting = [*missing(proof, findings, states)]
    for each in wanting:
        print(f"{each.what}: {len(each.places):,}")
        for place in each.places[:FEW]:
            print(f"    {place}")
        if len(each.places) > FEW:
            print(f"    and {len(each.places) - FEW:,} more")
    if wanting:
        print("not signed", file=sys.stderr)
        return 1
    print(sign(book, proof.source, options.out or RESULTS / book.name, reader_name(options.who)))
    return 0


def _events(meant: Sequence[PageState], options: Namespace, who: str) -> Iterator[Event]:
    from pipeline.proofreading.event import made

    for each in meant:
        if options.problem is not None:
            yield made(each.page, "problem", who, options.problem)
        elif options.solved is not None:
            for problem in each.problems:
                yield made(each.page, "solved", who, options.solved, problem.id)
        else:
            mark: Mark = "begun" if options.begin else "withdrawn" if options.undo else "read"
            yield made(each.page, mark, who)


def _list(states: Sequence[PageState]) -> None:
    width = max(len(each.page.label) for each in states)
    for each in states:
        if each.state == "problem":
            said = "; ".join(f"{event.words} ({event.reader})" for event in each.problems)
        elif each.state == "in work":
            said = ", ".join(f"{who} since {when:%Y-%m-%d %H:%M}" for who, when in each.at_work)
        else:
            said = ", ".join(each.readers)
        print(f"{each.page.label:>{width}}  {each.state:<10}  {said}".rstrip())
    counts = Counter(each.state for each in states)
    told = ", ".join(f"{count:,} {state}" for state, count in counts.most_common())
    print(f"{_count(len(states), 'page')}: {told}", file=sys.stderr)


def _count(number: int, what: str) -> str:
    """Say how many there are.

    >>> _count(1, "page"), _count(2000, "page")
    ('1 page', '2,000 pages')
    """
    return f"{number:,} {what}{'' if number == 1 else 's'}"
