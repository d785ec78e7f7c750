"""The chapters of the tree as TEI: divisions, blocks, and what stands in their lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from lxml import etree

from pipeline.write.emended import Reading
from pipeline.write.lift import EDITORIAL
from pipeline.write.pandoc import INDENT, Json, Node
from pipeline.write.tei.elements import XML_ID, XML_LANG, element, name_of
from pipeline.write.tei.inlines import State, change_ids, reader_ids, written

Content = Sequence["etree._Element | str"]


def divisions(chapters: list[Node], readings: list[Reading]) -> dict[str, list[etree._Element]]:
    """Give the chapters as divisions, by where they belong: front, chapter, back.

    Front matter behind a chapter, and back matter before one, are in the body: the order stays.
    """
    made: dict[str, list[etree._Element]] = {"front": [], "chapter": [], "back": []}
    state = State(readings, reader_ids(readings), change_ids(readings), _note)
    kinds = [chapter["c"][0][1][0] for chapter in chapters]
    first = next((k for k, kind in enumerate(kinds) if kind != "front"), len(kinds))
    last = next((k for k in range(len(kinds), first, -1) if kinds[k - 1] != "back"), first)
    for k, chapter in enumerate(chapters):
        (id, (kind, *names), pairs), blocks = chapter["c"]
        others = [name for name in names if name != EDITORIAL]
        type = others[0] if others else {"chapter": "chapter"}.get(kind, "section")
        division = element("div", type=type)
        division.set(XML_ID, id)
        if EDITORIAL in names:
            division.set("resp", "#edition")
        if tag := dict(pairs).get("lang"):
            division.set(XML_LANG, tag)
        _fill(division, blocks, state)
        made["front" if k < first else "chapter" if k < last else "back"].append(division)
    return made


def _fill(division: etree._Element, blocks: list[Node], state: State) -> None:
    """Put blocks into a division; what stands below a heading is a division of its own."""
    open_: list[tuple[int, etree._Element]] = [(0, division)]
    for k, node in enumerate(blocks):
        if node["t"] == "Header":
            level, _, inlines = node["c"]
            head = element("head", *written(inlines, state))
            if k == 0:
                division.append(head)
                open_ = [(level, division)]
                continue
            while len(open_) > 1 and open_[-1][0] >= level:
                open_.pop()
            part = element("div", head, type="section", n=str(level))
            open_[-1][1].append(part)
            open_.append((level, part))
        else:
            _close(open_[-1][1], list(_block(node, state)))
    for part in division.iter("{*}div"):
        _need_content(part)


def _close(part: etree._Element, made: list[etree._Element]) -> None:
    """Add blocks; a closer behind which others come is a paragraph, for none may follow it."""
    for node in made:
        last = part[-1] if len(part) else None
        if last is not None and name_of(last) == "closer" and name_of(node) != "closer":
            last.tag = last.tag.replace("closer", "p")
            last.set("rend", "right")
            etree.strip_tags(last, "{*}signed")
        part.append(node)


def _need_content(part: etree._Element) -> None:
    """A division that is nothing but a heading has an empty paragraph."""
    if all(name_of(node) in ("head", "pb") for node in part):
        part.append(element("p"))


# --- blocks ------------------------------------------------------------------------------------


def _blocks(nodes: list[Node], state: State) -> list[etree._Element]:
    return [made for node in nodes for made in _block(node, state)]


def _block(node: Node, state: State) -> Iterator[etree._Element]:
    kind: str = node["t"]
    content: Json = node.get("c")
    if kind in ("Para", "Plain"):
        yield element("p", *written(content, state))
    elif kind == "Header":  # within a quotation, where no division can begin
        yield element("p", *written(content[2], state), rend="heading")
    elif kind == "BlockQuote":
        yield element("quote", *_blocks(content, state))
    elif kind == "Div":
        yield from _division(content, state)
    elif kind == "BulletList":
        yield _list(content, state, "bulleted")
    elif kind == "LineBlock":
        yield element("lg", *_verse_lines(content, state))
    elif kind == "Table":
        yield _table(content, [], state)
    elif kind == "HorizontalRule":
        yield element("milestone", unit="section", rend="break")
    else:
        raise ValueError(f"no form in TEI for {kind}")


def _division(content: Json, state: State) -> Iterator[etree._Element]:
    (_, classes, pairs), blocks = content
    name = next((name for name in classes if name in _DIVISIONS), "")
    made = _DIVISIONS[name](blocks, state) if name else _blocks(blocks, state)
    for node in made:
        if tag := dict(pairs).get("lang"):
            node.set(XML_LANG, tag)
        if name == "list" and "labelled" in classes:
            node.set("rend", "labelled")
        yield node


def _verse(blocks: list[Node], state: State) -> list[etree._Element]:
    made: list[etree._Element] = []
    for node in blocks:
        if node["t"] != "LineBlock":
            made += _block(node, state)
            continue
        stanza = element("lg", *_verse_lines(node["c"], state), type="stanza")
        if not (made and made[-1].get("type") == "poem"):
            made.append(element("lg", type="poem"))
        made[-1].append(stanza)
    return made


def _verse_lines(lines: list[list[Node]], state: State) -> Iterator[etree._Element]:
    for line in lines:
        inlines, depth = line, 0
        if line and line[0]["t"] == "Str":
            text = line[0]["c"].lstrip("\u00a0")
            depth = (len(line[0]["c"]) - len(text)) // len(INDENT)
            inlines = [{"t": "Str", "c": text}, *line[1:]]
        yield element("l", *written(inlines, state), rend=f"indent-{depth}" if depth else "")


def _listing(blocks: list[Node], state: State) -> list[etree._Element]:
    return [made for node in blocks for made in _block(node, state)]


def _list(items: list[list[Node]], state: State, rend: str) -> etree._Element:
    return element("list", *(element("item", *_item(item, state)) for item in items), rend=rend)


def _item(item: list[Node], state: State) -> Content:
    if len(item) == 1 and item[0]["t"] == "Plain":
        return written(item[0]["c"], state)
    return _blocks(item, state)


def _tabular(blocks: list[Node], state: State) -> list[etree._Element]:
    """Make a table; captions are its heading, whatever else stands there follows it."""
    heads = [head for node in blocks if _is(node, "caption") for head in _heads(node, state)]
    made: list[etree._Element] = []
    for node in blocks:
        if node["t"] == "Table":
            made.append(_table(node["c"], heads, state))
            heads = []
        elif not _is(node, "caption"):
            made += _block(node, state)
    return made + [element("p", *head, rend="caption") for head in heads]


def _table(content: Json, heads: list[Content], state: State) -> etree._Element:
    _, _, _, head, bodies, foot = content
    rows = [(row, "label") for row in head[1]]
    for _, _, above, below in bodies:
        rows += [(row, "label") for row in above] + [(row, "data") for row in below]
    rows += [(row, "data") for row in foot[1]]
    made = element("table", *(element("head", *each) for each in heads))
    for (_, cells), role in rows:
        row = element("row", role="label" if role == "label" else "")
        for cell in cells:
            row.append(element("cell", *_cell(cell[4], state)))
        made.append(row)
    return made


def _cell(blocks: list[Node], state: State) -> Content:
    if all(node["t"] in ("Plain", "Para") for node in blocks):
        content: list[etree._Element | str] = []
        for node in blocks:
            content += [" "] if content else []
            content += written(node["c"], state)
        return content
    return _blocks(blocks, state)


def _figure(blocks: list[Node], state: State) -> list[etree._Element]:
    made = element("figure")
    for node in blocks:
        if _is(node, "caption"):
            made.extend(element("head", *head) for head in _heads(node, state))
        elif node["t"] == "Para" and node["c"] and node["c"][0]["t"] == "Image":
            _, alt, (name, _) = node["c"][0]["c"]
            made.insert(0, element("graphic", url=name))
            made.append(element("figDesc", *written(alt, state)))
        else:
            made.extend(_block(node, state))
    return [made]


def _is(node: Node, name: str) -> bool:
    return node["t"] == "Div" and name in node["c"][0][1]


def _heads(caption: Node, state: State) -> list[Content]:
    return [written(node["c"], state) for node in caption["c"][1] if node["t"] in ("Para", "Plain")]


def _epigraph(blocks: list[Node], state: State) -> list[etree._Element]:
    return [element("quote", *_blocks(blocks, state), type="epigraph")]


def _sidenote(blocks: list[Node], state: State) -> list[etree._Element]:
    return [element("note", *_blocks(blocks, state), place="margin")]


def _caption(blocks: list[Node], state: State) -> list[etree._Element]:
    made = _blocks(blocks, state)
    for node in made:
        node.set("rend", "caption")
    return made


def _signature(blocks: list[Node], state: State) -> list[etree._Element]:
    lines = [
        element("signed", *written(node["c"], state)) for node in blocks if node["t"] == "Para"
    ]
    others = [made for node in blocks if node["t"] != "Para" for made in _block(node, state)]
    return [*others, element("closer", *lines)] if lines else others


def _loose_note(blocks: list[Node], state: State) -> list[etree._Element]:
    return [_note(blocks, state)]


_DIVISIONS: dict[str, Callable[[list[Node], State], list[etree._Element]]] = {
    "verse": _verse,
    "list": _listing,
    "table": _tabular,
    "figure": _figure,
    "epigraph": _epigraph,
    "sidenote": _sidenote,
    "caption": _caption,
    "signature": _signature,
    "note": _loose_note,
}


# --- notes -------------------------------------------------------------------------------------


def _note(blocks: list[Node], state: State) -> etree._Element:
    """Make a note of its blocks, the first of which begins with its label."""
    first = blocks[0]["c"]
    (id, classes, _), label = first[0]["c"]
    rest = first[1:]
    while rest and rest[0]["t"] == "Space":
        rest = rest[1:]
    body = [{"t": "Para", "c": rest}, *blocks[1:]] if rest else blocks[1:]
    made = element("note", *(_blocks(body, state) or [element("p")]), place="end")
    made.set(XML_ID, id)
    made.set("n", "".join(node.get("c", " ") for node in label))
    made.set("type", "editorial" if id.startswith("ed") else "source")
    if states := [name for name in classes if name in ("cut", "absent")]:
        made.set("subtype", states[0])
    return made
