"""Plain text as Project Gutenberg asks for it, from which the other forms of its books are made.

After the volunteers' FAQ of Project Gutenberg and the formatting guidelines of Distributed
Proofreaders: lines of 72 letters; four empty lines before a chapter and two behind its heading;
_italics_, =bold=, SMALL CAPITALS; `[1]` and at the chapter's end `[Footnote 1: …]`, counted through
the book; `[Illustration: …]`, `[Sidenote: …]`; a row of five asterisks for a thought break; common
spaces and hyphens only. What is new in this edition is left out, as rights other than the book's
own may be in it; a note at the end lists what was corrected.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from lxml import etree

from pipeline.amend.emendations import Emendation, emendations
from pipeline.language import language
from pipeline.model.book import Book, Source
from pipeline.model.settings import Settings
from pipeline.write.edition import source_statement
from pipeline.write.endnotes import in_order
from pipeline.write.exports import Export
from pipeline.write.page import classes, element, fragment, text_of
from pipeline.write.parts import is_apparatus
from pipeline.write.plaintext import PART, laid_out
from pipeline.write.render import Rendered, RenderedNote, Section
from pipeline.write.words import Difference, compare

ASTERISKS = "\u00a0".join(["*"] * 5).replace("\u00a0", "\u00a0" * 7)
SIGNS = {"strong": ("=", "="), "sup": ("^{", "}"), "sub": ("_{", "}")}
PLAIN = str.maketrans(
    {
        **dict.fromkeys("\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009", " "),
        **dict.fromkeys("\u200a\u202f\u205f\u3000", " "),
        **dict.fromkeys("\u2010\u2011", "-"),
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff"),
    }
)
"""Signs that differ from common ones by what a typesetter makes of them."""
LABELS = re.compile(r"\[(?:\d+|Footnote \d+:?|Illustration:?|Sidenote:?)\]?")
CONVENTIONS = str.maketrans("", "", "_=^{}[]*•")
"""What the conventions add to the words, and a book may have too."""


def write_gutenberg(
    source: Source, book: Book, rendered: Rendered, settings: Settings, path: Path
) -> None:
    """Write a book as Project Gutenberg asks: the same bytes for the same arguments."""
    parts = _parts(source, book, rendered, settings)
    text = PART.join(part for part in parts if part)
    path.write_text(f"{text}\n", encoding="utf-8", newline="\r\n")


def differences_of_gutenberg(
    source: Source, book: Book, rendered: Rendered, settings: Settings, path: Path
) -> list[Difference]:
    """Hold the words of the text, in its order, against those of the book's sections."""
    front, _, end = _parts(source, book, rendered, settings)
    found = path.read_text(encoding="utf-8")
    found = found[len(front) : len(found) - len(end) - 1]
    wanted: list[str] = []
    for section in _sections(rendered):
        wanted.append(text_of(fragment(section.html), is_apparatus))
        wanted += [text_of(fragment(note.html), is_apparatus) for note in in_order(section)]
    return compare(_words(" ".join(wanted)), _words(found))


def _words(text: str) -> list[str]:
    bare = LABELS.sub("", text.translate(PLAIN)).translate(CONVENTIONS)
    return bare.casefold().split()


def _sections(rendered: Rendered) -> list[Section]:
    return [section for section in rendered.sections if not section.editorial]


def _parts(
    source: Source, book: Book, rendered: Rendered, settings: Settings
) -> tuple[str, str, str]:
    """Give what stands before the book's own words, these, and what stands behind."""
    sections = _sections(rendered)
    notes = (note for section in sections for note in in_order(section))
    numbers = {note.id: k for k, note in enumerate(notes, 1)}
    body = laid_out(_chapter(section, numbers) for section in sections)
    decisions = [each.decision for each in book.decisions if each.decision.why != "extraction"]
    changes = emendations(source.text, book, decisions)
    front, end = laid_out(_front(rendered, settings)), laid_out(_end(book, changes))
    return _plain(front), _plain(body), _plain(end)


def _plain(text: str) -> str:
    """Give text in common signs alone; no line of it ends in a blank."""
    return "\n".join(line.rstrip() for line in text.translate(PLAIN).split("\n"))


def _front(rendered: Rendered, settings: Settings) -> Iterator[etree._Element]:
    """Give the title page, as the source had it, and the contents."""
    names = [person.name for person in settings.contributors if person.role == "aut"]
    lines = [element("h1", settings.title or rendered.title)]
    facts = (settings.subtitle, *names, source_statement(settings.source))
    lines += [element("p", fact) for fact in facts if fact]
    yield element("section", *lines, class_="titlepage")
    titles = [element("p", section.title) for section in _sections(rendered) if section.title]
    if titles:
        heading = element("h2", language(rendered.language).phrases.contents)
        yield element("nav", heading, element("div", *titles, class_="titles"))


def _end(book: Book, changes: Sequence[Emendation]) -> Iterator[etree._Element]:
    """Give the note that lists what was corrected, page by page."""
    if not changes:
        return
    phrases = language(book.language).phrases
    lines = dict.fromkeys(
        f"{_page(book, each.start)}{each.source} → {each.edition}" for each in changes
    )
    heading = element("h1", phrases.text_note)
    listed = element("div", *(element("p", line) for line in lines), class_="titles")
    yield element("section", heading, listed)


def _page(book: Book, offset: int) -> str:
    before = [page.label for page in book.pages if page.start <= offset]
    said = language(book.language).phrases.page
    return f"{said.replace('%s', before[-1])}: " if before else ""


def _chapter(section: Section, numbers: dict[str, int]) -> etree._Element:
    made = element("section", *fragment(section.html), class_=section.kind)
    for note in in_order(section):
        made.extend(_footnote(note, numbers[note.id]))
    for node in list(made.iter("a", "span", *SIGNS, "hr", "figure", "div")):
        _conform(node, numbers)
    return made


def _footnote(note: RenderedNote, number: int) -> list[etree._Element]:
    """Put a note's blocks into their bracket."""
    inner = element("div", *fragment(note.html))
    if inner.text or not len(inner) or inner[0].tag != "p":
        inner.insert(0, element("p"))
    if inner[-1].tag != "p":
        inner.append(element("p"))
    first, last = inner[0], inner[-1]
    first.text = f"[Footnote {number}: {first.text or ''}"
    _behind(last, "]")
    return list(inner)


def _behind(node: etree._Element, text: str) -> None:
    """Add text at the end of what an element holds."""
    if len(node):
        node[-1].tail = (node[-1].tail or "") + text
    else:
        node.text = (node.text or "") + text


def _conform(node: etree._Element, numbers: dict[str, int]) -> None:
    """Give an element the form of the conventions."""
    names = classes(node)
    if "noteref" in names:
        target = (node.get("href") or "").removeprefix("#")
        node.text = str(numbers.get(target, node.text))
    elif "smallcaps" in names:
        for part in node.iter():
            part.text = (part.text or "").upper()
            if part is not node:
                part.tail = (part.tail or "").upper()
    elif node.tag in SIGNS:
        before, behind = SIGNS[node.tag]
        node.text = before + (node.text or "")
        _behind(node, behind)
        node.tag = "span"
    elif node.tag == "hr":
        _become(node, "div", [element("p", ASTERISKS)], "titlepage")
    elif node.tag == "figure" or "figure" in names:
        caption = " ".join(text_of([node], lambda part: False).split())
        said = f"[Illustration: {caption}]" if caption else "[Illustration]"
        _become(node, "p", [said], "")
    elif "sidenote" in names and len(node):
        node[0].text = f"[Sidenote: {node[0].text or ''}"
        _behind(node[-1], "]")


def _become(
    node: etree._Element, tag: str, content: Iterable[etree._Element | str], name: str
) -> None:
    """Make another element of one, which keeps its place."""
    made = element(tag, *content, class_=name)
    made.tail = node.tail
    parent = node.getparent()
    assert parent is not None
    parent.replace(node, made)


EXPORT = Export(
    ".gutenberg.txt",
    lambda work, path: write_gutenberg(*work.text, path),
    lambda work, path: differences_of_gutenberg(*work.text, path),
)
