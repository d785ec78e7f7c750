"""The command `findings`: which are listed, in which order, and in which forms."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

import pipeline.manuscript.folder
from pipeline.checks.catalogue import CHECKS
from pipeline.cli import main
from pipeline.model.finding import Finding, Proposal
from pipeline.model.settings import Settings
from pipeline.questions import questions
from pipeline.stages import finished
from pipeline.write.findings import document
from pipeline.write.listing import Listing, in_order
from tests.browser import browser, needs_browser, opened
from tests.dump import source_of

RAW = """The Mill

The mill1 was sold in the spr\x02ng, the meadows2 in the summer and
the house3 last of all, when nobody wanted it any more.

1 For three hundred pounds.
3 It stands empty.
"""
SPRING = (RAW.index("spr"), RAW.index("ng,") + 2)


@pytest.fixture
def listing() -> Listing:
    source, settings = source_of(RAW), Settings(language="en")
    found = [
        Finding("odd-letter", "query", SPRING, "a control sign", (Proposal("spring", 0.9),), 0.8),
        Finding("a-thought", "advice", (0, 0), "have you thought?", also=((4, 8),)),
        Finding("lost-marker", "error", SPRING, "x", (Proposal("marker n2", 0.4, "note", (9, 9)),)),
    ]
    book = finished(source, settings, "mill")
    return Listing("mill", "a folder/raw.txt", source, book, in_order(found))


def test_errors_stand_first_each_with_its_place_its_words_and_the_answers(listing: Listing) -> None:
    text = document(listing, "table")
    heads = [line for line in text.splitlines() if line and not line.startswith(" ")]
    assert [line.split()[1] for line in heads if line[0] in "eqa"][:3] == [
        *("lost-marker", "odd-letter", "a-thought")
    ]
    assert "a folder/raw.txt:3:27  p. 1  The Mill" in text
    assert "sold in the spr␂ng, the meadows2" in text
    assert "→ spring  90%" in text
    assert "→ (note) marker n2  40%" in text
    assert "and at 1 other place" in text
    assert "… The Mill ‸ The mill1 was" in " ".join(text.split())
    assert text.rstrip().splitlines()[-1].split() == ["all", "1", "1", "1"]


def test_json_has_the_rows_of_the_record(listing: Listing) -> None:
    made = json.loads(document(listing, "json"))
    assert (made["book"], made["sha256"]) == ("mill", "0" * 64)
    row = made["findings"][1]
    assert (row["check"], row["at"], row["line"]) == ("odd-letter", list(SPRING), 3)
    assert row["quote"]["exact"] == "spr\x02ng"
    assert row["chapter"] == "The Mill"


def test_sarif_has_regions_fixes_and_fingerprints(listing: Listing) -> None:
    (run,) = json.loads(document(listing, "sarif"))["runs"]
    lost, odd, thought = run["results"]
    assert [each["level"] for each in run["results"]] == ["error", "warning", "note"]
    ids = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert [ids[each["ruleIndex"]] for each in run["results"]] == ids
    place = odd["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "a%20folder/raw.txt"
    region = place["region"]
    assert (region["startLine"], region["startColumn"], region["endColumn"]) == (3, 27, 33)
    assert RAW[region["charOffset"] :][: region["charLength"]] == "spr\x02ng"
    (fix,) = odd["fixes"]
    (replacement,) = fix["artifactChanges"][0]["replacements"]
    assert replacement == {"deletedRegion": region, "insertedContent": {"text": "spring"}}
    assert "fixes" not in lost
    assert lost["properties"]["answers"][0]["new"] == "marker n2"
    assert thought["relatedLocations"][0]["physicalLocation"]["region"]["startColumn"] == 5
    prints = [each["partialFingerprints"]["quote/v1"] for each in run["results"]]
    assert len(set(prints)) == 3


def test_the_page_has_all_findings_and_asks_for_nothing_else(listing: Listing) -> None:
    page = document(listing, "html")
    html = etree.HTML(page)
    heads = [" ".join(h2.itertext()).split() for h2 in html.iter("h2")]
    assert heads == [
        ["lost-marker", "1", "error"],
        ["odd-letter", "1", "query"],
        ["a-thought", "1", "advice"],
    ]
    assert [mark.text for mark in html.xpath("//p[@class='place']/mark")][:2] == ["spr␂ng"] * 2
    assert html.xpath("//li/ins/text()") == ["(note) marker n2", "spring"]
    assert not html.xpath("//@src | //link | //a[@href]")
    assert "url(" not in page
    assert "@import" not in page


def test_of_a_source_that_is_no_text_the_pages_are_named(listing: Listing) -> None:
    scanned = replace(listing, path="mill.pdf", lined=False)
    assert "  mill.pdf  p. 1  The Mill\n" in document(scanned, "table")
    (run,) = json.loads(document(scanned, "sarif"))["runs"]
    odd = run["results"][1]
    (place,) = odd["locations"]
    assert place["physicalLocation"] == {"artifactLocation": {"uri": "mill.pdf"}}
    assert place["logicalLocations"] == [{"name": "The Mill, page 1"}]
    assert "fixes" not in odd


@needs_browser
def test_the_page_shows_what_is_asked_for(listing: Listing, tmp_path: Path) -> None:
    path = tmp_path / "findings.html"
    path.write_text(document(listing, "html"), encoding="utf-8")
    with browser() as started:
        page = opened(started, path)
        shown = "main > section:not([hidden]) > ol > li:not([hidden])"
        assert page.locator(shown).count() == 3
        page.uncheck("input[value=advice]")
        assert page.locator(shown).count() == 2
        page.fill("input[type=search]", "SPRING")
        assert page.locator(shown).count() == 1
        assert page.locator("output").text_content() == "1 of 3 shown"
        page.fill("input[type=search]", "")
        page.select_option("select", "lost-marker")
        assert page.locator(shown).inner_text().count("marker n2") == 1


@pytest.fixture
def mill(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "mill.txt"
    path.write_text(RAW, encoding="utf-8")
    return path


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, Any]:
    status = main(["findings", *arguments, "--format", "json"])
    return status, json.loads(capsys.readouterr().out)


def test_the_status_is_1_where_an_error_is_listed(
    mill: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, made = run(capsys, "mill.txt")
    assert status == 1
    assert made["source"] == "mill.txt"
    assert made["findings"][0]["check"] == "absent-note"
    status, made = run(capsys, "mill.txt", "--check", "absent-note", "--severity", "query,advice")
    assert (status, made["findings"]) == (0, [])


BOOK = """title = "The Mill"
language = "en"

[[ignore]]
check = "absent-note"
text = "meadows2 in"
reason = "It never had a body."

[[ignore]]
check = "absent-note"
text = "house3"
reason = "A guess."
"""


def test_what_the_book_ignores_is_not_listed_and_what_ignores_nothing_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "mill"
    (folder / "source").mkdir(parents=True)
    (folder / "source/raw.txt").write_text(RAW, encoding="utf-8")
    (folder / "book.toml").write_text(BOOK, encoding="utf-8")
    status, made = run(capsys, str(folder), "--severity", "error,query")
    assert status == 0
    (unused,) = [each for each in made["findings"] if each["check"] == "unused-ignore"]
    assert '"house3"' in unused["message"]
    assert "absent-note" not in {each["check"] for each in made["findings"]}


def test_an_unknown_check_is_refused_and_the_nearest_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(
        pipeline.manuscript.folder, "find_book", lambda _: pytest.fail("read in vain")
    )
    assert main(["findings", "mill.txt", "--check", "absent-notes"]) == 2
    said = capsys.readouterr().err
    assert said.startswith("error: absent-notes: no such check\n")
    assert "did you mean absent-note?" in said


def test_an_unknown_severity_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["findings", "--severity", "warning"])
    assert "'warning'" in capsys.readouterr().err


def test_a_check_can_be_explained(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "absent-note"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("absent-note\n\nA marker whose note is not in the source.")
    assert "of the severity: error" in said


def test_everything_that_may_be_asked_is_explained() -> None:
    assert {check.name for check in CHECKS} <= questions().keys()
    assert [name for name, said in questions().items() if not said] == []


def test_every_question_of_a_stage_is_named() -> None:
    package = Path(pipeline.__file__).parent
    asked = re.compile(r'Finding\(\s*"([\w-]+)"')
    named = {name for path in package.rglob("*.py") for name in asked.findall(path.read_text())}
    # A name of one letter is an example's.
    assert {name for name in named if len(name) > 1} <= questions().keys()
