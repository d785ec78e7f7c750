"""Decisions and findings as Web Annotations, which any program that knows the model can show.

After the Web Annotation Data Model (W3C Recommendation, 23 February 2017). The target is the source
file, named by its hash (RFC 6920), and the place in it by its offsets and by its words.
"""

from __future__ import annotations

import json
import re
from base64 import urlsafe_b64encode
from collections.abc import Iterable, Sequence
from pathlib import Path
from uuid import UUID, uuid5

from pipeline.amend.emendations import stretches
from pipeline.model.book import Book, Source
from pipeline.model.decision import EDITOR, Placed
from pipeline.model.finding import Finding, Proposal, Span
from pipeline.model.pieces import pieces_of
from pipeline.model.settings import Settings
from pipeline.visible import visible_json
from pipeline.write.exports import Export
from pipeline.write.remarks import stamp

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
NAMESPACE = UUID("5b0c9f6e-6d0a-4a5c-9f0e-3c2f5f7d1a44")
"""From which the ids of annotations are derived, so that the same one has the same id."""
BESIDE = 32
"""How many characters are quoted on either side of a place."""
SURROGATE = re.compile("[\ud800-\udfff]")
MOTIVATIONS = {
    **dict.fromkeys(("replace", "insert", "delete"), "editing"),
    "keep": "assessing",
    "query": "questioning",
}
"""Why a decision was made, in the words of the model; all others say what a place is."""


def write_annotations(
    source: Source,
    book: Book,
    settings: Settings,
    findings: Sequence[Finding],
    path: Path,
) -> None:
    """Write what was decided and what is asked as one collection: the same bytes each time."""
    target = _Target(source)
    places = _places(book)
    items = [_of_decision(each, places, target) for each in book.decisions]
    items += [_of_finding(each, target) for each in findings]
    id = _id("collection", source.sha256, *(str(item["id"]) for item in items))
    collection: dict[str, object] = {
        "@context": CONTEXT,
        "id": id,
        "type": "AnnotationCollection",
        "label": settings.title or book.title,
        "total": len(items),
    }
    if items:
        # One page holds all: a file is read as a whole.
        page = {"id": _id("page", id), "type": "AnnotationPage", "startIndex": 0}
        collection["first"] = {**page, "items": items}
    text = SURROGATE.sub("\ufffd", json.dumps(collection, ensure_ascii=False, indent=1))
    path.write_text(visible_json(text) + "\n", encoding="utf-8", newline="\n")


class _Target:
    """Names places of the source."""

    def __init__(self, source: Source) -> None:
        digest = urlsafe_b64encode(bytes.fromhex(source.sha256)).decode().rstrip("=")
        self.source = f"ni:///sha-256;{digest}"
        self._raw = source.text

    def of(self, spans: Iterable[Span]) -> list[dict[str, object]] | dict[str, object]:
        """Give one target, or several."""
        targets = [self._one(start, end) for start, end in spans]
        return targets if len(targets) > 1 else targets[0]

    def _one(self, start: int, end: int) -> dict[str, object]:
        raw = self._raw
        quote = {
            "type": "TextQuoteSelector",
            "exact": raw[start:end],
            "prefix": raw[max(0, start - BESIDE) : start],
            "suffix": raw[end : end + BESIDE],
        }
        position = {"type": "TextPositionSelector", "start": start, "end": end}
        return {
            "type": "SpecificResource",
            "source": self.source,
            "selector": [position, quote],
        }


def _places(book: Book) -> dict[str, list[Span]]:
    """Give the places of the source that each decision changed."""
    places: dict[str, list[Span]] = {}
    for piece in pieces_of(book):
        for each in stretches(piece.text):
            places.setdefault(each.id, []).append((each.runs[0].start, each.runs[-1].end))
    return places


def _of_decision(
    placed: Placed, places: dict[str, list[Span]], target: _Target
) -> dict[str, object]:
    decision = placed.decision
    everywhere = places.get(decision.id, []) if decision.scope == "every" else []
    bodies = [_tag(decision.action), _tag(decision.why)]
    if decision.check != EDITOR:
        bodies.append(_tag(decision.check))
    if MOTIVATIONS.get(decision.action) == "editing":
        bodies.insert(0, _text(decision.new, "editing"))
    elif decision.new:
        said = "commenting" if decision.action == "query" else "classifying"
        bodies.insert(0, _text(decision.new, said))
    if decision.note:
        bodies.append(_text(decision.note, "commenting"))
    return {
        "id": _id("decision", decision.id),
        "type": "Annotation",
        "motivation": MOTIVATIONS.get(decision.action, "classifying"),
        "creator": {"type": "Person", "name": decision.reader},
        "created": stamp(decision.when),
        "body": bodies,
        "target": target.of(sorted({placed.at, *everywhere})),
    }


def _of_finding(finding: Finding, target: _Target) -> dict[str, object]:
    bodies = [_text(finding.message, "commenting"), _tag(finding.check), _tag(finding.severity)]
    answers = [_answer(each) for each in finding.proposals if each.action == "replace"]
    if len(answers) > 1:
        bodies.append({"type": "Choice", "items": answers})
    else:
        bodies += answers
    places = (finding.where, *finding.also)
    return {
        "id": _id("finding", finding.check, finding.message, str(places)),
        "type": "Annotation",
        "motivation": "questioning",
        "generator": {"type": "Software", "name": "Recension"},
        "body": bodies,
        "target": target.of(places),
    }


def _answer(proposal: Proposal) -> dict[str, object]:
    return _text(proposal.new, "editing")


def _text(value: str, purpose: str) -> dict[str, object]:
    return {
        "type": "TextualBody",
        "value": value,
        "format": "text/plain",
        "purpose": purpose,
    }


def _tag(value: str) -> dict[str, object]:
    return {"type": "TextualBody", "value": value, "purpose": "tagging"}


def _id(*parts: str) -> str:
    # A lone surrogate cannot be hashed as UTF-8.
    return f"urn:uuid:{uuid5(NAMESPACE, SURROGATE.sub('?', ' '.join(parts)))}"


EXPORT = Export(
    ".annotations.jsonld",
    lambda work, path: write_annotations(
        work.source, work.book, work.settings, work.findings, path
    ),
    lambda _work, _path: [],  # it holds no words of the edition
)
