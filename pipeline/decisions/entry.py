"""An entry of a decisions file: written as a block of TOML, and read from a table.

A block is written so that two branches which each append to one file merge without a conflict.
Git's union merge takes both sides of a conflict, but it first cuts the conflict at every run of
more than three lines that both sides have, and would then take two blocks for halves of one. So of
any four lines of a block one is its own: its id stands at the head, after three keys and, in part,
three keys later behind the time; three lines are left. Read are keys in any order.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from difflib import get_close_matches
from typing import NotRequired, TypedDict, TypeGuard, get_args

from pipeline.errors import RecensionError
from pipeline.model.decision import Decision, Quote, Why
from pipeline.model.finding import Action, Scope

HEADER = "[[decision]]"
OWN = 8
"""Characters at an id's end by which it differs from others of the same microsecond."""
KEYS = ("check", "action", "at", "id", "quote", "new", "scope", "when", "why", "note")
NEEDED = ("id", "action", "at", "quote", "when")
QUOTED = ("prefix", "exact", "suffix")
TEXTS = ("id", "check", "action", "new", "scope", "why", "note")
CHOICES = {"action": get_args(Action), "scope": get_args(Scope), "why": get_args(Why)}
ONE_PLACE = ("insert", "undo")
"""Actions of which there is no "everywhere"."""
TOLD = {
    "insert": "what is inserted",
    "query": "what is asked",
    "note": "which note it is of",
    "undo": "which decision is undone",
}
"""Actions that are nothing without `new`, and what that says."""
FARTHEST = 1 << 32
"""No source is as long: what is larger is no place in one."""
NO_STRETCH = "`at` is no stretch of the source, like [74113, 74117]"
NO_TIME = "`when` is no time with its offset, like 2026-11-24T10:12:00Z"
LANGUAGE = re.compile(r"off|[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")


class Quoted(TypedDict):
    """The quotation of an entry."""

    prefix: str
    exact: str
    suffix: str


class Entry(TypedDict):
    """An entry as TOML has it, in which all is of the right kind."""

    id: str
    action: Action
    at: list[int]
    quote: Quoted
    when: datetime
    check: NotRequired[str]
    new: NotRequired[str]
    scope: NotRequired[Scope]
    why: NotRequired[Why]
    note: NotRequired[str]


def block_of(decision: Decision) -> str:
    """Write a decision as a block, the blank line behind it included.

    >>> from datetime import UTC
    >>> when = datetime(2026, 11, 24, 10, 12, tzinfo=UTC)
    >>> quote = Quote("of ", "teh", " mill")
    >>> decision = Decision("01J", "Ann", "editor", "replace", (3, 6), quote, "the", when=when)
    >>> print(block_of(decision).rstrip())
    [[decision]]  # 01J
    check  = "editor"
    action = "replace"
    at     = [3, 6]
    id     = "01J"
    quote  = { prefix = "of ", exact = "teh", suffix = " mill" }
    new    = "the"
    when   = 2026-11-24T10:12:00.000000Z  # 01J
    why    = "extraction"
    """
    quote = ", ".join(
        f"{key} = {toml_string(text)}" for key, text in decision.quote._asdict().items()
    )
    when = decision.when.astimezone(UTC)
    lines = [
        f"{HEADER}  # {decision.id}",
        f"check  = {toml_string(decision.check)}",
        f'action = "{decision.action}"',
        f"at     = [{decision.at[0]}, {decision.at[1]}]",
        f'id     = "{decision.id}"',
        f"quote  = {{ {quote} }}",
        *([f"new    = {toml_string(decision.new)}"] if decision.new else []),
        *([f'scope  = "{decision.scope}"'] if decision.scope != "here" else []),
        f"when   = {when:%Y-%m-%dT%H:%M:%S.%f}Z  # {decision.id[-OWN:]}",
        f'why    = "{decision.why}"',
        *([f"note   = {toml_string(decision.note)}"] if decision.note else []),
    ]
    return "\n".join(lines) + "\n\n"


def toml_string(text: str) -> str:
    """Write a text as a basic string of TOML, whose escapes are those of JSON and one more.

    >>> toml_string('a "b"')
    '"a \\\\"b\\\\""'
    """
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def decision_of(
    table: Mapping[str, object], reader: str, source: str, file: str, line: int
) -> Decision:
    """Read a decision from its table.

    Raises:
        RecensionError: a key is missing, unknown, or of a wrong kind. It says in which line.
    """
    remedy = "correct the entry, or take it out whole"
    if not _is_entry(table):
        raise RecensionError(_form_fault(table), f"{file}:{line}", remedy)
    start, end = table["at"]
    quote = table["quote"]
    made = Decision(
        table["id"],
        reader,
        table.get("check", "editor"),
        table["action"],
        (start, end),
        Quote(quote["prefix"], quote["exact"], quote["suffix"]),
        table.get("new", ""),
        table.get("scope", "here"),
        table.get("why", "extraction"),
        table.get("note", ""),
        table["when"],
        source,
        file,
        line,
    )
    if fault := fault_of(made):
        raise RecensionError(fault, f"{file}:{line}", remedy)
    return made


def fault_of(decision: Decision) -> str:
    """Say what is wrong with what a decision says; "" for nothing.

    >>> when = datetime(2026, 11, 24, 10, 12, tzinfo=UTC)
    >>> decision = Decision("01J", "Ann", "editor", "insert", (3, 3), Quote("", "", ""), when=when)
    >>> fault_of(decision)
    '`new` does not say what is inserted'
    """
    start, end = decision.at
    if not (0 <= start < FARTHEST and 0 <= end < FARTHEST):
        return NO_STRETCH
    if start > end:
        return f"`at` is no stretch of the source: [{start}, {end}]"
    if not has_offset(decision.when):
        return NO_TIME
    if decision.action in TOLD and not decision.new:
        return f"`new` does not say {TOLD[decision.action]}"
    if decision.action == "language" and not LANGUAGE.fullmatch(decision.new):
        return f'`new` is no BCP 47 tag, like en or pt-BR: "{decision.new}"'
    if decision.scope == "every" and decision.action in ONE_PLACE:
        return f"the action {decision.action!r} is made at one place only"
    return ""


def has_offset(when: datetime) -> bool:
    """Tell whether a time says where it is that time, and is one everywhere.

    >>> from datetime import timedelta, timezone
    >>> has_offset(datetime(2026, 11, 24, tzinfo=UTC)), has_offset(datetime(2026, 11, 24))
    (True, False)
    >>> has_offset(datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=1))))
    False
    """
    try:
        when.astimezone(UTC)
    except OverflowError:
        return False
    return when.tzinfo is not None


def _is_entry(table: Mapping[str, object]) -> TypeGuard[Entry]:
    """Tell whether a table has the keys of an entry and no others, and in each what it may hold."""
    return not _form_fault(table)


def _form_fault(table: Mapping[str, object]) -> str:
    for key in NEEDED:
        if key not in table:
            near = get_close_matches(key, set(table) - {*KEYS}, n=1)
            return f"`{key}` is missing" + (f"; is it {near[0]!r}?" if near else "")
    at, quote = table["at"], table["quote"]
    if not isinstance(at, list) or [*map(type, at)] != [int, int]:
        return NO_STRETCH
    if not isinstance(quote, dict) or not {*QUOTED} <= {*quote}:
        return "`quote` needs prefix, exact and suffix"
    for key in table:
        if key not in KEYS:
            return f"unknown key {key!r}{_near(key, KEYS)}"
    texts = {key: table[key] for key in TEXTS if key in table}
    texts |= {key: quote[key] for key in QUOTED}
    for key, text in texts.items():
        if not isinstance(text, str):
            return f"a text is expected in quotation marks for {key}"
        if text not in CHOICES.get(key, (text,)):
            return f"unknown {key} {text!r}{_near(text, CHOICES[key])}"
    return "" if isinstance(table["when"], datetime) else NO_TIME


def _near(name: str, names: tuple[str, ...]) -> str:
    near = get_close_matches(name, names, n=1)
    return f": did you mean {near[0]!r}?" if near else f"; there are {', '.join(names)}"
