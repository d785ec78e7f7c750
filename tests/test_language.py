"""Every table of a language has all that the stages ask of it, and the words are written alike."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.language import LANGUAGES, Language, Phrases, guess_language, language

TABLES = pytest.mark.parametrize("table", LANGUAGES.values(), ids=LANGUAGES.keys())
# What a language need not have.
OWN_WAYS = {
    *("closed_compounds", "divided", "drops_third", "repeats_hyphen"),
    *("opening_dash", "ends_with_dots", "narrow", "wide", "raises_ordinals", "initial"),
}
AS_WRITTEN = {"measures", "numbered"}
FIELDS = [field.name for field in fields(Language) if field.name not in OWN_WAYS]


@TABLES
@pytest.mark.parametrize("name", FIELDS)
def test_every_field_is_filled(table: Language, name: str):
    assert getattr(table, name)


@TABLES
def test_words_are_in_lower_case(table: Language):
    for name in FIELDS:
        value = getattr(table, name)
        if isinstance(value, frozenset | dict) and name not in AS_WRITTEN:
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


OLD = {
    "before the reform": (
        "ru",
        "Онъ вышелъ изъ комнаты и пошелъ по улицѣ. Въ окнахъ еще горѣлъ свѣтъ, и онъ подумалъ, что"
        " теперь уже поздно возвращаться домой.",
    ),
    "long s": (
        "de",
        "Es war nun ſchon faſt Nacht geworden, und die Leute ſaßen noch immer beyſammen, als der"
        " Herr Pfarrer hereintrat, welcher ſich ſogleich an den Tiſch ſetzte.",
    ),
    "long s read as f": (
        "de",
        "Es war nun fchon faft Nacht geworden, und die Leute faßen noch immer beyfammen, als der"
        " Herr Pfarrer hereintrat, welcher fich fogleich an den Tifch fetzte.",
    ),
    "u for v": (
        "en",
        "It were an easie matter to shew, that those who doe thus esteeme of learning, haue neuer"
        " knowne the vse thereof, nor euer tasted of those pleasures.",
    ),
    "oi for ai": (
        "fr",
        "Il estoit advenu que le roy, qui aymoit fort ceste dame, luy avoit faict dire par ung sien"
        " serviteur qu'elle vinst le trouver.",
    ),
    "y for j": (
        "pl",
        "Gdy tedy Krol dowiedział się o tem, kazał zaraz zwołać pany rady, a sam nie mogąc z łoża"
        " powstać, kazał im opowiedzieć, iż woyny żadną miarą nie chce.",
    ),
}


@pytest.mark.parametrize(("tag", "text"), OLD.values(), ids=OLD.keys())
def test_old_spellings_are_known(tag: str, text: str):
    assert guess_language(text) == tag
    assert guess_language(text.upper()) == tag


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("la", "Arma virumque cano, Troiae qui primus ab oris Italiam fato profugus venit"),
        ("pt", "Era uma vez um rei que tinha três filhos e não sabia a qual deixar o reino"),
        ("cs", "Byl jednou jeden král a ten měl tři syny, kteří nevěděli, co si počít"),
    ],
)
def test_languages_without_a_table_are_named(tag: str, text: str):
    assert guess_language(text) == tag


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("en", "He went home."),
        ("de", "Kapitel 1\n\nEr ging."),
        ("ru", "Он ушёл."),
        ("und", "A 1, B 2."),
        ("und", "\n"),
    ],
)
def test_a_few_words_are_enough_or_it_is_said_that_they_are_not(tag: str, text: str):
    assert guess_language(text) == tag


def test_the_language_of_most_of_a_text_counts():
    latin = "Omnia mutantur, nihil interit: errat et illinc huc venit, hinc illuc. "
    polish = "Wszystko się zmienia, nic nie ginie: duch błądzi i przychodzi stamtąd tutaj. "
    assert guess_language(latin * 100 + polish * 150 + latin * 20) == "pl"


def no_model():
    raise AssertionError("the model was asked")


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        (
            "en",
            "He went to the house, and it was the same that he had left for them in the spring. ",
        ),
        (
            "de",
            "Er ging in das Haus, und es war noch das, was er mit ihr in der Nacht gesehen hat. ",
        ),
        (
            "es",
            "Los perros y el hombre van por el camino del río, y una mujer los ve desde el pozo. ",
        ),
        (
            "fr",
            "Il alla dans la maison, et ce n’est pas celle que les gens de la ville lui ont dite. ",
        ),
        (
            "it",
            "Non è la casa che ha visto, e il cane del vicino è con lui, ma di notte si sente. ",
        ),
        ("pl", "Cały rok był w tym domu, ale już nie jest, bo jego brat się z nim pokłócił. "),
        ("ru", "Он не был в доме, и я не знаю, что с ним и как это было, но он у нас. "),
    ],
)
def test_a_plain_text_is_told_by_its_small_words(
    tag: str, text: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("pipeline.language.guess._identifier", no_model)
    assert guess_language(text * 20) == tag


def test_a_text_that_is_in_two_languages_is_not_plain(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("pipeline.language.guess._identifier", no_model)
    with pytest.raises(AssertionError, match="model"):
        guess_language(
            "He went to the house, and it was his. Er ging in das Haus, es war es. " * 20
        )


@given(st.text())
def test_any_text_gets_a_tag(text: str):
    assert guess_language(text).isalpha()


def test_the_model_is_not_loaded_where_the_language_is_given():
    code = (
        "import sys; from tests.dump import recovered; recovered('He went home.', 'en');"
        " sys.exit('py3langid' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
