"""Plain text: in any encoding, with or without a byte-order mark, with any line ends."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.errors import RecensionError
from pipeline.machine.limits import demand_text
from pipeline.model.book import PageImage, Source
from pipeline.model.finding import Finding
from pipeline.model.rules import has_text
from pipeline.read.encodings import Decoded, decode_pages
from pipeline.read.files import File

SURE = 0.9
"""Certainty from which an encoding is stated and not asked about."""
EXAMPLES = 4
LONGEST = 100
"""Letters of a word that is shown as an example."""
WORD = re.compile(r"\b\w*[^\W\x00-\x7f]\w*")


def read_plain(files: Sequence[File], name: str) -> Source:
    """Read files of plain text as one; each file begins a page.

    Raises:
        RecensionError: none of them holds anything that a reader sees, or they hold more than a
            book may.
    """
    decoded = decode_pages([file.data for file in files])
    text = "".join(each.text for each in decoded)
    demand_text(text, name)  # before each page has an object of its own
    if not has_text(text):
        what = "the file is empty" if len(files) == 1 else "all page files are empty"
        raise RecensionError(what, name, "there is no text to build from")
    pages: dict[int, PageImage] = {}  # a file without a letter has no page of its own
    length = 0
    for file, each in zip(files, decoded, strict=True):
        for number, start in enumerate((0, *page_starts(each.text))):
            pages[length + start] = PageImage(file.path, number)
        length += len(each.text)
    return Source(
        name,
        text,
        "",
        tuple(sorted(pages))[1:],
        images=tuple(pages[start] for start in sorted(pages)),
        findings=tuple(encoding_findings(decoded)),
    )


def encoding_findings(files: Sequence[Decoded]) -> Iterator[Finding]:
    """Say in which encodings files were read, unless it is UTF-8; ask where that is not sure."""
    told: set[str] = set()
    length = 0
    for decoded in files:
        if decoded.codec != "utf-8" and decoded.codec not in told:
            told.add(decoded.codec)
            alike = sum(other.codec == decoded.codec for other in files)
            what = "the source is" if alike == len(files) else f"{alike} files of the source are"
            found = (match[0] for match in WORD.finditer(decoded.text))
            words = list(dict.fromkeys(word for word in found if len(word) <= LONGEST))[:EXAMPLES]
            first = length + decoded.text.index(words[0]) if words else length
            where = (first, first + (len(words[0]) if words else 0))
            shown = f": {', '.join(words)}" if words else ""
            sure = decoded.certainty >= SURE
            message = f"{what} in {decoded.name}, not in UTF-8{shown}"
            if not sure:
                message = f"{what} not in UTF-8; was it read rightly as {decoded.name}{shown}?"
            yield Finding(
                "encoding", "advice" if sure else "query", where, message, (), decoded.certainty
            )
        length += len(decoded.text)


def page_starts(text: str) -> tuple[int, ...]:
    """Where form feeds begin a new page. One that ends the text begins none.

    >>> page_starts("one\\n\\ftwo\\n\\f")
    (4,)
    """
    end = len(text.rstrip())
    return tuple(m.start() for m in re.finditer("\f", text) if 0 < m.start() < end)
