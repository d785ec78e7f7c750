"""The commands, as they may be typed."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from pipeline.cli import COMMANDS, absorbing, deciding, desk, proofreading, signing
from scripts.reference.said import table

READING = tuple(
    command
    for module in (absorbing, deciding, desk, proofreading, signing)
    for command in module.COMMANDS
)
MAKEFILE = Path(__file__).parents[2] / "Makefile"


class Command(NamedTuple):
    """A command: what it does, what may follow its name, examples of that."""

    name: str
    does: str
    more: str
    arguments: tuple[argparse.Action, ...]
    examples: tuple[str, ...]
    is_proofreading: bool
    """It is for whoever reads a book, and not for whoever makes one."""


def commands() -> Iterator[Command]:
    """Give all commands, in the order of the help."""
    for add_command in COMMANDS:
        found: list[tuple[str, str, tuple[str, ...], argparse.ArgumentParser]] = []

        def add(name: str, what: str, *examples: str) -> argparse.ArgumentParser:
            parser = argparse.ArgumentParser(add_help=False, description="")
            found.append((name, what, examples, parser))  # noqa: B023 - it is called at once
            return parser

        add_command(add)
        for name, what, examples, parser in found:
            more = (parser.description or "").strip()
            # What is listed of the actions stands among the decisions.
            more = "" if more.startswith("actions:") else more
            arguments = tuple(parser._actions)
            if silent := [_name(each) for each in arguments if not each.help]:
                raise ValueError(f"nothing is said of {', '.join(silent)} of {name}")
            yield Command(name, what, more, arguments, examples, add_command in READING)


def targets() -> Iterator[tuple[str, str]]:
    """Give the targets of make, and what each does."""
    for line in MAKEFILE.read_text("utf-8").splitlines():
        name, colon, said = line.partition(":")
        if colon and "## " in said and name.replace("-", "").isalpha():
            yield name, said.partition("## ")[2]


def chapter() -> Iterator[str]:
    """Write what is said of all commands."""
    for each in commands():
        usage = " ".join([f"recension {each.name}", *map(_usage, each.arguments)])
        yield f"### {each.name}"
        yield f"{each.does[0].upper()}{each.does[1:]}."
        yield f"    {usage}"
        if each.arguments:
            yield table(["", ""], [[f"`{_name(a)}`", _help(a)] for a in each.arguments])
        yield from [each.more] if each.more else []
        if examples := [example for example in each.examples if example]:
            shown = "\n".join(f"    recension {each.name} {example}" for example in examples)
            yield f"For example:\n\n{shown}"


def _usage(action: argparse.Action) -> str:
    """Write an argument as a line of usage has it."""
    if not action.option_strings:
        return _value(action)
    shown = _name(action)
    return shown if action.required else f"[{shown}]"


def _name(action: argparse.Action) -> str:
    """Name an argument, with what follows it."""
    if not action.option_strings:
        return _value(action).strip("[]")
    value = "" if action.nargs == 0 else f" {_value(action)}"
    return f"{', '.join(action.option_strings)}{value}"


def _value(action: argparse.Action) -> str:
    """Name the value of an argument."""
    if isinstance(action.metavar, str):
        name = action.metavar
    elif action.choices is not None:
        name = "|".join(map(str, action.choices))
    else:
        name = action.dest.upper()
    return {"?": f"[{name}]", "*": f"[{name} …]"}.get(str(action.nargs), name)


def _help(action: argparse.Action) -> str:
    return str(action.help).replace("%%", "%")
