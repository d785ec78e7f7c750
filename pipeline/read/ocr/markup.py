"""XML and HTML parsed element by element, so that a large file need not be held as a tree."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

from lxml import etree

HARMLESS = frozenset({"ERR_INVALID_CHAR", "WAR_NS_URI_RELATIVE", "NS_ERR_XML_NAMESPACE"})
"""Errors that cost no letter: DjVu's marks of a region's end are no characters of XML."""
NO_TEXT = dict.fromkeys([*range(0x20), 0x7F])
"""Control characters, of which OCR engines leave some."""


class Elements:
    """The elements of some names in a file, each whole as it ends, and emptied after its use.

    What is broken is mended where that can be done; `fault` then says what was found, once all
    elements were taken. Nothing outside the file is looked at, and no entity is expanded.
    """

    def __init__(self, text: str, *names: str) -> None:
        self._parse = etree.iterparse(
            BytesIO(text.encode("utf-8", "replace")),
            tag=[f"{{*}}{name}" for name in names],
            encoding="utf-8",
            recover=True,
            huge_tree=True,
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
        )

    def __iter__(self) -> Iterator[etree._Element]:
        for _, element in self._parse:
            yield element
            element.clear()

    @property
    def fault(self) -> str:
        """What is wrong with the file, and where; empty where nothing is."""
        for error in self._parse.error_log:
            if error.type_name not in HARMLESS:
                return f"line {error.line}: {error.message}"
        return ""


def divisions(text: str) -> Iterator[tuple[bool, etree._Element]]:
    """Give each div of an HTML file as it begins (True), and whole as it ends (False)."""
    events = etree.iterparse(
        BytesIO(text.encode("utf-8", "replace")),
        events=("start", "end"),
        tag="div",
        html=True,
        encoding="utf-8",
        recover=True,
        huge_tree=True,
        no_network=True,
    )
    for event, element in events:
        yield event == "start", element


def local(element: etree._Element) -> str:
    """Give an element's name without its namespace; comments have none."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def plain(text: str | None) -> str:
    """Give the text of a word: no control characters, no blanks around it, single ones in it.

    >>> plain(" a\\x1f \\n b "), plain(None)
    ('a b', '')
    """
    return " ".join((text or "").translate(NO_TEXT | {10: " ", 9: " "}).split())


def number(text: str | None) -> float:
    """Read a number of an attribute; what is none, or lacks, is 0.

    >>> number("12.5"), number("12,5"), number(None)
    (12.5, 0.0, 0.0)
    """
    try:
        return float(text or 0)
    except ValueError:
        return 0.0
