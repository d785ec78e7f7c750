"""Signs that set the direction of writing, and which of them have no business in a line.

After Unicode Standard Annex #9 (The Bidirectional Algorithm), X1 to X8. An embedding or an isolate
ends with its closing sign, at the latest with its line. An override makes letters seem to stand in
another order than they do: a text would read otherwise than it is searched, compared and printed.
The plain marks (U+200E, U+200F, U+061C) turn nothing, and are no concern of this module.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

OVERRIDES, ISOLATES = "\u202d\u202e", "\u2066\u2067\u2068"
END_OF_EMBEDDING, END_OF_ISOLATE = "\u202c", "\u2069"
SIGN = re.compile("[\u202a-\u202e\u2066-\u2069]")
LINE_END = re.compile("[\n-\r\x1c-\x1e\x85\u2028\u2029\ufffe]")
DEEPEST = 125
"""So deep may they be nested (BD2); what would be deeper has no effect."""


def stray(text: str) -> list[int]:
    r"""Give the places of overrides and their ends, and of signs whose partner the line lacks.

    >>> stray("\u2067a\u2069 \u202bb\u202c"), stray("\u202ea\u202c"), stray("\u2067a\n\u2069")
    ([], [0, 2], [0, 3])
    """
    found: list[int] = []
    open_: list[tuple[int, str]] = []
    last = 0
    for match in SIGN.finditer(text):
        if open_ and LINE_END.search(text, last, match.start()):
            found += (at for at, _ in open_)
            open_.clear()
        last = match.start()
        found += _amiss(match[0], last, open_)
    return sorted(found + [at for at, _ in open_])


def _amiss(sign: str, at: int, open_: list[tuple[int, str]]) -> Iterator[int]:
    """Open or close what a sign does; give the places of what cannot stay."""
    if sign == END_OF_ISOLATE:
        if not any(opened in ISOLATES for _, opened in open_):
            yield at
            return
        # It ends the embeddings within as well.
        while open_[-1][1] not in ISOLATES:
            yield open_.pop()[0]
        open_.pop()
    elif sign != END_OF_EMBEDDING:
        if len(open_) < DEEPEST:
            open_.append((at, sign))
        else:
            yield at
    elif not open_ or open_[-1][1] in ISOLATES:
        yield at
    else:
        start, opened = open_.pop()
        yield from (start, at) if opened in OVERRIDES else ()
