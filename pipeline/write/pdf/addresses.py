"""Addresses of the web: where their lines may end.

After New Hart's Rules and the Chicago Manual of Style (17th edition, 14.18): after a solidus,
before other signs; before a hyphen and never after it, so that nobody takes it for one that
divides a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

BREAK = "\u200b"
"""A line may end here, without a hyphen."""
JOINER = "\u2060"
"""No line may end here."""
ADDRESS = re.compile(r"(?:https?://|www\.)\S{16,}")
SIGNS = re.compile(r"(?<=[^/:]/)(?=[^/])|(?<=[^/.?&=_~#%-])(?=[.?&=_~#%-][^\s.])")
LEAST = 3
"""So many letters at least stand before the first place and behind the last."""


def let_break(content: etree._Element) -> None:
    """Let the addresses in a text be broken where that misleads nobody."""
    for node in content.iter():
        for name in ("text", "tail"):
            text = getattr(node, name)
            if text and ("//" in text or "www." in text):
                setattr(node, name, ADDRESS.sub(lambda match: broken(match[0]), text))


def broken(address: str) -> str:
    """Mark the places of an address where a line may end.

    >>> broken("https://example.org/a-mill/1842.html").replace(BREAK, "|").replace(JOINER, "+")
    'https://example|.org/|a|-+mill/|1842|.html'
    """
    places = [place for place in _places(address) if LEAST <= place <= len(address) - LEAST]
    pieces = [address[a:b] for a, b in zip([0, *places], [*places, len(address)], strict=True)]
    return BREAK.join(pieces).replace("-", f"-{JOINER}")


def _places(address: str) -> Iterator[int]:
    for match in SIGNS.finditer(address, address.find("//") + 2):
        yield match.start()
