"""Plain text: lines of 72 letters in UTF-8, for whatever can show nothing else.

The conventions are those of old electronic texts. _Emphasis_ stands between underscores, *strong
words* between asterisks; `[80]` is a reference to note 80, whose text begins with `[80]` at the
chapter's or the book's end. Four empty lines stand before a chapter and two before a section; an
indent tells quotations and verse. No word is ever divided.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from textwrap import TextWrapper

from lxml import etree

from pipeline.language import language
from pipeline.model.settings import Settings
from pipeline.write.edition import Edition, edition_of
from pipeline.write.frontmatter import imprint, title_page
from pipeline.write.page import INLINE, classes, element, text_of
from pipeline.write.pandoc import WHITE
from pipeline.write.parts import chapters, notes
from pipeline.write.render import Rendered
from pipeline.write.words import Difference, compare

WIDTH = 72
PART = "\n" * 5
INDENT = " " * 4
STEP = 2
"""How much further in a line of verse stands for each step of its indent."""
DEEP = " " * 24
GAP = "   "
"""What stands between the columns of a table."""
SIGNS = {"em": "_", "strong": "*"}
BULLET, RULE = "•", "* * *"
CONVENTIONS = str.maketrans("", "", "".join(SIGNS.values()) + BULLET + "[]")
"""What the conventions add to the words, and a book may have too."""
WITHIN = INLINE | {"br", "img"}
Style = Callable[[etree._Element, str], Iterator[str]]
_INDENTED = re.compile(r"indent-(\d)")


def write_txt(rendered: Rendered, settings: Settings, source_sha256: str, path: Path) -> None:
    """Write a rendered book as plain text: the same bytes for the same arguments.

    Raises:
        RecensionError: SOURCE_DATE_EPOCH or the edition's date is no date.
    """
    edition = edition_of(rendered, settings, source_sha256, "")
    text = laid_out(_contents(edition))
    path.write_text(f"{text}\n", encoding="utf-8", newline="\n")


def laid_out(parts: Iterable[etree._Element]) -> str:
    """Lay out parts as text, each with four empty lines before it."""
    texts = ("\n\n".join(_blocks(part, "")).strip("\n") for part in parts)
    return PART.join(text for text in texts if text)


def differences_of_txt(
    rendered: Rendered, settings: Settings, source_sha256: str, path: Path
) -> list[Difference]:
    """Hold the words of a plain text, in its order, against those of the edition's parts.

    What the conventions are made of is left out on both sides.
    """
    parts = _contents(edition_of(rendered, settings, source_sha256, ""))
    wanted = " ".join(text_of([part], _is_way_back) for part in parts)
    found = path.read_text(encoding="utf-8")
    return compare(*(text.translate(CONVENTIONS).split() for text in (wanted, found)))


def _contents(edition: Edition) -> list[etree._Element]:
    body, end = chapters(edition), notes(edition)
    parts = [*body, *([end] if end else [])]
    heading = element("h2", language(edition.language).phrases.contents)
    titles = element(
        "div", *(element("p", part.title) for part in parts if part.listed), class_="titles"
    )
    contents = element("nav", heading, titles, class_="contents")
    front = [title_page(edition).content, imprint(edition).content]
    return [*front, contents, *(part.content for part in parts)]


def _is_way_back(node: etree._Element) -> bool:
    return "backlinks" in classes(node)


# --- blocks ------------------------------------------------------------------------------------


def _blocks(node: etree._Element, indent: str) -> Iterator[str]:
    """Give the blocks of an element; those that want more room above begin with empty lines."""
    styles = [STYLES[name] for name in (*classes(node), node.tag) if name in STYLES]
    if styles:
        yield from styles[0](node, indent)
    else:
        yield from _inside(node, indent)


def _inside(node: etree._Element, indent: str) -> Iterator[str]:
    for item in _content(node):
        if isinstance(item, str):
            yield from _wrapped(item, indent, indent)
        else:
            yield from _blocks(item, indent)


def _content(node: etree._Element) -> Iterator[etree._Element | str]:
    """Give what stands in an element: its blocks, and the texts between them."""
    run = node.text or ""
    for child in node:
        if child.tag in WITHIN:
            run += _inline(child) + (child.tail or "")
        else:
            if run.strip():
                yield run
            yield child
            run = child.tail or ""
    if run.strip():
        yield run


def _wrapped(text: str, first: str, rest: str, width: int = WIDTH) -> Iterator[str]:
    """Break a text into lines at its spaces: not at no-break spaces, hyphens or dashes."""
    wrapper = TextWrapper(
        width,
        first,
        rest,
        expand_tabs=False,
        replace_whitespace=False,
        break_long_words=False,
        break_on_hyphens=False,
    )
    if lines := wrapper.wrap(WHITE.sub(" ", text).strip()):
        yield "\n".join(lines)


def _text(node: etree._Element) -> str:
    """Give the text of an inline content under the conventions."""
    pieces = [node.text or ""]
    for child in node:
        pieces += [_inline(child), child.tail or ""]
    return "".join(pieces)


def _inline(node: etree._Element) -> str:
    names = classes(node)
    if _is_way_back(node):
        return ""
    if "noteref" in names:
        return f"[{_text(node)}]"
    if "note-label" in names:
        return f"[{_text(node).strip()}] "
    sign = SIGNS.get(node.tag, "")
    return " " if node.tag == "br" else f"{sign}{_text(node)}{sign}"


def _heading(node: etree._Element, indent: str) -> Iterator[str]:
    """Set a heading; what stands above one of the first level is the part's."""
    above, below = ("", "\n") if node.tag == "h1" else ("\n", "")
    for text in _wrapped(_text(node), indent, indent):
        yield f"{above}{text}{below}"


def _inset(by: str) -> Style:
    return lambda node, indent: _inside(node, indent + by)


def _stanza(node: etree._Element, indent: str) -> Iterator[str]:
    lines: list[str] = []
    for line in node.iter("span"):
        if "line" in classes(line):
            step = _INDENTED.search(line.get("class") or "")
            first = indent + " " * (STEP * int(step[1]) if step else 0)
            # What turns over stands further in than any line begins.
            lines += _wrapped(_text(line), first, indent + INDENT * 3)
    yield "\n".join(lines)


def _right(node: etree._Element, indent: str) -> Iterator[str]:
    for block in _inside(node, indent):
        yield "\n".join(line.strip().rjust(WIDTH) for line in block.split("\n"))


def _list(node: etree._Element, indent: str) -> Iterator[str]:
    division = node.getparent()
    labelled = division is not None and "labelled" in classes(division)
    bare = labelled or any("back" in classes(above) for above in node.iterancestors())
    sign = "" if bare else f"{BULLET} "
    deep = indent + INDENT[: STEP if sign else None]
    yield "\n".join("\n\n".join(_hung(item, indent + sign, deep)) for item in node)


def _note(node: etree._Element, indent: str) -> Iterator[str]:
    yield from _hung(node, indent, indent + INDENT)


def _hung(node: etree._Element, first: str, rest: str) -> Iterator[str]:
    """Let the first line of an element begin otherwise than all others."""
    for item in _content(node):
        if isinstance(item, str) or item.tag == "p":
            yield from _wrapped(item if isinstance(item, str) else _text(item), first, rest)
        else:
            yield from _blocks(item, rest)
        first = rest


def _table(node: etree._Element, indent: str) -> Iterator[str]:
    """Set the columns side by side; where they are too wide, a cell is a line."""
    if node.tag != "table":  # the figure around it, which may hold a caption
        yield from _inside(node, indent)
        return
    rows = [[WHITE.sub(" ", _cell(cell)).strip() for cell in row] for row in node.iter("tr")]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    if len(indent) + sum(widths) + len(GAP) * (len(widths) - 1) <= WIDTH:
        lines = [
            indent + GAP.join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True))
            for row in rows
        ]
        yield "\n".join(line.rstrip() for line in lines)
        return
    for row in rows:
        first, *others = row
        lines = [*_wrapped(first, indent, indent + INDENT)]
        for cell in others:
            lines += _wrapped(cell, indent + INDENT, indent + INDENT)
        yield "\n".join(lines)


def _cell(cell: etree._Element) -> str:
    """Give the text of a cell, in which words may stand in paragraphs or without any."""
    return " ".join(item if isinstance(item, str) else _text(item) for item in _content(cell))


def _lines(node: etree._Element, indent: str) -> Iterator[str]:
    """Give short lines that belong together: those of the contents."""
    yield "\n".join(line for child in node for line in _blocks(child, indent))


def _groups(node: etree._Element, indent: str) -> Iterator[str]:
    for group in node:
        yield from _lines(group, indent)


def _middle(node: etree._Element, indent: str) -> Iterator[str]:
    for line in node.iter("p", "h1"):
        for block in _wrapped(_text(line), indent, indent):
            yield "\n".join(each.center(WIDTH).rstrip() for each in block.split("\n"))


def _rule(_node: etree._Element, _indent: str) -> Iterator[str]:
    yield RULE.center(WIDTH).rstrip()


STYLES: dict[object, Style] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), _heading),
    "blockquote": _inset(INDENT),
    "verse": _inset(INDENT),
    "epigraph": _inset(DEEP),
    "signature": _right,
    "stanza": _stanza,
    "ul": _list,
    "note": _note,
    "table": _table,
    "hr": _rule,
    "titlepage": _middle,
    "imprint": _groups,
    "titles": _lines,
}
