"""The tables of all languages, and which of them holds for a tag.

Every module of `pipeline.language.known` is one: to add a language is to add a file.
"""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from pkgutil import iter_modules

from pipeline.language import tables
from pipeline.language.base import NEUTRAL, Language, Words


def _tables() -> dict[str, Language]:
    codes = sorted(name for _, name, _ in iter_modules(tables.__path__))
    modules = [import_module(f"{tables.__name__}.{code}") for code in codes]
    return {module.TABLE.code: module.TABLE.with_base(NEUTRAL) for module in modules}


LANGUAGES = _tables()


def primary(tag: str) -> str:
    """Give the language of a BCP 47 tag without region and script.

    >>> primary("pt-BR")
    'pt'
    """
    return tag.replace("_", "-").split("-")[0].lower()


def language(tag: str) -> Language:
    """Give the table for a BCP 47 tag; for a language without one, the neutral table.

    >>> language("pl-PL").phrases.notes, language("tlh").phrases.contents
    ('Przypisy', 'Contents')
    """
    code = primary(tag)
    return LANGUAGES.get(code) or replace(NEUTRAL, code=code)


def all_words(field: str) -> Words:
    """Give the words of one field of all tables, for what is read before the language is known.

    >>> {"chapter", "глава"} <= all_words("chapters")
    True
    """
    return frozenset[str]().union(*(getattr(table, field) for table in LANGUAGES.values()))


def all_numbers() -> dict[str, int]:
    """Give the number words of all tables with their values."""
    return {word: value for table in LANGUAGES.values() for word, value in table.numbers.items()}
