"""What a label weighs after the last one of its series: numbers, letters, signs."""

from __future__ import annotations

from typing import NamedTuple, Protocol

RISE = 1.5
"""What a step to the next label weighs."""
BREAK = -3.5
"""What a step weighs that no series explains."""
ORDER = "*†‡§"
"""The signs that always follow each other so; after them come ¶ and ‖ in either order, then #."""


class Labelled(Protocol):
    """What has a label, and stands on a page."""

    @property
    def label(self) -> str:
        """The label."""

    @property
    def page(self) -> int:
        """The page."""


class Last(NamedTuple):
    """The last label of a series, and its page."""

    label: str
    page: int


def label_step(last: Labelled | None, label: str, page: int, restart: float) -> float:
    """Weigh a label after the last one of its series.

    >>> [label_step(Last("4", 7), label, 7, 0.0) for label in ("5", "7", "4", "1", "30")]
    [1.5, -0.5, -3.5, -1.5, -3.5]
    """
    if label.isdecimal():
        return _number_step(last, int(label), page, restart)
    if label.isalpha():
        return _letter_step(last, label, page, restart)
    return _sign_step(last, label, page)


def _number_step(last: Labelled | None, value: int, page: int, restart: float) -> float:
    if last is None:
        return 0.5 if value == 1 else -0.2 * min(value, 5)
    rise = value - int(last.label)
    if rise == 1:
        return RISE
    if value == 1:
        return restart if page > last.page else restart - 1.5
    if 2 <= rise <= 8:
        return RISE - 1.0 - 0.5 * (rise - 1)
    if value == 2 and page > last.page:
        return restart - 1.0
    return BREAK


def _letter_step(last: Labelled | None, label: str, page: int, restart: float) -> float:
    if last is None:
        return 0.5 if label in ("a", "i") else -1.0
    if label in ("a", "i") and page >= last.page:
        return restart if page > last.page else restart - 1.5
    before = last.label
    follows = len(label) == len(before) == 1 and ord(label) - ord(before) in (1, 2)
    return RISE if follows or ROMANS.get(label) == before else BREAK


def _sign_step(last: Labelled | None, label: str, page: int) -> float:
    if last is None or page > last.page:
        return 1.0 if label == "*" else -0.5
    if label in followers(last.label):
        return RISE
    return 0.0 if label == last.label else -0.5 if label == "*" else BREAK


def followers(label: str) -> tuple[str, ...]:
    """Give the signs that may follow one: the usual order, or one asterisk more."""
    sign, times = label[0], len(label)
    more = (sign * (times + 1),)
    if sign in ORDER[:-1]:
        return (*more, ORDER[ORDER.index(sign) + 1] * times)
    return (*more, *(other * times for other in "¶‖#" if other != sign), "*" * (times + 1))


_NUMERALS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
ROMANS = dict(zip(_NUMERALS[1:], _NUMERALS, strict=False))
"""The roman numeral before each."""
