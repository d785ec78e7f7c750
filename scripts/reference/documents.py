"""The reference put together: the whole of it for the screen, and the appendix of the handbook."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from scripts.reference import booktoml, decided, questions, typed
from scripts.reference.said import table

ROOT = Path(__file__).parents[2]
REFERENCE = ROOT / "docs/reference.md"
APPENDIX = ROOT / "manuscript/handbook/back/01-appendix.md"
WRITTEN = """\
Every command, every key of `book.toml` and of decisions, every rule and every check. This file is
written from the code, by `python -m scripts.reference`; how all of it is used, the handbook tells
(`manuscript/handbook`: `make epub pdf`)."""
AT_HAND = """\
What is needed at hand, in tables. All that can be said to a command, and every rule and \
every check, stand in a file named *docs/reference.md*, which is written from the program itself, \
as is this appendix."""


def documents() -> dict[Path, str]:
    """Give the contents of both files."""
    return {
        REFERENCE: "\n\n".join(_reference()) + "\n",
        APPENDIX: "\n\n".join(_appendix()) + "\n",
    }


def _reference() -> Iterator[str]:
    yield "# Reference"
    yield WRITTEN
    yield "## Commands"
    yield from typed.chapter()
    yield "## Targets of make"
    yield table(["target", ""], [[f"`make {name}`", says] for name, says in typed.targets()])
    yield "## book.toml"
    yield from booktoml.chapter()
    yield "## Decisions"
    yield from decided.chapter()
    yield from questions.chapters()


def _appendix() -> Iterator[str]:
    """Write the appendix, which has no type for code: names stand in italics."""
    yield "# Commands, Settings, Decisions"
    yield AT_HAND
    every = list(typed.commands())
    for what, is_of in (("editions", False), ("proofreading", True)):
        yield f"## Commands for {what}"
        rows = [[f"*{e.name}*", _plain(e.does)] for e in every if e.is_proofreading == is_of]
        yield table(["command", "what it does"], rows)
    yield "## Settings of book.toml"
    settings = list(booktoml.keys())
    for name, _ in booktoml.tables():
        yield f"### {_plain(name.strip('[]')) if name else 'At the top of the file'}"
        rows = [[f"*{_plain(k.name)}*", _plain(k.says)] for k in settings if k.table == name]
        yield table(["key", "what it says"], rows)
    yield "## Actions of decisions"
    yield table(
        ["action", "what it says"],
        [[f"*{action}*", _plain(does)] for action, does, _ in decided.actions()],
    )


def _plain(text: str) -> str:
    """Give a text whose code is set in italics, and which stands for itself as Markdown."""
    return re.sub(r"`([^`]+)`", r"*\1*", text.replace("_", r"\_"))
