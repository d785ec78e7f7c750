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
from typing import Any, get_args

from pipeline.errors import RecensionError
from pipeline.model.decision import Decision, Quote, Why
from pipeline.model.finding import Action, Scope

HEADER = "[[decision]]"
OWN = 8
"""Characters at an id's end by which it differs from others of the same microsecond."""
KEYS = ("check", "action", "at", "id", "quote", "new", "scope", "when", "why", "note")
NEEDED = ("id", "action", "at", "quote", "when")
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
LANGUAGE = re.compile(r"off|[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")


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
    table: Mapping[str, Any], reader: str, source: str, file: str, line: int
) -> Decision:
    """Read a decision from its table.

    Raises:
        RecensionError: a key is missing, unknown, or of a wrong kind. It says in which line.
    """
    try:
        quote = table["quote"]
        start, end = table["at"]
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
        fault = _unknown_key(table) or fault_of(made)
    except (KeyError, TypeError, ValueError):
        fault = _form_fault(table) or "this is no decision"
    if fault:
        raise RecensionError(fault, f"{file}:{line}", "correct the entry, or take it out whole")
    return made


def _unknown_key(table: Mapping[str, Any]) -> str:
    for key in table:
        if key not in KEYS:
            return f"unknown key {key!r}{_near(key, KEYS)}"
    return ""


def fault_of(decision: Decision) -> str:
    """Say what is wrong with a decision; "" for nothing.

    >>> when = datetime(2026, 11, 24, 10, 12, tzinfo=UTC)
    >>> decision = Decision("01J", "Ann", "editor", "insert", (3, 3), Quote("", "", ""), when=when)
    >>> fault_of(decision)
    '`new` does not say what is inserted'
    """
    for key, choices in CHOICES.items():
        value = getattr(decision, key)
        if value not in choices:
            return f"unknown {key} {value!r}{_near(value, choices)}"
    texts = (decision.id, decision.check, decision.new, decision.note, *decision.quote)
    if not all(isinstance(text, str) for text in texts):
        return "a text is expected in quotation marks for id, check, quote, new and note"
    start, end = decision.at
    if not all(type(each) is int and 0 <= each < FARTHEST for each in (start, end)):
        return "`at` is no stretch of the source, like [74113, 74117]"
    if start > end:
        return f"`at` is no stretch of the source: [{start}, {end}]"
    if not isinstance(decision.when, datetime) or not has_offset(decision.when):
        return "`when` is no time with its offset, like 2026-11-24T10:12:00Z"
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


def _form_fault(table: Mapping[str, Any]) -> str:
    for key in NEEDED:
        if key not in table:
            near = get_close_matches(key, set(table) - {*KEYS}, n=1)
            return f"`{key}` is missing" + (f"; is it {near[0]!r}?" if near else "")
    at, quote = table["at"], table["quote"]
    if not isinstance(at, list) or len(at) != 2:
        return "`at` is no stretch of the source, like [74113, 74117]"
    if not isinstance(quote, dict) or not {"prefix", "exact", "suffix"} <= {*quote}:
        return "`quote` needs prefix, exact and suffix"
    return ""


def _near(name: object, names: tuple[str, ...]) -> str:
    near = get_close_matches(str(name), names, n=1)
    return f": did you mean {near[0]!r}?" if near else f"; there are {', '.join(names)}"
