"""What holds of several decisions: of later ones, of other readers', of such as are taken back."""

from __future__ import annotations

from dataclasses import replace

from tests.deciding import Reader, built, of_decisions, said
from tests.dump import dump


def test_a_later_answer_replaces_the_readers_earlier_one() -> None:
    ann = Reader()
    ann.says("replace", "[Teh] mill", "The")
    ann.says("replace", "[Teh mill] had", "This mill")
    book = built(ann.source, ann.decisions)
    assert "This mill had" in dump(book)
    assert of_decisions(book) == []


def test_two_readers_who_contradict_each_other_are_both_shown() -> None:
    ann, ben = Reader(), Reader(name="Ben", later=5)
    ann.says("replace", "[Teh] mill", "The")
    ben.says("replace", "[Teh] mill", "That")
    book = built(ann.source, [*ann.decisions, *ben.decisions])
    assert "Teh mill had" in dump(book)
    (shown,) = said(book, "conflict")
    assert '"The" (Ann' in shown
    assert '"That" (Ben' in shown
    assert book.decisions == ()


def test_two_readers_who_agree_count_once() -> None:
    ann, ben = Reader(), Reader(name="Ben", later=5)
    for each in (ann, ben):
        each.says("replace", "[Teh] mill", "The")
        each.says("insert", "by the river[]1 since", ",")
    book = built(ann.source, [*ann.decisions, *ben.decisions])
    assert "The mill had stood stood by the river,⟦1⟧" in dump(book)
    assert of_decisions(book) == []


def test_contradictions_about_all_places_are_seen_though_the_places_differ() -> None:
    ann, ben = Reader(), Reader(name="Ben", later=5)
    ann.says("replace", "called [Lodz], was", "Łódź", scope="every")
    ben.says("replace", "patience; [Lodz] said", "Lódz", scope="every")
    book = built(ann.source, [*ann.decisions, *ben.decisions])
    assert dump(book).count("Lodz") == 4
    assert len(said(book, "conflict")) == 1


def test_what_is_undone_is_not_made_and_what_undoes_may_be_undone() -> None:
    ann = Reader()
    first = ann.says("replace", "[Teh] mill", "The")
    undoing = ann.maker.undo(first)
    ann.decisions.append(undoing)
    assert "Teh mill" in dump(built(ann.source, ann.decisions))
    ann.decisions.append(ann.maker.undo(undoing))
    assert "The mill" in dump(built(ann.source, ann.decisions))
    ann.decisions.append(replace(ann.maker.undo(undoing), new="01JNOBODY"))
    assert len(said(built(ann.source, ann.decisions), "lost-decision")) == 1
