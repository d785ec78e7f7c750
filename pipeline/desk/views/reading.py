"""Smooth reading: the edition alone, a chapter at a time, and the doubts that come up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from markupsafe import Markup
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from pipeline.desk.answering import answers
from pipeline.desk.answering.answers import Conflict
from pipeline.desk.shown import ShownChapter
from pipeline.desk.views.bar import under_bar
from pipeline.desk.views.web import desk_of, form_of, reader_of, wants_fragment
from pipeline.errors import RecensionError
from pipeline.model.decision import Placed
from pipeline.model.finding import Span
from pipeline.proofreading.event import same_reader


class Doubt(NamedTuple):
    """What a reader asked about some words."""

    id: str
    at: Span
    text: str
    """The words that it is about."""
    words: str
    """What is asked about them."""
    reader: str
    is_mine: bool


class Entry(NamedTuple):
    """A chapter in the list of all."""

    id: str
    title: str
    doubts: int


async def contents(request: Request) -> Response:
    """List the chapters."""
    desk, reader = desk_of(request), reader_of(request)
    view = desk.view(reader)
    chapters = view.book.chapters if view.book else ()
    doubts = {each.id: doubts_of(each, view.settled.placed, reader) for each in chapters}
    entries = [Entry(each.id, title_of(each), len(doubts[each.id])) for each in chapters]
    return under_bar(request, "contents.html", entries=entries, folder=desk.folder.name)


async def chapter(request: Request) -> Response:
    """Show a chapter as it will be read."""
    return _shown(request, "reading.html")


async def doubt(request: Request) -> Response:
    """Note a doubt about some words, or take one back.

    Raises:
        RecensionError: another reader asks about these words already.
    """
    desk, reader, form = desk_of(request), reader_of(request), await form_of(request)
    if form.get("id"):
        await answers.undo(desk, reader, form)
    else:
        outcome = await answers.decide(desk, reader, {**form, "action": "query"})
        if isinstance(outcome, Conflict):
            theirs = outcome.theirs[0].decision
            fault = f"{theirs.reader} asks about these words already: {theirs.new}"
            raise RecensionError(fault, remedy="choose more words, or fewer")
    if wants_fragment(request):
        return _shown(request, "doubts.html")
    return RedirectResponse(request.url.path, 303)


def _shown(request: Request, template: str) -> Response:
    desk, reader = desk_of(request), reader_of(request)
    view = desk.view(reader)
    book = view.book
    chapters: Sequence[ShownChapter] = book.chapters if book else ()
    ids = [each.id for each in chapters]
    id_ = request.path_params["chapter"]
    if book is None or id_ not in ids:
        raise HTTPException(404, "The book has no such chapter.")
    k = ids.index(id_)
    return under_bar(
        request,
        template,
        folder=desk.folder.name,
        chapter=chapters[k],
        title=title_of(chapters[k]),
        language=book.language,
        blocks=[Markup(block.html) for block in chapters[k].blocks],
        notes=[(note, Markup(note.html)) for note in chapters[k].notes],
        before=chapters[k - 1] if k else None,
        behind=chapters[k + 1] if k + 1 < len(chapters) else None,
        doubts=doubts_of(chapters[k], view.settled.placed, reader),
    )


def doubts_of(chapter: ShownChapter, placed: Iterable[Placed], reader: str) -> list[Doubt]:
    """Give what is asked about a chapter and its notes, in the order of the places."""
    parts = [(block.start, block.end) for block in chapter.blocks]
    parts += ((note.start, note.end) for note in chapter.notes)
    doubts = [
        Doubt(
            each.decision.id,
            each.at,
            each.decision.quote.exact,
            each.decision.new,
            each.decision.reader,
            same_reader(each.decision.reader) == same_reader(reader),
        )
        for each in placed
        if each.decision.action == "query"
        and any(start <= each.at[0] <= end for start, end in parts)
    ]
    return sorted(doubts, key=lambda each: each.at)


def title_of(chapter: ShownChapter) -> str:
    """Name a chapter; one without a heading by its first words."""
    if chapter.title:
        return chapter.title
    text = Markup(" ".join(block.html for block in chapter.blocks[:3])).striptags()
    return " ".join(text.split()[:6]) + " …" if text else chapter.kind


ROUTES = [
    Route("/read", contents),
    Route("/read/{chapter}", chapter),
    Route("/read/{chapter}", doubt, methods=["POST"]),
]
