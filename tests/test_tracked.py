"""The export with tracked changes: accepted it is the edition, rejected what the source reads."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from pipeline.absorb.run import Order, absorbed
from pipeline.manuscript.folder import find_book
from pipeline.write.docx.package import W
from pipeline.write.pandoc import plain_text, run
from tests.exported import exported, lamps

NAMES = {"w": W}


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return exported(lamps(tmp_path_factory.mktemp("books")), "tracked")


def part(file: Path, name: str) -> etree._Element:
    with zipfile.ZipFile(file) as archive:
        return etree.fromstring(archive.read(f"word/{name}.xml"))


def test_changes_are_their_readers(file: Path) -> None:
    document = part(file, "document")
    changes = document.xpath("//w:ins | //w:del", namespaces=NAMES)
    shown = [(etree.QName(node).localname, "".join(node.itertext())) for node in changes]
    assert shown == [
        *(("del", "Teh"), ("ins", "The"), ("del", "the the"), ("ins", "the")),
        *(("del", "the"), ("ins", "our"), ("del", "�ód�"), ("ins", "Łódź")),
        *(("del", "lader"), ("ins", "ladder"), ("ins", ",")),
    ]
    assert {node.get(f"{{{W}}}author") for node in changes} == {"Ann <&> Lee"}
    assert changes[0].get(f"{{{W}}}date") == "2026-11-24T10:12:00Z"
    ids = [node.get(f"{{{W}}}id") for node in changes]
    assert len(set(ids)) == len(ids)


def test_what_a_reader_noted_and_what_is_asked_are_comments(file: Path) -> None:
    comments = part(file, "comments").findall("w:comment", NAMES)
    said = {node.get(f"{{{W}}}author"): "".join(node.itertext()) for node in comments}
    assert said["Ann <&> Lee"].endswith("printer: So the <second> edition.")
    ids = {node.get(f"{{{W}}}id") for node in comments}
    references = part(file, "document").xpath("//w:commentReference/@w:id", namespaces=NAMES)
    assert sorted(references) == sorted(ids)


@pytest.mark.parametrize(
    ("how", "reads"),
    [
        ("accept", "The lamps of the town were lit, and nobody was there but he. The name of our"),
        (
            "reject",
            "Teh lamps of the the town were lit, and nobody was there but he. The name of the",
        ),
    ],
)
def test_accepted_and_rejected(file: Path, how: str, reads: str) -> None:
    written, _ = run(["--from=docx", "--to=json", f"--track-changes={how}", str(file)], "")
    assert reads in plain_text(json.loads(written)["blocks"])


def test_absorbing_it_again_finds_nothing(file: Path) -> None:
    book = file.parents[1] / "lamps"
    found = absorbed(find_book(str(book)), book / "none", Order([file], "Ben"))
    assert found.outcome.decisions == ()
