"""What is kept in the user's cache folder, and what is noticed of what others did to it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.machine import cache

KEY = cache.key("tests")


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "xdg" / "recension"


def test_what_is_kept_is_given(folder: Path) -> None:
    assert cache.load(KEY) is None
    value = {"mill": (1, 2), "wheel": frozenset({"a"})}
    cache.keep(KEY, value)
    assert cache.load(KEY) == value
    assert [path.name for path in folder.iterdir()] == [KEY]
    assert folder.stat().st_mode & 0o777 == 0o700


def test_the_key_is_of_all_parts_and_their_bounds() -> None:
    keys = [("a", "b"), ("ab",), ("ab", ""), ("", "ab"), ("b", "a"), (b"a", "c"), ()]
    assert len({cache.key(*parts) for parts in keys}) == len(keys)
    assert cache.key("\ud8ff") != cache.key("?")


def test_the_key_is_the_same_in_another_process_and_another_with_other_code(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    call = "from pipeline.machine import cache; print(cache.key('tests'))"
    said = subprocess.run([sys.executable, "-c", call], capture_output=True, check=True, text=True)
    assert said.stdout.strip() == KEY
    monkeypatch.setattr(cache, "PACKAGE", cache.PACKAGE / "read")
    cache._code.cache_clear()
    try:
        assert cache.key("tests") != KEY
    finally:
        cache._code.cache_clear()


@pytest.mark.parametrize("size", [0, 20, 32, 40, -1])
def test_a_truncated_entry_is_none(folder: Path, size: int) -> None:
    cache.keep(KEY, list(range(100)))
    whole = (folder / KEY).read_bytes()
    (folder / KEY).write_bytes(whole[:size])
    assert cache.load(KEY) is None
    assert not (folder / KEY).exists()
    cache.keep(KEY, "again")
    assert cache.load(KEY) == "again"


@pytest.mark.parametrize("at", [0, 31, 32, 60, -1])
def test_an_altered_entry_is_none(folder: Path, at: int) -> None:
    cache.keep(KEY, list(range(100)))
    data = bytearray((folder / KEY).read_bytes())
    data[at] ^= 1
    (folder / KEY).write_bytes(data)
    assert cache.load(KEY) is None


def test_an_entry_under_another_key_is_none(folder: Path) -> None:
    cache.keep(KEY, "mill")
    other = cache.key("others")
    (folder / KEY).rename(folder / other)
    assert cache.load(other) is None


def test_a_folder_that_others_can_write_is_not_read(folder: Path) -> None:
    cache.keep(KEY, "mill")
    folder.chmod(0o770)
    assert cache.load(KEY) is None
    cache.keep(cache.key("more"), "more")
    assert len(list(folder.iterdir())) == 1
    folder.chmod(0o755)
    assert cache.load(KEY) == "mill"


def test_a_folder_in_whose_place_anybody_could_put_another_is_not_read(folder: Path) -> None:
    cache.keep(KEY, "mill")
    for mode, kept in ((0o777, None), (0o1777, "mill"), (0o755, "mill")):
        folder.parent.chmod(mode)
        assert cache.load(KEY) == kept


def test_a_folder_of_somebody_else_is_not_read(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache.keep(KEY, "mill")
    monkeypatch.setattr(os, "geteuid", lambda: folder.stat().st_uid + 1)
    assert cache.load(KEY) is None


def test_where_there_can_be_no_folder_nothing_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    cache.keep(KEY, "mill")
    assert cache.load(KEY) is None


def test_without_room_on_the_disk_nothing_is_kept(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    cache.keep(KEY, "mill")
    assert cache.load(KEY) is None
    assert list(folder.iterdir()) == []


def test_a_folder_that_can_only_be_read_serves(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(30, "Read-only file system")

    cache.keep(KEY, "mill")
    for name in ("os.utime", "pathlib.Path.unlink", "tempfile.mkstemp"):
        monkeypatch.setattr(name, refuse)
    assert cache.load(KEY) == "mill"
    (folder / KEY).write_bytes(b"damaged")
    assert cache.load(KEY) is None
    cache.keep(KEY, "wheel")
    assert cache.load(KEY) is None


def test_a_path_that_is_not_absolute_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_CACHE_HOME", "here")
    cache.keep(KEY, "mill")
    assert (tmp_path / "home/.cache/recension" / KEY).exists()
    assert not (tmp_path / "here").exists()


def test_two_writers_leave_one_whole_entry(folder: Path) -> None:
    call = (
        "import sys; from pipeline.machine import cache\n"
        "for _ in range(50): cache.keep(sys.argv[1], [sys.argv[2]] * 100_000)"
    )
    writers = [subprocess.Popen([sys.executable, "-c", call, KEY, name]) for name in ("one", "two")]
    seen = set()
    while any(writer.poll() is None for writer in writers):
        found = cache.load(KEY)
        if found is not None:
            assert len(found) == 100_000
            seen.update(found)
    assert [writer.returncode for writer in writers] == [0, 0]
    assert seen <= {"one", "two"}
    assert cache.load(KEY) is not None
    assert [path.name for path in folder.iterdir()] == [KEY]


def test_what_is_no_file_has_no_part_in_a_folders_hash(tmp_path: Path) -> None:
    style, lock = tmp_path / "styles/print.css", tmp_path / "styles/.#print.css"
    style.parent.mkdir()
    style.write_text("p { margin: 0 }", encoding="utf-8")
    lock.symlink_to("ann@mill.1:1")  # as Emacs locks a file
    found = cache.contents(style.parent)
    lock.unlink()
    assert cache.contents(style.parent) == found
    style.write_text("p { margin: 1em }", encoding="utf-8")
    assert cache.contents(style.parent) != found


def test_the_entries_not_used_for_longest_go_first(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "LIMIT", 3500)
    keys = [cache.key(str(number)) for number in range(4)]
    for number, name in enumerate(keys[:3]):
        cache.keep(name, b"x" * 1000)
        os.utime(folder / name, (number, number))
    assert cache.load(keys[0]) is not None
    cache.keep(keys[3], b"x" * 1000)
    assert [cache.load(name) is not None for name in keys] == [True, False, True, True]


def test_an_entry_larger_than_all_may_be_is_not_kept(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache.keep(KEY, "mill")
    monkeypatch.setattr(cache, "LIMIT", 100)
    cache.keep(cache.key("large"), b"x" * 1000)
    assert [path.name for path in folder.iterdir()] == [KEY]


@pytest.mark.parametrize("what", ["pipe", "folder", "link to nothing", "link to a folder"])
def test_what_is_no_file_is_no_entry(folder: Path, tmp_path: Path, what: str) -> None:
    cache.keep(KEY, "mill")
    (folder / KEY).unlink()
    if what == "pipe":
        os.mkfifo(folder / KEY)
    elif what == "folder":
        (folder / KEY).mkdir()
    else:
        (folder / KEY).symlink_to("nothing" if what == "link to nothing" else tmp_path)
    assert cache.load(KEY) is None
    cache.keep(KEY, "wheel")
    assert cache.load(KEY) == (None if what == "folder" else "wheel")


def test_a_folder_among_the_entries_hinders_none_from_making_room(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "LIMIT", 3500)
    cache.keep(KEY, b"x" * 1000)
    (folder / "0").mkdir()
    os.utime(folder / "0", (0, 0))
    for number in range(6):
        cache.keep(cache.key(str(number)), b"x" * 1000)
    assert len(list(folder.iterdir())) == 4


def test_what_was_left_by_a_writer_that_was_killed_is_taken_away(folder: Path) -> None:
    cache.keep(KEY, "mill")
    (folder / ".left").write_bytes(b"half")
    opened = os.open(folder / ".written", os.O_WRONLY | os.O_CREAT)
    cache._lock(opened)
    cache._held.clear()
    cache.keep(KEY, "wheel")
    assert {path.name for path in folder.iterdir()} == {KEY, ".written"}
    os.close(opened)


def test_where_home_is_no_whole_path_nothing_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", "here")
    cache.keep(KEY, "mill")
    assert cache.load(KEY) is None
    assert not (tmp_path / "here").exists()
