"""The commands of deciding, as they are typed."""

from __future__ import annotations

import argparse
from typing import get_args

from pipeline.cli.options import Add, add_own_book, count
from pipeline.commands import deciding as commands
from pipeline.model.actions import ACTIONS
from pipeline.model.decision import Why

TYPED = tuple(action for action in ACTIONS if action != "undo")


def _accept(add: Add) -> None:
    parser = add(
        "accept",
        "accept what a check proposes, wherever it is sure enough",
        "emma lost-letter --at-least 0.95 --preview",
        "emma lost-letter --line 412",
        "emma collation --with emma-scan.hocr --at-least 0.95",
        'emma unknown-word --text Lodz --new Łódź --everywhere --note "as on the map"',
    )
    parser.set_defaults(run=commands.accept_proposals)
    _add_findings(parser)
    parser.add_argument(
        "--at-least",
        metavar="P",
        type=probability,
        help="how sure an answer has to be, from 0 to 1"
        f" (default: {commands.SURE}; where a place or a reading is given, 0)",
    )
    parser.add_argument("--new", metavar="READING", help="read this instead of what is proposed")
    _add_common(parser)


def _dismiss(add: Add) -> None:
    parser = add(
        "dismiss",
        "leave what a check asks about as it is, and have it asked no more",
        "emma unknown-word --text Zalessky --everywhere",
        "emma doubled-word --line 97",
    )
    parser.set_defaults(run=commands.dismiss_findings)
    _add_findings(parser)
    _add_common(parser)


def _decide(add: Add) -> None:
    parser = add(
        "decide",
        "decide about a place of the source, whether or not a check asked",
        'emma "412:teh mill" replace "the mill"',
        'emma "412:the mill" insert " old" --before',
        "emma 88 heading 2",
        "emma 412-419 verse",
        'emma "412:11" note "marker n11"',
        'emma 412-419 move "before The water stood"',
        "emma 412:arid suspect and",
    )
    parser.description = f"{parser.description}\n\n{_listed()}"
    parser.set_defaults(run=commands.decide_place)
    add_own_book(parser)
    parser.add_argument(
        "place",
        metavar="PLACE",
        help="a line of the source (412), lines (412-419), or words that begin on one (412:teh)",
    )
    parser.add_argument("action", metavar="ACTION", choices=TYPED, help="one of those above")
    parser.add_argument("new", metavar="NEW", nargs="?", help="what the action needs to know")
    parser.add_argument(
        "--before",
        action="store_true",
        help="insert, or set the marker, before the words, and not behind them",
    )
    _add_common(parser)


def _listed() -> str:
    """List the actions: what each does, and what it needs to know."""
    width = max(map(len, TYPED))
    lines = []
    for action in TYPED:
        does, needs = ACTIONS[action]
        told = f"\n  {'':<{width}}  NEW: {needs}" if needs else ""
        lines.append(f"  {action:<{width}}  {does}{told}")
    return "\n".join(["actions:", *lines])


def _decisions(add: Add) -> None:
    parser = add(
        "decisions",
        "list what was decided and what became of it, or take a decision back",
        "emma",
        "emma --format json",
        "emma --undo 7XQ2ZK",
    )
    parser.set_defaults(run=commands.list_decisions)
    add_own_book(parser)
    parser.add_argument("--undo", metavar="ID", help="take back this one; the id's end is enough")
    parser.add_argument(
        "--format", choices=("table", "json"), default="table", help="(default: table)"
    )
    _add_who(parser)


def _add_findings(parser: argparse.ArgumentParser) -> None:
    """Add which findings are answered."""
    add_own_book(parser)
    parser.add_argument("check", metavar="CHECK", help="its name, as `recension findings` has it")
    parser.add_argument("--line", metavar="N", type=count, help="only what it asks in this line")
    parser.add_argument("--text", metavar="WORDS", help="only where it asks about these words")
    parser.add_argument(
        "--with",
        dest="other",
        metavar="OTHER",
        help="for the check `collation`: the copy that the book is held against",
    )


def _add_common(parser: argparse.ArgumentParser) -> None:
    """Add what may be said with a decision."""
    parser.add_argument(
        "--everywhere", action="store_true", help="so wherever the same text stands in the book"
    )
    parser.add_argument(
        "--reason",
        choices=get_args(Why),
        help="whose fault it is, or on what ground (default: extraction)",
    )
    parser.add_argument("--note", metavar="TEXT", help="what is to be said about it")
    parser.add_argument("--preview", action="store_true", help="show the places, and write nothing")
    _add_who(parser)


def _add_who(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--who",
        metavar="NAME",
        default="",
        help="who decides (default: user.name of git, or the login)",
    )


def probability(text: str) -> float:
    """Read a number from 0 to 1.

    >>> probability("0.95")
    0.95
    """
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        raise argparse.ArgumentTypeError(f"not a number from 0 to 1: {text!r}")
    return value


COMMANDS = (_accept, _dismiss, _decide, _decisions)
