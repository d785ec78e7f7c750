"""What depends on the language of the book: one table a language, and how to find the language."""

from __future__ import annotations

from pipeline.language.base import Imprint, Language, Phrases
from pipeline.language.guess import guess_language, ranked_languages
from pipeline.language.known import LANGUAGES, all_numbers, all_words, language, primary

__all__ = [
    "LANGUAGES",
    "Imprint",
    "Language",
    "Phrases",
    "all_numbers",
    "all_words",
    "guess_language",
    "language",
    "primary",
    "ranked_languages",
]
