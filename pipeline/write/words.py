"""The last step of the account: the words of the editions are those of the rendered book.

The words come in two streams, first the chapters' and then the notes', for a note may stand at the
end of the book or of its chapter. What the edition itself adds is left out: references' labels,
labels of notes, links back, headings of the notes, title page, imprint and contents.
"""

from __future__ import annotations

import posixpath
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from pipeline.write.endnotes import in_order
from pipeline.write.page import EPUB_TYPE, XHTML, fragment, text_of
from pipeline.write.parts import is_apparatus
from pipeline.write.render import Rendered

CONTEXT = 6
"""How many words before a difference tell its place."""
MOST = 20
"""How many differences are told; who has that many needs no more to see what is wrong."""
ANCHOR = 4
"""So many words in a row that agree end a difference."""
REACH = 300
"""So many words are first looked at behind a difference, for where the streams meet again."""
FARTHEST = 20_000
"""The longest reach; streams that do not meet within it are different books."""
HYPHENS = "\u2010"
"""What may stand for a word's division at a line's end, and falls where the word is whole."""
SAME_GLYPH = {0x2027: 0x2010, 0x2800: 0x20}
"""Pango sets a hyphenation point as a hyphen where the typeface has no other; a sign of Braille
without dots is read as a blank."""
SELECTORS = frozenset(map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))
"""They choose the form of the letter before them, and are nothing by themselves."""
GAP = "\n"
"""Stands in what is read off a page where PDFium saw a distance: at a line's end, but also at a
wide space within a line. What stood there is not known: a space, a hyphen, or nothing."""
SPACE = re.compile(f"[ {GAP}]* [ {GAP}]*")
CALL = re.compile(r'<a (?=[^>]*class="noteref")[^>]*href="#([^"]+)"')
_OPF = "{http://www.idpf.org/2007/opf}"
_CONTAINER = "{urn:oasis:names:tc:opendocument:xmlns:container}"


class Difference(NamedTuple):
    """A stretch in which two streams of words differ."""

    at: int
    """The number of the first word expected there, counted from 0."""
    after: str
    """The words before it."""
    expected: str
    found: str


def words_of_sections(rendered: Rendered, editorial: bool | None = None) -> list[str]:
    """Give the words that an edition of a rendered book has to show.

    Of those that are the book's and those that are new in the edition, `editorial` asks for one
    kind.
    """
    sections = [section for section in rendered.sections if editorial in (None, section.editorial)]
    texts = [text_of(fragment(section.html), is_apparatus) for section in sections]
    texts += [
        text_of(fragment(note.html), is_apparatus)
        for section in sections
        for note in in_order(section)
    ]
    return " ".join(texts).split()


def bodies_of_notes(rendered: Rendered) -> dict[str, str]:
    """Give the text of each note, by its id."""
    notes = (note for section in rendered.sections for note in section.notes)
    return {note.id: text_of(fragment(note.html), is_apparatus) for note in notes}


def notes_called(rendered: Rendered) -> dict[str, list[str]]:
    """Give the notes that the running text of each section calls first, in the order of the calls.

    Where a form has notes at their calls, those that other notes alone call stand elsewhere.
    """
    called: dict[str, list[str]] = {}
    known: set[str] = set()
    for section in rendered.sections:
        targets = dict.fromkeys(CALL.findall(section.html))
        called[section.id] = [id for id in targets if id not in known]
        known.update(targets)
    return called


def words_of_epub(path: Path) -> list[str]:
    """Give the words of an EPUB that this project packed: its documents in the spine's order."""
    with zipfile.ZipFile(path) as archive:
        documents = [_parsed(archive, name) for name in _spine(archive)]
    bodies = [root.find(f"{{{XHTML}}}body") for root in documents]
    return _words_of_bodies([body for body in bodies if body is not None])


def words_of_html(path: Path) -> list[str]:
    """Give the words of an HTML file that this project wrote."""
    parser = etree.HTMLParser(huge_tree=True, encoding="utf-8")
    root = etree.fromstring(path.read_bytes(), parser)
    return _words_of_bodies(list(root.iter("body")))


def _words_of_bodies(bodies: list[etree._Element]) -> list[str]:
    texts = [
        text_of([body], lambda node: is_apparatus(node) or _is_notes(node))
        for body in bodies
        if body[0].get(EPUB_TYPE) != "toc"
    ]
    texts += [
        text_of([node], is_apparatus) for body in bodies for node in body.iter() if _is_notes(node)
    ]
    return " ".join(texts).split()


def _spine(archive: zipfile.ZipFile) -> list[str]:
    container = _parsed(archive, "META-INF/container.xml")
    package = next(container.iter(f"{_CONTAINER}rootfile")).get("full-path", "")
    root = _parsed(archive, package)
    files = {item.get("id"): item.get("href", "") for item in root.iter(f"{_OPF}item")}
    folder = posixpath.dirname(package)
    return [
        posixpath.join(folder, files[item.get("idref")]) for item in root.iter(f"{_OPF}itemref")
    ]


def _parsed(archive: zipfile.ZipFile, name: str) -> etree._Element:
    parser = etree.XMLParser(huge_tree=True, resolve_entities=False, no_network=True)
    return etree.fromstring(archive.read(name), parser)


def _is_notes(node: etree._Element) -> bool:
    return node.get("role") == "doc-endnotes"


def as_set(text: str) -> str:
    """Fold what a typeface may set alike: compatible characters; invisible ones go.

    >>> as_set("\ufb01n\u00adal\u200b ½\u202f€")
    'final 1⁄2 €'
    """
    folded = unicodedata.normalize("NFKC", text).translate(SAME_GLYPH)
    return folded.translate({ord(sign): _as_set(sign) for sign in {*folded} - {GAP}})


def _as_set(sign: str) -> str:
    if sign.isspace():
        return " "
    return "" if unicodedata.category(sign) == "Cf" or sign in SELECTORS else sign


def differences_of_epub(rendered: Rendered, path: Path) -> list[Difference]:
    """Hold the words of an EPUB against those of the book it was made from: they are the same."""
    return compare(words_of_sections(rendered), words_of_epub(path))


def differences_of_html(rendered: Rendered, path: Path) -> list[Difference]:
    """Hold the words of an HTML file against those of the book it was made from."""
    return compare(words_of_sections(rendered), words_of_html(path))


def compare(expected: list[str], found: list[str]) -> list[Difference]:
    """Hold two streams of words against each other, and give the first stretches that differ.

    Nothing is forgiven but what GAP in a found word stands for, and the order of the letters
    where a script runs from right to left, of which a page keeps only how it looks.
    """
    if expected == found:
        return []
    differences: list[Difference] = []
    # Mostly one place; more where a hyphen may be the book's or of the line's end.
    places, j = {0}, 0
    while len(differences) < MOST:
        while j < len(found) and (after := _after(expected, places, found[j])):
            places, j = after, j + 1
        if j == len(found) and len(expected) in places:
            break
        start = max(places)
        meetings = list(_meetings(expected, start, found, j))
        mirrored = (m for m in meetings if _mirrored(expected[start : m[0]], found[j : m[1]]))
        meeting = next(mirrored, None)
        if meeting is None:
            meeting = meetings[0]
            before = " ".join(expected[max(0, start - CONTEXT) : start])
            wanted, there = " ".join(expected[start : meeting[0]]), " ".join(found[j : meeting[1]])
            differences.append(Difference(start, before, wanted, there.replace(GAP, " ")))
        places, j = {meeting[0]}, meeting[1]
    return differences


def _after(expected: list[str], places: set[int], word: str) -> set[int]:
    """Give the places in the expected words that may be reached by reading a found word."""
    if GAP not in word:
        return {k + 1 for k in places if k < len(expected) and expected[k] == word}
    # Within: which word, and how far into it.
    states = {(k, 0) for k in places}
    *parts, last = word.split(GAP)
    for part in parts:
        reached = _read(expected, states, part)
        if part[-1:] in HYPHENS:
            reached |= _read(expected, states, part[:-1])
        states = reached | {(k + 1, 0) for k, at in reached if at == len(expected[k])}
    states = _read(expected, states, last) if last else states
    return {k + 1 for k, at in states if at and at == len(expected[k])} | {
        k for k, at in states if not at
    }


def _read(expected: list[str], states: set[tuple[int, int]], part: str) -> set[tuple[int, int]]:
    return {
        (k, at + len(part))
        for k, at in states
        if k < len(expected) and expected[k].startswith(part, at)
    }


def _meetings(expected: list[str], i: int, found: list[str], j: int) -> Iterator[tuple[int, int]]:
    """Give the places where two streams that differ at `i` and `j` agree again, the next first."""
    # Imported here: hardly any edition differs from its book.
    from rapidfuzz.distance import Indel

    reach = REACH
    while reach < FARTHEST:
        left, right = expected[i : i + reach], found[j : j + reach]
        blocks = [
            (i + block.src_start, j + block.dest_start)
            for block in Indel.opcodes(left, right)
            if block.tag == "equal" and block.src_end - block.src_start >= ANCHOR
        ]
        yield from blocks
        if blocks or reach > max(len(left), len(right)):
            break
        reach *= 8
    yield len(expected), len(found)


def _mirrored(expected: list[str], found: list[str]) -> bool:
    """Tell whether two texts are the same letters, some of a script that runs to the left."""
    wanted, there = "".join(expected), "".join(found)
    if not any(unicodedata.bidirectional(sign) in ("R", "AL") for sign in wanted):
        return False
    # What opens to the left closes to the right; a page keeps which of the two is seen.
    alike = str.maketrans(")]}>»›", "([{<«‹", GAP + HYPHENS)
    return sorted(wanted.translate(alike)) == sorted(there.translate(alike))
