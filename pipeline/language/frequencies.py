"""How frequent words are: the lists of wordfreq, read from its files.

wordfreq itself is not imported: its tokenizers, and its comparing of languages' codes, take longer
to load than the words of a language do. Its lists are final (it is no longer updated).
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.machinery import ModuleSpec
from importlib.util import find_spec
from pathlib import Path
from typing import Literal, cast

from msgpack import Unpacker

Size = Literal["small", "large"]
"""Of the lists, those of the words that are one in a million or more, and of one in a hundred
million. Not every language has a large one."""
FEW, MANY = 1 << 12, 1 << 20
"""Bytes of a list that are read at once: the small words of a language take few."""


@cache
def listed() -> frozenset[str]:
    """Give the languages of which there is a list, by their codes."""
    return frozenset(_files("small"))


def frequencies(code: str, size: Size = "large") -> Mapping[str, float]:
    """Give a language's words, in small letters, as shares of all words; empty if none are listed.

    >>> english = frequencies("en", "small")
    >>> english["the"] > english["queen"] > 1e-6, "hte" in english
    (True, False)
    >>> frequencies("tlh")
    {}
    """
    return _whole(code, size)


@cache
def _whole(code: str, size: Size) -> Mapping[str, float]:
    shares = {}
    for share, words in _bands(code, size, MANY):
        for word in words:
            shares[word] = share
    return shares


@cache
def small_words(code: str, least: float) -> Mapping[str, float]:
    """Give a language's words that have a share of `least` or more; the rest is not even read.

    >>> sorted(small_words("de", 2e-2)), small_words("tlh", 2e-2)
    (['der', 'die', 'und'], {})
    """
    shares = {}
    for share, words in _bands(code, "small", FEW):
        if share < least:
            break
        for word in words:
            shares[word] = share
    return shares


def _bands(code: str, size: Size, at_once: int) -> Iterator[tuple[float, list[str]]]:
    """Give the words of a list with their share, the most frequent first.

    A file is packed by MessagePack and gzip: a header, and then the words of a share of 1, of
    10^-0.01, 10^-0.02 and so on.
    """
    path = _files(size).get(code) or _files("small").get(code)
    if path is None:
        return
    with gzip.open(path) as file:
        packed = Unpacker(file, read_size=at_once)
        count = packed.read_array_header() - 1
        packed.skip()
        for index in range(count):
            yield 10 ** (-index / 100), packed.unpack()


@cache
def _files(size: Size) -> dict[str, Path]:
    package = cast(ModuleSpec, find_spec("wordfreq"))
    found = Path(str(package.origin)).parent.glob(f"data/{size}_*.msgpack.gz")
    return {path.name.split(".")[0].removeprefix(f"{size}_"): path for path in found}
