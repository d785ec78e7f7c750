"""The tree as Markdown, a file a chapter, and back again without loss.

`write_markdown` and `read_markdown` use the same small set of pandoc's extensions, so that as few
signs as possible mean anything. pandoc writes the Markdown and reads it; where its writer does not
escape what its reader would take for markup, the letter is handed to it as raw Markdown, escaped
(`_escaped`).
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path

from pipeline.errors import RecensionError
from pipeline.write.escaping import safe_blocks, safe_meta
from pipeline.write.pandoc import (
    Node,
    Tree,
    api_version,
    attributes,
    bullet_list,
    div,
    nodes,
    plain_text,
    run_lua,
    words,
)

EXTENSIONS = (
    "all_symbols_escapable",
    "blank_before_blockquote",
    "blank_before_header",
    "bracketed_spans",
    "fenced_divs",
    "footnotes",
    "header_attributes",
    "intraword_underscores",
    "line_blocks",
    "pipe_tables",
    "space_in_atx_header",
    "yaml_metadata_block",
)
"""The Markdown of the editions; `-f markdown_strict-raw_html+…` on pandoc's command line."""

METADATA = "metadata.yaml"

_FORMAT = '{format = "markdown", extensions = {' + ", ".join(f'"{e}"' for e in EXTENSIONS) + "}}"
# Lua in pandoc, so that all chapters are one process: starting pandoc costs more than a chapter.
_WRITE = f"""
local format = {_FORMAT}
local template = pandoc.template.compile("$if(titleblock)$$titleblock$\\n\\n$endif$$body$\\n")
local out = {{}}
for k, tree in ipairs(pandoc.json.decode(io.read("a"), false)) do
  local options = {{wrap_text = "none", template = template}}
  out[k] = pandoc.write(pandoc.read(tree, "json", {{}}, {{}}), format, options)
end
io.write(pandoc.json.encode(out))
"""
_READ = f"""
local format = {_FORMAT}
local out = {{}}
for k, file in ipairs(pandoc.json.decode(io.read("a"), false)) do
  io.stderr:write("file ", k, "\\n")
  out[k] = pandoc.write(pandoc.read(file, format, {{}}, {{}}), "json")
end
io.write(pandoc.json.encode(out))
"""

_NOTE_NAME = re.compile(r"\\.|\[\^(\d+)\]", re.DOTALL)


def write_markdown(tree: Tree, folder: Path) -> None:
    """Write the tree into a folder: `metadata.yaml`, which lists the chapters, and a file for each.

    A paragraph is a line, and a chapter's notes stand at its end under their own ids. A chapter
    without a heading has its id and kind in a metadata block.

    Raises:
        RecensionError: pandoc is missing.
    """
    names = _file_names(tree["blocks"])
    listed = {"t": "MetaList", "c": [_meta_string(name) for name in names]}
    meta = safe_meta({"t": "MetaMap", "c": {**tree["meta"], "chapters": listed}})["c"]
    metadata = _document(meta, [])
    trees = [metadata, *(_chapter_document(chapter) for chapter in tree["blocks"])]
    written, _ = run_lua(_WRITE, json.dumps([json.dumps(each) for each in trees]))
    texts = json.loads(written)
    for chapter, name, text in zip(tree["blocks"], names, texts[1:], strict=True):
        path = folder / name
        path.write_text(name_notes(text, _note_ids(chapter)), encoding="utf-8", newline="\n")
    # A YAML file holds one document, and "---" would begin a second.
    yaml = texts[0].rstrip().removesuffix("---") + "...\n"
    (folder / METADATA).write_text(yaml, encoding="utf-8", newline="\n")


def name_notes(markdown: str, ids: Sequence[str]) -> str:
    r"""Replace pandoc's counts of a chapter's notes by their ids.

    Brackets of the book itself are escaped, and those in attributes are character references.

    >>> name_notes("One[^1] \\[^1\\] two[^2]\n\n[^1]: A\n\n[^2]: B", ["n80", "n81"])
    'One[^n80] \\[^1\\] two[^n81]\n\n[^n80]: A\n\n[^n81]: B'
    """

    def named(match: re.Match[str]) -> str:
        if match[1] is None:
            return match[0]
        return f"[^{ids[int(match[1]) - 1]}]"

    return _NOTE_NAME.sub(named, markdown)


def read_markdown(folder: Path) -> Tree:
    """Read what `write_markdown` wrote, or what was made of it by hand, as a tree.

    Raises:
        RecensionError: a file is missing, a chapter does not say its id, or pandoc warns that
            something in a file (a note without a reference) would be lost.
    """
    meta, names = read_metadata(folder)
    trees = _parsed([_read(folder / name) for name in names], names)
    chapters = [chapter_of(tree, name) for tree, name in zip(trees, names, strict=True)]
    return {"pandoc-api-version": api_version(), "meta": meta, "blocks": chapters}


def read_metadata(folder: Path) -> tuple[dict[str, Node], list[str]]:
    """Read what is said of the book, and the names of its chapters' files.

    Raises:
        RecensionError: the file is missing, or pandoc warns of something in it.
    """
    yaml = _read(folder / METADATA).rstrip().removesuffix("...")
    (head,) = _parsed([f"{yaml}\n---\n"], [METADATA])
    meta: dict[str, Node] = head["meta"]
    return meta, [plain_text(node["c"]) for node in meta.pop("chapters", {"c": []})["c"]]


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise RecensionError(
            "this file of the Markdown edition cannot be read", str(path), "build it again"
        ) from error


def _parsed(texts: list[str], names: list[str]) -> list[Tree]:
    trees, warnings = parse(texts)
    if warnings:
        at, message = warnings[0]
        raise RecensionError(message, names[at], "mend the Markdown there")
    return trees


def parse(texts: Sequence[str]) -> tuple[list[Tree], list[tuple[int, str]]]:
    """Read texts as trees, with what pandoc warns of: in which of them, and what it says."""
    written, said = run_lua(_READ, json.dumps(texts))
    at = 0
    warnings = []
    for line in said.splitlines():
        if line.startswith("file "):
            at = int(line[5:]) - 1
        elif line.startswith("[WARNING]"):
            warnings.append((at, line.removeprefix("[WARNING]").strip()))
    return [_bare(json.loads(each)) for each in json.loads(written)], warnings


def _bare(tree: Tree) -> Tree:
    """Undo what the reader adds: paragraphs in lists, widths of columns, a class of some links."""
    for node in nodes(tree):
        if node["t"] == "BulletList":
            node["c"] = bullet_list(node["c"])["c"]
        if node["t"] == "Table":
            for column in node["c"][2]:
                column[1] = {"t": "ColWidthDefault"}
        if node["t"] == "Link":
            node["c"][0] = attributes()
    return tree


def _document(meta: dict[str, Node], blocks: list[Node]) -> Tree:
    return {"pandoc-api-version": api_version(), "meta": meta, "blocks": blocks}


def _meta_string(text: str) -> Node:
    return {"t": "MetaInlines", "c": words(text)}


def _chapter_document(chapter: Node) -> Tree:
    (id, classes, pairs), blocks = chapter["c"]
    if not (blocks and blocks[0]["t"] == "Header"):
        said = {"id": id, "kind": " ".join(classes), **dict(pairs)}
        meta = {key: _meta_string(value) for key, value in said.items()}
        return _document(meta, safe_blocks(blocks))
    level, _, title = blocks[0]["c"]
    kind = [] if classes == ["chapter"] else classes
    first = {"t": "Header", "c": [level, [id, kind, pairs], title]}
    return _document({}, safe_blocks([first, *blocks[1:]]))


def chapter_of(tree: Tree, name: str) -> Node:
    """Make a chapter of what was read of its file.

    Raises:
        RecensionError: it does not say its id, or is of no known kind.
    """
    meta, blocks = tree["meta"], tree["blocks"]
    if "id" in meta:
        said = {key: plain_text(value["c"]) for key, value in meta.items()}
        id, kind = said.pop("id"), said.pop("kind", "").split()
        pairs = [[key, value] for key, value in said.items()]
    elif blocks and blocks[0]["t"] == "Header":
        level, (id, kind, pairs), title = blocks[0]["c"]
        blocks[0] = {"t": "Header", "c": [level, attributes(), title]}
    else:
        id, kind, pairs = "", [], []
    if not id or (kind and kind[0] not in ("front", "chapter", "back")):
        raise RecensionError(
            "the chapter does not say its id, or is of no known kind",
            name,
            "begin it with its heading and its id: # Heading {#ch03}",
        )
    return div([id, kind or ["chapter"], pairs], blocks)


def _file_names(chapters: Sequence[Node]) -> list[str]:
    """Name the files by place and heading: 00-front.md, 01-the-heading.md."""
    first = 0 if chapters and chapters[0]["c"][0][1][0] == "front" else 1
    width = max(2, len(str(len(chapters))))
    names = []
    for count, chapter in enumerate(chapters, first):
        (id, _, _), blocks = chapter["c"]
        headed = blocks and blocks[0]["t"] == "Header"
        slug = _slug(plain_text(blocks[0]["c"][2])) if headed else ""
        names.append(f"{count:0{width}}-{slug or _slug(id) or 'section'}.md")
    return names


def _slug(text: str) -> str:
    """Make a short name of plain letters.

    >>> _slug("Émile, or: On Education, in which much is said of many things")
    'emile-or-on-education-in-which-much-is'
    """
    ascii = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", ascii).strip("-")
    return slug if len(slug) <= 40 else slug[:41].rpartition("-")[0] or slug[:40]


def _note_ids(chapter: Node) -> list[str]:
    """Give the ids of the notes called in the chapter, in order: the first span of each note."""
    return [node["c"][0]["c"][0]["c"][0][0] for node in nodes(chapter) if node["t"] == "Note"]
