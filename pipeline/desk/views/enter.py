"""Who reads: the name by which somebody enters the desk."""

from __future__ import annotations

from collections.abc import Iterable

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from pipeline.desk.desk import Desk
from pipeline.desk.views.bar import under_bar
from pipeline.desk.views.web import desk_of, enter, form_of, local, reader_of
from pipeline.proofreading.event import same_reader

LONGEST = 80
"""Letters of a name; more are no name, and may not go into a cookie."""


async def ask(request: Request) -> Response:
    """Ask for the reader's name."""
    to = local(request.query_params.get("to", "/"))
    return _asked(request, to, reader_of(request))


async def answer(request: Request) -> Response:
    """Let the reader in under a name, and lead on to where the reader wanted to go."""
    form = await form_of(request)
    to, name = local(form.get("to", "/")), " ".join(form.get("name", "").split())
    if fault := fault_of(name):
        return _asked(request, to, name, fault)
    desk = desk_of(request)
    known = _known(desk)
    response = RedirectResponse(to, 303)
    # Whoever enters again in another spelling is the same, and keeps the same files.
    enter(response, next((k for k in known if same_reader(k) == same_reader(name)), name))
    return response


def _asked(request: Request, to: str, name: str, fault: str = "") -> Response:
    desk = desk_of(request)
    known = _known(desk)
    status = 422 if fault else 200
    return under_bar(request, "enter.html", status, known=known, name=name, to=to, fault=fault)


def _known(desk: Desk) -> list[str]:
    decided = [each.reader for each in desk.decisions]
    return readers([*decided, *(each.reader for each in desk.events)])


def readers(names: Iterable[str]) -> list[str]:
    """Give the names of readers, each once, as it was first written, in the order of the alphabet.

    >>> readers(["Łoś", "Ann", "ann", "Ben"])
    ['Ann', 'Ben', 'Łoś']
    """
    known: dict[str, str] = {}
    for name in names:
        known.setdefault(same_reader(name), name)
    return [known[key] for key in sorted(known)]


def fault_of(name: str) -> str:
    """Say why a text is no reader's name; "" if it is one.

    >>> fault_of("Ann"), fault_of("")
    ('', 'Say a name: it will stand beside all that you decide.')
    """
    if not name:
        return "Say a name: it will stand beside all that you decide."
    if len(name) > LONGEST:
        return f"This is too long for a name: at most {LONGEST} letters."
    return "" if name.isprintable() else "There are signs in it that cannot be seen."


ROUTES = [Route("/enter", ask), Route("/enter", answer, methods=["POST"])]
