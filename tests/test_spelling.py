from __future__ import annotations

import sys
from pathlib import Path

import pytest

from pipeline.language.spelling import NAMES, Speller, speller
from pipeline.machine.dictionaries import dictionary_file


@pytest.mark.parametrize("code", NAMES)
def test_set_up_brings_every_dictionary(code: str) -> None:
    assert len(speller(code).dictionaries) == len(NAMES[code])


@pytest.mark.parametrize(
    ("tag", "known", "unknown"),
    [
        ("en", "mill colour color Miller’s shew’d seekest self-love unmoulted", "tbe wihch"),
        ("de", "Mühle Thür daß Wassermüllermeister", "Mülhe uud Wassermülller"),
        ("fr", "l’homme qu’il événement guère", "événemcnt d’hornme"),
        ("es", "molino río", "molimo"),
        ("it", "dell’acqua perché", "perchc"),
        ("pl", "młyn źródło", "młyu"),
        ("ru", "мельница что́ ёлка счастье", "мельпица"),
    ],
)
def test_what_is_a_word(tag: str, known: str, unknown: str) -> None:
    spelling = speller(tag)
    assert [word for word in known.split() if not spelling.knows(word)] == []
    assert [word for word in unknown.split() if spelling.knows(word)] == []


@pytest.mark.parametrize("code", NAMES)
def test_words_with_letters_of_other_languages_can_be_asked_for(code: str) -> None:
    """Older dictionaries are in an encoding of their own, which lacks most letters."""
    spelling = speller(code)
    foreign = "õgromāzhū ḱiyo Đỗm ἐν בית 中文 🙂".split()
    assert [word for word in foreign if spelling.knows(word) or spelling.lists(word)] == []


def test_a_word_of_many_hyphens_is_known_by_its_parts() -> None:
    english = speller("en")
    assert english.knows("never-to-be-forgotten-old-mill")
    assert not english.knows("never-to-be-forgotten-old-mlil")


def test_without_a_dictionary_what_is_in_use_is_known() -> None:
    english = speller("en")
    bare = Speller(english.table, (), english.frequencies)
    assert [word for word in ("mill", "wherewithal", "gromble") if bare.knows(word)] == [
        *("mill", "wherewithal")
    ]


def test_set_up_s_copy_comes_before_the_system_s(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "share/recension/dictionaries"
    folder.mkdir(parents=True)
    for ending in ("aff", "dic"):
        (folder / f"xx_XX.{ending}").touch()
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    assert dictionary_file("xx_XX") == folder / "xx_XX.dic"
    assert dictionary_file("yy_YY") is None
