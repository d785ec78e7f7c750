"""CriticMarkup in Markdown, as it is read: what is proposed, and what is remarked.

    {++come in++} {--gone--} {~~was~>is~~} {==shown==}{>>a remark<<}

After the CriticMarkup toolkit (criticmarkup.com): each piece ends with the first sign that closes
its kind, whatever opens within. A brace behind a backslash is the text's own.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

OPENING = re.compile(r"\\.|\{(\+\+|--|~~|==|>>)", re.DOTALL)
CLOSING = {"++": "++}", "--": "--}", "~~": "~~}", "==": "==}", ">>": "<<}"}
ARROW = "~>"
"""Between what was and what is."""


class Piece(NamedTuple):
    """A piece of markup."""

    stays: str
    """What stands there once it is accepted."""
    remark: str | None
    """What is remarked there, or None."""
    is_change: bool
    """Something is to come in, to go, or to be replaced."""
    end: int


def accepted(text: str) -> str:
    """Accept what is proposed in a text, and leave out what is remarked.

    >>> accepted("The {~~mlil~>mill~~} {--is --}stood{++ there++}.{>>one l?<<}")
    'The mill stood there.'
    """
    return replaced(text, lambda piece: piece.stays)


def replaced(text: str, read: Callable[[Piece], str]) -> str:
    """Give a text in which each piece of markup is replaced by what is made of it."""
    made: list[str] = []
    done = 0
    closings = _Closings(text)
    at = OPENING.search(text)
    while at:
        piece = closings.piece(at[1], at.end()) if at[1] else None
        if piece:
            made += text[done : at.start()], read(piece)
            done = piece.end
        at = OPENING.search(text, piece.end if piece else at.end())
    return "".join(made) + text[done:]


class _Closings:
    """Where pieces of a text end.

    The last sign of each kind is known, so that none is sought where there is none: a text that
    opens pieces by thousands, and closes none, is looked through once for each kind.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.last = {kind: text.rfind(sign) for kind, sign in CLOSING.items()}
        self.last_arrow = text.rfind(ARROW, 0, max(0, self.last["~~"]))

    def piece(self, kind: str, start: int) -> Piece | None:
        """Give the piece of a kind whose inside begins at a place; None if nothing closes it."""
        if start > (self.last_arrow if kind == "~~" else self.last[kind]):
            return None
        if kind == "~~":
            start = self.text.index(ARROW, start) + len(ARROW)
        sign = CLOSING[kind]
        end = self.text.index(sign, start)
        inside, end = self.text[start:end], end + len(sign)
        if kind == ">>":
            return Piece("", inside, False, end)
        about = (
            self.piece(">>", end + 3) if kind == "==" and self.text.startswith("{>>", end) else None
        )
        if about:
            return Piece(inside, about.remark or None, False, about.end)
        return Piece("" if kind == "--" else inside, None, kind != "==", end)
