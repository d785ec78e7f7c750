"""Reading pages: who read which, for what, and how far each is."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from pipeline.commands import named, progress_shown, say_next, tell, with_folder
from pipeline.errors import RecensionError

if TYPE_CHECKING:
    from pipeline.model.places import Lines
    from pipeline.model.settings import Proofreading, Round
    from pipeline.proofreading.event import Event
    from pipeline.proofreading.states import PageState, Work


def read_pages(options: Namespace) -> int:
    """Note what a reader did with pages; without pages, list the state of each.

    Pages with which it cannot be done are named.

    Raises:
        RecensionError: there is no such page or line, or it can be done with none of the pages.
    """
    from pipeline import build
    from pipeline.decisions.answers import line_span
    from pipeline.decisions.make import reader_name
    from pipeline.model.places import Lines
    from pipeline.proofreading.states import states_of
    from pipeline.proofreading.store import append_events

    book = with_folder(options.book, "readings")
    assert book.proofreading is not None
    settings = book.settings.proofreading
    with progress_shown() as progress:
        progress("reading the text")
        source, recovered = build.recovered(book)
    states = states_of(book, source, recovered)
    # To the line's end: what was read of the last line, too, is read.
    place = None if options.to is None else line_span(source.text, options.to)[1]
    meant = _meant(states, options, place)
    if not meant:
        _list(states, Lines(source.text))
        say_next(
            f"recension read {named(book)} PAGES, for those that you have read;"
            f" recension sign-off {named(book)} --who NAME, once all are"
        )
        return 0
    who = reader_name(options.who)
    made = [(each, [*_events(each, options, place, settings, who)]) for each in meant]
    left = [f"page {s.page.label}: {_why_not(s, options)}" for s, events in made if not events]
    if len(left) == len(meant):
        raise RecensionError("nothing is noted", "; ".join(left))
    file = append_events(book.proofreading, [each for _, events in made for each in events])
    noted = _count(len(meant) - len(left), "page")
    tell(*left, f"{noted}: noted in {file}", to=sys.stderr)
    return 0


def _meant(states: Sequence[PageState], options: Namespace, place: int | None) -> list[PageState]:
    """Give the pages that are meant; none where they are to be listed."""
    from pipeline.proofreading.pages import chosen

    if place is not None:
        if options.pages is not None:
            raise RecensionError("the line says which page is meant", remedy="leave the pages out")
        return [next(each for each in reversed(states) if each.page.start < max(1, place))]
    if options.pages is not None:
        return [states[page.number - 1] for page in chosen([s.page for s in states], options.pages)]
    if options.begin or options.undo or options.problem is not None or options.solved is not None:
        raise RecensionError("it is not said which pages", remedy="say them: 12, or 12-20")
    return []


def _events(
    state: PageState, options: Namespace, place: int | None, settings: Proofreading, who: str
) -> Iterator[Event]:
    from pipeline.proofreading.event import made
    from pipeline.proofreading.marking import reached, reading, withdrawal

    if options.problem is not None:
        yield made(state.page, "problem", who, options.problem)
    elif options.solved is not None:
        for problem in state.problems:
            yield made(state.page, "solved", who, options.solved, problem.id)
    elif options.begin:
        yield made(state.page, "begun", who)
    elif place is not None:
        yield reached(state, who, place)
    else:
        # Whoever repeats the command has not read the page for its next round, too.
        usual: Round = "text" if "text" in settings.rounds else "formatting"
        kind: Round = options.kind or usual
        event = withdrawal(state, who) if options.undo else reading(state, settings, who, kind)
        yield from [event] if event else []


def _why_not(state: PageState, options: Namespace) -> str:
    """Say why nothing can be noted of a page."""
    from pipeline.proofreading.rounds import needed

    if options.solved is not None:
        return "there is no problem to be solved"
    if options.undo:
        return "there is nothing that you could take back"
    return f"it needs {needed(state) or 'no reading by you'}"


def _list(states: Sequence[PageState], lines: Lines) -> None:
    from pipeline.proofreading.rounds import due

    width = max(len(each.page.label) for each in states)
    for each in states:
        told = "; ".join(filter(None, (_rounds(each), *_told(each, lines))))
        tell(f"{each.page.label:>{width}}  {each.state:<10}  {told}".rstrip())
    counts = Counter(each.state for each in states)
    told = ", ".join(f"{count:,} {state}" for state, count in counts.most_common())
    print(f"{_count(len(states), 'page')}: {told}", file=sys.stderr)
    wanted = Counter(kind for each in states if (kind := due(each)))
    if wanted:
        told = ", ".join(f"{kind} {count:,}" for kind, count in wanted.items())
        print(f"to be read next: {told}", file=sys.stderr)


def _rounds(state: PageState) -> str:
    """Say who filled which round, and who read it beyond these."""
    from pipeline.proofreading.rounds import filled

    if not state.readings:
        return ""
    by = filled(state)
    rounds = zip(state.rounds, by, strict=True)
    told = [f"{kind} {each.reader if each else '–'}" for kind, each in rounds]
    more = [each for each in state.readings if each not in by]
    return ", ".join([*told, *(f"{each.round} {each.reader}" for each in more)])


def _told(state: PageState, lines: Lines) -> Iterator[str]:
    """Say what is the matter with a page, and who is at work on it."""
    for event in state.problems:
        yield f"{event.words} ({event.reader})"
    for work in state.at_work:
        yield f"{_work(work, lines)}"
    for work in state.left:
        yield f"{_work(work, lines)}, left since {work.last:%Y-%m-%d %H:%M}"


def _work(work: Work, lines: Lines) -> str:
    to = "" if work.to is None else f", to line {lines.at(max(0, work.to - 1))}"
    return f"{work.reader} since {work.since:%Y-%m-%d %H:%M}{to}"


def _count(number: int, what: str) -> str:
    """Say how many there are.

    >>> _count(1, "page"), _count(2000, "page")
    ('1 page', '2,000 pages')
    """
    return f"{number:,} {what}{'' if number == 1 else 's'}"
