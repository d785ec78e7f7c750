"""What passes between the desk and its workers: pickles, each behind its length."""

from __future__ import annotations

import pickle
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Literal, NamedTuple

from pipeline.desk.shown import Emended, ShownChapter
from pipeline.machine.memory import uncollected

LENGTH = struct.Struct(">Q")
NO_CACHE = "--no-cache"
"""Tells a worker, behind its role, that it may take nothing that was kept, and keep nothing."""
Role = Literal["editor", "checker"]
Name = Literal["source", "emended", "checked", "alike"]


class Job(NamedTuple):
    """What a worker is asked to do."""

    name: Name
    arguments: tuple[object, ...] = ()
    view: str = ""
    """Of whose book; "" where that is no matter."""


class Refused(NamedTuple):
    """The error that was met: the parts of a `RecensionError`."""

    message: str
    where: str
    remedy: str


class Parcel(NamedTuple):
    """An emended book without those chapters that the other side has."""

    emended: Emended
    """Its book has no chapters."""
    numbers: tuple[int, ...]
    new: Mapping[int, ShownChapter]


@dataclass
class Chapters:
    """The chapters that both sides have, by number: those of the last book of each view.

    The one side packs and the other unpacks in the same order, so that both have the same.
    """

    held: dict[str, Mapping[int, ShownChapter]] = field(default_factory=dict)
    numbers: count[int] = field(default_factory=count)

    def packed(self, view: str, emended: Emended) -> Parcel:
        """Leave out of a book what is there already; a chapter is known by its identity."""
        known = self._all()
        there = {id(each): number for number, each in known.items()}
        chapters = emended.book.chapters
        numbers = tuple(
            there[id(each)] if id(each) in there else next(self.numbers) for each in chapters
        )
        own = dict(zip(numbers, chapters, strict=True))
        new = {number: each for number, each in own.items() if number not in known}
        self.held[view] = own
        return Parcel(_with(emended, ()), numbers, new)

    def unpacked(self, view: str, parcel: Parcel) -> Emended:
        """Put the chapters into their book."""
        known = {**self._all(), **parcel.new}
        own = {number: known[number] for number in parcel.numbers}
        self.held[view] = own
        return _with(parcel.emended, tuple(own.values()))

    def _all(self) -> dict[int, ShownChapter]:
        return {number: each for own in self.held.values() for number, each in own.items()}


def _with(emended: Emended, chapters: Sequence[ShownChapter]) -> Emended:
    return replace(emended, book=replace(emended.book, chapters=tuple(chapters)))


def framed(message: object) -> bytes:
    """Give a message as it goes through the pipe."""
    data = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    return LENGTH.pack(len(data)) + data


@uncollected()
def opened(data: bytes) -> object:
    """Give the message of a frame, whose length was read."""
    return pickle.loads(data)
