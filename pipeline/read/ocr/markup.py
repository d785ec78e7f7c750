"""XML and HTML parsed element by element, so that a large file need not be held as a tree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from math import isfinite

from lxml import etree

from pipeline.errors import RecensionError
from pipeline.machine.limits import ATTRIBUTES, FARTHEST, NEAREST, TAG

ANEW = "have the OCR engine write it anew"
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

WHITE = r" \t\n\f\r"
QUOTED = rf"\"[^\"<]{{0,{TAG}}}+\"|'[^'<]{{0,{TAG}}}+'"
# Text, and tags as every parser reads them: no "<" within, each attribute with its value in quotes.
PLAIN = re.compile(
    rf"(?:[^<]++|<(?![^\W\d]|:)|<[^{WHITE}<>/]++"
    rf"(?:[{WHITE}]++[^{WHITE}<>/=\"']++[{WHITE}]*+=[{WHITE}]*+(?:{QUOTED})){{0,{ATTRIBUTES}}}+"
    rf"[{WHITE}]*+/?>)*+"
)
# Any other tag, by the rules of HTML (13.2.5), so far as it has no more attributes than it may.
OTHER = re.compile(
    rf"<[^{WHITE}>/]++(?:[{WHITE}/]*+(?:=[^{WHITE}>/=]*+|[^{WHITE}>/=]++)"
    rf"(?:[{WHITE}]*+=[{WHITE}]*+(?:\"[^\"]*+\"?|'[^']*+'?|[^{WHITE}>]*+))?+){{0,{ATTRIBUTES}}}+"
    rf"[{WHITE}/]*+"
)
# XML has no "<" within a tag.
LONG = re.compile(rf"<[^<]{{{TAG}}}")
AGAIN = 8
"""How often the letters of a file may be looked at as those of such tags, which can overlap."""


def demand_tags(text: str) -> None:
    """Demand that no tag of HTML is longer, or has more attributes, than any that a tool writes.

    libxml2 goes through all attributes of an element of HTML for each of them. Wherever it sees a
    tag, which hangs on what stands before, one is looked at here.

    Raises:
        RecensionError: one is, or has.
    """
    at, left = 0, AGAIN * len(text)
    while (at := _behind(PLAIN, text, at)) < len(text):
        end = _behind(OTHER, text, at)
        left -= end - at
        if end < len(text) and text[end] != ">":
            raise _fault(text, at, f"has more than {ATTRIBUTES:,} attributes")
        if end - at > TAG or left < 0:
            raise _fault(text, at, "has no end")
        at += 1


def _behind(pattern: re.Pattern[str], text: str, at: int) -> int:
    """Give the end of what begins there, which may be nothing."""
    match = pattern.match(text, at)
    assert match
    return match.end()


def _fault(text: str, at: int, fault: str) -> RecensionError:
    line = text.count("\n", 0, at) + 1
    return RecensionError(f"the tag in line {line:,} {fault}, as no tool writes it", remedy=ANEW)


class Elements:
    """The elements of some names in a file, each whole as it ends, and emptied after its use.

    What is broken is mended where that can be done; `fault` then says what was found, once all
    elements were taken. Nothing outside the file is looked at, and no entity is expanded.

    Raises:
        RecensionError: a tag is longer than one may be; or it declares entities, or attributes
            that tags have which do not say so. libxml2 would expand either, whatever it is told,
            and a few lines of them can stand for more than any memory holds.
    """

    def __init__(self, text: str, *names: str) -> None:
        if "<!ENTITY" in text or "<!ATTLIST" in text:
            what = "it declares entities or attributes of its own, as no OCR engine does"
            raise RecensionError(what, remedy="fetch it anew")
        if long := LONG.search(text):
            raise _fault(text, long.start(), "has no end")
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
        RecensionError: a tag is longer than one may be; or the parser gave up on the file: elements
            are within each other as no OCR engine nests them (libxml2 takes 256; they nest ten).
    """
    demand_tags(text)
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
            raise RecensionError(message, remedy=ANEW)


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
