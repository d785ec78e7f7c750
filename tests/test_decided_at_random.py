"""Random decisions about the structure of a small book: whatever is said of it, nothing is lost."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import cast, get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.account.demands import draw_up
from pipeline.amend.restructure import restructured
from pipeline.build import build
from pipeline.decisions.lost import LOST
from pipeline.decisions.make import Maker
from pipeline.decisions.store import append
from pipeline.decisions.structure import STRUCTURAL
from pipeline.manuscript.folder import BookFolder, find_book
from pipeline.model.finding import Action
from pipeline.model.history import decided
from pipeline.read import read
from pipeline.recover import recover
from pipeline.registry import RULES
from tests.decided import made
from tests.dump import source_of
from tests.fuzz.decisions import OF_STRUCTURE, Said, decisions

RAW = """\
THE MILL
CHAPTER I
Of the Cats

The miller kept three cats in the loft above the stones, and fed
them on what the stones had spilt.1 In winter they came down to
the hearth, all but one of them, which was called the Govern-
ment.2 It had been there before the miller.

1 A custom of the valley, of which more is said below.
2 It did not answer to the name.
\x0cTHE MILL
Rye   12 sacks
Wheat    8 sacks

The wheel goes round, the water falls,
The miller counts his gold,

And all along the garden walls
The roses have grown old,3

said the clerk, and went home.
* * *
3 The clerk's own copy is lost,
as are all his others.4
4 See above.
\x0cTHE MILL
CHAPTER II
Of the Flood

The water stood for nine days. When it had gone there was a boat
in the orchard, and nobody came to ask for it.

\u2022 a boat,
\u2022 and a letter.
"""
GIVEN = """\
THE MILL



CHAPTER I

Of the Cats


The miller kept three cats in the loft above the stones, and _fed_
them on what the stones had spilt.[1] In winter they came down to
the hearth, all but one.[2]

[Footnote 1: A custom of the valley,
of which more is said below.

Twice.]

[Illustration: One of the cats.]

/*
The wheel goes round, the water falls,
The miller counts his gold,
*/

They are all dead.[3]

[Footnote 2: It did not answer to the name.]

[Footnote 3: See above.[4]]

[Footnote 4: And below.]



CHAPTER II

Of the Flood


The water stood for nine days. When it had gone there was a boat
in the orchard, and nobody came to ask for it.
"""


def letters(book_texts: list[str]) -> Counter[str]:
    return Counter(char for text in book_texts for char in text if char.isalpha())


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(decisions(RAW, OF_STRUCTURE), max_size=6))
def test_nothing_is_lost(said: list[Said]) -> None:
    hold(RAW, said)


@settings(max_examples=80, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(decisions(GIVEN, OF_STRUCTURE), max_size=6))
def test_nothing_of_a_transcription_is_lost(said: list[Said]) -> None:
    hold(GIVEN, said, lost=letters(["Footnote" * 4, "Illustration"]))


def hold(raw: str, said: Sequence[Said], lost: Counter[str] | None = None) -> None:
    """Demand what holds of a book whatever is decided of it."""
    placed = [made(each.action, each.at, each.new, number) for number, each in enumerate(said, 1)]
    book = restructured(raw, recover(source_of(raw), "en", decisions=placed), placed)
    assert draw_up(raw, book, RULES).faults == ()
    refused = [each for each in book.findings if each.check == LOST]
    assert len(refused) + len(book.decisions) == len(placed)
    ids = [note.id for note in book.notes()]
    assert len(ids) == len({*ids})
    assert {mark.data for mark in book.references()} <= {*ids}
    texts = [*book.flow(), *(text for note in book.notes() for text in note.texts())]
    texts += [line.text for line in book.furniture]
    lifted = [run.before(raw) for text in texts for run in text.runs if decided(run)]
    left = letters([*map(str, texts), *lifted])
    assert left + (lost or Counter()) == letters([raw])


def written(folder: Path, said: Sequence[Said]) -> BookFolder:
    """Make a book of the text, with decisions as a reader has them in a file."""
    (folder / "source").mkdir(parents=True)
    (folder / "source" / "raw.txt").write_text(RAW, encoding="utf-8")
    (folder / "book.toml").write_text('title = "The Mill"\nlanguage = "en"\n', encoding="utf-8")
    book = find_book(str(folder))
    maker = Maker(read(book.source_path), "Ann", datetime(2026, 11, 25, tzinfo=UTC))
    append(folder / "decisions", [maker.make(each.action, each.at, each.new) for each in said])
    return find_book(str(folder))


@settings(max_examples=6, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(decisions(RAW, OF_STRUCTURE), min_size=3, max_size=8))
def test_the_editions_have_the_words_of_the_book(
    tmp_path_factory: pytest.TempPathFactory, said: list[Said]
) -> None:
    folder = written(tmp_path_factory.mktemp("book") / "mill", said)
    build(folder, frozenset({"markdown", "epub"}), folder.source_path.parent.parent / "out")


def test_every_action_is_built_and_on_record(tmp_path: Path) -> None:
    said = [
        ("heading", "Of the Cats", "2"),
        ("table", "Rye   12 sacks\nWheat    8 sacks", ""),
        ("verse", "said the clerk, and went home.", ""),
        ("split", "In winter", ""),
        ("note", " for it.", "marker n4"),
        ("furniture", "CHAPTER II\n", ""),
        ("move", "The water stood", "before Rye"),
    ]
    places = []
    for action, words, new in said:
        start = RAW.index(words)
        end = start if action == "split" else start + len(words)
        start = end if action == "note" else start
        end = RAW.index(" for it.") + len(" for it.") if action == "move" else end
        places.append(Said(cast("Action", action), (start, end), new))
    folder = written(tmp_path / "mill", places)
    result = build(folder, frozenset({"markdown", "epub"}), tmp_path / "out")
    assert [each.message for each in result.findings if each.check == LOST] == []
    rows = (tmp_path / "out" / "changes.jsonl").read_text(encoding="utf-8").splitlines()
    told = [row["action"] for row in map(json.loads, rows) if "action" in row]
    assert sorted(told) == sorted(f"{action} {new}".strip() for action, _, new in said)
    text = "".join(each.read_text() for each in sorted((tmp_path / "out/markdown").glob("*.md")))
    assert text.index("water stood") < text.index("12 sacks") < text.index("said the clerk")


def test_all_actions_are_known() -> None:
    assert {*STRUCTURAL} <= {*get_args(Action)}
