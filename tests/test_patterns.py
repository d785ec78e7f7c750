"""The patterns that divide words, read one by one: as pyphen reads them all."""

from __future__ import annotations

import pyphen
import pytest

from pipeline.structure.patterns import divides

WORDS = {
    "en": "hyphenation well-known associates present obstacle I queue",
    "es": "desarrollo constitución ahora",
    "fr": "aujourd'hui développement œuvre",
    "pl": "niedźwiedź wszystkich rozstrzygnięcie",
    "ru": "предложение объяснение разум",
}


@pytest.mark.parametrize(("code", "words"), WORDS.items(), ids=WORDS.keys())
def test_words_are_divided_where_pyphen_divides_them(code: str, words: str) -> None:
    whole = pyphen.Pyphen(lang=pyphen.language_fallback(code))
    for word in words.split():
        found = [at for at in range(len(word) + 1) if divides(code, word, at)]
        assert found == whole.positions(word)
