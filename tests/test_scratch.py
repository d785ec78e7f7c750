"""Folders for what is not yet whole: who has them, and who takes them away."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from pipeline.errors import RecensionError
from pipeline.machine.scratch import alone, is_owned, scratch, temporary

HOLDER = """
import sys
from pathlib import Path
from pipeline.machine.scratch import scratch
with scratch(Path(sys.argv[1]), ".made-") as made:
    print(made, flush=True)
    sys.stdin.read()
"""


def holder(where: Path) -> tuple[subprocess.Popen[str], Path]:
    """Give a process that has a folder, and the folder."""
    command = [sys.executable, "-c", HOLDER, str(where)]
    process = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[1],
    )
    assert process.stdout is not None
    return process, Path(process.stdout.readline().strip())


def test_a_folder_lasts_as_long_as_its_process(tmp_path: Path) -> None:
    process, made = holder(tmp_path)
    with process:
        assert is_owned(made)
        with scratch(tmp_path, ".made-") as ours:
            assert made.is_dir()
            assert ours != made
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert made.is_dir()
    assert not is_owned(made)
    with scratch(tmp_path, ".made-") as ours:
        assert [*tmp_path.iterdir()] == [ours]
    assert [*tmp_path.iterdir()] == []


def test_files_and_links_of_such_a_name_stay(tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    (tmp_path / ".made-file").write_bytes(b"")
    (tmp_path / ".made-link").symlink_to("kept")
    with scratch(tmp_path, ".made-"):
        pass
    assert sorted(each.name for each in tmp_path.iterdir()) == [".made-file", ".made-link", "kept"]


def test_what_somebody_has_made_under_such_a_name_stays(tmp_path: Path) -> None:
    for name, mode in (
        (".made-mine", 0o700),
        (".made-handbook", 0o755),
        (".made-handbook-2", 0o700),
    ):
        (tmp_path / name).mkdir()
        (tmp_path / name).chmod(mode)
    with scratch(tmp_path, ".made-"):
        assert len([*tmp_path.iterdir()]) == 4
    assert len([*tmp_path.iterdir()]) == 3


def test_where_there_are_no_locks_nothing_is_taken_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr("fcntl.flock", refuse)
    (tmp_path / ".made-1").mkdir()
    with alone(tmp_path), scratch(tmp_path, ".made-") as made:
        assert made.is_dir()
    assert [each.name for each in tmp_path.iterdir()] == [".made-1"]


@pytest.mark.parametrize("number", [28, 122, 27])
def test_a_full_disk_is_told_with_what_to_do(number: int) -> None:
    with pytest.raises(RecensionError, match="no room") as caught, temporary():
        raise OSError(number, os.strerror(number))
    assert caught.value.where == tempfile.gettempdir()
    assert "TMPDIR" in caught.value.remedy


def test_where_there_can_be_no_temporary_files_that_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "not there"))
    with pytest.raises(RecensionError, match="no folder for temporary files"), temporary():
        pass
