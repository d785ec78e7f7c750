"""Markdown that a person has edited, as a reading: what a build wrote, or single files."""

from __future__ import annotations

import re
from collections.abc import Collection, Container, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from pipeline.absorb.blocks import reading_of
from pipeline.absorb.criticmarkup import accepted
from pipeline.absorb.draft import Refusal
from pipeline.absorb.foreign import shallow
from pipeline.absorb.notebodies import with_bodies
from pipeline.absorb.reading import WHOLE, Reading, Remark, Signature
from pipeline.errors import RecensionError
from pipeline.machine.limits import demand_shallow, demand_text
from pipeline.read.files import received
from pipeline.write.markdown import parse
from pipeline.write.pandoc import Json, Node, Tree, attributes, div, plain_text

BODY = re.compile(r"^(\[\^([^\]\s]+)\]:[ \t]*)(?!\[[^\]]*\]\{#)", re.M)
"""The beginning of a note whose label was taken out, or of a new note."""


class Edited(NamedTuple):
    """What a person made of an edition."""

    reading: Reading
    refusals: tuple[Refusal, ...]
    """What cannot even be read."""


def read_edited(paths: Sequence[Path], chapters: Collection[str], *, whole: bool) -> Edited:
    """Read Markdown files; `chapters` are the ids of the book's chapters.

    With `whole`, the files are the whole book, of which each names its chapters; without it, a file
    that names none is the whole book by itself.

    Raises:
        RecensionError: a file cannot be read, or does not say which chapter it is.
    """
    remarks: list[Remark | Signature] = []
    texts = []
    for path in paths:
        text, found = accepted(_read(path), len(remarks))
        remarks += found
        texts.append(BODY.sub(r"\1[]{#\2 .note-label} ", text))
    whose = ", ".join(map(str, paths))
    with shallow(whose):
        trees, warnings = _parsed(with_bodies(texts), paths)
    nodes: list[Node] = []
    files: list[str] = []
    for path, tree in zip(paths, trees, strict=True):
        parts = list(_parts(tree, chapters))
        if not parts and whole:
            raise RecensionError(
                "the chapter does not say its id",
                str(path),
                "let it begin as the build wrote it: # Heading {#ch03}",
            )
        parts = parts or [div([WHOLE, ["chapter"], []], tree["blocks"])]
        nodes += parts
        files += [str(path)] * len(parts)
    refusals = [Refusal(message, file=str(paths[at])) for at, message in warnings]
    with shallow(whose):
        reading = reading_of(nodes, files, remarks)
    named = {part.id for part in reading.parts}
    whole = whole or WHOLE in named or named >= {*chapters}
    return Edited(replace(reading, whole=whole), tuple(refusals))


def _read(path: Path) -> str:
    ((_, data),) = received(path)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise RecensionError("this is no UTF-8", str(path), "save it as UTF-8") from error
    demand_text(text, str(path))
    demand_shallow(text, str(path))
    return re.sub("\r\n?", "\n", text)


def _parsed(
    texts: Sequence[str], paths: Sequence[Path]
) -> tuple[list[Tree], list[tuple[int, str]]]:
    try:
        return parse(texts)
    except RecensionError as error:
        if "YAML" not in error.message:
            raise
        at = int(re.findall(r"\bfile (\d+)\n", error.message)[-1]) - 1
        what = "the block of metadata at its head cannot be read"
        remedy = "put it back as the build wrote it"
        raise RecensionError(what, str(paths[at]), remedy) from error


def _parts(tree: Tree, chapters: Container[str]) -> Iterator[Node]:
    """Cut what was read of a file where its chapters begin."""
    meta = tree["meta"].items()
    said = {key: plain_text(value["c"]) for key, value in meta if value["t"] == "MetaInlines"}
    attr: list[Json] = [said.get("id", ""), [said.get("kind", "chapter")], []]
    held: list[Node] = []
    for node in tree["blocks"]:
        if node["t"] == "Header" and node["c"][1][0] in chapters:
            if held or attr[0]:
                yield div(attr, held)
            level, (id, kind, pairs), title = node["c"]
            attr = [id, kind or ["chapter"], pairs]
            held = [{"t": "Header", "c": [level, attributes(), title]}]
        else:
            held.append(node)
    if attr[0]:
        yield div(attr, held)
