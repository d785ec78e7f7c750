"""Texts that are made to keep an expression busy, from the parts of the expression itself.

What repeats in it is repeated, with what stands before it or without; so is each of its
beginnings, and each sign that it tells from others, alone and by twos. Each such text ends well,
or with a sign that the expression has nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import product
from typing import NamedTuple

from scripts.expressions.steps import PARSER, SINGLE, Node, Single

SIGNS = (
    *"aAzZiI01x .,-\n\t:;!?'\"()[]{}<>*_=/\\|+#&%@$~^`",
    *"éяλאß’‘“”„«»–—…·§†¹²½№\r\f\x00\x1f\u00a0\u00ad\u0301\u200b\u2028\ue000\ufdd0\ufffd",
)
"""What an expression may tell from each other, the commonest first."""
FEW, MANY = 4, 10
"""Signs of a repeat, and of an expression, that are tried."""
LONG = 8
"""A repeat of more turns can take time."""


class Attack(NamedTuple):
    """A text that can be made as long as one likes."""

    before: str
    unit: str
    behind: str

    def text(self, length: int) -> str:
        """Give the text with about so many signs."""
        return self.before + self.unit * max(1, length // len(self.unit)) + self.behind


def attacks(pattern: re.Pattern[str] | re.Pattern[bytes]) -> list[Attack]:
    """Give the attacks on an expression, each once."""
    parts = Parts(pattern)
    units = [("", sign) for sign in parts.signs[:MANY]]
    units += [("", "".join(pair)) for pair in product(parts.signs[:MANY], repeat=2)]
    units += parts.pumped(parts.tree, "")
    ends = ("", parts.odd)
    return list(dict.fromkeys(Attack(*each, end) for each in units if each[1] for end in ends))


class Parts:
    """The parts of an expression, and signs for them."""

    def __init__(self, pattern: re.Pattern[str] | re.Pattern[bytes]) -> None:
        self._is_text = isinstance(pattern.pattern, str)
        self.tree = PARSER.parse(pattern.pattern, pattern.flags)
        singles = [*self._all_singles(self.tree, pattern.flags)]
        own = [chr(given) for name, given in _literals(self.tree) if self._is_text or given < 128]
        known = dict.fromkeys(sign for sign in (*SIGNS, *own) if self._is_text or ord(sign) < 128)
        told = {sign: tuple(each.takes(self._sign(sign)) for each in singles) for sign in known}
        kinds = {kind: sign for sign, kind in reversed(told.items())}
        self.odd = next((sign for kind, sign in kinds.items() if not any(kind)), "\x00")
        taken = [kind for kind in kinds if any(kind)]
        self.signs = [kinds[kind] for kind in sorted(taken, key=sum, reverse=True)]
        self._by_node = dict(zip(self._order, singles, strict=True))

    def pumped(self, nodes: Sequence[Node], before: str) -> list[tuple[str, str]]:
        """Give what can be repeated of nodes, and what has to stand before it."""
        found: list[tuple[str, str]] = []
        head = before
        for node in nodes:
            found += self._pumped_in(node, head)
            head += self.sample([node])
            found += [("", head)]
        return found

    def _pumped_in(self, node: Node, head: str) -> Iterator[tuple[str, str]]:
        operation, given = str(node[0]), node[1]
        if operation.endswith("_REPEAT"):
            if given[1] > LONG:
                yield from ((head, unit) for unit in self._samples(given[2]))
            yield from self.pumped(given[2], head)
        for inner in _inner(node) if not operation.endswith("_REPEAT") else ():
            yield from self.pumped(inner, head)

    def _samples(self, nodes: Sequence[Node]) -> list[str]:
        """Give what nodes take: all signs that a single one tells apart."""
        if len(nodes) == 1 and str(nodes[0][0]) in SINGLE:
            asked = self._by_node[id(nodes[0])]
            return [sign for sign in self.signs if asked.takes(self._sign(sign))][:FEW]
        if len(nodes) == 1 and str(nodes[0][0]) == "SUBPATTERN":
            return self._samples(nodes[0][1][3])
        if len(nodes) == 1 and str(nodes[0][0]) == "BRANCH":
            return [self.sample(each) for each in nodes[0][1][1]]
        return [self.sample(nodes)]

    def sample(self, nodes: Sequence[Node]) -> str:
        """Give something that nodes take one after the other, as short as may be."""
        return "".join(self._sample_of(node) for node in nodes)

    def _sample_of(self, node: Node) -> str:
        operation, given = str(node[0]), node[1]
        if operation in SINGLE:
            return "".join(self._samples([node])[:1])
        if operation.endswith("_REPEAT"):
            times: int = min(max(given[0], 1), given[1])
            return self.sample(given[2]) * times
        if operation == "ASSERT_NOT" or (operation == "ASSERT" and given[0] > 0):
            return ""
        return "".join(self.sample(nodes) for nodes in _inner(node)[:1])

    def _all_singles(self, nodes: Sequence[Node], flags: int) -> Iterator[Single]:
        self._order: list[int] = []
        for node, own in _singles(nodes, flags):
            self._order.append(id(node))
            yield Single(node, own, self.tree.state)

    def _sign(self, sign: str) -> str | bytes:
        return sign if self._is_text else sign.encode()


def _inner(node: Node) -> list[Sequence[Node]]:
    """Give the nodes within a node."""
    operation, given = str(node[0]), node[1]
    if operation == "BRANCH":
        return list(given[1])
    if operation == "SUBPATTERN":
        return [given[3]]
    if operation in ("ASSERT", "ASSERT_NOT"):
        return [given[1]]
    if operation == "ATOMIC_GROUP":
        return [given]
    return [given[2]] if operation.endswith("_REPEAT") else []


def _singles(nodes: Sequence[Node], flags: int) -> Iterator[tuple[Node, int]]:
    """Give what takes one sign, with the flags that hold there."""
    for node in nodes:
        operation, given = str(node[0]), node[1]
        if operation in SINGLE:
            yield node, flags
        own = (flags | given[1]) & ~given[2] if operation == "SUBPATTERN" else flags
        for inner in _inner(node):
            yield from _singles(inner, own)


def _literals(nodes: Sequence[Node]) -> Iterator[tuple[str, int]]:
    """Give the signs that are named in nodes, each with how it is named."""
    for node, _ in _singles(nodes, 0):
        operation, given = str(node[0]), node[1]
        if operation in ("LITERAL", "NOT_LITERAL"):
            yield operation, given
        elif operation == "IN":
            for name, what in given:
                if str(name) == "LITERAL":
                    yield str(name), what
                elif str(name) == "RANGE":
                    yield str(name), what[0]
