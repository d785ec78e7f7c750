"""The good and the bad words of the book: seeing them, adding one, taking one out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from pipeline.decisions.settle import LETTERS, overlap
from pipeline.decisions.words import bad_words, good_words
from pipeline.desk.answering import answers
from pipeline.desk.answering.answers import Conflict
from pipeline.desk.desk import Desk
from pipeline.desk.views.bar import under_bar
from pipeline.desk.views.web import desk_of, form_of, reader_of
from pipeline.errors import RecensionError
from pipeline.model.decision import EDITOR, Decision, Placed
from pipeline.model.finding import Span

ACTIONS = {"good": "keep", "bad": "suspect"}


class Word(NamedTuple):
    """A good or a bad word, with all that was decided about it."""

    text: str
    others: tuple[str, ...]
    """For what a bad word may be misread."""
    checks: tuple[str, ...]
    """Those that ask no more about a good word; none: no check does."""
    readers: tuple[str, ...]
    notes: tuple[str, ...]
    ids: tuple[str, ...]
    """Of the decisions."""


async def words(request: Request) -> Response:
    """List the words."""
    return _shown(request)


async def change(request: Request) -> Response:
    """Add a word, or take one out."""
    desk, reader, form = desk_of(request), reader_of(request), await form_of(request)
    try:
        if form.get("take-out"):
            for id_ in form["take-out"].split(","):
                await answers.undo(desk, reader, {"id": id_})
        else:
            await _add(desk, reader, form)
    except RecensionError as error:
        return _shown(request, form, str(error))
    return RedirectResponse("/words", 303)


async def _add(desk: Desk, reader: str, form: Mapping[str, str]) -> None:
    kind, word = form.get("kind", ""), " ".join(form.get("word", "").split())
    if kind not in ACTIONS or not word:
        raise RecensionError("no word is given", remedy="write it as the source has it")
    start, end = place_of(desk.source.text, word, desk.view(reader).settled.placed)
    said = {
        "a": str(start),
        "b": str(end),
        "action": ACTIONS[kind],
        "scope": "every" if kind == "good" else "here",
        "new": form.get("new", "").strip() if kind == "bad" else "",
    }
    outcome = await answers.decide(desk, reader, said)
    if isinstance(outcome, Conflict):
        by = outcome.theirs[0].decision.reader
        raise RecensionError(f"{by} decided otherwise about it", repr(word), "see the decisions")


def _shown(request: Request, form: Mapping[str, str] | None = None, fault: str = "") -> Response:
    """Show the words; of a form that could not be followed, also what it says, and the fault."""
    decisions = desk_of(request).view(reader_of(request)).settled.decisions
    return under_bar(
        request,
        "words.html",
        422 if fault else 200,
        good=listed(good_words(decisions)),
        bad=listed(bad_words(decisions)),
        given={"kind": "", "word": "", "new": "", **(form or {})},
        fault=fault,
    )


def listed(decisions: Iterable[Decision]) -> list[Word]:
    """Give words in the order of the alphabet, each with all decisions about it."""
    by_text: dict[str, list[Decision]] = {}
    for each in decisions:
        by_text.setdefault(each.quote.exact, []).append(each)
    rows = [
        Word(
            text,
            _once(each.new for each in made),
            () if any(d.check == EDITOR for d in made) else _once(each.check for each in made),
            _once(each.reader for each in made),
            _once(each.note for each in made),
            tuple(each.id for each in made),
        )
        for text, made in by_text.items()
    ]
    return sorted(rows, key=lambda row: (row.text.casefold(), row.text))


def _once(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, texts)))


def place_of(raw: str, word: str, placed: Sequence[Placed]) -> Span:
    """Find where a word stands in the source; if possible, where its letters are not corrected.

    >>> place_of("Nowhere a mill, the\\nold  mill.", "old mill", ())
    (20, 29)

    Raises:
        RecensionError: it does not stand there.
    """
    corrected = [each.at for each in placed if each.decision.action in LETTERS]
    found = list(_places(raw, word))
    if not found:
        remedy = "give whole words, with their capitals, as the source has them"
        raise RecensionError(f"{word!r} does not stand in the source", remedy=remedy)
    free = (at for at in found if not any(overlap(at, other) for other in corrected))
    return next(free, found[0])


def _places(raw: str, word: str) -> Iterator[Span]:
    sought = r"\s+".join(map(re.escape, word.split()))
    return (match.span() for match in re.finditer(rf"(?<!\w){sought}(?!\w)", raw))


ROUTES = [Route("/words", words), Route("/words", change, methods=["POST"])]
