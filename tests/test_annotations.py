"""The export to Web Annotations, held against what the model demands (W3C, 2017)."""

from __future__ import annotations

import json
import re
from base64 import urlsafe_b64encode
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from pipeline.model.book import Book, Source
from pipeline.model.finding import Finding, Proposal
from pipeline.model.settings import Settings
from pipeline.read import read
from pipeline.write.annotations import write_annotations
from tests.exported import RAW, exported, lamps

# The lists of the model: 3.3.5 (motivations and purposes), 4.2 (selectors).
MOTIVATIONS = set(
    "assessing bookmarking classifying commenting describing editing highlighting identifying"
    " linking moderating questioning replying tagging".split()
)
IRI = re.compile(r"[a-z][a-z0-9+.-]*:\S+")


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return lamps(tmp_path_factory.mktemp("books"))


@pytest.fixture(scope="module")
def collection(book: Path) -> dict[str, Any]:
    return json.loads(exported(book, "annotations").read_text(encoding="utf-8"))


def demand_annotation(item: dict[str, Any], text: str) -> None:
    """Demand of an annotation what the model says it MUST have, and of ours that it fits."""
    assert IRI.fullmatch(item["id"])
    assert item["type"] == "Annotation"
    assert item["motivation"] in MOTIVATIONS
    if "created" in item:
        datetime.strptime(item["created"], "%Y-%m-%dT%H:%M:%SZ")
    for body in item["body"]:
        for each in body["items"] if body["type"] == "Choice" else [body]:
            assert each["type"] == "TextualBody"
            assert isinstance(each["value"], str)
            assert each["purpose"] in MOTIVATIONS
    targets = item["target"] if isinstance(item["target"], list) else [item["target"]]
    assert targets
    for target in targets:
        assert IRI.fullmatch(target["source"])
        position, quote = target["selector"]
        assert (position["type"], quote["type"]) == ("TextPositionSelector", "TextQuoteSelector")
        start, end = position["start"], position["end"]
        assert quote["exact"] == text[start:end]
        assert text[:start].endswith(quote["prefix"])
        assert text[end:].startswith(quote["suffix"])


def test_it_is_what_the_model_demands(collection: dict[str, Any]) -> None:
    assert collection["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert collection["type"] == "AnnotationCollection"
    page = collection["first"]
    assert page["type"] == "AnnotationPage"
    assert len(page["items"]) == collection["total"] > 6
    ids = [collection["id"], page["id"], *(item["id"] for item in page["items"])]
    assert all(map(IRI.fullmatch, ids))
    assert len(set(ids)) == len(ids)
    for item in page["items"]:
        demand_annotation(item, RAW)


def test_a_decision_says_who_when_and_why(collection: dict[str, Any], book: Path) -> None:
    first = collection["first"]["items"][0]
    assert first["creator"] == {"type": "Person", "name": "Ann <&> Lee"}
    assert first["created"] == "2026-11-24T10:12:00Z"
    assert [(body["purpose"], body["value"]) for body in first["body"]] == [
        ("editing", "The"),
        ("tagging", "replace"),
        ("tagging", "printer"),
        ("commenting", "So the <second> edition."),
    ]
    digest = bytes.fromhex(read(book / "source" / "raw.txt").sha256)
    named = urlsafe_b64encode(digest).decode().rstrip("=")
    assert first["target"]["source"] == f"ni:///sha-256;{named}"
    assert first["target"]["selector"][1]["exact"] == "Teh"


def test_a_finding_is_a_question_with_its_answers(tmp_path: Path) -> None:
    raw = "Ł\udcffdź and \ufffdódź"
    answers = (Proposal("Łódź", 0.9), Proposal("łódź", 0.5))
    findings = (
        Finding("lost-letter", "error", (9, 13), "which?", answers, also=((0, 4),)),
        Finding("odd", "advice", (0, 0), "hm", answers[:1]),
    )
    path = tmp_path / "a.jsonld"
    source = Source("raw", raw, "0" * 64)
    write_annotations(source, Book("T", "pl", ()), Settings(), findings, path)
    made = json.loads(path.read_text(encoding="utf-8"))
    for item in made["first"]["items"]:
        demand_annotation(item, raw.replace("\udcff", "\ufffd"))
    first, second = made["first"]["items"]
    assert first["body"][-1]["type"] == "Choice"
    assert [target["selector"][0]["start"] for target in first["target"]] == [9, 0]
    assert second["body"][-1]["value"] == "Łódź"


def test_nothing_decided_is_an_empty_collection(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonld"
    source = Source("raw", "", "0" * 64)
    write_annotations(source, Book("T", "pl", ()), Settings(), (), path)
    made = json.loads(path.read_text(encoding="utf-8"))
    assert (made["total"], "first" in made) == (0, False)
