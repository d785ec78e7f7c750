"""A rendered chapter laid over the book's texts: each stretch of its letters says where it is from.

What an edition shows of a text are its letters in their order; white space may be another. So the
XHTML and the texts are read side by side, and cut wherever another run begins:

    <span data-r="1142">…</span>                            raw text as it is, from this offset on
    <span data-r="1137-1138" data-by="apostrophe">…</span>  what a rule or a decision made of it
    <span data-r="1150-1158" data-by="decision:…"></span>   what a person deleted

Blanks that are not the raw text's own, those at line ends above all, stand between the spans. Every
block has its kind (`data-block`) and its stretch of the source (`data-a`, `data-b`), a reference to
a note has that of its printed marker, a page break its label (`data-page`). Of other attributes
only those come through that are known and do nothing; ids, and links to them, begin with ID, so
that none is one of the desk's.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from html import escape

from lxml import etree

from pipeline.desk.making.letters import Letters
from pipeline.desk.shown import ShownBlock, ShownChapter, ShownNote
from pipeline.errors import FAULT, RecensionError
from pipeline.model.book import Block, Chapter, Note
from pipeline.model.finding import Span
from pipeline.model.text import Mark, Text
from pipeline.write.page import classes, fragment
from pipeline.write.render import VOID, RenderedNote, Section

ID = "ed-"
"""What ids begin with."""
NEAR = 12
"""Characters of the source within which a note's marker stands beside the letters of its block."""
KEPT = frozenset({"class", "lang", "role", "scope", "colspan", "rowspan"})
"""Attributes that come through as they are."""
SUPPLIED = "supplied"
"""The class of what the edition says of a note that is lost."""
ELEMENTS = {
    "p": "paragraph",
    "blockquote": "quote",
    "li": "item",
    "tr": "row",
    "td": "cell",
    "hr": "break",
    **{f"h{level}": f"heading-{level}" for level in range(1, 7)},
}
"""The elements that are blocks of a kind."""
CLASSES = frozenset(
    {
        *("verse", "stanza", "line", "list", "table", "figure", "caption", "epigraph"),
        *("sidenote", "signature"),
    }
)
"""The kinds of blocks that have a class of their name."""
OF_TEXT = frozenset({"stanza", "caption", "sidenote", "signature"})
"""Those of them whose letters XHTML puts into a paragraph, which is no block by itself."""


def laid(
    section: Section,
    chapter: Chapter,
    notes: Mapping[str, Note],
    calls: Mapping[str, tuple[Span, ...]],
    pages: Mapping[str, str],
) -> ShownChapter:
    """Lay a rendered chapter over its texts.

    `notes` are those of the book and `calls` their printed markers, by the notes' ids; `pages` are
    the labels of the pages by the ids that these have in the edition.

    Raises:
        RecensionError: what is rendered does not show the letters and references of the texts.
    """
    blocks = tuple(_Laying(chapter.blocks, pages, chapter.id).blocks(section.html))
    shown = (_note(note, notes[note.id], calls.get(note.id, ()), pages) for note in section.notes)
    return ShownChapter(section.id, section.kind, section.title, blocks, tuple(shown))


def _note(
    rendered: RenderedNote, note: Note, calls: tuple[Span, ...], pages: Mapping[str, str]
) -> ShownNote:
    """Lay a note over its texts; one of which nothing is there stands where its marker does."""
    point = calls[0] if calls else (0, 0)
    parts = list(_Laying(note.blocks, pages, note.id).blocks(rendered.html))
    start, end = _hull([(part.start, part.end) for part in parts if part.end] or [point])
    html = "".join(part.html for part in parts)
    return ShownNote(note.id, rendered.label, html, start, end, note.state, calls)


def _hull(spans: Sequence[Span]) -> Span:
    return min(start for start, _ in spans), max(end for _, end in spans)


def _texts(block: Block) -> Iterator[tuple[bool, Text]]:
    """Give the texts of a block and of those in it; of each, whether it is that of a break."""
    yield block.kind == "break", block.text
    for inner in block.blocks:
        yield from _texts(inner)


class _Laying:
    """Blocks while they are laid over their texts."""

    def __init__(self, blocks: Sequence[Block], pages: Mapping[str, str], where: str) -> None:
        texts = [each for block in blocks for each in _texts(block)]
        read = [text for is_break, text in texts if not is_break]
        self.letters = Letters(read, where)
        self.references = [m for text in read for m in text.marks if m.kind == "noteref"]
        self.breaks = [text for is_break, text in texts if is_break]
        self.pages = pages
        self.where = where
        self.seen: list[Span] = []
        """The stretches of the letters read so far, and of the signs of breaks."""
        self.called: list[Mark] = []
        """The references met so far."""
        self.broken = 0
        """How many breaks were."""

    def blocks(self, html: str) -> Iterator[ShownBlock]:
        """Give the blocks of a chapter or of a note."""
        for item in fragment(html):
            if isinstance(item, str):
                continue
            called = len(self.called)
            written, kind, (start, end) = self._block(item)
            ids = tuple(mark.data for mark in self.called[called:])
            yield ShownBlock(written, kind, start, end, ids)
        self.letters.end()
        if len(self.called) < len(self.references) or self.broken < len(self.breaks):
            raise self._fault("not all references and breaks are shown")

    def _written(self, node: etree._Element) -> str:
        """Write an element with all that is in it."""
        names = classes(node)
        if "noteref" in names:
            return self._reference(node)
        if "pagebreak" in names:
            return _element(node, "", {"data-page": self.pages[node.get("id", "")]}, {"role"})
        if SUPPLIED in names:
            return _element(node, _letters(node.text))
        if _kind(node):
            return self._block(node)[0]
        return _element(node, self._inner(node))

    def _block(self, node: etree._Element) -> tuple[str, str, Span]:
        """Write a block; give its kind and its stretch of the source as well."""
        seen, called = len(self.seen), len(self.called)
        kind = _kind(node)
        if kind == "break":
            self._break()
        inner = self._inner(node)
        start, end = self._stretch(seen, called)
        data = {"data-block": kind, "data-a": str(start), "data-b": str(end)}
        return _element(node, inner, data), kind, (start, end)

    def _inner(self, node: etree._Element) -> str:
        written = [self._spans(node.text)]
        for child in node:
            written += [self._written(child), self._spans(child.tail)]
        return "".join(written)

    def _spans(self, string: str | None) -> str:
        """Write letters, in a span wherever it is known where they come from."""
        written = []
        for piece in self.letters.read(string or ""):
            shown = _letters(piece.string)
            if piece.run is None:
                written.append(shown)
                continue
            start, end = piece.span
            self.seen.append((start, end))
            by = piece.run.rule
            data = f'"{start}-{end}" data-by="{escape(by)}"' if by else f'"{start}"'
            written.append(f"<span data-r={data}>{shown}</span>")
        return "".join(written)

    def _reference(self, node: etree._Element) -> str:
        """Write a reference to a note, with the stretch of its printed marker."""
        number = len(self.called)
        mark = self.references[number] if number < len(self.references) else None
        if mark is None or node.get("href") != f"#{mark.data}":
            raise self._fault(f"a reference leads to {node.get('href')}")
        self.called.append(mark)
        start, end = mark.origin
        return _element(node, _letters(node.text), {"data-a": str(start), "data-b": str(end)})

    def _break(self) -> None:
        """Note where a thought break stands: where signs were printed for it."""
        if self.broken == len(self.breaks):
            raise self._fault("a break is shown that is none of the book's")
        runs = self.breaks[self.broken].runs
        self.broken += 1
        if runs:
            self.seen.append(_hull([(run.start, run.end) for run in runs]))

    def _stretch(self, seen: int, called: int) -> Span:
        """Give the stretch of what was read since then, with the markers of notes at its ends.

        A block in which nothing was read stands behind what was read last.
        """
        markers = [mark.origin for mark in self.called[called:]]
        if len(self.seen) == seen:
            behind = self.seen[-1][1] if seen else self.letters.start
            return _hull(markers or [(behind, behind)])
        start, end = _hull(self.seen[seen:])
        begins = (at for at, _ in markers if start - NEAR < at < start)
        ends = (at for _, at in markers if end < at < end + NEAR)
        return min(begins, default=start), max(ends, default=end)

    def _fault(self, message: str) -> RecensionError:
        return RecensionError(f"the page does not show the book: {message}", self.where, FAULT)


def _kind(node: etree._Element) -> str:
    """Tell what kind of block an element is; "" where it is none."""
    for name in classes(node):
        if name in CLASSES:
            return name
    parent = node.getparent()
    if node.tag == "p" and parent is not None and OF_TEXT.intersection(classes(parent)):
        return ""
    return ELEMENTS.get(node.tag, "")


def _element(
    node: etree._Element, inner: str, data: Mapping[str, str] = {}, without: Container[str] = ()
) -> str:
    """Write an element with those of its attributes that are known, and with some of our own."""
    pairs = [(name, str(value)) for name, value in node.attrib.items() if name in KEPT]
    pairs = [pair for pair in pairs if pair[0] not in without]
    if id := node.get("id"):
        pairs.append(("id", ID + id))
    href = node.get("href", "")
    if href.startswith("#"):
        pairs.append(("href", f"#{ID}{href[1:]}"))
    said = "".join(f' {name}="{escape(value)}"' for name, value in (*pairs, *data.items()))
    return f"<{node.tag}{said}/>" if node.tag in VOID else f"<{node.tag}{said}>{inner}</{node.tag}>"


def _letters(string: str | None) -> str:
    return escape(string or "", quote=False)
