"""Plain text: UTF-8, with or without a byte-order mark, with any line ends."""

from __future__ import annotations

import re
from pathlib import Path

from pipeline.errors import RecensionError
from pipeline.rules import CONTROL, INVISIBLE

KINDS = {
    b"PK\x03\x04": "a zip archive (EPUB, DOCX and the like)",
    b"\x1f\x8b": "a gzip archive",
    b"\xd0\xcf\x11\xe0": "an old Office document",
    b"{\\rtf": "a rich text file",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
}
REMEDY = "give plain text in UTF-8, for instance what `pdftotext book.pdf` writes"


def decode(data: bytes) -> str:
    """Decode UTF-8; a byte that is none becomes a lone surrogate (PEP 383), so none is lost.

    >>> decode(b"caf\\xc3\\xa9 \\xe9")
    'café \\udce9'
    """
    return data.decode("utf-8", "surrogateescape")


def has_text(text: str) -> bool:
    """Tell whether there is anything that a reader sees.

    >>> has_text("\\ufeff \\n\\u200b\\x02"), has_text("\\f1")
    (False, True)
    """
    return any(not (INVISIBLE.match(sign) or CONTROL.match(sign)) for sign in text)


def page_starts(text: str) -> tuple[int, ...]:
    """Where form feeds begin a new page. One that ends the text begins none.

    >>> page_starts("one\\n\\ftwo\\n\\f")
    (4,)
    """
    end = len(text.rstrip())
    return tuple(m.start() for m in re.finditer("\f", text) if 0 < m.start() < end)


def refuse_binary(data: bytes, path: Path) -> None:
    """Refuse what is no text.

    Raises:
        RecensionError: the bytes begin like another format, or hold NUL bytes.
    """
    for head, kind in KINDS.items():
        if data.startswith(head):
            raise RecensionError(f"this is {kind}, not a text", str(path), REMEDY)
    if b"\0" in data[:65536]:
        raise RecensionError("this is a binary file, not a text", str(path), REMEDY)
