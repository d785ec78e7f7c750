"""What proofreaders decide: made true of the book, nothing lost on the way."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.account.demands import draw_up
from pipeline.amend.apply import TEXTUAL
from pipeline.checks.families import findings
from pipeline.checks.proof import Proof
from pipeline.decisions.settle import settle
from pipeline.decisions.store import append, read_decisions
from pipeline.errors import RecensionError
from pipeline.model.book import Book
from pipeline.model.finding import Finding
from pipeline.model.history import DECISION
from pipeline.model.settings import Settings
from pipeline.registry import RULES
from tests.cases import HERE, read_case
from tests.deciding import RAW, Reader, built, of_decisions, said
from tests.dump import dump, source_of


def test_letters_are_replaced_inserted_and_deleted() -> None:
    ann = Reader()
    ann.says("replace", "[Teh] mill", "The")
    ann.says("insert", "by the river[]1 since", ", too")
    ann.says("delete", "stood [stood] by")
    book = built(ann.source, ann.decisions)
    assert "The mill had stood by the river, too⟦1⟧ since" in dump(book)
    assert of_decisions(book) == []
    assert [each.decision.id for each in book.decisions] == [each.id for each in ann.decisions]


def test_what_is_inserted_stands_where_it_was_said_beside_a_marker() -> None:
    ann = Reader()
    ann.says("insert", "by the river[]1 since", ",")
    assert "river,⟦1⟧ since" in dump(built(ann.source, ann.decisions))
    ben = Reader()
    ben.says("insert", "by the river1[] since", ",")
    assert "river⟦1⟧, since" in dump(built(ben.source, ben.decisions))


def test_marks_within_what_is_replaced_keep_their_places() -> None:
    ann = Reader()
    ann.says("replace", "by the [river1 since the days of the old king, and no-\nbody] could", NEW)
    ann.says("emphasis", "the days of [the old king], and")
    shown = dump(built(ann.source, ann.decisions))
    assert (
        "the great river⟦1⟧ ever since the days of <i>the old kings</i>, and nobody could" in shown
    )


NEW = "great river ever since the days of the old kings, and nobody"


def test_a_place_may_go_over_the_end_of_a_page() -> None:
    ann = Reader()
    which = RAW[RAW.index("from which she") : RAW.index(" to the carters")]
    ann.says("replace", f"songs, [{which}] to the", "out of which she would read")
    book = built(ann.source, ann.decisions)
    assert "songs, out of which she would read to the carters" in dump(book)
    (page,) = (
        (mark, text)
        for chapter in book.chapters
        for text in chapter.texts()
        for mark in text.marks
        if mark.kind == "page" and mark.start
    )
    assert str(page[1])[page[0].start :].startswith("read to the carters")
    assert "[1] linked: The river is not named in the registers of the parish." in dump(book)


def test_line_ends_and_divided_words_are_no_hindrance() -> None:
    ann = Reader()
    ann.says("replace", "wheel would [out-\nlive] them", "survive")
    ann.says("replace", "ballads best, and [the bal-\nlads of robbers] best", "those of thieves")
    ann.says("insert", "the old king, and no-\nbody[] could", " at all")
    shown = dump(built(ann.source, ann.decisions))
    assert "the wheel would survive them both" in shown
    assert "and those of thieves best of all" in shown
    assert "and nobody at all could say" in shown


def test_everywhere_alike_but_where_something_else_was_decided() -> None:
    ann = Reader()
    ann.says("replace", "a man called [Lodz], was", "Łódź", scope="every")
    ann.says("keep", "that the [Lodz] Brothers", check="unknown-word")
    ann.says("replace", "all. [Lodz] liked", "He")
    shown = dump(built(ann.source, ann.decisions))
    assert "called Łódź, was" in shown
    assert "patience; Łódź said" in shown
    assert "the Lodz Brothers" in shown
    assert "He liked none" in shown


def test_what_is_inserted_within_a_text_keeps_it_from_being_replaced_with_all_such() -> None:
    ann = Reader()
    ann.says("replace", "a man called [Lodz], was", "Łódź", scope="every")
    ann.says("insert", "that the Lo[]dz Brothers", "o")
    shown = dump(built(ann.source, ann.decisions))
    assert "called Łódź, was" in shown
    assert "the Loodz Brothers" in shown


def test_a_point_behind_the_hyphen_of_a_divided_word_is_one_of_the_word() -> None:
    ann = Reader()
    ann.says("insert", "and the bal-[]\nlads of", "a")
    assert "the balalads of" in dump(built(ann.source, ann.decisions))


def test_only_whole_words_are_alike() -> None:
    ann = Reader()
    ann.says("replace", "of [all]. Lodz", "each", scope="every")
    shown = dump(built(ann.source, ann.decisions))
    assert "best of each. Lodz" in shown
    assert "round again for each to see" in shown
    assert "ballads" in shown  # and the letters within other words are left


def test_letters_are_set_otherwise_and_no_longer_so() -> None:
    ann = Reader()
    ann.says("emphasis", "liked the [ballads best], and")
    ann.says("emphasis", "the ballads [best], and", "off")
    ann.says("strong", "[Teh mill] had")
    ann.says("small-capitals", "the [Lodz] Brothers")
    ann.says("language", "a book of [songs], from", "fr")
    shown = dump(built(ann.source, ann.decisions))
    assert "the ballads best, and" in shown  # the later replaced the earlier one at its place
    assert "<b>Teh mill</b> had" in shown
    assert "<sc>Lodz</sc> Brothers" in shown
    assert "<fr>songs</fr>" in shown


def test_what_is_kept_is_neither_asked_about_nor_set_in_the_house_style() -> None:
    plain = dump(built(source_of(RAW), []))
    assert "“in a low voice”" in plain
    ann = Reader()
    ann.says("keep", 'it again ["in a low voice"] on')
    assert '"in a low voice"' in dump(built(ann.source, ann.decisions))
    ben = Reader()
    ben.says("keep", 'it again ["in a low voice"] on', check="quotation-mark")
    assert '"in a low voice"' in dump(built(ben.source, ben.decisions))
    cat = Reader()
    cat.says("keep", 'it again ["in a low voice"] on', check="lost-letter")
    assert "“in a low voice”" in dump(built(cat.source, cat.decisions))


def test_a_question_to_the_author_is_a_finding() -> None:
    ann = Reader()
    ann.says("query", "in the [registers] of", "Which registers?")
    book = built(ann.source, ann.decisions)
    (asked,) = (each for each in book.findings if each.check == "author-query")
    assert (asked.severity, asked.message) == ("query", "Which registers?")
    assert RAW[slice(*asked.where)] == "registers"


@pytest.mark.parametrize(
    ("action", "words", "why"),
    [
        ("replace", "fast.\n\nThe second [paragraph] speaks", ""),
        ("replace", "the wheel [fast.\n\nThe] second", "over the end of a paragraph"),
        ("replace", "by the river[1] since", "a note's marker, or blanks"),
        ("replace", "\f                                    THE [MILL]\n\nread", "printed page"),
        ("insert", "\f                                    THE[] MILL\n\nread", "printed page"),
    ],
)
def test_what_cannot_be_made_is_told(action: str, words: str, why: str) -> None:
    ann = Reader()
    ann.says(action, words, "new")
    book = built(ann.source, ann.decisions)
    found = said(book, "lost-decision")
    assert [why in each for each in found] == ([True] if why else [])
    assert len(book.decisions) == (not why)


def test_a_forged_signature_is_found() -> None:
    ann = Reader()
    ann.says("replace", "[Teh] mill", "The")
    book = built(ann.source, ann.decisions)
    forged = replace(book, decisions=())
    assert [each.message for each in draw_up(RAW, forged, RULES).faults] == [
        f"changed by {DECISION + ann.decisions[0].id!r}, which is no rule"
    ]
    other = replace(book.decisions[0].decision, new="Tha")
    forged = replace(book, decisions=(book.decisions[0]._replace(decision=other),))
    assert "broke its contract" in draw_up(RAW, forged, RULES).faults[0].message


def test_headings_may_be_corrected_that_the_printed_contents_repeat() -> None:
    ann = Reader(read_case(HERE / "layout/contents-set-aside.txt")["raw"])
    for chapter in built(ann.source, []).chapters:
        runs = [run for run in chapter.heading.text.runs if run.text] if chapter.heading else []
        if runs:
            at = runs[0].start, runs[-1].end
            ann.decisions.append(ann.maker.make("replace", at, "Quite Another"))
    book = built(ann.source, ann.decisions)
    assert dump(book).count("# Quite Another") == len(ann.decisions) == 2
    assert "(contents)" in dump(book)


def test_an_answered_question_is_asked_no_more() -> None:
    source = source_of(RAW)
    asked = Finding("lost-letter", "error", (Reader().at("[Teh] mill")), "what is this?")
    ann = Reader()
    ann.decisions.append(ann.maker.keep(asked))
    for decisions, left in (([], 1), (ann.decisions, 0)):
        book = built(source, decisions)
        book = replace(book, findings=(asked,))
        found = findings(Proof(source, book, Settings()))
        assert sum(each.check == "lost-letter" for each in found) == left


def test_bytes_that_were_no_characters_can_be_replaced(tmp_path: Path) -> None:
    ann = Reader(RAW.replace("Teh", "T\udce9h"))
    ann.says("replace", "[T\udce9h] mill", "The")
    append(tmp_path, ann.decisions)
    assert "The mill had" in dump(built(ann.source, read_decisions(tmp_path)))
    with pytest.raises(RecensionError, match="what is decided is no text"):
        ann.says("replace", "[mill] had", "m\udce9ll")


CHOICES = st.sampled_from(["replace", "insert", "delete", "keep", "emphasis", "strong", "query"])
WORDS = st.text("abc ,.-é", min_size=1, max_size=12)


@settings(max_examples=60)
@given(st.data())
def test_whatever_is_decided_nothing_is_lost(data: st.DataObject) -> None:
    ann = Reader()
    for _ in range(data.draw(st.integers(1, 8))):
        start = data.draw(st.integers(0, len(RAW)))
        length = data.draw(st.integers(0, 30))
        action = data.draw(CHOICES)
        end = start if action == "insert" else min(len(RAW), start + length)
        scope = data.draw(st.sampled_from(["here", "every"])) if action != "insert" else "here"
        new = data.draw(WORDS)
        ann.decisions.append(ann.maker.make(action, (start, end), new, scope=scope))
    before, book = built(ann.source, []), built(ann.source, ann.decisions)
    for kind in ("noteref", "page"):
        assert _marks(book, kind) == _marks(before, kind)
    told = len([each for each in book.findings if each.check in ("lost-decision", "conflict")])
    states = settle(ann.source, ann.decisions).states
    replaced_later = sum(state in ("superseded", "agreed") for state in states.values())
    assert len(book.decisions) + 2 * told + replaced_later >= len(ann.decisions)
    assert all(each.decision.action in TEXTUAL for each in book.decisions)


def _marks(book: Book, kind: str) -> list[str]:
    texts = [text for chapter in book.chapters for text in chapter.texts()]
    texts += [text for note in book.notes() for text in note.texts()]
    return sorted(mark.data for text in texts for mark in text.marks if mark.kind == kind)
