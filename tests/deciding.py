"""A reader who decides about a small book, for tests, and the book that comes of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from pipeline.account.demands import draw_up
from pipeline.decisions.make import Maker
from pipeline.decisions.settle import settle
from pipeline.model.book import Book, Source
from pipeline.model.decision import Decision
from pipeline.model.settings import Settings
from pipeline.registry import RULES
from pipeline.stages import finished
from tests.dump import source_of

RAW = """\
                                    THE MILL

Chapter 1

Teh mill had stood stood by the river1 since the days of the old king, and no-
body could say who had built it. The miller, a man called Lodz, was known for his
patience; Lodz said little. His wife said that the wheel would out-
live them both, and that the Lodz Brothers had never paid a miller's
debts. In the winter the ice held the wheel fast.

The second paragraph speaks of the miller's daughter, who went to
Warsaw on the second of May and came back with a book of songs, from which she

1 The river is not named in the registers of the parish.

\f                                    THE MILL

read to the carters on long evenings. They liked the ballads best, and the bal-
lads of robbers best of all. Lodz liked none of them, and said so to the priest.

He said it again "in a low voice" on the last evening of the year, to nobody.

\f                                    THE MILL

Chapter 2

In the spring the ice broke, and the wheel went round again for all to see.

"""
NOW = datetime(2026, 11, 24, 10, 12, tzinfo=UTC)


class Reader:
    """Decides about places of a source by the words that stand there."""

    def __init__(self, raw: str = RAW, name: str = "Ann", later: int = 0) -> None:
        self.source = source_of(raw)
        self.maker = Maker(self.source, name, NOW + timedelta(minutes=later))
        self.decisions: list[Decision] = []

    def at(self, words: str) -> tuple[int, int]:
        """Give the stretch between the brackets in words of the source; a point for `[]`."""
        left, mid, right = re.split(r"[\[\]]", words)
        (start,) = (m.start() for m in re.finditer(re.escape(left + mid + right), self.source.text))
        return start + len(left), start + len(left) + len(mid)

    def says(self, action: str, words: str, new: str = "", **rest: str) -> Decision:
        made = self.maker.make(action, self.at(words), new, **rest)  # type: ignore[arg-type]
        self.decisions.append(made)
        return made


def built(source: Source, decisions: Sequence[Decision]) -> Book:
    ordered = sorted(decisions, key=lambda each: (each.when, each.id))
    book = finished(source, Settings(language="en"), "case", settle(source, ordered))
    assert draw_up(source.text, book, RULES).faults == ()
    return book


def said(book: Book, *checks: str) -> list[str]:
    return [each.message for each in book.findings if each.check in checks]


def of_decisions(book: Book) -> list[str]:
    return said(book, "lost-decision", "doubtful-decision", "conflict")
