"""A worker of the desk whose engine does what the decisions say: it waits, fails or dies of them.

It holds a lock as long as it lives, so that a test can wait for its end.
"""

from __future__ import annotations

import fcntl
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from pipeline.decisions.settle import Settled
from pipeline.desk.making import worker
from pipeline.desk.shown import Emended, ShownBlock, ShownBook, ShownChapter
from pipeline.errors import RecensionError
from pipeline.manuscript.folder import BookFolder
from pipeline.model.book import Source
from pipeline.model.decision import Decision
from pipeline.model.finding import Finding, Span

CHAPTERS = 3


class Engine:
    """Each decision is in the chapter whose number is its place."""

    def __init__(self, folder: BookFolder, source: Source) -> None:
        self.chapters: dict[int, ShownChapter] = {}

    def emended(self, decisions: Sequence[Decision]) -> Emended:
        for each in decisions[-1:]:
            self.obey(each)
        chapters = tuple(self.chapter(number, decisions) for number in range(CHAPTERS))
        return Emended(ShownBook("The Mill", "en", chapters, ()), Settled(), ())

    def chapter(self, number: int, decisions: Sequence[Decision]) -> ShownChapter:
        html = " ".join(each.new for each in decisions if each.at[0] == number)
        made = ShownChapter(f"c{number}", "chapter", "", (ShownBlock(html, "paragraph", 0, 1),), ())
        if self.chapters.get(number) != made:
            self.chapters[number] = made
        return self.chapters[number]

    def checked(self, decisions: Sequence[Decision]) -> tuple[Finding, ...]:
        for each in decisions[-1:]:
            self.obey(each)
        return tuple(Finding("asked", "query", each.at, each.new) for each in decisions)

    def alike(
        self, decisions: Sequence[Decision], made: Sequence[Decision]
    ) -> dict[str, tuple[Span, ...]]:
        return {each.id: (each.at,) * len(decisions) for each in made}

    def obey(self, decision: Decision) -> None:
        """Do what a decision says."""
        order, _, argument = decision.new.partition(" ")
        if order == "wait":
            # The one pipe tells the test that the work has begun, the other is the sign to go on.
            Path(argument + ".begun").write_text("", encoding="utf-8")
            Path(argument + ".go").read_text(encoding="utf-8")
        elif order == "die-once" and not Path(argument).exists():
            Path(argument).touch()
            os.kill(os.getpid(), signal.SIGKILL)
        elif order == "die":
            os.kill(os.getpid(), signal.SIGKILL)
        elif order == "lack":
            raise MemoryError
        elif order == "refuse":
            raise RecensionError("it is not so", "book.toml:3", "say it otherwise")
        elif order == "fail":
            raise KeyError("garden")
        elif order == "print":
            print("this is for nobody")
            sys.stdout.flush()
            os.write(1, b"nor this")
            assert os.read(0, 1) == b""


if __name__ == "__main__":
    held = os.open(f"{os.environ['TEST_LOCKS']}/{sys.argv[1]}", os.O_RDWR | os.O_CREAT)
    fcntl.flock(held, fcntl.LOCK_EX)
    worker.main(lambda: Engine)
