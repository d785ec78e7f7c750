"""The sample book's source is what was made of its clean text, and its damage is what is listed."""

import json
from collections import Counter
from difflib import unified_diff
from importlib.metadata import PackageNotFoundError
from itertools import pairwise
from typing import Any

import pytest

from scripts.handbook import press
from scripts.handbook.align import align, owner_texts
from scripts.handbook.damage import DOSE, LIGATURES
from scripts.handbook.make import MANIFEST, RAW, TRUTH, clean_work, extracted, outputs
from scripts.handbook.record import REFERENCE, undone

WORK = clean_work()
MET = {
    "divided-word",
    "divided-address",
    "hyphen-at-line-end",
    "marker-on-number",
    "note-over-pages",
}


def kept_raw() -> str:
    return RAW.read_bytes().decode("utf-8")


def kept_manifest() -> Any:
    return json.loads(MANIFEST.read_text(encoding="utf-8"))


def planted(kind: str) -> list[Any]:
    return [each for each in kept_manifest()["planted"] if each["kind"] == kind]


def assert_kept(made: dict[Any, str]) -> None:
    for file, content in made.items():
        kept = file.read_bytes().decode("utf-8")
        difference = unified_diff(kept.splitlines(), content.splitlines(), "kept", "made", n=0)
        assert kept == content, f"{file.name}: " + "\n".join([*difference][:20])


def test_typesetting_and_extraction_give_what_is_kept() -> None:
    tools = kept_manifest()["tools"]
    try:
        here = press.tools()
    except (FileNotFoundError, PackageNotFoundError) as absent:
        pytest.skip(f"the handbook cannot be typeset and extracted anew here: {absent}")
    if here != tools:
        pytest.skip(f"the handbook was made with {tools}, and here are {here}")
    assert_kept(outputs(WORK, extracted(WORK), here))


def test_damage_is_the_same_each_time() -> None:
    manifest = kept_manifest()
    assert_kept(outputs(WORK, undone(kept_raw(), manifest), manifest["tools"]))


def test_extraction_holds_the_whole_book_and_nothing_but_furniture_besides() -> None:
    text = undone(kept_raw(), kept_manifest())
    alignment = align(text, WORK)
    rest = [text[line.start : line.end] for line in alignment.lines if line.role == "head"]
    titles = {chapter.short for chapter in WORK.chapters} | {"The Re-edition Handbook"}
    assert {" ".join(line.split()).strip("0123456789 ") for line in rest} <= titles
    assert len(rest) + sum(line.role == "folio" for line in alignment.lines) == text.count("\f")


def test_manifest_shows_what_stands_in_the_source() -> None:
    raw, manifest = kept_raw(), kept_manifest()
    for each in manifest["planted"] + manifest["met"]:
        start, end = each["at"]
        assert raw[start:end] == each["is"], each
        assert raw.count("\n", 0, start) + 1 == each["line"], each
    places = [each["at"] for each in manifest["planted"]]
    assert places == sorted(places)
    assert all(left[1] <= right[0] for left, right in pairwise(places))


def test_dose_is_the_stated_one() -> None:
    manifest = kept_manifest()
    counts = Counter(each["kind"] for each in manifest["planted"])
    assert counts == {kind: many for kind, (many, _) in DOSE.items()}
    assert {each["kind"] for each in manifest["met"]} == MET


def test_nothing_but_the_listed_damage_is_in_the_source() -> None:
    raw = kept_raw()
    assert raw.count("\ufffd") == len(planted("lost-letter"))
    assert raw.count("\t") == len(planted("tab"))
    assert raw.count("\u00ad") == len(planted("soft-hyphen"))
    assert raw.count("\u200b") == len(planted("zero-width-character"))
    assert sum(map(raw.count, LIGATURES.values())) == len(planted("ligature-glyph"))
    pages = json.loads(TRUTH.read_text(encoding="utf-8"))["pages"]
    assert raw.count("\f") == len(pages) - len(planted("lost-form-feed"))
    assert "\r" not in raw


@pytest.mark.parametrize("kind", ["glued-marker", "early-marker"])
def test_moved_and_glued_markers_are_still_there(kind: str) -> None:
    raw = kept_raw()
    for each in planted(kind):
        start, end = each["at"]
        number = each["note"][1:]
        around = raw[start - len(number) : end + 1]
        assert number in around
        assert not around.endswith(f"{number} ")


def test_lost_notes_and_markers() -> None:
    raw = kept_raw()
    clean = owner_texts(WORK)
    (absent,), (cut,) = planted("absent-note"), planted("cut-note")
    assert absent["was"].split()[0] == absent["note"][1:]
    assert clean[absent["note"]][:40] not in " ".join(raw.split())
    assert clean[cut["note"]][:40] in " ".join(raw.split())
    for each in planted("lost-marker"):
        assert (each["was"], each["is"]) == (each["note"][1:], "")
        assert any(line.startswith(f"{each['was']} ") for line in raw.splitlines())


def test_truth_is_the_clean_text_but_for_the_listed_damage() -> None:
    truth = json.loads(TRUTH.read_text(encoding="utf-8"))
    blocks = [block for chapter in WORK.chapters for block in chapter.blocks]
    assert len(truth["blocks"]) == sum(block.kind != "break" for block in blocks)
    found = REFERENCE.findall("".join(block["text"] for block in truth["blocks"]))
    expected = {f"n{number}" for number in WORK.notes}
    assert {each.strip("⟦⟧") for each in found} == expected - set(truth["unmarked_notes"])
    assert truth["unmarked_notes"] == [each["note"] for each in planted("lost-marker")]
    (absent,), (cut,) = planted("absent-note"), planted("cut-note")
    assert set(truth["lost_notes"]) == {absent["note"], cut["note"]}
    assert set(truth["notes"]) == expected - {absent["note"]}
    clean = owner_texts(WORK)
    for key, note in truth["notes"].items():
        same = zip(note["text"], clean[key], strict=False)
        assert all(char in (was, "\ufffd") for char, was in same), key
        assert key == cut["note"] or len(note["text"]) == len(clean[key]), key
    assert all(line in kept_raw() for line in truth["furniture"])
