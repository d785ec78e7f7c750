"""Books by lot, and what must hold of each.

What is drawn here is always the same; `make fuzz` goes on to others for as long as it is let.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings

from pipeline import clean, recover
from pipeline.model.text import Edit
from tests.fuzz import targets
from tests.fuzz.__main__ import SHARES
from tests.fuzz.damage import damaged_books
from tests.fuzz.invariants import hold_book
from tests.fuzz.rawbooks import RawBook
from tests.fuzz.seeds import CORPUS, seeds
from tests.fuzz.targets import TARGETS

ROOT = Path(__file__).parents[1]
SLOW = {"epubs"}
"""Java takes seconds for each of these: they are for `make fuzz`."""
FOUND = {
    "a sign of a page with blank lines above it": "The mill.\n\n-----File: 012.png-----\n\n",
    "a sign of a page with more blanks": "The mill.\n\n-----File:   012.png-----\nIt stood.\n",
    "a raised figure where a folio may be": "6\n\r—\n³\n7 8\n\n\r\r9",
    "a sign of type on the line below a folio": "4\n<b>b</b>",
    "a sign of a page that closes a note": "[Footnote:\n---File:2.png---]",
    "contents that list the heading of notes": "CONTENTS\nNOTES\u2028.\n#¹\nNOTES\n¹[",
    "a bracket alone above gathered notes": ".[2]\nNOTE\nCHAPTER I\n[\n[2]c",
    "a heading below the name of a chapter above gathered notes": ".[2]\nNOTE\nCHAPTER I\ny\n[2]c",
    "a sign of type for a label, numbered as by a library": "N‡\n\n[FN#‡][Footnote",
}
"""What fuzzing found, in the fewest lines that show it."""


def test_any_book() -> None:
    targets.any_book()


def test_any_book_of_which_something_was_decided() -> None:
    targets.any_decided_book()


def test_any_edition() -> None:
    targets.any_edition()


@pytest.mark.parametrize("raw", FOUND.values(), ids=FOUND)
def test_what_was_found(raw: str) -> None:
    hold_book(raw, "en")


def test_the_corpus_is_small_and_each_trial_has_some_of_it() -> None:
    assert TARGETS.keys() == SHARES.keys()
    assert all(any(seeds(trial)) for trial in TARGETS)
    sizes = [path.stat().st_size for path in CORPUS.rglob("*") if path.is_file()]
    assert len(sizes) < 100
    assert max(sizes) <= 1024


@pytest.mark.parametrize("trial", sorted(TARGETS.keys() - SLOW))
def test_what_a_trial_begins_with(trial: str) -> None:
    for _, case in seeds(trial):
        TARGETS[trial](case)


@pytest.mark.skipif(not find_spec("atheris"), reason="there is no atheris for this system")
def test_led_by_coverage(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.fuzz", "--minutes", "0.1", "--room", str(tmp_path)]
    done = subprocess.run(
        [*command, "books", "text", "file"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count(" 0 faults") == 3


def test_what_is_made_of_a_book_depends_on_nothing_else(tmp_path: Path) -> None:
    books: list[tuple[str, str]] = []

    @settings(max_examples=25, database=None, derandomize=True)
    @given(damaged_books())
    def gather(book: RawBook) -> None:
        books.append((book.tag, book.raw))

    gather()
    path = tmp_path / "books.json"
    path.write_text(json.dumps(books), encoding="utf-8")
    command = [sys.executable, "-m", "tests.fuzz.fresh", str(path)]
    runs = [
        subprocess.Popen(
            [*command, *more],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        )
        for seed, more in (("1", []), ("2", ["backwards"]))
    ]
    one, other = (json.loads(run.communicate()[0]) for run in runs)
    assert len(one) == len(books)
    differing = [RawBook(*book) for book, a, b in zip(books, one, other, strict=True) if a != b]
    assert differing == []


# --- the trials can fail -------------------------------------------------------------------------


@settings(
    max_examples=200,
    database=None,
    derandomize=True,
    phases=[Phase.generate],
    report_multiple_bugs=False,
)
@given(damaged_books())
def any_book_unshrunk(book: RawBook) -> None:
    hold_book(book.raw, book.tag)


def without_ligatures(text: str) -> Iterator[Edit]:
    for at, sign in enumerate(text):
        if sign in "ﬁﬃ":
            yield Edit(at, at + 1, "f")


def twice(*given: Any) -> Any:
    whole, notes = WITH_NOTES(*given)
    return whole, [*notes, *notes[:1]]


def without_the_last(*given: Any) -> Any:
    *chapters, last = CHAPTERS(*given)
    return (*chapters, replace(last, blocks=last.blocks[:-1] or last.blocks))


LOSING = tuple(
    each._replace(function=without_ligatures) if each.name == "ligature-glyph" else each
    for each in clean.RULES
)
WITH_NOTES, CHAPTERS = recover._with_all_notes, recover._chapters
FAULTS: dict[str, tuple[object, str, object, str]] = {
    "a rule loses letters": (clean, "RULES", LOSING, "broke its contract"),
    "a note is there twice": (recover, "_with_all_notes", twice, "a note is there twice"),
    "the last block is dropped": (recover, "_chapters", without_the_last, "message=.lost."),
}
"""What is planted, and the invariant that has to tell of it."""


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_of_the_code_is_found(monkeypatch: pytest.MonkeyPatch, fault: str) -> None:
    where, name, planted, told = FAULTS[fault]
    monkeypatch.setattr(where, name, planted)
    with pytest.raises(AssertionError, match=told):
        any_book_unshrunk()
