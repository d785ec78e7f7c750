"""The book as pandoc's tree: what the editions and the Markdown are written from.

    Pandoc
      Div #ch03 .chapter          a chapter (.front, .chapter, .back)
        Header 1                  its heading, if it has one
        Para, BlockQuote, Div .verse > LineBlock, Div .list > BulletList, Div .table > Table, …
        Div .note                 a note that no marker in the running text calls

pandoc's notes have neither id nor label, allow one reference and cannot be nested. So a note's body
begins with `Span #n80 .note-label`, which holds its label and, as classes, its state; the first
reference in the running text is the `Note` itself, every other a `Span .noteref target=n80`; a note
without a reference in the running text stands at its chapter's end, with the id of the note it
came behind as `after`. A page break is an empty `Span .pagebreak` with the page's label.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass, field
from itertools import groupby

from pipeline.language import Phrases, language
from pipeline.model.book import Block, Book, Chapter, Note
from pipeline.model.settings import Settings
from pipeline.model.text import Mark, Text
from pipeline.write.inlines import ASKED, EMENDED, POINTS, inlines
from pipeline.write.metadata import metadata
from pipeline.write.pandoc import (
    INDENT,
    RULE,
    SPACE,
    Node,
    Tree,
    api_version,
    attributes,
    bullet_list,
    div,
    header,
    para,
    span,
    table,
    words,
)

PRINTED_LABEL = re.compile(r"\(?(?:\d{1,3}|[ivxlcIVXLC]{1,7}|\w)[.)]\s")
"""A list item's own number or letter. It belongs to the text, so such a list gets no bullets."""


@dataclass(slots=True)
class _State:
    """What the tree already holds, and what is needed to go on."""

    notes: dict[str, Note]
    labels: dict[str, str]
    phrases: Phrases
    called: set[str] = field(default_factory=set)
    """Notes whose body stands in the tree, at their first reference."""
    pages: set[str] = field(default_factory=set)
    in_note: bool = False
    """Inside a note, where pandoc allows no other."""
    bare: bool = False
    """In a chapter that only counts: its references and page breaks, without its words."""


def tree_of(book: Book, settings: Settings, only: Container[str] | None = None) -> Tree:
    """Build the tree of a book, with its metadata.

    Where `only` names some chapters by their ids, the others have no words, but all that the
    numbering of notes, references and pages goes by.

    Raises:
        ValueError: a reference leads to a note that the book does not have.
    """
    state = _State(
        notes={note.id: note for note in book.notes()},
        labels=_labels(book, settings),
        phrases=language(book.language).phrases,
    )
    return {
        "pandoc-api-version": api_version(),
        "meta": metadata(book, settings),
        "blocks": [
            _chapter(chapter, state, bare=only is not None and chapter.id not in only)
            for chapter in book.chapters
        ],
    }


def _labels(book: Book, settings: Settings) -> dict[str, str]:
    """Give each note its label: as printed, or counted through the book or the chapter."""
    if settings.notes.numbering == "source":
        return {note.id: note.label.strip() for note in book.notes()}
    groups = (
        [list(book.notes())]
        if settings.notes.numbering == "book"
        else [chapter.notes for chapter in book.chapters]
    )
    return {note.id: str(k) for group in groups for k, note in enumerate(group, 1)}


def _chapter(chapter: Chapter, state: _State, *, bare: bool) -> Node:
    state.bare = bare
    blocks = _blocks(chapter.blocks, state)
    before = ""
    state.in_note = True
    loose = []
    for note in chapter.notes:
        if note.id not in state.called:
            classes = ["note", "unmarked"] if note.state == "unmarked" else ["note"]
            attr = attributes("", classes, after=before) if before else attributes("", classes)
            loose.append(div(attr, _note_body(note, state)))
        before = note.id
    state.in_note = False
    return div(attributes(chapter.id, [chapter.kind]), [*blocks, *loose])


def _note_body(note: Note, state: _State) -> list[Node]:
    """Give a note's blocks: the label in front, an editorial remark behind what is lost."""
    classes = ["note-label", *([note.state] if note.state in ("cut", "absent") else [])]
    label = span(attributes(note.id, classes), words(state.labels[note.id]))
    blocks = _blocks(note.blocks, state)
    if note.state in ("cut", "absent"):
        said = state.phrases.cut_note if note.state == "cut" else state.phrases.absent_note
        remark = span(attributes("", ["supplied"]), words(said))
        if blocks and blocks[-1]["t"] == "Para":
            blocks[-1] = para([*blocks[-1]["c"], SPACE, remark])
        else:
            blocks.append(para([remark]))
    if blocks and blocks[0]["t"] == "Para":
        return [para([label, SPACE, *blocks[0]["c"]]), *blocks[1:]]
    return [para([label]), *blocks]


def _blocks(blocks: tuple[Block, ...], state: _State) -> list[Node]:
    return [node for block in blocks for node in _WRITERS[block.kind](block, state)]


def _content(block: Block, state: _State) -> list[Node]:
    """Give the block's own text as a paragraph, then the blocks in it."""
    text = _inlines(block.text, state)
    own = [para(text)] if text else []
    return own + _blocks(block.blocks, state)


def _division(*classes: str) -> Callable[[Block, _State], Iterator[Node]]:
    def write(block: Block, state: _State) -> Iterator[Node]:
        if content := _content(block, state):
            yield div(attributes("", classes), content)

    return write


def _paragraph(block: Block, state: _State) -> Iterator[Node]:
    yield from _content(block, state)


def _heading(block: Block, state: _State) -> Iterator[Node]:
    if text := _inlines(block.text, state):
        yield header(min(max(block.level, 1), 6), attributes(), text)
    yield from _blocks(block.blocks, state)


def _quote(block: Block, state: _State) -> Iterator[Node]:
    if content := _content(block, state):
        yield {"t": "BlockQuote", "c": content}


def _stanza(block: Block, state: _State) -> Iterator[Node]:
    lines = [_line(line, state) for line in (block, *block.blocks)]
    if lines := [line for line in lines if line]:
        yield {"t": "LineBlock", "c": lines}


def _line(block: Block, state: _State) -> list[Node]:
    text = _inlines(block.text, state)
    if not (text and block.level):
        return text
    indent = INDENT * block.level
    if text[0]["t"] == "Str":
        return [*words(indent + text[0]["c"]), *text[1:]]
    return [*words(indent), *text]


def _list(block: Block, state: _State) -> Iterator[Node]:
    """Write a list; its items' printed numbers, if they have any, stand in for bullets."""
    items = [content for item in block.blocks if (content := _content(item, state))]
    if not items:
        return
    texts = [str(next((text for text in item.texts() if text), "")) for item in block.blocks]
    labelled = all(PRINTED_LABEL.match(text.strip()) for text in texts)
    classes = ["list", "labelled"] if labelled else ["list"]
    yield div(attributes("", classes), [bullet_list(items)])


def _table(block: Block, state: _State) -> Iterator[Node]:
    """Write a table, each cell as one text, with what is no row (a caption) where it stands."""
    content: list[Node] = []
    for is_row, parts in groupby(block.blocks, lambda part: part.kind == "row"):
        if is_row:
            rows = [[_cell(cell, state) for cell in row.blocks] for row in parts]
            content += [table(rows)] if any(map(any, rows)) else []
        else:
            content += _blocks(tuple(parts), state)
    if content:
        yield div(attributes("", ["table"]), content)


def _cell(block: Block, state: _State) -> list[Node]:
    content: list[Node] = []
    for text in block.texts():
        if part := _inlines(text, state):
            content += [SPACE, *part] if content else part
    return content


def _inlines(text: Text, state: _State) -> list[Node]:
    if state.bare:
        points = (mark for mark in text.marks if mark.kind in POINTS and mark.start == mark.end)
        text = Text(marks=tuple(mark._replace(start=0, end=0) for mark in points))
    return inlines(text, lambda mark: _point(mark, state))


def _point(mark: Mark, state: _State) -> Node:
    if mark.kind == "page":
        return _page_break(mark.data, state)
    if mark.kind in (EMENDED, ASKED):
        return span(attributes("", [mark.kind], reading=mark.data), [])
    note = state.notes.get(mark.data)
    if note is None:
        raise ValueError(f"the book has no note {mark.data!r}")
    if state.in_note or note.id in state.called:
        attr = attributes("", ["noteref"], target=note.id)
        return span(attr, words(state.labels[note.id]))
    state.called.add(note.id)
    state.in_note = True
    body = _note_body(note, state)
    state.in_note = False
    return {"t": "Note", "c": body}


def page_id(label: str) -> str:
    """Give the id of a page, which is also that of the first of several with such a label.

    >>> page_id("12"), page_id("[iv]")
    ('page-12', 'page-iv')
    """
    return "page-" + (re.sub(r"[^\w.]+", "-", label).strip("-") or "x")


def _page_break(label: str, state: _State) -> Node:
    """Give an empty span; where the source counts two pages alike, the id of the second differs."""
    stem = id = page_id(label)
    count = 1
    while id in state.pages:
        count += 1
        id = f"{stem}-{count}"
    state.pages.add(id)
    return span(attributes(id, ["pagebreak"], label=label), [])


_WRITERS: dict[str, Callable[[Block, _State], Iterator[Node]]] = {
    "heading": _heading,
    "paragraph": _paragraph,
    "quote": _quote,
    "verse": _division("verse"),
    "stanza": _stanza,
    "line": _stanza,
    "list": _list,
    "item": _paragraph,
    "table": _table,
    "row": _paragraph,
    "cell": _paragraph,
    "figure": _division("figure"),
    "caption": _division("caption"),
    "break": lambda _block, _state: iter([RULE]),
    "epigraph": _division("epigraph"),
    "sidenote": _division("sidenote"),
    "signature": _division("signature"),
}
