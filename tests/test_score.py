"""The scorer: what is right counts as right, whatever form it has, and what is wrong as wrong."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from pipeline.bench.score.book import Scored, read_truth
from pipeline.bench.score.edition import read_edition
from pipeline.bench.score.measure import measure

TRUTH: dict[str, Any] = {
    "id": "mill",
    "blocks": [
        {"type": "heading", "level": 1, "text": "The Mill"},
        {"type": "paragraph", "text": "The mill stood by the river.⟦n1⟧ Nobody had built it."},
        {"type": "quote", "text": "It was always there, said the bill."},
        {"type": "verse", "text": "The water rose\nand fell again"},
        {"type": "item", "text": "one sack of well-ground rye"},
        {"type": "heading", "level": 2, "text": "The River"},
        {"type": "paragraph", "text": "In spring the father counted the days.⟦n2⟧"},
    ],
    "notes": {
        "n1": {"label": "1", "text": "A bill of the next parish names it."},
        "n2": {"label": "2", "text": "There were nine of them."},
    },
    "lost_notes": [],
    "unmarked_notes": [],
    "furniture": ["THE MILL 7", "8"],
}
HTML = """<html><body>
<section class="titlepage"><h1>The Mill and the River</h1></section>
<h1>The Mill</h1>
<p>The mill stood by the river.<a id="r1" href="#f1" role="doc-noteref"><sup>1</sup></a> Nobody had
built it.</p>
<blockquote><p>It was always there, said the bill.</p></blockquote>
<div class="verse"><p><span class="line">The water rose</span><span class="line">and fell
again</span></p></div>
<ul><li>one sack of well-ground rye</li></ul>
<h2>The River</h2>
<p>In spring the father counted the days.<a id="r2" href="#f2" role="doc-noteref">2</a></p>
<section role="doc-endnotes"><h2>Notes</h2><ol>
<li id="f1"><p>1. A bill of the next parish names it. <a href="#r1" role="doc-backlink">↩</a></p>
</li>
<li id="f2"><p>There were nine of them. <a href="#r2" role="doc-backlink">↩</a></p></li>
</ol></section></body></html>
"""
MARKDOWN = """\
# The Mill

The mill stood by the river.[^1] Nobody had built it.

> It was always there, said the bill.

| The water rose
| and fell again

- one sack of well-ground rye

## The River

In spring the father counted the days.[^2]

[^1]: A bill of the next parish names it.

[^2]: There were nine of them.
"""


def scored(folder: Path, text: str, suffix: str = ".html") -> dict[str, Any]:
    edition = folder / f"edition{suffix}"
    edition.write_text(text, encoding="utf-8")
    return measure(TRUTH, read_truth(TRUTH), read_edition(edition))


def epub(folder: Path, text: str) -> Path:
    file = folder / "edition.epub"
    page = text.replace("<html>", '<html xmlns="http://www.w3.org/1999/xhtml">')
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(
            "META-INF/container.xml",
            '<container><rootfiles><rootfile full-path="E/book.opf"/></rootfiles></container>',
        )
        archive.writestr(
            "E/book.opf",
            '<package><manifest><item id="a" href="a.xhtml"/><item id="n" href="n.xhtml"'
            ' properties="nav"/></manifest><spine><itemref idref="n"/><itemref idref="a"/></spine>'
            "</package>",
        )
        archive.writestr("E/a.xhtml", page)
        archive.writestr("E/n.xhtml", "<html><body><p>The Mill 1</p></body></html>")
    return file


def assert_whole(figures: dict[str, Any]) -> None:
    assert figures["structure"] == pytest.approx(1)
    assert figures["heading"]["level_exact"] == 1
    assert figures["boundary"]["f1"] == figures["notes"]["linked"] == 1
    assert figures["words"]["recall"] == figures["words"]["precision"] == 1
    assert {kind: each["accuracy"] for kind, each in figures["types"].items()} == {
        "quote": 1,
        "verse": 1,
        "item": 1,
    }
    assert figures["verse_lines"]["kept"] == 1
    assert figures["furniture"]["residue"] == 0


def test_an_edition_that_has_all_is_whole_in_each_form(tmp_path: Path) -> None:
    assert_whole(scored(tmp_path, HTML))
    assert_whole(scored(tmp_path, MARKDOWN, ".md"))
    assert_whole(scored(tmp_path, json.dumps(TRUTH), ".json"))
    assert_whole(measure(TRUTH, read_truth(TRUTH), read_edition(epub(tmp_path, HTML))))


def test_what_differs_is_told(tmp_path: Path) -> None:
    changed = (
        HTML.replace("<h2>The River</h2>", "<p>The River</p>")
        .replace("Nobody had", "Nobody</p><p>had")
        .replace("father", "fa-ther")
        .replace("always ", "")
        .replace("well-ground", "wellground")
    )
    figures = scored(tmp_path, changed)
    assert (figures["heading"]["precision"], figures["heading"]["recall"]) == (1, 0.5)
    assert figures["boundary"]["recall"] == 1
    assert figures["boundary"]["precision"] == 7 / 8
    assert figures["words"]["missing"] == 1
    assert figures["words"]["inserted"] == 0
    assert (figures["words"]["hyphen_left"], figures["words"]["hyphen_joined"]) == (1, 1)


def test_a_note_counts_at_its_place_with_its_text_alone(tmp_path: Path) -> None:
    swapped = HTML.replace('href="#f1" role', 'href="#f0" role').replace(
        'href="#f2" role', 'href="#f1" role'
    )
    figures = scored(tmp_path, swapped)
    assert figures["notes"]["linked"] == 0
    moved = HTML.replace(" counted the days.", "").replace(
        'role="doc-noteref">2</a>', 'role="doc-noteref">2</a> counted the days.'
    )
    assert scored(tmp_path, moved)["notes"]["linked"] == 0.5


def test_links_that_lead_back_make_notes_of_what_says_nothing(tmp_path: Path) -> None:
    bare = HTML.replace(' role="doc-noteref"', "").replace(' role="doc-backlink"', "")
    bare = bare.replace(' role="doc-endnotes"', "").replace("<h2>Notes</h2>", "")
    figures = scored(tmp_path, bare)
    assert figures["notes"]["linked"] == 1


def test_notes_left_in_the_text_are_misplaced_and_furniture_is_found(tmp_path: Path) -> None:
    raw = (
        "<p>The Mill</p><p>The mill stood by the river. Nobody had built it.</p>"
        "<p>A bill of the next parish names it.</p><p>THE MILL 7</p><p>8</p>"
        "<p>It was always there, said the bill.</p><p>The water rose and fell again</p>"
        "<p>one sack of well-ground rye</p><p>The River</p>"
        "<p>In spring the father counted the days.</p>"
    )
    figures = scored(tmp_path, f"<html><body>{raw}</body></html>")
    assert figures["structure"] == 0
    assert figures["notes"]["linked"] == 0
    assert figures["words"]["misplaced"] == 8
    assert figures["words"]["missing"] == 5
    assert figures["furniture"]["residue"] == 2
    assert figures["verse_lines"]["kept"] == 0


def test_nothing_is_scored_of_nothing() -> None:
    figures = measure(TRUTH, read_truth(TRUTH), Scored())
    assert figures["structure"] == figures["words"]["recall"] == 0


def test_the_scorer_prints_json(tmp_path: Path) -> None:
    (tmp_path / "truth.json").write_text(json.dumps(TRUTH), encoding="utf-8")
    (tmp_path / "a.html").write_text(HTML, encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "pipeline.bench.score",
        str(tmp_path),
        str(tmp_path / "a.html"),
    ]
    done = subprocess.run([*command, "--json"], check=True, capture_output=True, text=True)
    assert json.loads(done.stdout)["structure"] == pytest.approx(1)
