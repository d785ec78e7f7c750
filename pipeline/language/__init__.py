"""What depends on the language of the book: one table a language, and how to find the language."""

from __future__ import annotations

from pipeline.language.guess import guess_language
from pipeline.language.tables import LANGUAGES, Language, language, primary

__all__ = ["LANGUAGES", "Language", "guess_language", "language", "primary"]
