"""A keeper whose books do what their text says, for tests: `python -m tests.fakekeeper FORMATS`."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pipeline.batch import keeper
from pipeline.errors import RecensionError

HELD = 1 << 28
LEARNT: list[str] = []


def build_book(source: Path, out: Path, formats: frozenset[str]) -> Mapping[str, Any]:
    """Do what the source says; write a result that says so."""
    word, *more = source.read_text(encoding="utf-8").split()
    print("begun:", word, flush=True)
    match word:
        case "hangs":  # in C, with a child that hangs too
            print("child:", subprocess.Popen(["sleep", "1000"]).pid, flush=True)
            ctypes.CDLL(None).pause()
        case "grows":
            held = bytearray(HELD)
            held[:: os.sysconf("SC_PAGESIZE")] = b"x" * (HELD // os.sysconf("SC_PAGESIZE"))
            ctypes.CDLL(None).pause()
        case "crashes":
            os.kill(os.getpid(), signal.SIGSEGV)
        case "fails":
            raise ValueError("of its own accord")
        case "refuses":
            raise RecensionError("this is no book", source.name, "give another")
        case "waits":  # says by one pipe that it has begun, and goes on by another
            Path(more[0]).write_text(f"{os.getpid()}\n", encoding="ascii")
            Path(more[1]).read_bytes()
    out.mkdir(parents=True)
    for form in formats:
        (out / f"{source.stem}.{form}").write_text(word, encoding="utf-8")
    language = more[0] if word == "speaks" else None
    title = " ".join([word, *LEARNT])
    return {"title": title, "language": language, "words": len(more), "unaccounted": 0}


if __name__ == "__main__":
    keeper.build_book = build_book
    keeper.learn = LEARNT.append
    keeper.warm_up = lambda formats: None
    keeper.main(frozenset(sys.argv[1].split(",")))
