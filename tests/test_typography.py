"""Every file under tests/cases/typography/<rule>/ is a test of that rule alone."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.account.demands import draw_up
from pipeline.account.tiling import unaccounted
from pipeline.build import build
from pipeline.conventions.house import house_of
from pipeline.emend import FAMILIES, RULES, typography
from pipeline.language import LANGUAGES, language
from pipeline.manuscript.folder import find_book
from pipeline.model.book import Block, Book, Chapter, Note
from pipeline.model.history import DECISION, history
from pipeline.model.pieces import located, pieces_of, string_of
from pipeline.model.rules import Rule
from pipeline.model.settings import Typography
from pipeline.model.text import Edit, Mark, Text
from pipeline.registry import RULES as ALL
from pipeline.write.pdf.words import words_of_pdf
from tests.cases import case_id, cases, read_case
from tests.dump import asked

BY_NAME = {rule.name: rule for rule in RULES}
CASES = cases("typography")
EVERYTHING = Typography(ordinals=True, initialisms=True)
SIGNS = "\"'´`“”„‘’«»-–.… \n\u00a0aB1e,;?:(9s"


def edits_of(rule: Rule, text: str, tag: str) -> list[Edit]:
    return list(rule.function(text, house_of(text, language(tag))))  # type: ignore[arg-type]


def run(rule: Rule, raw: str, tag: str) -> Text:
    return Text.raw(raw).apply(edits_of(rule, raw, tag), rule.name)


def book_of(*texts: Text, tag: str = "en", notes: tuple[Note, ...] = ()) -> Book:
    blocks = tuple(Block("paragraph", text) for text in texts)
    return Book("t", tag, (Chapter("c", "chapter", blocks, notes),))


def paragraphs(book: Book) -> list[str]:
    return [str(text) for chapter in book.chapters for text in chapter.texts()]


@pytest.mark.parametrize("path", CASES, ids=case_id)
def test_case(path: Path) -> None:
    rule, case = BY_NAME[path.parent.name], read_case(path)
    before, tag = case["before"], case.get("language", "en")
    edits = edits_of(rule, before, tag)
    asked = [edit.new for edit in edits if not edit.sure]
    assert asked == case.get("asked", "").split()
    made = run(rule, before, tag)
    assert str(made) == case.get("after", before)
    assert ("after" in case) == any(edit.sure for edit in edits)
    assert str(run(rule, str(made), tag)) == str(made), "a second pass finds more"
    assert unaccounted(before, [made]) == []
    for change in history(made, before):
        assert rule.contract(change.before, change.after), change


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_rule_is_explained_and_tried(rule: Rule) -> None:
    assert ">>>" in (rule.function.__doc__ or ""), "give the docstring an example"
    acts = ["after" in read_case(path) for path in CASES if path.parent.name == rule.name]
    assert True in acts, "no case in which the rule acts"
    assert False in acts, "no case in which the rule must not act"


def test_every_family_has_its_key() -> None:
    keys = Typography.__dataclass_fields__
    assert list(FAMILIES) == list(keys)


@pytest.mark.parametrize("family", FAMILIES)
def test_a_family_can_be_switched_off(family: str) -> None:
    text = Text.raw('"It\'s" 12-15 -- so... by J. Heron, the 1st of the BBC - no')
    off = replace(EVERYTHING, **{family: False})
    names = {rule.name for rule in FAMILIES[family]}
    all_done, done = (
        {change.rule for change in history(made, str(text))}
        for wanted in (EVERYTHING, off)
        for made in typography(book_of(text), wanted).chapters[0].texts()
    )
    assert all_done & names
    assert done == all_done - names


def test_ordinals_are_raised_where_the_language_asks_for_it() -> None:
    for tag, text, raised in (("fr", "le 1er", True), ("en", "the 1st", False)):
        (made,) = typography(book_of(Text.raw(text), tag=tag), Typography()).chapters[0].texts()
        assert [str(made)[m.start : m.end] for m in made.marks] == (["er"] if raised else [])


def test_what_a_person_decided_is_left() -> None:
    raw = 'He said "no" and \'no\' - and "yes" then.'
    at = raw.index('"yes"')
    cross = raw.index(" -")
    text = Text.raw(raw).apply(
        [Edit(at, at + 5, '"Yes"'), Edit(cross, cross + 2, " -")], f"{DECISION}01JD"
    )
    made = typography(book_of(text), Typography())
    assert paragraphs(made) == ['He said “no” and ‘no’ - and "Yes" then.']
    rules = ALL | {f"{DECISION}01JD": BY_NAME["initialism"]._replace(contract=lambda *_: True)}
    assert draw_up(raw, made, rules).faults == ()


def test_only_what_is_to_stay_as_it_is_is_left_of_marked_words() -> None:
    text = Text.raw('He said "no" and "yes" -- then').mark(
        Mark("emphasis", 8, 12), Mark("kept", 17, 22), Mark("page", 23, 23)
    )
    made = typography(book_of(text), Typography())
    assert paragraphs(made) == ['He said “no” and "yes" – then']


def test_a_space_that_a_person_took_out_is_not_put_back() -> None:
    text = Text.raw("Non !").apply([Edit(3, 4, "")], f"{DECISION}01JE")
    assert paragraphs(typography(book_of(text, tag="fr"), Typography())) == ["Non!"]


def test_words_of_another_language_keep_its_spaces() -> None:
    text = Text.raw("He cried non! Oui? and so.").mark(Mark("language", 9, 18, "fr"))
    made = typography(book_of(text, tag="en"), Typography())
    assert paragraphs(made) == [str(text)]
    text = Text.raw("Il dit no! Quoi?").mark(Mark("language", 7, 10, "en"))
    made = typography(book_of(text, tag="fr"), Typography())
    assert paragraphs(made) == ["Il dit no! Quoi\u202f?"]


def test_references_and_marks_stay_at_their_places() -> None:
    raw = 'He said "no"1, - and "yes"2.'
    at = [raw.index("1"), raw.index("2")]
    text = Text.raw(raw).mark(
        Mark("emphasis", 9, 11),
        *(Mark("noteref", k, k, f"n{n}", (k, k + 1)) for n, k in enumerate(at, 1)),
    )
    text = text.apply([Edit(k, k + 1, "") for k in at], "note-marker")
    note = tuple(Note(f"n{n}", str(n), (Block("paragraph"),)) for n in (1, 2))
    made = typography(book_of(text, notes=note), Typography())
    (string,) = paragraphs(made)[:1]
    assert string == "He said “no”, – and “yes”."
    marks = next(made.chapters[0].texts()).marks
    refs = [string[: m.start] for m in marks if m.kind == "noteref"]
    assert refs == ["He said “no”", "He said “no”, – and “yes”"]
    assert [string[m.start : m.end] for m in marks if m.kind == "emphasis"] == ["no"]
    assert draw_up(raw, made, ALL).faults == ()


def test_a_reference_within_doubled_signs_is_not_moved() -> None:
    text = Text.raw("so - – 1912").mark(Mark("noteref", 4, 4, "n1", (4, 4)))
    assert paragraphs(typography(book_of(text), Typography()))[0] == "so - – 1912"


def test_an_edit_over_the_end_of_a_text_is_refused() -> None:
    pieces = pieces_of(book_of(Text.raw("One."), Text.raw("Two.")))
    start = string_of(pieces).index("Two")
    assert located(pieces, [Edit(start, start + 4, "x")]) == {1: [Edit(0, 4, "x")]}
    for edit in (Edit(start - 1, start + 1, "x"), Edit(start, start + 5, "x"), Edit(0, 1, "x")):
        with pytest.raises(ValueError, match=r"Edit\(.*is not within one text"):
            located(pieces, [edit])


def test_a_quotation_does_not_go_on_from_note_to_note() -> None:
    notes = tuple(
        Note(f"n{k}", str(k), (Block("paragraph", Text.raw(string, at)),), "unmarked")
        for k, string, at in ((1, '"Open.', 0), (2, '"Shut."', 6))
    )
    made = typography(book_of(notes=notes), Typography())
    assert [str(text) for note in made.notes() for text in note.texts()] == ['"Open.', "“Shut.”"]
    assert [each.where for each in asked(made, "unclosed-quote")] == [(0, 1)]
    assert [each.where for each in asked(made, "unopened-quote")] == []


@pytest.mark.parametrize("tag", [*LANGUAGES, "sv"])
@given(st.lists(st.text(SIGNS, max_size=40), max_size=4))
def test_no_text_breaks_the_account(tag: str, strings: list[str]) -> None:
    raw = "".join(strings)
    starts = [sum(map(len, strings[:k])) for k in range(len(strings))]
    texts = [Text.raw(string, at) for string, at in zip(strings, starts, strict=True)]
    made = typography(book_of(*texts, tag=tag), EVERYTHING)
    assert draw_up(raw, made, ALL).faults == ()


def test_capitals_of_headings_are_no_initialisms_and_nothing_is_raised_twice() -> None:
    heading = Block("heading", Text.raw("The BBC"), level=1)
    text = Text.raw("Le 1er", 7).mark(Mark("superscript", 4, 6))
    book = Book("t", "fr", (Chapter("c", "chapter", (heading, Block("paragraph", text))),))
    title, rest = typography(book, EVERYTHING).chapters[0].texts()
    assert (title.marks, rest.marks) == ((), text.marks)


def test_a_long_paragraph_takes_time_in_proportion() -> None:
    # Were it by the square, the second would take sixteen times as long.
    unit = '"I don\'t know the boys\' hats," said he - 12-15 ... of J. Heron -- "no." '
    seconds = []
    for count in (250, 1000):
        book = book_of(Text.raw(unit * count))
        begun = time.process_time()
        typography(book, EVERYTHING)
        seconds.append(time.process_time() - begun)
    assert seconds[1] < 12 * seconds[0]


def test_initialisms_and_ordinals_are_read_off_the_page_as_they_are_written(tmp_path: Path) -> None:
    # In the typeface, one glyph is the small capital of "s" and of "S".
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "raw.txt").write_text(
        "L'ONU, le 1er mai, et la SNCF. Les notes de la SNCF sont onu.\n", encoding="utf-8"
    )
    (tmp_path / "book.toml").write_text(
        'language = "fr"\n[typography]\ninitialisms = true\n', encoding="utf-8"
    )
    folder = find_book(str(tmp_path))
    build(folder, frozenset({"pdf"}), tmp_path / "out")
    (pdf,) = (tmp_path / "out").glob("*.pdf")
    words = " ".join(words_of_pdf(pdf)).replace("\n", "")
    assert "L’ONU, le 1er mai, et la SNCF. Les notes de la SNCF sont onu." in words
