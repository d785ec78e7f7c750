"""The desk's engine: the same book as a build makes, made anew only where it differs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pipeline.recover
from pipeline.checks.families import findings
from pipeline.checks.proof import Proof
from pipeline.decisions.make import Maker
from pipeline.decisions.settle import Settled, settle
from pipeline.desk.making.chapters import Chapters
from pipeline.desk.making.engine import Engine
from pipeline.desk.shown import Emended
from pipeline.manuscript.folder import BookFolder, find_book
from pipeline.model.decision import Decision
from pipeline.model.finding import Action, Span
from pipeline.model.settings import Settings
from pipeline.read import read
from pipeline.recover import recover
from pipeline.stages import Stages, emended, finished
from scripts.mill import RAW, write_book
from tests.decided import made, place
from tests.dump import source_of
from tests.fuzz.decisions import OF_STRUCTURE, Said, decisions
from tests.test_decided_at_random import RAW as AT_RANDOM
from tests.traced import all_traced


@pytest.fixture
def folder(tmp_path: Path) -> BookFolder:
    """A book of two chapters."""
    return find_book(str(write_book(tmp_path / "mill")))


class Desk:
    """An engine, and a reader who decides."""

    def __init__(self, folder: BookFolder) -> None:
        self.engine = Engine(folder, read(folder.source_path))
        self.maker = Maker(self.engine.source, "Ann")
        self.decisions: list[Decision] = []

    def make(self, action: Action, words: str, new: str = "", scope: str = "here") -> Decision:
        return self.maker.make(action, place(RAW, words), new, scope=scope)

    def decided(self, action: Action, words: str, new: str = "", scope: str = "here") -> Emended:
        self.decisions.append(self.make(action, words, new, scope))
        return self.engine.emended(self.decisions)


@pytest.fixture
def desk(folder: BookFolder) -> Desk:
    return Desk(folder)


def texts(made: Emended) -> list[str]:
    return [
        "".join(each.text + " " for each in all_traced([chapter], RAW))
        for chapter in made.book.chapters
    ]


def test_the_book_is_that_of_a_build(desk: Desk, folder: BookFolder) -> None:
    made = desk.decided("replace", "three cats", "four cats")
    source, settled = desk.engine.source, settle(desk.engine.source, desk.decisions)
    book = finished(source, folder.settings, folder.name, settled)
    assert made.book.chapters == Chapters(folder.settings).shown(book)
    assert made.settled == settled
    assert (made.book.title, made.book.language) == ("The Mill", "en")
    assert "four cats" in texts(made)[1]
    asked = desk.engine.checked(desk.decisions)
    assert asked == findings(Proof(source, book, folder.settings))
    assert "doubled-word" in {each.check for each in asked}


def test_what_does_not_differ_is_the_same_object(desk: Desk) -> None:
    before = desk.engine.emended([]).book.chapters
    after = desk.decided("replace", "the orchard", "the meadow").book.chapters
    assert [one is other for one, other in zip(before, after, strict=True)] == [True, True, False]
    again = desk.decided("keep", "It is still there").book.chapters
    assert all(one is other for one, other in zip(after, again, strict=True))


def test_readers_who_see_other_decisions_find_their_chapters_kept(desk: Desk) -> None:
    mine = [desk.make("replace", "the orchard", "the meadow")]
    theirs = [desk.make("replace", "the orchard", "the garden")]
    before = [desk.engine.emended(each).book.chapters for each in (mine, theirs)]
    after = [desk.engine.emended(each).book.chapters for each in (mine, theirs)]
    for one, other in zip(before, after, strict=True):
        assert all(a is b for a, b in zip(one, other, strict=True))


def test_only_what_is_decided_about_lines_has_the_book_recovered_anew(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    recoveries: list[Sequence[object]] = []

    def counted(*arguments: object) -> object:
        recoveries.append(arguments)
        return recover(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(pipeline.recover, "recover", counted)
    desk.decided("replace", "three cats", "four cats")
    desk.decided("emphasis", "nobody")
    assert len(recoveries) == 1
    made = desk.decided("heading", "The Boat", "3")
    assert len(recoveries) == 2
    assert [b.kind for b in made.book.chapters[-1].blocks].count("heading-3") == 1
    desk.decided("delete", "The ⟦the ⟧boat")
    assert len(recoveries) == 2
    desk.decisions.append(desk.maker.undo(desk.decisions[2]))
    made = desk.engine.emended(desk.decisions)
    assert [b.kind for b in made.book.chapters[-1].blocks].count("heading-3") == 0
    assert len(recoveries) == 2


def test_it_begins_with_what_another_had_recovered(
    desk: Desk, folder: BookFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = desk.decided("heading", "The Boat", "3")
    monkeypatch.setattr(pipeline.recover, "recover", None)
    assert Engine(folder, desk.engine.source).emended(desk.decisions) == made


def test_it_is_told_where_a_decision_would_hold(desk: Desk) -> None:
    everywhere = desk.make("replace", "in ⟦the loft⟧ above the stones, and", "the attic", "every")
    here = desk.make("replace", "nobody", "no man")
    places = desk.engine.alike([], [everywhere, here])
    words = [RAW[start:end] for start, end in places[everywhere.id]]
    assert words == ["the loft", "the loft"]
    assert here.id not in places


def test_findings_of_stages_and_decisions_come_with_the_book(desk: Desk) -> None:
    made = desk.decided("query", "nine days", "Nine, or ninety?")
    assert [each.check for each in made.findings] == ["author-query"]
    desk.decided("replace", "nine days", "ten days")
    other = Maker(desk.engine.source, "Ben")
    desk.decisions.append(other.make("replace", place(RAW, "nine days"), "two days"))
    made = desk.engine.emended(desk.decisions)
    assert "conflict" in {each.check for each in made.findings}


def test_furniture_and_pages_cover_what_is_not_in_the_edition(desk: Desk) -> None:
    made = desk.decided("furniture", "CHAPTER II")
    at: Span = place(RAW, "CHAPTER II")
    assert any(start <= at[0] and at[1] <= end for start, end, _ in made.book.furniture)
    assert (made.book.pages[0].start, made.book.pages[-1].end) == (0, len(RAW))


def test_what_was_recovered_can_be_emended_again_and_again(folder: BookFolder) -> None:
    engine = Engine(folder, read(folder.source_path))
    recovered = Stages(folder).recovered
    maker = Maker(engine.source, "Ann")
    settled = settle(engine.source, [maker.make("replace", place(RAW, "nine days"), "ten days")])
    once = emended(engine.source, recovered, settled, folder.settings)
    assert once == emended(engine.source, recovered, settled, folder.settings)
    assert once == finished(engine.source, folder.settings, folder.name, settled)


TEXTUAL: tuple[Action, ...] = (
    "replace",
    "insert",
    "delete",
    "emphasis",
    "language",
    "keep",
    "query",
)
WORDS = {"replace": "the ass", "insert": " only", "language": "fr", "query": "Is it so?"}


@st.composite
def anything(draw: st.DrawFn) -> Said:
    """Draw a decision about letters or about structure."""
    if draw(st.booleans()):
        return draw(decisions(AT_RANDOM, OF_STRUCTURE))
    action = draw(st.sampled_from(TEXTUAL))
    start = draw(st.integers(0, len(AT_RANDOM) - 1))
    end = start if action == "insert" else start + draw(st.integers(1, 30))
    return Said(action, (start, min(end, len(AT_RANDOM))), WORDS.get(action, ""))


@settings(max_examples=12)
@given(st.lists(anything(), min_size=1, max_size=6))
def test_whatever_is_decided_all_is_traced_and_what_was_kept_is_as_if_made_anew(
    said: list[Said],
) -> None:
    source = source_of(AT_RANDOM)
    keeping = Chapters(Settings())
    for many in range(len(said) + 1):
        numbered = enumerate(said[:many], 1)
        settled = Settled(tuple(made(each.action, each.at, each.new, k) for k, each in numbered))
        book = finished(source, Settings(language="en"), "mill", settled)
        kept = keeping.shown(book)
        all_traced(kept, source.text)
    assert kept == Chapters(Settings()).shown(book)
