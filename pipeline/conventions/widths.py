"""How wide letters are in a book's type."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.model.translate import translated

# Widths in hundredths of an em, after the metrics of Times Roman (Adobe Font Metrics): book faces
# differ in size and colour, but little in the proportion of one letter to another. Characters not
# named have the width of their kind.
_WIDTHS = {
    "ijl|'’‘.,:;`!": 27,
    "ftrI()[]/\\- \u00a0‐": 33,
    'sJ“”"': 40,
    "aczeéèêëàâáçgkvxy": 45,
    "bdhnopquóôöúûùü0123456789$*#–?": 50,
    "FPSELBTZ": 59,
    "wACRDNGHKOQUVXY&жшщюыфмЖ": 71,
    "mM—WЖШЩЮФМ%…": 83,
}


class _Widths(dict[int, str]):
    """Width by code point, as the character with that number; that of others is their kind's."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        width = 68 if char.isupper() else 50
        self[code] = chr(width)
        return self[code]


WIDTHS = _Widths({ord(char): chr(width) for chars, width in _WIDTHS.items() for char in chars})
LINE_END = "\0"
"""What stands between two lines in place of a width."""
WIDTHS[ord("\n")] = LINE_END
PLAIN = "".join(WIDTHS[code] for code in range(128)).encode("latin-1").ljust(256)
"""The same of the plain letters, by which a word's bytes are translated twice as fast."""


def natural_width(text: str) -> float:
    """Give the width of a line in ems, as a book face sets it without stretching its blanks.

    A line that was filled by its typesetter comes within some hundredths of the measure; counted
    in characters the same lines vary three times as much.

    >>> natural_width("illicit") < natural_width("woman")
    True
    """
    if text.isascii():
        return sum(text.encode().translate(PLAIN)) / 100
    return sum(text.translate(WIDTHS).encode("latin-1")) / 100


def natural_widths(texts: Sequence[str]) -> list[float]:
    """Give the widths of lines of a book.

    >>> natural_widths(["illicit", ""]) == [natural_width("illicit"), 0]
    True
    """
    widths = translated("\n".join(texts), WIDTHS).encode("latin-1")
    return [sum(line) / 100 for line in widths.split(LINE_END.encode())]
