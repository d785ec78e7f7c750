"""What has a shell complete the command, made from its parsers by shtab.

The shell starts no Python for it. What is to be completed follows from an argument's `metavar`, by
which people are told what it stands for.
"""

from __future__ import annotations

import argparse
import shlex
from collections.abc import Iterator

import shtab

from pipeline.checks.catalogue import CHECKS
from pipeline.cli.proofreading import SEVERITIES
from pipeline.registry import asked
from pipeline.write.exports import EXPORTS
from pipeline.write.forms import FORMS

FILES = ("FILE", "OTHER", "PATH", "CASES", "LIST|FOLDER")
FOLDERS = ("DIR",)
BOOKS = ("SOURCE|BOOK", "BOOK")
"""A file, a folder, or the name of one under manuscript/."""
NAMES = {
    "FORMATS": tuple(FORMS),
    "FORMS": tuple(EXPORTS),
    "SEVERITIES": SEVERITIES,
    "CHECK": tuple(check.name for check in CHECKS),
    "CHECKS": tuple(check.name for check in CHECKS),
    "RULE|CHECK": tuple(sorted(asked())),
}
BOOK = {"bash": "_recension_books", "zsh": "_recension_books", "fish": "(_recension_books)"}
FUNCTIONS = {
    "bash": """\
_recension_books() {
  compgen -f -- "$1"
  if [ -d manuscript ]; then (cd manuscript && compgen -d -- "$1"); fi
}
""",
    "zsh": """\
_recension_books() {
  _files
  compadd -- manuscript/*(N/:t)
}
""",
    "fish": """\
function _recension_books
  __fish_complete_path (commandline -ct)
  for book in manuscript/*/
    path basename $book
  end
end
""",
}
"""In the language of each shell: what gives files, and the names of books."""


def completion(parser: argparse.ArgumentParser, shell: str) -> str:
    """Write what has a shell complete the command of a parser."""
    for each in (parser, *commands(parser)):
        for action in each._actions:
            if how := _completed(str(action.metavar)):
                vars(action)["complete"] = how  # where shtab looks for it
    return str(shtab.complete(parser, shell, preamble=FUNCTIONS[shell])).rstrip("\n") + "\n"


def commands(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    """Give the parsers of the commands of a parser."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            yield from action.choices.values()


def _completed(metavar: str) -> object:
    """Give what shtab needs to complete an argument; None where nothing is known of it."""
    if metavar in FILES:
        return shtab.FILE
    if metavar in FOLDERS:
        return shtab.DIRECTORY
    if metavar in BOOKS:
        return BOOK
    if metavar in NAMES:
        return shtab.cmd(shlex.join(["printf", "%s\\n", *NAMES[metavar]]))
    return None
