"""Every table of a language has all that the stages ask of it, and the words are written alike."""

from __future__ import annotations

from dataclasses import fields

import pytest

from pipeline.language import LANGUAGES, Language, Phrases, language

TABLES = pytest.mark.parametrize("table", LANGUAGES.values(), ids=LANGUAGES.keys())
FIELDS = [field.name for field in fields(Language)]


@TABLES
@pytest.mark.parametrize("name", FIELDS)
def test_every_field_is_filled(table: Language, name: str):
    assert getattr(table, name)


@TABLES
def test_words_are_in_lower_case(table: Language):
    for name in FIELDS:
        value = getattr(table, name)
        if isinstance(value, frozenset | dict):
            assert all(word == word.lower().strip() for word in value), name


@TABLES
def test_a_heading_word_has_one_rank(table: Language):
    assert not table.large & table.chapters | table.chapters & table.small
    assert not table.divisions & table.headings


@TABLES
def test_numbers_begin_with_one(table: Language):
    assert {1, 2, 3, 10}.issubset(table.numbers.values())


@TABLES
def test_quotation_marks_are_pairs(table: Language):
    assert all(len(pair) == 2 for pair in table.quotes)


@TABLES
def test_every_phrase_is_there(table: Language):
    words = table.phrases
    assert table.code == "en" or words != Phrases()
    assert all(getattr(words, field.name) for field in fields(words))
    assert words.page.count("%s") == words.back_to_note.count("%s") == 1
    assert all(w.startswith("[") and w.endswith("]") for w in (words.cut_note, words.absent_note))


def test_a_language_without_a_table_has_the_words_that_all_share():
    klingon = language("tlh")
    assert klingon.code == "tlh"
    assert "ibid" in klingon.abbreviations
    assert "index" in klingon.headings
    assert klingon.phrases == Phrases()
