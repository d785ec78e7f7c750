"""What is done to a small book, what may be left of it at any moment, and what must come of it."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
import time
from collections.abc import Callable
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass, replace
from datetime import datetime
from io import StringIO
from pathlib import Path
from typing import NamedTuple

from pipeline.cli import main
from pipeline.decisions.store import read_decisions
from pipeline.machine.publish import BUILD, LIST, Files, files_in
from pipeline.model.decision import Decision
from pipeline.proofreading.store import read_events
from scripts.faults.atdesk import answer
from scripts.faults.inject import Ended, Fault, moments, run
from scripts.mill import RAW, write_book

EDITS = ("three cats", "four cats"), ("nine days", "*ten* days")
PROBE = re.compile(r"[a-z0-9_]{8}")
"""What Python leaves where it is killed as it tries whether a folder can be written."""
OURS = frozenset({".seals.json", ".gitattributes"})
"""Hidden files that belong where they stand."""
VARYING = re.compile(rb"\b[0-7][0-9A-HJKMNP-TV-Z]{25}\b|\b\d{4}-\d\d-\d\d \d\d:\d\d")
"""By what records name a decision, and when it was made."""
Act = Callable[[], int]


class State(NamedTuple):
    """What stands in a folder: results and books, and what readers said."""

    files: Files
    decided: frozenset[Decision]
    read: frozenset[tuple[str, str]]
    """Who did what with a page."""


@dataclass(frozen=True)
class Story:
    """Something that is done in a folder, and what may be there then."""

    start: Path
    """The folder that it begins with; copies are made of it."""
    act: Act
    promise: str
    """Whoever hears this has been told that all is done."""
    states: tuple[State, ...]
    """What may be there when it is cut short, the last when it is not."""
    end: Act
    """What is done next, without any fault."""
    ends: tuple[State, ...]
    """What may be there after that."""
    kept: int = -1
    """From which of the states on that holds which was promised."""


def tried(
    story: Story, where: Path, fault: Fault | None = None, after: float | None = None
) -> Ended:
    """Tell a story in a new folder, with a fault, or killed after a time; and look at what is left.

    Raises:
        AssertionError: something is there that must not be, or is not that must be.
    """
    shutil.copytree(story.start, where, symlinks=True)
    ended = run(within(where, story.act), fault, after)
    assert ended.status in (0, 2) or ended.status < 0, ended
    assert "Traceback" not in ended.said, ended.said
    now, allowed = state_of(where), story.states
    if story.promise in ended.said:
        allowed = story.states[story.kept :]
    assert now in allowed or _is_between(where, now, allowed), f"{_told(now)}\n{ended}"
    next_ = run(within(where, story.end))
    assert state_of(where) in story.ends, f"{_told(state_of(where))}\n{ended}\n{next_}"
    assert left(where) == [], f"{left(where)}\n{ended}\n{next_}"
    shutil.rmtree(where)
    return ended


def changes(story: Story, where: Path) -> list[str]:
    """Give what a story changes without any fault, one after the other."""
    shutil.copytree(story.start, where)
    made = moments(within(where, story.act))
    shutil.rmtree(where)
    return made


def length(story: Story, where: Path) -> float:
    """Give the seconds that it takes without any fault."""
    shutil.copytree(story.start, where)
    begin = time.perf_counter()
    run(within(where, story.act))
    took = time.perf_counter() - begin
    shutil.rmtree(where)
    return took


def _is_between(where: Path, now: State, states: tuple[State, ...]) -> bool:
    """Is a build cut short in the moment in which it puts in place what is whole, as it notes?

    Each file and each folder is then one of those before or after.
    """
    parts = [_parts(each.files) for each in states]
    whole = all(
        any(each.get(name) == part for each in parts) for name, part in _parts(now.files).items()
    )
    return whole and any(where.glob(f"out/{BUILD}*/{LIST}"))


def _parts(files: Files) -> dict[str, Files]:
    """Part files by the results that they belong to, which are files or folders."""
    parts: dict[str, Files] = {}
    for name, data in files.items():
        parts.setdefault("/".join(name.split("/")[:2]), {})[name] = data
    return parts


def _told(state: State) -> str:
    return f"{sorted(state.files)} {[each.new for each in state.decided]} {sorted(state.read)}"


def state_of(where: Path) -> State:
    """Tell what stands in a folder."""
    files = {
        f"{place}/{name}": VARYING.sub(b"", data)
        for place in ("out", "manuscript")
        for name, data in files_in(where / place).items()
        if not name.startswith((BUILD, ".new-")) and not name.endswith(".new")
    }
    decided = (
        replace(each, id="", when=datetime.min, file="", line=0)
        for each in read_decisions(where / "mill/decisions")
    )
    read = ((each.reader, each.mark) for each in read_events(where / "mill/proofreading"))
    return State(files, frozenset(decided), frozenset(read))


def left(where: Path) -> list[str]:
    """Give what is there that nobody needs any more.

    In the cache, that is taken away by whoever next keeps something there, and not looked at here.
    """
    found = [path.relative_to(where) for path in where.rglob("*") if "xdg" not in path.parts]
    return sorted(
        str(path)
        for path in found
        if (path.name.startswith(".") and path.name not in OURS)
        or (path.parts[0] == "tmp" and len(path.parts) == 2 and not PROBE.fullmatch(path.name))
    )


def within(where: Path, act: Act) -> Act:
    """Give what does something in a folder, as if nothing were kept elsewhere."""

    def done() -> int:
        os.environ["XDG_CACHE_HOME"], os.environ["TMPDIR"] = f"{where}/xdg", f"{where}/tmp"
        tempfile.tempdir = None
        with chdir(where):
            return act()

    return done


def typed(*words: str) -> Act:
    """Give what does as if a command had been typed."""
    return lambda: main(words)


def begun(where: Path, *before: Act) -> Path:
    """Make a folder with the book, in which some things were done."""
    for name in ("xdg", "tmp", "received"):
        (where / name).mkdir(parents=True)
    write_book(where / "mill")
    (where / "received/raw.txt").write_text(RAW, encoding="utf-8")
    for act in before:
        _do(where, act)
    return where


def build(where: Path, formats: str) -> Story:
    """A book is built, of which an earlier state was built before."""
    act = typed("build", "mill", "--out", "out", "--to", formats)
    start = begun(where / "start", act, _edit("mill/source/raw.txt"))
    after = _after(start, where / "after", act)
    return Story(start, act, "out/report.html", (state_of(start), after), act, (after,))


def put(where: Path, formats: str) -> Story:
    """A book is built, of which all was kept but how it stands: it has only to be put there."""
    story = build(where, formats)
    shutil.rmtree(story.start / "xdg")
    shutil.copytree(where / "after/xdg", story.start / "xdg")
    return story


def decide(where: Path) -> Story:
    """Somebody decides."""
    start = begun(where / "start")
    first = typed("decide", "mill", "21:The the", "replace", "The", "--who", "Ann")
    next_ = typed("decide", "mill", "18:orchard", "replace", "meadow", "--who", "Ann")
    after = _after(start, where / "after", first)
    ends = _after(start, where / "one", next_), _after(start, where / "both", first, next_)
    return Story(start, first, "written to", (state_of(start), after), next_, ends)


def answered(where: Path) -> Story:
    """Somebody decides at the desk, and sends it again if no answer came."""
    start = begun(where / "start")
    after = _after(start, where / "after", answer)
    return Story(start, answer, "Saved", (state_of(start), after), answer, (after,))


def read(where: Path) -> Story:
    """Somebody has read a page, and another reads it next."""
    start = begun(where / "start")
    first, next_ = (typed("read", "mill", "#1", "--who", who) for who in ("Ann", "Ben"))
    after = _after(start, where / "after", first)
    ends = _after(start, where / "one", next_), _after(start, where / "both", first, next_)
    return Story(start, first, "noted in", (state_of(start), after), next_, ends)


def absorb(where: Path) -> Story:
    """What somebody edited is absorbed, by a second try if need be; and the book is built."""
    build = typed("build", "mill", "--out", "out", "--to", "markdown")
    act = typed("absorb", "mill", "--out", "out", "--who", "Ann")
    start = begun(where / "start", build, _edit("out/markdown/*.md"))
    before, after = state_of(start), _after(start, where / "after", act)
    written = before._replace(decided=after.decided)

    def end() -> int:
        act()
        return build()

    built = _after(start, where / "built", act, build)
    return Story(start, act, "written to", (before, written, after), end, (built,), 1)


def new(where: Path) -> Story:
    """A book is started, and then another."""
    start = begun(where / "start")
    first, next_ = (typed("new", "received/raw.txt", "--name", name) for name in ("one", "two"))
    after = _after(start, where / "after", first)
    ends = _after(start, where / "one", next_), _after(start, where / "both", first, next_)
    return Story(start, first, "fill in", (state_of(start), after), next_, ends)


def _after(start: Path, where: Path, *acts: Act) -> State:
    shutil.copytree(start, where)
    for act in acts:
        _do(where, act)
    return state_of(where)


def _do(where: Path, act: Act) -> None:
    """Do something in this process: those that are forked from it have loaded what they need."""
    environment = dict(os.environ)
    try:
        with redirect_stdout(StringIO()), redirect_stderr(StringIO()) as said:
            status = within(where, act)()
    finally:
        os.environ.clear()
        os.environ.update(environment)
        tempfile.tempdir = None
    assert status == 0, said.getvalue()


def _edit(names: str) -> Act:
    def edit() -> int:
        for path in Path().glob(names):
            text = path.read_text(encoding="utf-8")
            for old, new in EDITS:
                text = text.replace(old, new)
            path.write_text(text, encoding="utf-8")
        return 0

    return edit
