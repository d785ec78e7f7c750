"""Files that are whole at every moment."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pipeline.machine.whole import flush, write_whole


def test_a_file_that_cannot_be_written_stays_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "ann.toml"
    write_whole(path, b"good")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        write_whole(path, b"more")
    assert path.read_bytes() == b"good"
    assert [each.name for each in tmp_path.iterdir()] == ["ann.toml"]


def test_it_has_the_permissions_of_the_one_before(tmp_path: Path) -> None:
    path = tmp_path / "ann.toml"
    path.write_bytes(b"")
    path.chmod(0o640)
    write_whole(path, b"more", path.stat())
    assert path.stat().st_mode & 0o777 == 0o640


def test_no_link_that_somebody_laid_is_written_through(tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.write_bytes(b"theirs")
    (tmp_path / ".ann.toml.new").symlink_to(other)
    write_whole(tmp_path / "ann.toml", b"mine")
    assert other.read_bytes() == b"theirs"
    assert (tmp_path / "ann.toml").read_bytes() == b"mine"


def test_where_no_folder_can_be_flushed_that_is_no_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(number: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", lambda _: refuse(22))
    flush(tmp_path)
    monkeypatch.setattr(os, "fsync", lambda _: refuse(5))
    with pytest.raises(OSError, match="Input/output"):
        flush(tmp_path)
