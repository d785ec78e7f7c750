"""The leaf of correction signs: each drawn, said, and shown in an example."""

from __future__ import annotations

import re

from lxml import etree

from pipeline.language import primary
from pipeline.write.page import add, element
from pipeline.write.sheets.signwords import DRAWN, ENGLISH, WORDS

SVG = "http://www.w3.org/2000/svg"
INK = "#b3261e"
MARKED = re.compile(r"\[(\w+):([^\]]*)\]")
MARKS = {
    "x": "struck",
    "u": "under",
    "2": "twice",
    "3": "thrice",
    "w": "waved",
    "d": "dotted",
    "g": "ringed",
    "s": "first",
    "gi": "ringed slanted",
}
"""Classes of what is drawn at a stretch of the text (styles/sheets.css)."""
STROKES = {"i": "‸", "c": "⁀", "b": "|", "p": "[", "q": "]", "o": "∼"}
"""What is drawn between two letters."""
STYLED = {"em": "em", "st": "strong", "sup": "sup", "sub": "sub"}


def leaf_of_signs(tag: str) -> tuple[str, etree._Element]:
    """Make the leaf in a book's language, or in English; its title comes first."""
    code = primary(tag)
    words = WORDS.get(code, ENGLISH)
    heads = [element("th", head, scope="col") for head in words.columns]
    rows = []
    for path, line in zip(DRAWN, words.rows.splitlines(), strict=True):
        meaning, example, becomes = line.split("|")
        cells = [element("td", _drawn(path)), element("td", meaning)]
        cells += [element("td", *_shown(text)) for text in (example, becomes)]
        rows.append(element("tr", *cells))
    table = element(
        "table", element("thead", element("tr", *heads)), element("tbody", *rows), class_="signs"
    )
    title = element("h1", words.title, id="signs")
    lang = code if code in WORDS else "en"
    return words.title, element("section", title, table, class_="leaf alone", lang=lang)


def _drawn(path: str) -> etree._Element:
    """Draw a sign as a pen does."""
    made = etree.Element(f"{{{SVG}}}svg")
    made.set("viewBox", "0 -1 40 22")
    pen = etree.SubElement(made, f"{{{SVG}}}path")
    drawn = {"d": path, "fill": "none", "stroke": INK, "stroke-width": "1.5"}
    for name, value in {**drawn, "stroke-linecap": "round", "stroke-linejoin": "round"}.items():
        pen.set(name, value)
    return made


def _shown(text: str) -> list[etree._Element | str]:
    """Give an example with its marks.

    >>> [item if isinstance(item, str) else item.get("class") for item in _shown("a [x:lu]mp")]
    ['a ', 'struck', 'mp']
    """
    shown: list[etree._Element | str] = []
    at = 0
    for match in MARKED.finditer(text):
        shown += [text[at : match.start()], _mark(match[1], match[2])]
        at = match.end()
    return [*shown, text[at:]]


def _mark(kind: str, text: str) -> etree._Element:
    if kind in STROKES:
        return element("span", STROKES[kind], class_="stroke")
    if kind in STYLED:
        return element(STYLED[kind], text)
    made = element("span", class_=MARKS.get(kind, "smallcaps"))
    add(made, [text])
    return made
