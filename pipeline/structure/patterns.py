"""Where a language divides its words: pyphen, of whose patterns those are read that are asked for.

Of a book's few words that are divided at line ends, some hundred patterns tell; pyphen reads all
five thousand of a language first, which takes longer than all other evidence of all these words.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pyphen

DIGIT = re.compile(r"\d")
VALUED = re.compile("[1-9]")
FIRST, LAST = 2, 2
"""Letters that stay before and behind a division."""


class _Patterns(dict[str, object]):
    """Patterns by their letters, each as it is written until it is asked for."""

    def get(self, letters: str, default: object = None) -> object:
        found = super().get(letters, default)
        if isinstance(found, str):
            found = self[letters] = _read(found)
        return found


class _Dictionary(pyphen.HyphDict):  # type: ignore[misc]
    """pyphen's dictionary, whose patterns are read one by one."""

    def __init__(self, text: str) -> None:
        lines = [line.strip() for line in text.split("\n")[1:]]
        written = [
            line for line in lines if VALUED.search(line) and not line.startswith(pyphen.ignored)
        ]
        letters = DIGIT.sub("", "\n".join(written)).split("\n")
        self.patterns = _Patterns(zip(letters, written, strict=True))
        self.cache: dict[str, list[int]] = {}
        self.maxlen = max(map(len, letters))


def divides(code: str, word: str, at: int) -> bool | None:
    """Tell whether a language divides a word at a place; None if nothing is known of it.

    >>> divides("en", "hyphenation", 2), divides("en", "hyphenation", 3), divides("tlh", "tlh", 1)
    (True, False, None)
    """
    dictionary = _dictionary(code)
    if dictionary is None:
        return None
    return FIRST <= at <= len(word) - LAST and at in dictionary.positions(word)


@cache
def _dictionary(code: str) -> pyphen.HyphDict | None:
    name = pyphen.language_fallback(code)
    if not name:
        return None
    path: Path = pyphen.LANGUAGES[name]
    data = path.read_bytes()
    encoding = data.split(b"\n", 1)[0].decode().strip()
    text = data.decode(encoding.lower().removeprefix("microsoft-"))
    # Signs that are named by numbers, and other letters at a division: few languages have them.
    return pyphen.HyphDict(path) if "^^" in text or "=" in text else _Dictionary(text)


def _read(pattern: str) -> tuple[int, tuple[int, ...]]:
    """Give what a pattern says, without the zeros at its ends, and where that begins.

    >>> _read(".ach4"), _read("a1b0c3")
    ((4, (4,)), (1, (1, 0, 3)))
    """
    values = [int(digit or "0") for digit, _ in pyphen.parse(pattern)]
    start = next(k for k, value in enumerate(values) if value)
    end = len(values) - next(k for k, value in enumerate(reversed(values)) if value)
    return start, tuple(values[start:end])
