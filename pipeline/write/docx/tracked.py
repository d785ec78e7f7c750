"""The manuscript with tracked changes: what was decided can be seen, and taken back, in Word.

Emendations are deletions and insertions of the reader who decided them, at that time; what a reader
noted, and what is still asked, are comments.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pipeline.model.finding import Finding
from pipeline.model.settings import Settings
from pipeline.write.docx.words import differences_of_docx
from pipeline.write.docx.write import write_docx
from pipeline.write.emended import Reading
from pipeline.write.exports import Export
from pipeline.write.pandoc import Json, Node, Tree, attributes, span, words
from pipeline.write.remarks import of_decision, of_finding, stamp
from pipeline.write.render import Rendered

PROGRAM = "Recension"


def write_tracked(
    tree: Tree,
    rendered: Rendered,
    settings: Settings,
    source_sha256: str,
    readings: Sequence[Reading],
    findings: Sequence[Finding],
    path: Path,
) -> None:
    """Write a DOCX file of a tree in which emendations and questions are marked."""
    tracked = _Tracked(readings, findings)
    blocks = tracked.part(tree["blocks"])
    write_docx({**tree, "blocks": blocks}, rendered, settings, source_sha256, path)


class _Tracked:
    """Replaces the marks in a tree by what pandoc makes revisions of."""

    def __init__(self, readings: Sequence[Reading], findings: Sequence[Finding]) -> None:
        self._readings = readings
        self._findings = findings
        self._seen: set[str] = set()
        self._comments = 0
        self._held: list[Node] | None = None
        """The comments of the note that is being written."""

    def part(self, part: Json) -> Json:
        """Give a part of a tree with its revisions."""
        if isinstance(part, list):
            return [made for each in part for made in self._items(each)]
        if isinstance(part, dict):
            return {key: self.part(value) for key, value in part.items()}
        return part

    def _items(self, item: Json) -> list[Json]:
        if isinstance(item, dict) and item.get("t") == "Span":
            _, classes, pairs = item["c"][0]
            if "emended" in classes:
                return self._change(dict(pairs)["reading"], self.part(item["c"][1]))
            if "asked" in classes:
                return self._question(self._findings[int(dict(pairs)["reading"])])
        if isinstance(item, dict) and item.get("t") == "Note":
            return self._note(item)
        return [self.part(item)]

    def _note(self, item: Node) -> list[Node]:
        """Give a note, and behind it the comments in it: Word has none within notes."""
        outer, self._held = self._held, []
        note = {"t": "Note", "c": self.part(item["c"])}
        held, self._held = self._held, outer
        return [note, *(held or ())]

    def _change(self, number: str, now: list[Node]) -> list[Node]:
        placed, before = self._readings[int(number)]
        decision = placed.decision
        by = {"author": decision.reader, "date": stamp(decision.when)}
        first = number not in self._seen
        self._seen.add(number)
        made = []
        if first and before:
            made.append(span(attributes("", ["deletion"], **by), words(before)))
        if now:
            made.append(span(attributes("", ["insertion"], **by), now))
        if first and decision.note:
            made += self._comment(of_decision(decision), by)
        return made

    def _question(self, finding: Finding) -> list[Node]:
        if finding.severity == "advice":
            return []
        return self._comment(of_finding(finding), {"author": PROGRAM})

    def _comment(self, text: str, by: dict[str, str]) -> list[Node]:
        """Make a comment; pandoc takes its number from an attribute that is not the span's id."""
        number = ["id", str(self._comments)]
        self._comments += 1
        _, classes, pairs = attributes("", ["comment-start"], **by)
        start = span(["", classes, [number, *pairs]], words(text))
        made = [start, span(["", ["comment-end"], [number]], [])]
        if self._held is None:
            return made
        self._held += made
        return []


EXPORT = Export(
    ".tracked.docx",
    lambda work, path: write_tracked(
        work.tree,
        work.rendered,
        work.settings,
        work.source.sha256,
        work.readings,
        work.findings,
        path,
    ),
    lambda work, path: differences_of_docx(work.rendered, path),
)
