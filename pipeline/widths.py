"""How wide letters are in a book's type."""

from __future__ import annotations

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


class _Widths(dict[int, int]):
    """Width by code point; an unknown character gets that of its kind."""

    def __missing__(self, code: int) -> int:
        char = chr(code)
        width = 68 if char.isupper() else 50
        self[code] = width
        return width


WIDTHS = _Widths({ord(char): width for chars, width in _WIDTHS.items() for char in chars})
PLAIN = bytes(WIDTHS[code] for code in range(128)).ljust(256)
"""The same of the plain letters, by which bytes are translated three times as fast."""


def natural_width(text: str) -> float:
    """Give the width of a line in ems, as a book face sets it without stretching its blanks.

    A line that was filled by its typesetter comes within some hundredths of the measure; counted
    in characters the same lines vary three times as much.

    >>> natural_width("illicit") < natural_width("woman")
    True
    """
    if text.isascii():
        return sum(text.encode().translate(PLAIN)) / 100
    return sum(map(WIDTHS.__getitem__, map(ord, text))) / 100
