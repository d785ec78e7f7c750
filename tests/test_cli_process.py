"""The command as it is typed: what only shows in a process of its own."""

from __future__ import annotations

import os
import platform
import pty
import re
import signal
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from pipeline import __version__

ROOT = Path(__file__).parents[1]
COMMANDS = (
    *("build", "new", "audit", "check", "onix", "cite", "bench", "explain", "clean"),
    *("findings", "accept", "dismiss", "decide", "decisions", "absorb", "proof-sheets", "desk"),
)


def recension(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pipeline", *arguments],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_version_names_what_decides_on_results() -> None:
    first, *lines = recension("--version").stdout.splitlines()
    assert first == f"recension {__version__}"
    told = dict(line.strip().rsplit(" ", 1) for line in lines)
    assert told["Python"] == platform.python_version()
    assert told["WeasyPrint"] == version("weasyprint")
    assert {"pandoc", "EbookLib", "ftfy", "pypdfium2", "uharfbuzz"} < set(told)
    assert {"Pango (the system's)", "HarfBuzz (the system's)"} < set(told)
    assert all(re.match(r"\d+\.\d", each) for each in told.values()), told


def test_help_lists_every_command_and_each_has_its_own() -> None:
    listed = recension("--help").stdout
    for command in COMMANDS:
        assert f"    {command}" in [line[: 4 + len(command)] for line in listed.splitlines()]
        own = recension(command, "--help").stdout
        assert f"  recension {command}" in own.partition("examples:")[2]
        assert "exit status: 0 done" in own


HEAVY = {
    *("ftfy", "wordfreq", "hunspell", "rapidfuzz", "langcodes", "numpy", "py3langid", "stdnum"),
    *("lxml", "ebooklib", "weasyprint", "pypandoc", "pypdfium2", "pikepdf", "PIL", "fontTools"),
    *("dask", "ulid", "pipeline.layout", "pipeline.checks.words", "pipeline.transcription"),
}


@pytest.mark.parametrize(
    ("arguments", "light"),
    [
        (["--help"], {"rich", "pipeline.build"}),
        (["build", "BOOK", "--to", "markdown", "--out", "OUT"], {"rich", "pipeline.stages"}),
        (["findings", "BOOK", "--format", "json"], {"rich"}),
    ],
    ids=["help", "build", "findings"],
)
def test_a_command_loads_nothing_heavy_for_what_is_kept(
    tmp_path: Path, arguments: list[str], light: set[str]
) -> None:
    book, out = tmp_path / "tiny.txt", tmp_path / "out"
    book.write_text("The mill stood still.\n", encoding="utf-8")
    named = {"BOOK": str(book), "OUT": str(out)}
    given = [named.get(each, each) for each in arguments]
    script = (
        "import sys; from pipeline.cli import main\n"
        f"try: main({given!r})\n"
        "except SystemExit: pass\n"
        f"sys.exit(', '.join({HEAVY | light!r} & {{*sys.modules}}) or 0)"
    )
    if arguments != ["--help"]:
        recension(*given)
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("argument", ["nothing.txt", "pyproject.toml/x", "manuscript/nothing"])
def test_bad_input_ends_with_one_message(argument: str) -> None:
    done = recension("build", argument)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith(f"error: {argument}: ")
    assert "Traceback" not in done.stderr


def test_a_reader_that_goes_away_is_no_fault() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "pipeline", "explain", "divided-word"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 141


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGHUP])
def test_a_build_that_is_ended_leaves_nothing_half_made(tmp_path: Path, sign: int) -> None:
    # A signal that comes just before a sleep does not cut that short, so the sleeps are short; and
    # where the tests run under nohup, SIGHUP is ignored until it is given back.
    script = (
        "import signal, sys, time\n"
        "signal.signal(signal.SIGHUP, signal.SIG_DFL)\n"
        "from pipeline.write import records\n"
        "def wait(*_):\n    print('there', flush=True)\n"
        "    for _ in range(600): time.sleep(0.1)\n"
        "records.write_records = wait\n"
        "sys.argv[1:] = ['build', 'tests/smallbook', '--to', 'markdown', '--out', sys.argv[1]]\n"
        "import runpy; runpy.run_module('pipeline', run_name='__main__')\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, str(tmp_path / "out")],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"there\n"
        process.send_signal(sign)
        assert process.wait(timeout=30) == 128 + sign
        assert process.stderr is not None
        assert process.stderr.read() == b""
    assert list((tmp_path / "out").iterdir()) == []


PROGRESS = (
    "import time; from pipeline.commands import progress_shown\n"
    "with progress_shown() as shown: shown('recovering [the] text'); time.sleep(0.3)\n"
)


def test_progress_is_silent_where_there_is_no_terminal() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRESS], cwd=ROOT, check=True, capture_output=True
    )
    assert (done.stdout, done.stderr) == (b"", b"")


def test_progress_is_shown_on_a_terminal() -> None:
    try:
        ours, theirs = pty.openpty()
    except OSError as error:
        pytest.skip(f"there is no terminal to be had here: {error}")
    with subprocess.Popen(
        [sys.executable, "-c", PROGRESS],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=theirs,
        env={**os.environ, "TERM": "xterm"},
    ) as process:
        assert process.communicate(timeout=30)[0] == b""
    os.close(theirs)
    shown = os.read(ours, 65536)
    os.close(ours)
    assert b"recovering [the] text" in shown


def test_what_may_be_done_next_is_told_on_a_terminal_alone() -> None:
    script = "from pipeline.commands import say_next\nsay_next('recension build emma')\n"
    command = [sys.executable, "-c", script]
    try:
        ours, theirs = pty.openpty()
    except OSError as error:
        pytest.skip(f"there is no terminal to be had here: {error}")
    subprocess.run(command, cwd=ROOT, check=True, stdout=theirs, stderr=theirs)
    assert os.read(ours, 4096) == b"next: recension build emma\r\n"
    piped = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, stderr=theirs)
    assert piped.stdout == b""
    os.close(theirs)
    with pytest.raises(OSError, match="Input/output error"):
        os.read(ours, 4096)
    os.close(ours)


def told_nowhere(typed: list[str], shell: str) -> tuple[int, str, str]:
    """Run a command from a shell that has led its output elsewhere."""
    # Where Python is asked to keep nothing back, its own help does not hear that there is no room.
    told = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    command = ["sh", "-c", f'"$@" {shell}', "sh", sys.executable, "-m", "pipeline", *typed]
    done = subprocess.run(
        command, cwd=ROOT, check=False, capture_output=True, text=True, timeout=60, env=told
    )
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize("typed", [["explain", "divided-word"], ["--version"], ["build", "--help"]])
def test_output_for_which_there_is_no_room_is_told(typed: list[str]) -> None:
    status, _, said = told_nowhere(typed, "> /dev/full")
    assert (status, said) == (
        2,
        "error: No space left on device\n    make room where it writes to\n",
    )


def test_an_error_that_can_be_told_nowhere_is_told_by_the_status() -> None:
    for shell in ("2> /dev/full", "2>&-", ">&- 2>&- <&-"):
        assert told_nowhere(["build", "nothing.txt"], shell) == (2, "", "")


def test_without_an_output_a_book_is_built_all_the_same(tmp_path: Path) -> None:
    book, out = tmp_path / "tiny.txt", tmp_path / "out"
    book.write_text("The mill stood still.\n", encoding="utf-8")
    typed = ["build", str(book), "--to", "markdown", "--out", str(out)]
    assert told_nowhere(typed, "<&- >&- 2>&-") == (0, "", "")
    assert (out / "markdown/metadata.yaml").read_text(encoding="utf-8").startswith("---\n")
    assert not any(b"mill" in path.read_bytes()[:4] for path in out.glob("*.*"))
