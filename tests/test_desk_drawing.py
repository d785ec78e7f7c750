"""What draws the images of pages at the desk: its limits, its death, its end."""

from __future__ import annotations

import os
import re
import sys
from contextlib import closing
from pathlib import Path

import pytest

from pipeline.desk.facsimile import drawer
from pipeline.desk.facsimile.drawer import Drawer, Picture
from pipeline.errors import RecensionError
from pipeline.machine import limits
from tests.pageimages import scan
from tests.pdfs import drawn, endless, show

# What is drawn is drawn by another process.


def test_a_page_without_end_costs_a_message(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "DRAW_SECONDS", 0.5)
    (tmp_path / "bad.pdf").write_bytes(endless())
    (tmp_path / "good.pdf").write_bytes(drawn(show(50, 500, "Two.")))
    with closing(Drawer(9)) as made:
        for _ in range(2):  # the second time, it is known
            with pytest.raises(RecensionError) as caught:
                made.rendered(Picture(tmp_path / "bad.pdf", number=0))
            assert caught.value.message.endswith("it takes more than 0.5 seconds")
            assert caught.value.where == "bad.pdf"
        assert made.rendered(Picture(tmp_path / "good.pdf", number=0)).startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("program", "message"),
    [
        ("os.kill(os.getpid(), signal.SIGSEGV)", "died of it (SIGSEGV)"),
        ("os.write(1, b'99'); sys.exit(3)", "died of it (status 3)"),
        ("os.write(1, b'99\\nPNG'); sys.exit(3)", "died of it (status 3)"),
    ],
)
def test_the_death_of_what_draws_costs_a_message(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: str, message: str
) -> None:
    path = tmp_path / "p.png"
    path.write_bytes(scan())
    with closing(Drawer(9)) as made:
        with monkeypatch.context() as patched:
            code = f"import os, signal, sys; sys.stdin.readline(); {program}"
            patched.setattr(drawer, "PROGRAM", (sys.executable, "-c", code))
            with pytest.raises(RecensionError, match=re.escape(message)):
                made.rendered(Picture(path))
            assert made.sides(Picture(path)) == (0, 0)
        assert made.page_count(Picture(path)) == 1
        path.write_bytes(scan(9))  # what was the death of it is not tried again, but another is
        os.utime(path, ns=(1, 1))
        assert made.rendered(Picture(path)).startswith(b"\x89PNG")


def test_what_draws_and_was_ended_while_idle_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "p.png"
    path.write_bytes(scan())
    with closing(Drawer(9)) as made:
        assert made.sides(Picture(path)) == (60, 90)
        running = made._process
        assert running
        running.kill()
        running.wait()
        assert made.rendered(Picture(path)).startswith(b"\x89PNG")


def test_no_process_outlives_what_is_closed(tmp_path: Path) -> None:
    made = Drawer(9)
    path = tmp_path / "p.png"
    path.write_bytes(scan())
    made.sides(Picture(path))
    running = made._process
    assert running
    made.close()
    assert running.returncode is not None
    with pytest.raises(RecensionError, match="closed"):
        made.rendered(Picture(path))
