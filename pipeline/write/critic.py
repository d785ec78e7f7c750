"""The Markdown of the edition with CriticMarkup: `{~~was~>is~~}{>>@Ann: why<<}`.

After the CriticMarkup toolkit (criticmarkup.com). Whoever accepts all changes and takes out the
remarks has the Markdown of the edition itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.machine.scratch import temporary
from pipeline.model.finding import Finding
from pipeline.visible import visible
from pipeline.write.criticmarkup import accepted
from pipeline.write.emended import Reading, replaced
from pipeline.write.exports import Export
from pipeline.write.markdown import parse, write_markdown
from pipeline.write.pandoc import Node, Tree, nodes
from pipeline.write.remarks import of_decision, of_finding
from pipeline.write.words import Difference, compare

PROGRAM = "Recension"
BEGIN, NUMBERED, END, ASKED = "\ufdd2", "\ufdd3", "\ufdd4", "\ufdd5"
"""What stands for the markup while pandoc writes: characters that no text may have."""
FIGURES = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
"""Such figures leave the names of files alone, which are made of the letters of headings."""
CHANGE = re.compile(rf"{BEGIN}(\d+){NUMBERED}(.*?){END}", re.DOTALL)
QUESTION = re.compile(rf"{ASKED}(\d+){NUMBERED}")
OWN = re.compile(r"\\.|\{(?=\+\+|--|~~|==|>>)", re.DOTALL)
"""Braces of the book itself that would be taken for markup; others are escaped already."""
ENDING = re.compile(r"(?<=\+\+|--)\}")
"""Braces that would end a change."""
SIGN = re.compile(r"[!-/:-@\[-`{-~]")


def write_critic(
    tree: Tree, readings: Sequence[Reading], findings: Sequence[Finding], folder: Path
) -> None:
    """Write a tree in which emendations and questions are marked, a file a chapter."""
    folder.mkdir()
    write_markdown({**tree, "blocks": replaced(tree["blocks"], _marked)}, folder)
    seen: set[str] = set()

    def changed(match: re.Match[str]) -> str:
        placed, before = readings[int(match[1])]
        first = match[1] not in seen
        seen.add(match[1])
        said = _remark(placed.decision.reader, of_decision(placed.decision)) if first else ""
        return _change(before if first else "", match[2]) + said

    def asked(match: re.Match[str]) -> str:
        finding = findings[int(match[1])]
        return "" if finding.severity == "advice" else _remark(PROGRAM, of_finding(finding))

    for path in sorted(folder.glob("*.md")):
        text = OWN.sub(_escaped, path.read_text(encoding="utf-8"))
        text = QUESTION.sub(asked, CHANGE.sub(changed, text))
        path.write_text(text, encoding="utf-8", newline="\n")


def differences_of_critic(tree: Tree, folder: Path) -> list[Difference]:
    """Hold the files, with all changes accepted, against the Markdown of the edition itself."""
    with temporary() as plain:
        write_markdown({**tree, "blocks": replaced(tree["blocks"], _plain)}, plain)
        wanted = [path.read_text(encoding="utf-8") for path in sorted(plain.glob("*.md"))]
    files = (path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.md")))
    found = [accepted(text) for text in files]
    return compare(*([*_said(parse(texts)[0])] for texts in (wanted, found)))


def _said(trees: list[Tree]) -> Iterator[str]:
    """Give the words of trees, and what these say of them; a text may be escaped in many ways."""
    for node in nodes([tree["blocks"] for tree in trees]):
        if node["t"] == "Str":
            yield node["c"]
        elif node["t"] in ("Div", "Span"):
            yield f"{node['t']} {node['c'][0]}"
        elif node["t"] != "Space":
            yield node["t"]


def _escaped(match: re.Match[str]) -> str:
    return "\\{" if match[0] == "{" else match[0]


def _plain(_classes: list[str], _number: str, inlines: list[Node]) -> list[Node]:
    return inlines


def _marked(classes: list[str], number: str, inlines: list[Node]) -> list[Node]:
    """Let letters stand for a mark."""
    number = number.translate(FIGURES) + NUMBERED
    if "emended" in classes:
        return [_letters(BEGIN + number), *inlines, _letters(END)]
    return [_letters(ASKED + number)]


def _letters(text: str) -> Node:
    return {"t": "Str", "c": text}


def _change(before: str, now: str) -> str:
    """Write a change; what stood there is no Markdown.

    >>> _change("a*", "b"), _change("", "b"), _change("a", "")
    ('{~~a\\\\*~>b~~}', '{++b++}', '{--a--}')
    """
    was, now = SIGN.sub(r"\\\g<0>", visible(before)), ENDING.sub(r"\\}", now)
    if before and now:
        return f"{{~~{was}~>{now}~~}}"
    return f"{{++{now}++}}" if now else f"{{--{was}--}}"


def _remark(who: str, text: str) -> str:
    """Write a remark; in a table, a stroke would end its cell."""
    name = " ".join(re.sub(r"[:|<>{}]", " ", who).split())[:40]
    said = visible(text).replace("|", "/").replace("<<}", "<< }")
    return f"{{>>@{visible(name)}: {said}<<}}"


EXPORT = Export(
    "-critic",
    lambda work, path: write_critic(work.tree, work.readings, work.findings, path),
    lambda work, path: differences_of_critic(work.tree, path),
)
