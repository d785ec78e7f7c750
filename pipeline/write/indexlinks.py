"""A printed index's page numbers as links to where these pages of the source begin in the edition.

A number is linked only where it stands as an index writes pages, where the source has one page of
that name, and if the index as a whole proves right: the words of most entries are on the pages that
they name. Else the pages were counted otherwise (sheets for want of folios, or another edition's
pages), and no link is better than a wrong one.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from lxml import etree

from pipeline.write.page import EPUB_TYPE, classes, element, fragment, text_of
from pipeline.write.render import Rendered

NUMBER = r"(?P<page>\d{1,4}|[ivxlc]{1,8})(?:\s?[-–—]\s?(?:\d{1,4}|[ivxlc]{1,8}))?"
NOTED = r"(?:\s?(?:ff?|nn?|sqq?|ss)\b\.?)?"
"""Following pages, or notes on the page: what is said of them is found from where it begins."""
REFERENCE = re.compile(rf"(?<=[,;:]\s)(?:{NUMBER}{NOTED})(?=\s*(?:[,;.)]|$))")
BARE = re.compile(rf"(?<=[\w)\]'’\"”»][ \u00a0])(?:{NUMBER}{NOTED})(?=\s*(?:[,;.)]|$))")
"""The first number of an entry, where the index puts no comma in front of it."""
WORD = re.compile(r"[^\W\d_]{4,}")
STEM = 5
"""So many first letters of a word are looked for on a page: its ending may differ there."""
LEAST = 5
"""So many entries with pages make an index whose links can be proved."""
PROVED = 0.5
"""Share of the entries whose words stand on a page that they name."""


class _Found(NamedTuple):
    """A number that may be linked: of which element, in its text or its tail, where."""

    node: etree._Element
    is_tail: bool
    start: int
    end: int
    page: str


def link_index(content: etree._Element, rendered: Rendered) -> None:
    """Link the page numbers in the lists of a section, and call it an index, if it proves one."""
    names = Counter(label for label, _ in rendered.pages)
    ids = {label: id for label, id in rendered.pages if names[label] == 1}
    items = [item for item in content.iter("li") if item.find(".//li") is None]
    commas = _with_comma(items)
    found = {item: list(_references(item, ids, commas)) for item in items}
    entries = {item: places for item, places in found.items() if places}
    if len(entries) < LEAST:
        return
    texts = page_texts(rendered)
    right = sum(_proved(item, places, ids, texts) for item, places in entries.items())
    if right < PROVED * len(entries):
        return
    content.set(EPUB_TYPE, "index")
    content.set("role", "doc-index")
    for places in entries.values():
        for place in reversed(places):
            _link(place, ids[place.page])


def page_texts(rendered: Rendered) -> Mapping[str, str]:
    """Give the text of each page of the source, by its id; with that of the notes it refers to."""
    notes = {note.id: note for section in rendered.sections for note in section.notes}
    pieces: dict[str, list[str]] = defaultdict(list)
    page = ""
    for section in rendered.sections:
        for node, text in _pieces(fragment(section.html)):
            if node is not None and "pagebreak" in classes(node):
                page = node.get("id", "")
            elif node is not None and "noteref" in classes(node):
                note = notes.get(node.get("href", "").removeprefix("#"))
                if note is not None:
                    pieces[page].append(text_of(fragment(note.html), lambda _: False))
            pieces[page].append(text)
    return {page: "".join(texts).lower() for page, texts in pieces.items()}


def _pieces(content: list[etree._Element | str]) -> Iterator[tuple[etree._Element | None, str]]:
    """Give a content's elements as they begin, and its texts, in reading order."""
    for item in content:
        if isinstance(item, str):
            yield None, item
            continue
        for event, node in etree.iterwalk(item, ("start", "end")):
            if event == "start":
                yield node, node.text or ""
            elif node is not item:
                yield None, node.tail or ""


def _with_comma(items: list[etree._Element]) -> bool:
    """Does the index put a comma before an entry's first page? Most of its entries tell."""
    texts = [text_of([item], lambda _: False) for item in items]
    return sum(bool(REFERENCE.search(text)) for text in texts) > len(texts) / 2


def _references(item: etree._Element, ids: Mapping[str, str], commas: bool) -> Iterator[_Found]:
    for node in item.iter():
        sides = [(False, node.text or "")] if node.tag != "a" else []
        if node is not item:
            sides.append((True, node.tail or ""))
        for is_tail, text in sides:
            matches = [*REFERENCE.finditer(text), *([] if commas else BARE.finditer(text))]
            for match in sorted(matches, key=lambda each: each.start()):
                if match["page"] in ids:
                    yield _Found(node, is_tail, *match.span(), match["page"])


def _proved(
    item: etree._Element, places: list[_Found], ids: Mapping[str, str], texts: Mapping[str, str]
) -> bool:
    """Does a word of the entry stand on one of the pages that it names?"""
    stems = [word[:STEM].lower() for word in WORD.findall(text_of([item], lambda _: False))]
    pages = [texts.get(ids[place.page], "") for place in places]
    return any(stem in page for stem in stems for page in pages)


def _link(place: _Found, id: str) -> None:
    """Make a link of a stretch of text; later ones of the same text are linked already."""
    node, start, end = place.node, place.start, place.end
    text = (node.tail if place.is_tail else node.text) or ""
    link = element("a", text[start:end], href=f"#{id}", class_="pageref")
    link.tail = text[end:]
    if place.is_tail:
        node.tail = text[:start]
        parent = node.getparent()
        assert parent is not None
        parent.insert(parent.index(node) + 1, link)
    else:
        node.text = text[:start]
        node.insert(0, link)
