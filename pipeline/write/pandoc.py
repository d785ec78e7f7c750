"""pandoc's tree as plain Python data, and the running of pandoc.

The tree is pandoc's own JSON (Text.Pandoc.Definition in pandoc-types): a node is a dictionary with
the constructor's name under `t` and its fields under `c`. The functions here build the nodes that
a book needs; nothing else of the package knows how they look inside.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from shutil import which
from typing import Any

from pipeline.errors import RecensionError
from pipeline.lacking import WHOLE, how_to_get
from pipeline.machine.cache import kept, key, stamp
from pipeline.machine.scratch import temporary

Json = Any
"""A part of pandoc's JSON. What form it has, only the node says that it is the content of: lists
hold parts of several kinds, which no type of a list in Python tells apart by their places."""
Node = dict[str, Json]
Tree = dict[str, Json]

SPACE: Node = {"t": "Space"}
LINE_BREAK: Node = {"t": "LineBreak"}
RULE: Node = {"t": "HorizontalRule"}

INDENT = "\u00a0\u00a0"
"""What a line of verse is moved by for each step of its indent; pandoc keeps only such spaces."""

WHITE = re.compile("[ \t-\r\x1c-\x1f\x85\u2028\u2029]+")
"""White space that a line may be broken at and that means no more than one space: U+00A0 and its
like, and spaces of a certain width, are letters to the tree."""
FORBIDDEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
"""What XML, HTML or YAML cannot hold: control characters, lone surrogates (which stand for bytes
that are no UTF-8), and what Unicode calls noncharacters, U+FDD0 to U+FDEF, U+FFFE and U+FFFF."""
LONGEST, SLOWEST = 600, 20_000
"""Seconds after which pandoc is held to hang, and the bytes for which it has one more: a tenth of
what it does on a slow machine."""


def words(text: str) -> list[Node]:
    """Cut text into Str and Space; what an edition cannot hold becomes U+FFFD.

    >>> [node["t"] for node in words(" by 2020")]
    ['Space', 'Str', 'Space', 'Str']
    """
    nodes: list[Node] = []
    for k, word in enumerate(WHITE.split(FORBIDDEN.sub("\ufffd", text))):
        if k:
            nodes.append(SPACE)
        if word:
            nodes.append({"t": "Str", "c": word})
    return nodes


def attributes(id: str = "", classes: Iterable[str] = (), **pairs: str) -> list[Json]:
    """Build a node's attributes. In the names of `pairs`, `_` stands for a hyphen.

    No value holds more than one space, of whatever width, between its words.
    """
    named = [
        [name.replace("_", "-"), " ".join(FORBIDDEN.sub("\ufffd", value).split())]
        for name, value in pairs.items()
    ]
    return [id, list(classes), named]


def para(inlines: list[Node]) -> Node:
    """Build a paragraph."""
    return {"t": "Para", "c": inlines}


def plain(inlines: list[Node]) -> Node:
    """Build a text that is a block, but no paragraph: what a tight list or a cell holds."""
    return {"t": "Plain", "c": inlines}


def div(attr: list[Json], blocks: list[Node]) -> Node:
    """Build a division."""
    return {"t": "Div", "c": [attr, blocks]}


def span(attr: list[Json], inlines: list[Node]) -> Node:
    """Build a span."""
    return {"t": "Span", "c": [attr, inlines]}


def header(level: int, attr: list[Json], inlines: list[Node]) -> Node:
    """Build a heading."""
    return {"t": "Header", "c": [level, attr, inlines]}


def link(attr: list[Json], inlines: list[Node], target: str) -> Node:
    """Build a link without a title."""
    return {"t": "Link", "c": [attr, inlines, [target, ""]]}


def bullet_list(items: list[list[Node]]) -> Node:
    """Build a list: tight if each item is one paragraph, otherwise of paragraphs proper.

    pandoc's reader tells the two apart by blank lines, and not always; this is what both the tree
    and what is read back are held to.
    """
    tight = all(len(item) == 1 and item[0]["t"] in ("Para", "Plain") for item in items)
    return {"t": "BulletList", "c": [[_listed(node, tight) for node in item] for item in items]}


def _listed(node: Node, tight: bool) -> Node:
    if node["t"] not in ("Para", "Plain"):
        return node
    return plain(node["c"]) if tight else para(node["c"])


def table(rows: list[list[list[Node]]]) -> Node:
    """Build a table without a head from rows of cells of inlines; short rows are filled up."""
    width = max(map(len, rows))
    bare = attributes()
    cells = [[*row, *([[]] * (width - len(row)))] for row in rows]
    body = [[bare, [_cell(inlines) for inlines in row]] for row in cells]
    columns = [[{"t": "AlignDefault"}, {"t": "ColWidthDefault"}]] * width
    caption: list[Json] = [None, []]
    return {
        "t": "Table",
        "c": [bare, caption, columns, [bare, []], [[bare, 0, [], body]], [bare, []]],
    }


def _cell(inlines: list[Node]) -> list[Json]:
    blocks = [plain(inlines)] if inlines else []
    return [attributes(), {"t": "AlignDefault"}, 1, 1, blocks]


def nodes(tree: object) -> Iterator[Node]:
    """Give all nodes of a tree or of a part of one, in reading order, each before its own parts."""
    todo = [tree]
    while todo:
        part = todo.pop()
        if isinstance(part, list):
            todo += reversed(part)
        elif isinstance(part, dict):
            if "t" in part:
                yield part
                # Half of them are words and spaces, which have no parts.
                if isinstance(content := part.get("c"), (list, dict)):
                    todo.append(content)
            else:
                todo += reversed(part.values())


def plain_text(inlines: object) -> str:
    """Give the words of inlines, without notes and without references to notes."""
    return re.sub(" {2,}", " ", "".join(_letters(inlines))).strip(" ")


def _letters(part: object) -> Iterator[str]:
    if isinstance(part, list):
        for each in part:
            yield from _letters(each)
    elif isinstance(part, dict):
        kind = part["t"]
        if kind == "Str":
            yield part["c"]
        elif kind in ("Space", "SoftBreak", "LineBreak"):
            yield " "
        elif kind != "Note" and not (kind == "Span" and "noteref" in part["c"][0][1]):
            yield from _letters(part.get("c"))


def run(arguments: Iterable[str], given: str | bytes) -> tuple[str, str]:
    """Run pandoc on a text or a file's content; give what it writes, and what it says besides.

    It reads nothing but what it is given, and knows nothing of the user's own set-up.

    Raises:
        RecensionError: pandoc is missing, did not end well, or did not end.
    """
    return _ended([pandoc_path(), "--sandbox", *arguments], given)


def run_lua(script: str, given: str) -> tuple[str, str]:
    """Run a script of ours in pandoc's Lua, which reads what is given; else as `run`."""
    return _ended([pandoc_path(), "lua", "-e", script], given)


def _ended(command: list[str], given: str | bytes) -> tuple[str, str]:
    content = given.encode() if isinstance(given, str) else given
    longest = LONGEST + len(content) / SLOWEST
    try:
        # It needs a place for its own, and leaves something there where it is stopped.
        with temporary() as folder:
            done = subprocess.run(
                command,
                input=content,
                capture_output=True,
                check=True,
                env=_environment() | {"TMPDIR": str(folder)},
                timeout=longest,
            )
    except OSError as error:
        raise RecensionError(
            f"pandoc does not start: {error.strerror}", command[0], how_to_get(WHOLE)
        ) from error
    except subprocess.TimeoutExpired as error:
        raise RecensionError(
            f"pandoc has not ended within {longest:,.0f} seconds, and was stopped",
            remedy="give it a smaller text, or a machine that is less busy",
        ) from error
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode(errors="replace").strip()
        raise RecensionError(
            f"pandoc failed (exit status {error.returncode}): {said}",
            remedy="this is a fault of Recension, not of the book: please report it",
        ) from error
    return done.stdout.decode(), done.stderr.decode(errors="replace")


def _environment() -> dict[str, str]:
    """Give the environment in which pandoc finds no templates, defaults or scripts of a user.

    It looks for them in the home folder, before it looks at its own; its Lua runs init.lua there,
    and what LUA_INIT holds.
    """
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "LANG": "C.UTF-8",
        "HOME": os.devnull,
        "XDG_DATA_HOME": os.devnull,
    }


@cache
def pandoc_path() -> str:
    """Find pandoc: the one that came with pypandoc, whose version is pinned, before any other.

    Raises:
        RecensionError: there is none.
    """
    package = find_spec("pypandoc")
    if package and package.origin:
        pinned = Path(package.origin).parent / "files" / "pandoc"
        if pinned.is_file():
            return str(pinned)
    if found := which("pandoc"):
        return found
    raise RecensionError("pandoc is not installed", remedy=how_to_get(WHOLE))


@cache
def pandoc_version() -> str:
    """Give the version of pandoc; empty where there is none."""
    try:
        written, _ = run(["--version"], "")
    except RecensionError:
        return ""
    return written.split("\n")[0].removeprefix("pandoc ")


@cache
def api_version() -> list[int]:
    """Ask pandoc for the version of its tree; that is kept, since to start it takes long."""

    def ask() -> list[int]:
        written, _ = run(["--from=markdown", "--to=json"], "")
        version: list[int] = json.loads(written)["pandoc-api-version"]
        return version

    return kept(lambda: key("pandoc", pandoc_path(), stamp(Path(pandoc_path()).stat())), ask)
