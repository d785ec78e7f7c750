"""Whole processes, from the command to its end: editions beside the peers', and what is waited for.

Ours are the commands as they are typed; the peers are given what `scripts.speed.inputs` made.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Mapping
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from scripts.speed.figures import Group, Row
from scripts.speed.measure import RUNS, Command, CommandError, in_turn, measured
from scripts.speed.names import (
    AGAIN,
    ASKED,
    CALIBRE,
    DECISION,
    HELP,
    HEURISTICS,
    OURS,
    PANDOC,
)
from scripts.speed.setting import PEERS

ROOT = Path(__file__).parents[2]
BOOK = "measured"
ANEW = "--no-cache"
WORD = re.compile(r"\b[a-z]{6,}\b")


def recension(*words: str, status: int = 0) -> Command:
    """Give a command of ours, as it is typed."""
    return Command([str(ROOT / ".venv/bin/recension"), *words], status=status)


def build(source: Path | str, form: str, folder: Path, *options: str) -> Command:
    """Give the command that builds a form."""
    out = str(folder / "dist")
    return recension("build", str(source), "--to", form, "--out", out, *options)


def setting(peer: str, inputs: Path) -> Command:
    """Give the command that sets the inputs as a PDF by a peer."""
    return Command([sys.executable, "-m", "scripts.speed.setting", peer, str(inputs)])


def text_of(inputs: Path) -> str:
    """Read the text of the source as the inputs have it."""
    return (inputs / "text.txt").read_bytes().decode("utf-8", "surrogateescape")


def pandoc() -> str:
    """Find pandoc, without importing what brings it along."""
    package = find_spec("pypandoc")
    assert package is not None
    assert package.origin is not None
    return str(Path(package.origin).parent / "files/pandoc")


def epub(source: Path, inputs: Path) -> tuple[Group, list[str]]:
    """Measure EPUBs, and say which peers were left out and why."""
    text = str(inputs / "text.txt")
    convert = ["ebook-convert", text]
    peers = {
        PANDOC: Command([pandoc(), "-f", "markdown", text, "-o", str(inputs / "pandoc.epub")]),
        CALIBRE: Command([*convert, str(inputs / "calibre.epub")]),
        HEURISTICS: Command([*convert, str(inputs / "heuristics.epub"), "--enable-heuristics"]),
    }
    return _group("EPUB", {OURS: build(source, "epub", inputs, ANEW)}, peers, inputs)


def pdf(source: Path, inputs: Path) -> tuple[Group, list[str]]:
    """Measure PDFs, and say which peers were left out and why."""
    peers = {name: setting(peer, inputs) for peer, name in PEERS.items()}
    return _group("PDF", {OURS: build(source, "pdf", inputs, ANEW)}, peers, inputs)


def waits(source: Path, inputs: Path) -> Group:
    """Measure what a proofreader waits for, in a book that has been built before."""
    measured(recension("new", str(source), "--name", BOOK), inputs)
    # From the root, since make runs in another folder.
    book = str(inputs / "manuscript" / BOOK)
    decisions = iter(places(text_of(inputs), RUNS + 1))

    def decide() -> None:
        place = next(decisions)
        new = f"{place.partition(':')[2]}s"
        measured(recension("decide", book, place, "replace", new, "--who", "Reader"), inputs)

    built, out = build(book, "epub", inputs), str(inputs / "dist")
    make = ["make", "--silent", "--directory", str(ROOT), "epub", f"SOURCE={book}", f"OUT={out}"]
    commands = {
        DECISION: Command(built.words, before=decide),
        AGAIN: Command(make),
        ASKED: recension("findings", book, status=1),
        HELP: recension("--help"),
    }
    return _group("What is waited for", commands, {}, inputs)[0]


def places(text: str, many: int) -> list[str]:
    """Name words to decide about, by the lines that they begin on, far from each other.

    Each occurs but once: it is in no running head.

    >>> places("a letter from\\nthe ferryman and\\na letter to the millers", 2)
    ['2:ferryman', '3:millers']
    """
    counts = Counter(WORD.findall(text))
    lines = enumerate(text.split("\n"), 1)
    found = [f"{k}:{word}" for k, line in lines for word in WORD.findall(line) if counts[word] == 1]
    return found[:: max(1, len(found) // many)][:many]


def _group(
    title: str, ours: Mapping[str, Command], peers: Mapping[str, Command], folder: Path
) -> tuple[Group, list[str]]:
    """Measure commands in turn, after each has run once, so that the disk has been read.

    A peer that is not there, or does not take this text, is left out.

    Raises:
        CommandError: one of ours failed.
    """
    left_out = []
    commands = {**ours, **peers}
    for name, command in {**commands}.items():
        try:
            measured(command, folder)
        except CommandError as error:
            if name in ours:
                raise
            left_out.append(f"{name}: {error}")
            del commands[name]
    runs = in_turn({name: partial(measured, each, folder) for name, each in commands.items()})
    return Group(title, [Row(name, each) for name, each in runs.items()]), left_out
