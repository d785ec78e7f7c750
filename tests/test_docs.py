"""What the documents show holds: links lead somewhere, and each command is one and runs."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import unquote

import pytest

from pipeline.cli import main, parser
from tests.house import ROOT, house_in, make

DOCUMENTS = [
    *sorted(ROOT.glob("*.md")),
    *sorted(ROOT.glob("docs/*.md")),
    ROOT / "styles/README.md",
    *sorted(ROOT.glob("tests/handbook/truth/*.md")),
]
SHOWN = ("README.md", "docs/tour.md", "CONTRIBUTING.md", "SECURITY.md")
"""Whose blocks of commands are run, in their order."""
FENCED = re.compile(r"^```\w*\n(.*?)^```$", re.S | re.M)
CODE = re.compile(r"(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.S)
LINK = re.compile(r"!?\[[^\]]*\]\((?P<to>[^)\s]+)(?:\s+\"[^\"]*\")?\)")
HEADING = re.compile(r"^#{1,6}\s+(.+)$", re.M)
COMMAND = re.compile(r"(?:make|recension) \S")
TEXT = "The Mill\n\nThe mill stood by the river, and nobody knew its age.\n"
FILLED = {"publisher": "The Mill Press", "date": "2026", "isbn_epub": "978-3-16-148410-0"}
PAGES = 24
"""Of the sample book: so many have the places that the commands name."""
NOT_RUN = {"batch", "bench", "check", "desk"}
"""Commands that go on, or need a library, cases or programs that other tests bring."""


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def anchors(path: Path) -> set[str]:
    """Give the anchors that headings have where the project is hosted."""
    text = FENCED.sub("", path.read_text("utf-8"))
    heads = (
        re.sub(r"[^\w\- ]", "", CODE.sub(r"\2", head).lower()) for head in HEADING.findall(text)
    )
    return {head.strip().replace(" ", "-") for head in heads}


@pytest.mark.parametrize("path", DOCUMENTS, ids=named)
def test_links_lead_to_files_and_headings(path: Path) -> None:
    text = CODE.sub("", FENCED.sub("", path.read_text("utf-8")))
    lost = []
    for link in (match["to"] for match in LINK.finditer(text)):
        if re.match(r"[a-z][a-z0-9+.-]*:", link):
            continue
        file, _, anchor = unquote(link).partition("#")
        there = path.parent / file if file else path
        if not there.exists() or (anchor and anchor not in anchors(there)):
            lost.append(link)
    assert lost == []


def commands(path: Path) -> Iterator[str]:
    """Give the commands that a document shows, without the remarks behind them."""
    text = path.read_text("utf-8")
    for block in FENCED.findall(text):
        for line in block.splitlines():
            if COMMAND.match(line):
                yield re.split(r"\s+#(?=\s)", line)[0]
    for _, code in CODE.findall(FENCED.sub("", text)):
        if COMMAND.match(code) and "…" not in code:
            yield " ".join(code.split())


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    house = house_in(tmp_path_factory.mktemp("docs") / "house")
    python = house / ".venv/bin/python"  # what of ours is no command is not run
    python.write_text("#!/bin/sh\n", encoding="utf-8")
    python.chmod(0o755)
    return house


@cache
def given(house: Path, command: str) -> tuple[str, ...]:
    """Give the arguments with which a command calls ours; none where it calls something else."""
    program, *rest = shlex.split(command)
    if program == "recension":
        return tuple(rest)
    dry = make(house, "--dry-run", *rest)
    assert dry.returncode == 0, (command, dry.stderr)
    known = (house / "Makefile").read_text("utf-8")
    for variable in (each.partition("=")[0] for each in rest if "=" in each):
        assert re.search(rf"\({variable}\)|value {variable}\)", known), (command, variable)
    if ".venv/bin/recension" not in dry.stdout:
        return ()
    return tuple(make(house, *rest).stdout.splitlines())


def is_command(arguments: tuple[str, ...]) -> bool:
    """Would our command take these arguments? Where only its name is told, is there such a one?"""
    alone = len(arguments) == 1 and not arguments[0].startswith("-")
    try:
        parser().parse_args([*arguments, "--help"] if alone else arguments)
    except SystemExit as left:
        return left.code == 0
    return True


@pytest.mark.parametrize("path", DOCUMENTS, ids=named)
def test_every_command_is_one(path: Path, house: Path) -> None:
    shown = {command: given(house, command) for command in commands(path)}
    assert [
        each for each, arguments in shown.items() if arguments and not is_command(arguments)
    ] == []


def test_the_commands_run_in_the_order_in_which_they_are_shown(
    house: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = [
        given(house, command)
        for name in SHOWN
        for block in FENCED.findall((ROOT / name).read_text("utf-8"))
        for command in (re.split(r"\s+#(?=\s)", line)[0] for line in block.splitlines())
        if COMMAND.match(command)
    ]
    monkeypatch.chdir(tmp_path)
    lay_out_sources(shown)
    for arguments in shown:
        if not arguments or arguments[0] in NOT_RUN:
            continue
        if arguments[0] == "collate":
            shutil.copy("dist/letters/letters.pdf", arguments[-1])
        if arguments[0] == "absorb":
            edit(Path("dist") / arguments[1] / "markdown")
        status = main(arguments)
        if arguments[0] == "new":
            fill_in(Path("manuscript") / arguments[2] / "book.toml")
        assert status in (0, 1), (arguments, capsys.readouterr().err)
    assert {path.name for path in Path("dist/letters").iterdir()} >= {
        "changes.jsonl",
        "report.html",
    }


def lay_out_sources(shown: list[tuple[str, ...]]) -> None:
    """Lay out the sources that are named; in a new book's stands what is decided about it."""
    pages = (ROOT / "manuscript/handbook/source/raw.txt").read_text("utf-8").split("\f")
    lines = "\f".join(pages[:PAGES]).split("\n")
    decided = (each[2].partition(":") for each in shown if each[:1] == ("decide",))
    for line, _, words in decided:
        lines[int(line) - 1] = f"{words} {lines[int(line) - 1]}"
    for arguments in shown:
        source = Path(arguments[-1]) if arguments else Path()
        if source.suffix == ".txt":
            source.parent.mkdir(parents=True, exist_ok=True)
            text = "\n".join(lines) if arguments[0] == "new" else TEXT
            source.write_text(text, encoding="utf-8")
    sample = Path("manuscript/handbook")
    (sample / "source").mkdir(parents=True)
    (sample / "source/raw.txt").write_text(TEXT, encoding="utf-8")
    (sample / "book.toml").write_text('title = "The Handbook"\n', encoding="utf-8")


def fill_in(toml: Path) -> None:
    """Say of a new book what the trade is told of it."""
    head, edition, rest = toml.read_text("utf-8").partition("[edition]")
    for key, value in FILLED.items():
        rest = re.sub(rf"^# {key} += .*$", f'{key} = "{value}"', rest, count=1, flags=re.M)
    toml.write_text(head + edition + rest, encoding="utf-8")


def edit(folder: Path) -> None:
    """Edit a chapter by hand."""
    chapter = sorted(folder.glob("*.md"))[-1]
    text = chapter.read_text("utf-8")
    chapter.write_text(text.replace(" the ", " that ", 1), encoding="utf-8")
