"""Count what an expression does at a text, step by step, in the way of Python's own engine.

That engine tells nobody how often it goes back. So its search is done again here, slowly, upon
the same parsed expression: signs are tried one after the other, each repeat takes all that it can
and gives back one by one, and what is atomic gives nothing back. What Python does faster, as to
look ahead for a letter, changes the number of steps by a factor, not how it grows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from importlib import import_module
from typing import Any

PARSER, COMPILER = import_module("re._parser"), import_module("re._compiler")
SINGLE = frozenset({"LITERAL", "NOT_LITERAL", "ANY", "IN"})
"""What takes one sign."""
MOST = 2_000_000
"""Steps after which the count ends."""
Node = tuple[Any, Any]
"""An operation, as Python's parser names it, and what belongs to it."""


class Single:
    """What takes one sign; which signs, Python's engine says."""

    def __init__(self, node: Node, flags: int, state: object) -> None:
        part = PARSER.SubPattern(state, [node])
        self._asked = COMPILER.compile(part, flags & ~re.DEBUG).fullmatch
        self._known: dict[str | bytes, bool] = {}

    def takes(self, sign: str | bytes) -> bool:
        """Does it take a sign?"""
        known = self._known.get(sign)
        if known is None:
            known = self._known[sign] = bool(sign) and self._asked(sign) is not None
        return known


class Engine:
    """An expression whose steps are counted."""

    def __init__(self, pattern: re.Pattern[str] | re.Pattern[bytes]) -> None:
        self._flags = pattern.flags
        self._tree = PARSER.parse(pattern.pattern, pattern.flags)
        self._singles: dict[int, Single] = {}
        self._text: str | bytes = ""
        self._groups: dict[int, tuple[int, int]] = {}
        self.steps = 0

    def found(self, text: str | bytes) -> list[tuple[int, int]]:
        """Give where it is found, one behind the other, as `finditer` does; count the steps."""
        self._text, self.steps = text, 0
        spans, at = [], 0
        while at <= len(text):
            self._groups = {}
            end = next(self._sequence(self._tree, self._flags, 0, at), None)
            if end is not None:
                spans.append((at, end))
            at = end if end is not None and end > at else at + 1
        return spans

    def is_whole(self, text: str | bytes) -> bool:
        """Tell if it takes a whole text, as `fullmatch` does; count the steps."""
        self._text, self.steps, self._groups = text, 0, {}
        return any(end == len(text) for end in self._sequence(self._tree, self._flags, 0, 0))

    def _sequence(self, nodes: Sequence[Node], flags: int, k: int, at: int) -> Iterator[int]:
        """Give where the nodes from the k-th on may end, in the order in which that is tried."""
        if k == len(nodes):
            yield at
            return
        for end in self._ends(nodes[k], flags, at):
            yield from self._sequence(nodes, flags, k + 1, end)

    def _ends(self, node: Node, flags: int, at: int) -> Iterator[int]:
        self._count()
        operation, given = str(node[0]), node[1]
        if operation in SINGLE:
            yield from (at + 1,) if self._takes(node, flags, at) else ()
        elif operation == "BRANCH":
            for nodes in given[1]:
                yield from self._sequence(nodes, flags, 0, at)
        elif operation == "SUBPATTERN":
            yield from self._group(given, flags, at)
        elif operation.endswith("_REPEAT"):
            yield from self._repeat(operation, given, flags, at)
        elif operation == "ATOMIC_GROUP":
            yield from _first(self._sequence(given, flags, 0, at))
        elif operation in ("ASSERT", "ASSERT_NOT"):
            begin = at - (given[1].getwidth()[0] if given[0] < 0 else 0)
            holds = begin >= 0 and any(True for _ in self._sequence(given[1], flags, 0, begin))
            yield from (at,) if holds == (operation == "ASSERT") else ()
        elif operation == "AT":
            yield from (at,) if self._is_at(str(given), flags, at) else ()
        elif operation == "GROUPREF":
            yield from self._again(given, at)
        else:
            raise NotImplementedError(operation)

    def _group(self, given: tuple[Any, ...], flags: int, at: int) -> Iterator[int]:
        number, added, taken, nodes = given
        before = self._groups.get(number)
        for end in self._sequence(nodes, (flags | added) & ~taken, 0, at):
            if number is not None:
                self._groups[number] = (at, end)
            yield end
        if before is not None:
            self._groups[number] = before

    def _again(self, number: int, at: int) -> Iterator[int]:
        if number in self._groups:
            begin, end = self._groups[number]
            self._count(end - begin)
            if self._text[at : at + end - begin] == self._text[begin:end]:
                yield at + end - begin

    def _repeat(self, kind: str, given: tuple[Any, ...], flags: int, at: int) -> Iterator[int]:
        least, most, nodes = given
        if len(nodes) == 1 and str(nodes[0][0]) in SINGLE and kind != "MIN_REPEAT":
            ends = self._row(nodes[0], flags, at, (least, most))
        else:
            ends = self._turns(nodes, flags, at, (least, most), kind == "MIN_REPEAT")
        yield from _first(ends) if kind == "POSSESSIVE_REPEAT" else ends

    def _row(self, node: Node, flags: int, at: int, bounds: tuple[int, int]) -> Iterator[int]:
        """Take as many signs as there are, and give back one after the other."""
        end = at
        while end - at < bounds[1] and self._takes(node, flags, end):
            end += 1
            self._count()
        for place in range(end, at + bounds[0] - 1, -1):
            self._count()
            yield place

    def _turns(
        self, nodes: Sequence[Node], flags: int, at: int, bounds: tuple[int, int], few: bool
    ) -> Iterator[int]:
        least, most = bounds
        if few and least <= 0:
            yield at
        if most > 0:
            for end in self._sequence(nodes, flags, 0, at):
                if end > at or least > 0:
                    rest = (least - 1, most - 1)
                    yield from self._turns(nodes, flags, end, rest, few)
        if not few and least <= 0:
            yield at

    def _takes(self, node: Node, flags: int, at: int) -> bool:
        key = id(node)  # the parsed expression holds it
        if key not in self._singles:
            self._singles[key] = Single(node, flags, self._tree.state)
        return self._singles[key].takes(self._text[at : at + 1])

    def _is_at(self, what: str, flags: int, at: int) -> bool:
        asked = PLACES[what, bool(flags & re.M)]
        return re.compile(asked).match(self._as_text(), at) is not None

    def _as_text(self) -> str:
        return self._text if isinstance(self._text, str) else self._text.decode("latin-1")

    def _count(self, steps: int = 1) -> None:
        self.steps += steps
        if self.steps > MOST:
            raise OverflowError(f"more than {MOST:,} steps")


PLACES = {
    ("AT_BEGINNING", False): r"\A",
    ("AT_BEGINNING", True): r"(?m)^",
    ("AT_BEGINNING_STRING", False): r"\A",
    ("AT_BEGINNING_STRING", True): r"\A",
    ("AT_END", False): r"$",
    ("AT_END", True): r"(?m)$",
    ("AT_END_STRING", False): r"\Z",
    ("AT_END_STRING", True): r"\Z",
    ("AT_BOUNDARY", False): r"\b",
    ("AT_BOUNDARY", True): r"\b",
    ("AT_NON_BOUNDARY", False): r"\B",
    ("AT_NON_BOUNDARY", True): r"\B",
}


def _first(ends: Iterator[int]) -> Iterator[int]:
    for end in ends:
        yield end
        return
