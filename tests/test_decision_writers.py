"""The decisions files: no writer spoils another's work, nor does git."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.decisions.store import append, read_decisions
from pipeline.model.decision import Decision
from tests.decisionfiles import maker, plain, some

WRITER = """
import sys
from pathlib import Path
from pipeline.decisions.make import Maker
from pipeline.decisions.store import append
from tests.decisionfiles import RAW, some
from tests.dump import source_of
by = Maker(source_of(RAW), "Ann")
for _ in range(40):
    append(Path(sys.argv[1]), some(by, 3, sys.argv[2]))
"""


def test_two_processes_may_append_at_once(tmp_path: Path) -> None:
    root = Path(__file__).parents[1]
    running = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path), new], cwd=root)
        for new in "ab"
    ]
    assert [each.wait(timeout=120) for each in running] == [0, 0]
    assert len(read_decisions(tmp_path)) == 240
    (path,) = tmp_path.glob("*.toml")
    assert path.read_text(encoding="utf-8").count("reader =") == 1
    # What was appended at once stands together.
    news = re.findall(r'^new    = "(.)"', path.read_text(encoding="utf-8"), re.M)
    assert all(len({*news[k : k + 3]}) == 1 for k in range(0, 240, 3))


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", "-c", "user.name=A", "-c", "user.email=a@b", *arguments],
        cwd=folder,
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def branches(folder: Path, first: list[Decision]) -> None:
    """Make a repository of one commit, with decisions in it or without."""
    folder.mkdir()
    git(folder, "init", "-q", "-b", "main")
    (folder / "README").write_text("A book.\n", encoding="utf-8")
    if first:
        append(folder / "decisions", first)
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "one")


@pytest.mark.parametrize("begun", [True, False], ids=["to-a-file", "to-none-yet"])
@pytest.mark.parametrize("seconds", [0.0, 0.3])
@pytest.mark.parametrize(("ours", "theirs"), [(1, 1), (5, 7), (30, 20)])
def test_branches_that_each_add_decisions_merge(
    tmp_path: Path, begun: bool, seconds: float, ours: int, theirs: int
) -> None:
    folder = tmp_path / "book"
    first = some(maker(seconds=-60), 2) if begun else []
    branches(folder, first)
    git(folder, "checkout", "-qb", "theirs")
    # The same reader decides the same places alike: of each block only id and time differ.
    added = some(maker(seconds=seconds), theirs)
    append(folder / "decisions", added)
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "theirs")
    git(folder, "checkout", "-q", "main")
    mine = some(maker(), ours)
    append(folder / "decisions", mine)
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "ours")
    git(folder, "merge", "-q", "--no-edit", "theirs")
    read = plain(read_decisions(folder / "decisions"))
    expected = sorted([*first, *mine, *added], key=lambda each: (each.when, each.id))
    assert read == expected
