"""XML and HTML parsed element by element, so that a large file need not be held as a tree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from math import isfinite

from lxml import etree

from pipeline.errors import RecensionError
from pipeline.limits import FARTHEST, NEAREST

HARMLESS = frozenset({"ERR_INVALID_CHAR", "WAR_NS_URI_RELATIVE", "NS_ERR_XML_NAMESPACE"})
"""Errors that cost no letter: DjVu's marks of a region's end are no characters of XML."""
NO_TEXT = dict.fromkeys([*range(0x20), 0x7F])
"""Control characters, of which OCR engines leave some."""
SURROGATES = dict.fromkeys(range(55296, 57344), "�")
"""What stands for bytes without a meaning, as a sign that no check passes over."""
# References to surrogates, which by themselves are no characters: libxml2 would let them through.
NO_LETTER = re.compile(
    r"&#(?:x0*d[89a-f][0-9a-f]{2}"
    r"|0*5(?:5(?:29[6-9]|[3-9]\d\d)|6\d{3}|7(?:[0-2]\d\d|3(?:[0-3]\d|4[0-3]))));",
    re.I,
)


class Elements:
    """The elements of some names in a file, each whole as it ends, and emptied after its use.

    What is broken is mended where that can be done; `fault` then says what was found, once all
    elements were taken. Nothing outside the file is looked at, and no entity is expanded.

    Raises:
        RecensionError: it declares entities. libxml2 would expand them in attributes, whatever it
            is told, and a few lines of them can stand for more than any memory holds.
    """

    def __init__(self, text: str, *names: str) -> None:
        if "<!ENTITY" in text:
            raise RecensionError(
                "it declares entities of its own, as no OCR engine does", remedy="fetch it anew"
            )
        self._broken = ""
        self._parse = etree.iterparse(
            _bytes(text),
            tag=[f"{{*}}{name}" for name in names],
            encoding="utf-8",
            recover=True,
            huge_tree=True,
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
        )

    def __iter__(self) -> Iterator[etree._Element]:
        try:
            for _, element in self._parse:
                yield element
                element.clear()
        except etree.XMLSyntaxError as error:  # beyond all mending
            self._broken = str(error)

    @property
    def fault(self) -> str:
        """What is wrong with the file, and where; empty where nothing is."""
        for error in self._parse.error_log:
            if error.type_name not in HARMLESS:
                return f"line {error.line}: {error.message}"
        return self._broken


def divisions(text: str) -> Iterator[tuple[bool, etree._Element]]:
    """Give each div of an HTML file as it begins (True), and whole as it ends (False).

    Raises:
        RecensionError: the parser gave up on it: elements are within each other as no OCR engine
            nests them (libxml2 takes 256, and they nest ten).
    """
    events = etree.iterparse(
        _bytes(text),
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
    for error in events.error_log:
        if error.level == etree.ErrorLevels.FATAL:
            message = f"it cannot be read from line {error.line} on: {error.message}"
            raise RecensionError(message, remedy="have the OCR engine write it anew")


def _bytes(text: str) -> BytesIO:
    if "&#" in text:
        text = NO_LETTER.sub("\ufffd", text)
    try:
        return BytesIO(text.encode())
    except UnicodeEncodeError:
        return BytesIO(text.translate(SURROGATES).encode())


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
    """Read a number; what is none, lacks, or is no place on any page, is 0.

    >>> number("12.5"), number("-3"), number("12,5"), number(None), number("nan"), number("1e308")
    (12.5, -3.0, 0.0, 0.0, 0.0, 0.0)
    """
    try:
        found = float(text or 0)
    except ValueError:
        return 0.0
    return found if isfinite(found) and NEAREST <= abs(found) <= FARTHEST else 0.0
