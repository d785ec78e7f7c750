"""A process beside the one that builds a book."""

from __future__ import annotations

import os
import pickle
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.machine.beside import beside


def twice(told: Callable[[], int], answer: Callable[[int], None]) -> None:
    answer(2 * told())


def test_a_process_beside_this_one_answers_what_it_is_told() -> None:
    with beside(twice) as other:
        assert other is not None
        other.tell(21)
        assert other.answer() == 42


def test_more_than_a_pipe_holds_is_told_before_the_other_process_listens(tmp_path: Path) -> None:
    gate = tmp_path / "gate"
    os.mkfifo(gate)

    def late(told: Callable[[], bytes], answer: Callable[[bytes], None]) -> None:
        gate.read_bytes()
        answer(told() + b"!")

    with beside(late) as other:
        assert other is not None
        other.tell(bytes(1 << 22))
        gate.write_bytes(b"")
        assert other.answer() == bytes(1 << 22) + b"!"


def test_what_is_done_after_the_answer_is_waited_for(tmp_path: Path) -> None:
    def more(told: Callable[[], int], answer: Callable[[int], None]) -> None:
        answer(told())
        (tmp_path / "done").touch()

    with beside(more) as other:
        assert other is not None
        other.tell(1)
        other.answer()
    assert (tmp_path / "done").exists()


def test_a_process_that_fails_has_no_answer() -> None:
    def fail(told: Callable[[], int], answer: Callable[[int], None]) -> None:
        answer(1 // (told() - told()))

    with beside(fail) as other:
        assert other is not None
        other.tell(1)
        assert other.answer() is None


def test_where_there_can_be_no_more_processes_there_is_none(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full() -> int:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(os, "fork", full)
    with beside(twice) as other:
        assert other is None


def test_it_is_all_the_same_whether_the_ends_of_processes_are_told() -> None:
    ordinary = signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    try:
        with beside(twice) as other:
            assert other is not None
            other.tell(21)
            assert other.answer() == 42
        with beside(lambda told, _: twice(told, lambda _: None)) as other:
            assert other is not None
            other.tell(21)
            assert other.answer() is None
    finally:
        signal.signal(signal.SIGCHLD, ordinary)


def test_half_an_answer_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    dumps = pickle.dumps
    monkeypatch.setattr(pickle, "dumps", lambda *what: dumps(*what)[:-4])
    with beside(twice) as other:
        assert other is not None
        other.tell(21)
        assert other.answer() is None


def test_a_process_that_nobody_asks_is_ended(tmp_path: Path) -> None:
    gate = tmp_path / "gate"
    os.mkfifo(gate)
    with (
        pytest.raises(KeyboardInterrupt),
        beside(lambda _told, _answer: str(gate.read_bytes())),  # type: ignore[arg-type]
    ):
        raise KeyboardInterrupt
    with pytest.raises(OSError, match="No such device"):  # nobody reads there
        os.open(gate, os.O_WRONLY | os.O_NONBLOCK)


def test_where_there_is_no_room_for_what_is_told_there_is_no_answer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with beside(twice) as other:
        assert other is not None
        monkeypatch.setattr(pickle, "dump", full)
        other.tell(21)
        assert other.answer() is None


def test_where_nothing_can_be_told_there_is_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**_: object) -> None:
        raise FileNotFoundError(2, "No usable temporary directory found")

    monkeypatch.setattr("pipeline.machine.beside.TemporaryFile", refuse)
    with beside(twice) as other:
        assert other is None
