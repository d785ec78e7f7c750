"""Characters of a whole book, each turned into another."""

from __future__ import annotations

import codecs
from collections.abc import Mapping

WESTERN = bytes(range(256)).decode("cp1252", "replace")
"""What the bytes stand for in the code page in which most books in western scripts can be put."""


AT_ONCE = 1 << 16
"""Characters that are put in lower case at once, which takes fourteen bytes for each in passing."""


def lowered(text: str) -> str:
    """Put a text in lower case, stretch by stretch, each up to a line's end.

    `str.lower` looks at the letters beside a capital sigma, and no further than the word's end.

    >>> lowered("ΟΔΟΣ") == "ΟΔΟΣ".lower()
    True
    """
    parts, start = [], 0
    while start < len(text):
        stop = text.find("\n", start + AT_ONCE) + 1 or len(text)
        parts.append(text[start:stop].lower())
        start = stop
    return "".join(parts)


def translated(text: str, table: Mapping[int, str]) -> str:
    """Turn each character into another, as `str.translate` does, in a tenth of its time.

    Where a text has no more different characters than a byte can tell apart, each goes by way of
    one. `table` has all characters by their code points, as one with `__missing__` has.

    >>> from collections import defaultdict
    >>> translated("“Nie”, рек", defaultdict(lambda: "x", {ord(" "): " "}))
    'xxxxxx xxx'
    """
    chars = WESTERN
    try:
        codes = text.encode("cp1252")
    except UnicodeEncodeError:
        # A map of bytes begins with 0; U+FFFE stands for no character in it.
        chars = "\0" + "".join({*text} - {"\0"})
        if len(chars) > len(WESTERN) or "\ufffe" in chars:
            return text.translate(table)
        alphabet = codecs.charmap_build(chars.ljust(len(WESTERN), "\ufffe"))
        codes, _ = codecs.charmap_encode(text, "strict", alphabet)
    return codecs.charmap_decode(codes, "strict", "".join([table[ord(char)] for char in chars]))[0]
