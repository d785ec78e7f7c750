"""The settings of book.toml: tables, keys, what each may hold, and what it has if not said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import MISSING, Field, fields, is_dataclass
from typing import Literal, NamedTuple, get_args, get_origin, get_type_hints

from pipeline.manuscript.booktoml import FORMS, KEYS, NUMBERS
from pipeline.model.settings import Settings
from scripts.reference.said import fields_told, table, told


class Key(NamedTuple):
    """A key: in what table it stands, what it may hold, its default, and what is said of it."""

    table: str
    """As book.toml has it: "[notes]", "[[picture]]", "" for the top of the file."""
    name: str
    value: str
    default: str
    says: str


def tables() -> Iterator[tuple[str, type]]:
    """Give the tables of book.toml, and what each is read to; "" is the top of the file."""
    yield "", Settings
    types = get_type_hints(Settings)
    for field in fields(Settings):
        kind = types[field.name]
        name = KEYS.get(field.name, field.name)
        if is_dataclass(kind) and isinstance(kind, type):
            yield f"[{name}]", kind
        elif is_dataclass(several := _one(kind)) and isinstance(several, type):
            yield f"[[{name}]]", several


def keys() -> Iterator[Key]:
    """Give all keys.

    Raises:
        ValueError: nothing is said of one.
    """
    for name, kind in tables():
        types, said = get_type_hints(kind), fields_told(kind)
        for field in fields(kind):
            hint = types[field.name]
            if is_dataclass(hint) or is_dataclass(_one(hint)):
                continue
            if not said[field.name]:
                raise ValueError(f"nothing is said of {field.name} in {kind.__name__}")
            yield Key(name, field.name, _value(field.name, hint), _default(field), said[field.name])


def chapter() -> Iterator[str]:
    """Write what is said of all tables and their keys."""
    every = list(keys())
    for name, kind in tables():
        if name:
            yield f"### `{name}`"
            yield told(kind)
        else:
            yield "### At the top of the file"
        rows = [
            [f"`{key.name}`", key.value, key.default, key.says]
            for key in every
            if key.table == name
        ]
        yield table(["key", "value", "if not said", "what it says"], rows)


def _one(kind: object) -> object:
    """Give the type of one of several."""
    return get_args(kind)[0] if get_origin(kind) is tuple else None


def _value(name: str, kind: object) -> str:
    """Say what a key may hold."""
    if several := _one(kind):
        return f"a list of {_value(name, several)}"
    if get_origin(kind) is Literal:
        return ", ".join(f'`"{each}"`' for each in get_args(kind))
    if bool in (kind, *get_args(kind)):
        return "`true`, `false`"
    _, form = FORMS.get(name) or NUMBERS.get(name) or ("", "a text")
    return form


def _default(field: Field[object]) -> str:
    """Write a default as TOML has it; nothing where there is none."""
    if field.default is MISSING:
        return "must be said"
    default = field.default
    if default is None:
        return ""
    if isinstance(default, bool):
        return f"`{str(default).lower()}`"
    if isinstance(default, tuple):
        listed = ", ".join(f'"{each}"' for each in default)
        return f"`[{listed}]`"
    return f'`"{default}"`' if default else ""
