"""The lists of words: as wordfreq itself gives them."""

from __future__ import annotations

import pytest
import wordfreq

from pipeline.language.frequencies import Size, frequencies, listed, small_words


def test_the_languages_are_those_of_wordfreq() -> None:
    assert listed() == set(wordfreq.available_languages())


@pytest.mark.parametrize(
    ("code", "size"), [("ca", "large"), ("ca", "small"), ("da", "large"), ("ru", "small")]
)
def test_the_shares_are_those_of_wordfreq(code: str, size: Size) -> None:
    own = "best" if size == "large" else size
    assert frequencies(code, size) == wordfreq.get_frequency_dict(code, own)


def test_small_words_are_the_most_frequent_of_a_list() -> None:
    whole = frequencies("pl", "small")
    assert small_words("pl", 1e-3) == {word: s for word, s in whole.items() if s >= 1e-3}
