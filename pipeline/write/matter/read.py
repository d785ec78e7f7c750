"""New matter read: each Markdown file of front/ and back/ as a chapter of the edition's tree."""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

from pipeline.errors import RecensionError
from pipeline.language import language
from pipeline.machine.limits import demand_shallow
from pipeline.read.files import in_order
from pipeline.write.lift import EDITORIAL
from pipeline.write.matter.conform import Reading, Writer
from pipeline.write.matter.kinds import kind_of
from pipeline.write.pandoc import Node, attributes, div, header, run
from pipeline.write.pictures import Picture

FORMAT = "markdown" + "".join(
    f"-{name}"
    for name in (
        # What the program of the reader would run or pass on as it stands.
        *("raw_html", "raw_tex", "raw_attribute", "markdown_in_html_blocks", "latex_macros"),
        # What the editions have no form for, or what is more often an accident than meant.
        *("tex_math_dollars", "citations", "example_lists", "fancy_lists", "definition_lists"),
        *("implicit_figures", "auto_identifiers", "yaml_metadata_block", "task_lists"),
        *("native_divs", "native_spans"),
    )
)
"""pandoc's Markdown without raw HTML and TeX, and with what a book's pages can show."""


class NewMatter(NamedTuple):
    """The chapters that an edition adds before and behind those of the book."""

    front: tuple[Node, ...]
    back: tuple[Node, ...]
    files: dict[str, str]
    """The file of each chapter, by the chapter's id."""
    pictures: tuple[Picture, ...]


def new_matter(folder: Path, tag: str) -> NewMatter:
    """Read the new matter of the book in `folder`, whose language is `tag`.

    The files come in the order of their names. Their notes are the editor's: they are counted in
    each file, and their ids are not those of the book's notes.

    Raises:
        RecensionError: a file cannot be read, or holds what an edition has no form for.
    """
    reading = Reading(folder)
    files = {}
    chapters: dict[str, list[Node]] = {"front": [], "back": []}
    for side, made in chapters.items():
        names = in_order([path.name for path in (folder / side).glob("*.md")])
        for k, name in enumerate(names, 1):
            id = f"new-{side}-{k}"
            files[id] = str(folder / side / name)
            made.append(_chapter(folder / side / name, [id, side], tag, reading))
    front, back = map(tuple, chapters.values())
    return NewMatter(front, back, files, tuple(reading.pictures))


def _chapter(path: Path, place: list[str], tag: str, reading: Reading) -> Node:
    blocks = _parsed(path)
    classes: list[str] = []
    said: dict[str, str] = {}
    title: list[Node] = []
    writer = Writer(path, language(tag), reading)
    if blocks and blocks[0]["t"] == "Header":
        _, (_, classes, pairs), title = blocks[0]["c"]
        said = writer.said(pairs)
        writer.language = language(said.get("lang", tag))
        blocks = blocks[1:]
    # The heading first: its notes come first.
    heading = [header(1, attributes(), writer.inlines(title))] if title else []
    content = [*heading, *writer.blocks(blocks)]
    if not content:
        raise RecensionError("there is nothing in it", str(path), "write it, or remove the file")
    id, side = place
    kind = kind_of(path.stem, classes)
    names = [side, EDITORIAL, *([kind] if kind else [])]
    return div(attributes(id, names, **said), content)


def _parsed(path: Path) -> list[Node]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise RecensionError("this cannot be read", str(path), "save it as UTF-8") from error
    demand_shallow(text, str(path))
    written, said = run([f"--from={FORMAT}", "--to=json"], text)
    for line in said.splitlines():
        if line.startswith("[WARNING]"):
            message = line.removeprefix("[WARNING]").strip()
            raise RecensionError(message, str(path), "mend the Markdown there")
    try:
        blocks: list[Node] = json.loads(written)["blocks"]
    except RecursionError as error:
        remedy = "say it in paragraphs, lists or tables"
        raise RecensionError("passages within passages without end", str(path), remedy) from error
    return blocks
