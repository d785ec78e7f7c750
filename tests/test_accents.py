"""An accent that stands for itself: torn from a letter, or written for an apostrophe."""

from __future__ import annotations

import pytest

from pipeline.conventions.accents import is_torn, joined, word_around
from pipeline.language import language


@pytest.mark.parametrize(
    ("tag", "word", "torn"),
    [
        ("en", "caf´e", True),
        ("en", "Zo´e", True),
        ("en", "Garc´ıa", True),
        ("en", "It´s", False),
        ("en", "O´Brien", False),
        ("en", "John´s", False),
        ("en", "rock´n", False),
        ("en", "qu´elle", False),  # of another language, which elides
        ("en", "dell´arte", False),
        ("en", "qwx´zu", True),  # no word at all
        ("en", "qwx´s", False),
        ("en", "Qwx´Zu", False),  # a name
        ("en", "d´´´´´e", False),
        ("en", "caf´", False),
        ("en", "qwx´", False),
        ("en", "cafe´", False),  # also a word without it
        ("de", "Cafe´", True),
        ("de", "Hotel´", False),
        ("de", "gibt´s", False),
        ("fr", "l´ami", False),
        ("fr", "d´ej`a", True),
        ("es", "dec´ıa", True),
    ],
)
def test_the_dictionaries_tell_what_an_accent_is(tag: str, word: str, torn: bool) -> None:
    for text in (word, f"so {word} so", f"({word})"):
        places = [k for k, sign in enumerate(text) if sign in "´`"]
        assert [is_torn(text, k, language(tag)) for k in places] == [torn] * len(places)


def test_a_word_has_its_other_accents_with_it() -> None:
    assert word_around("so d´ej`a-vu", 4, 5) == (3, 9)
    assert word_around("so d´ej`a-vu", 7, 8) == (3, 9)
    assert word_around("so ´ so", 3, 4) == (3, 4)
    assert word_around(f"{'a' * 60}´{'b' * 60}", 60, 61) == (20, 101)


def test_each_accent_is_of_the_letter_before_it_or_behind() -> None:
    assert joined("e´e") == ["eé", "ée"]
    assert joined("e´e´t") == ["éét"]
    assert joined("ı´a") == ["iá", "ía"]
    assert joined("´e") == joined("e´") == ["é"]
    assert joined("с´т") == []
    assert joined("´а") == ["а\u0301"]
    assert joined("x¨y") == ["xÿ", "ẍy"]
    assert joined("q´q") == []
    assert joined("plain") == ["plain"]


def test_what_has_too_many_accents_is_no_word() -> None:
    assert joined("a´a´a´a´t") == ["áááát"]
    assert joined("a´a´a´a´a´t") == []
