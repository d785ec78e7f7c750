"""What a reader sent from the desk: the fields of a form, read and held to what they may say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, cast, get_args

from pipeline.errors import RecensionError
from pipeline.model.decision import Said, Why
from pipeline.model.finding import Action, Span

Do = Literal["accept", "own", "keep", "query", "take-back", "hold"]
"""Take a proposal; read something else; leave it as it is; ask the author; take back the decision
that is asked about; of two that contradict each other, let one hold."""
Reach = Literal["", "here", "alike", "every"]
"""Where an answer holds: as it was proposed; at this place; wherever the same is asked with the
same words and answers; wherever the same words stand."""
Choice = Literal["", "mine", "theirs", "both"]
"""What is to hold where another reader decided otherwise meanwhile; "": that is to be shown."""
Deed = Action | Literal["raw"]
DEEDS = frozenset({*get_args(Action), "raw"}) - {"undo"}
"""What may be decided of a place; raw: that it reads as the source."""
LONGEST = 20_000
"""Characters of one field."""


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer to a question (`key`, `do`), or a decision about a place (`a`, `b`, `action`)."""

    key: str = ""
    do: Do = "accept"
    k: int = 0
    """Which proposal is taken, counted from 0."""
    at: Span | None = None
    action: Deed | Literal[""] = ""
    before: bool = False
    """What is put in stands before the words and not behind them."""
    new: str = ""
    scope: Reach = ""
    why: Why = "extraction"
    note: str = ""
    id: str = ""
    """Of a decision: the one that is undone, or that is to hold."""
    rev: frozenset[str] | None = None
    """The ids of the decisions about the place that the reader saw; None: it is not known."""
    choice: Choice = ""
    preview: bool = False
    nonce: str = ""
    """By which a form is known that is sent twice."""

    @property
    def said(self) -> Said:
        """What goes into each decision that is made of it."""
        return {"why": self.why, "note": self.note}


def reply_of(form: Mapping[str, str]) -> Reply:
    """Read a form.

    >>> reply_of({"key": "lost-letter-3-9", "do": "own", "new": "mill", "rev": ""}).rev
    frozenset()

    Raises:
        RecensionError: a field says what it cannot say.
    """
    for name, value in form.items():
        if len(value) > LONGEST:
            raise RecensionError(f"this is too long: {len(value):,} characters", name, "shorten it")
    rev = form.get("rev")
    at = (_number(form, "a"), _number(form, "b")) if "a" in form and "b" in form else None
    return Reply(
        key=form.get("key", ""),
        do=cast("Do", _one_of(form, "do", get_args(Do), "accept")),
        k=_number(form, "k") if form.get("k") else 0,
        at=at,
        action=cast("Deed", _one_of(form, "action", tuple(sorted(DEEDS)), "")),
        before=bool(form.get("before")),
        new=form.get("new", ""),
        scope=cast("Reach", _one_of(form, "scope", get_args(Reach), "")),
        why=cast("Why", _one_of(form, "why", get_args(Why), "extraction")),
        note=form.get("note", "").strip(),
        id=form.get("id", "").strip(),
        rev=None if rev is None else frozenset(filter(None, rev.split(","))),
        choice=cast("Choice", _one_of(form, "choice", get_args(Choice), "")),
        preview=form.get("preview", "") not in ("", "0"),
        nonce=form.get("nonce", ""),
    )


def _one_of(form: Mapping[str, str], name: str, known: tuple[str, ...], usual: str) -> str:
    value = form.get(name) or usual
    if value and value not in known:
        raise RecensionError(f"it cannot be {value!r}", name, f"it is one of {', '.join(known)}")
    return value


def _number(form: Mapping[str, str], name: str) -> int:
    value = form[name]
    if not (value.isascii() and value.isdigit()):
        raise RecensionError(f"this is no number: {value!r}", name)
    return int(value)
