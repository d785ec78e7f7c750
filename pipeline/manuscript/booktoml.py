"""book.toml: read, checked key by key, and given as `Settings`.

The dataclasses of `pipeline.model.settings` are the one list of what a key may be called and hold:
an unknown key is never passed over, since a misspelt one would be lost without a word.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from difflib import SequenceMatcher
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeVar, get_args, get_origin, get_type_hints

from pipeline.errors import RecensionError, unknown
from pipeline.manuscript.tomlplace import Place, where_of
from pipeline.model.decision import Why
from pipeline.model.settings import Proofreading, Settings

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    Record = TypeVar("Record", bound=DataclassInstance)

KEYS = {"contributors": "contributor", "pictures": "picture", "ignores": "ignore"}
"""Fields whose key in the file is another: [[contributor]] is one of several."""
WHYS = get_args(Why)
DATE = r"|\d{4}(-\d\d(-\d\d)?)?"
LENGTH = r"\d+(\.\d+)? ?(mm|in)"
FORMS = {
    "language": (r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*", "a BCP 47 tag, like en, pl or pt-BR"),
    "role": (r"[a-z]{3}", "a MARC relator code, like aut, trl or edt"),
    "identifier": (r"|[A-Za-z][A-Za-z0-9+.-]*:\S+", "a URI, like urn:isbn:9783330196148"),
    "date": (DATE, "a year, a month or a day, like 2026-11-24"),
    "first_published": (DATE, "a year, a month or a day, like 1877-01"),
    "bleed": (LENGTH, "a length, like 3 mm or 0.125 in"),
    "paper": (LENGTH, "the thickness of a leaf, like 0.1 mm"),
    "figure": (r"[1-9][0-9]{0,5}", "the number of a figure, counted from 1"),
    "licence": (r"|https?://\S+", "an address, like https://creativecommons.org/licenses/by/4.0/"),
    "bisac": (r"[A-Z]{3}\d{6}", "codes of three letters and six figures, like FIC004000"),
    "emendations": ("|".join(WHYS), f"which are to be listed: {', '.join(WHYS)}"),
    "thema": (
        r"[A-Z][A-Z0-9]*|[1-6][A-Z][A-Z0-9-]*",
        "codes of capitals and figures, like FBC or 3MNQ",
    ),
}
"""What the text under a key must look like, where not any text will do."""
NUMBERS = {
    **dict.fromkeys(
        ("isbn", "isbn_epub", "isbn_pdf", "isbn_print"), ("isbn", "an ISBN, like 978-3-16-148410-0")
    ),
    "issn": ("issn", "an ISSN, like 0024-9319"),
    "isni": ("isni", "an ISNI, like 0000 0001 2281 955X"),
    "orcid": ("isni", "an ORCID iD, like 0000-0002-1825-0097"),
}
"""Keys that hold a number with a check digit, each with the module of python-stdnum that knows it.
An ORCID iD is a number of the ISNI's kind."""
FORM_ISBNS = ("isbn_epub", "isbn_pdf", "isbn_print")
LARGEST = 1 << 20
"""Bytes of the file; it has some hundreds or thousands."""
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
"""What no edition can hold, and no name of a file."""
SHOWN = 60
"""Letters of a key or a value that an error shows."""


def load_settings(path: Path) -> Settings:
    """Read a book.toml.

    Raises:
        RecensionError: it cannot be read, is no TOML, has a key that is not known, lacks one that
            is needed, or has a value of a wrong kind. It says in which line.
    """
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
        if len(data) > LARGEST:
            message = f"it has more than {LARGEST:,} bytes"
            raise RecensionError(message, str(path), "say in it only what is asked there")
        text = data.decode("utf-8")
        table = tomllib.loads(text)
    except OSError as error:
        raise RecensionError(f"cannot be read ({error.strerror})", str(path)) from error
    except UnicodeDecodeError as error:
        raise RecensionError("this is not UTF-8", str(path), "save it as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"\(at line (\d+)", str(error))
        where = f"{path}:{line[1]}" if line else str(path)
        remedy = "see toml.io for the format; a text must stand in quotation marks"
        raise RecensionError(f"this is no TOML: {error}", where, remedy) from error
    except (RecursionError, ValueError) as error:  # ValueError: a number of thousands of figures
        message = "it has lists within lists, or figures in a number, without end"
        raise RecensionError(message, str(path), "say in it only what is asked there") from error
    place = Place(path, text)
    settings = _record(Settings, table, place)
    _agreed(settings, place)
    return settings


def _agreed(settings: Settings, place: Place) -> None:
    """Demand what one key asks of another."""
    here = place._replace(table="edition")
    seen: dict[str, str] = {}
    for key in FORM_ISBNS:
        value = getattr(settings.edition, key)
        if value and (other := seen.setdefault(_same_isbn(value), key)) != key:
            message = f"{key!r} is the same as {other!r}"
            remedy = "each form of an edition has an ISBN of its own"
            raise RecensionError(message, where_of(here, key), remedy)
    images = [("cover", 0, settings.cover.image, settings.cover.alt)]
    images += [("picture", k, each.image, each.alt) for k, each in enumerate(settings.pictures)]
    for table, which, image, alt in images:
        if image and not alt.strip():
            raise RecensionError(
                "'alt' is missing",
                where_of(place._replace(table=table, which=which), "image"),
                "say under alt what the picture shows, for those who do not see it",
            )
    _rounds_agreed(settings.proofreading, place._replace(table="proofreading"))
    if settings.ignores:
        _checks_known(settings, place)


def _rounds_agreed(said: Proofreading, place: Place) -> None:
    """Demand a round, and two for the text where they are to be read blind."""
    if not said.rounds:
        remedy = 'say what each page is read for, like ["text"], or leave the key out'
        raise RecensionError("'rounds' is empty", where_of(place, "rounds"), remedy)
    if said.blind and said.rounds.count("text") < 2:
        message = "one reader alone cannot read without another's decisions"
        remedy = 'have two in rounds, like ["text", "text"], or take `blind` out'
        raise RecensionError(message, where_of(place, "blind"), remedy)


def _checks_known(settings: Settings, place: Place) -> None:
    """Demand that what is ignored is the name of a check."""
    # Imported here: few books ignore any.
    from pipeline.questions import questions

    known = sorted(questions())
    for k, each in enumerate(settings.ignores):
        if each.check not in known:
            error = unknown(each.check, known, f"no such check: {each.check!r}")
            where = where_of(place._replace(table="ignore", which=k), "check")
            raise RecensionError(error.message, where, error.remedy)


def _record(kind: type[Record], table: Mapping[str, object], place: Place) -> Record:
    """Make a dataclass from a table, demanding that each key is one of its fields."""
    known = {_key(field.name): field for field in fields(kind)}
    for key in table:
        if key not in known:
            raise _unknown(key, list(known), place)
    for key, field in known.items():
        if key not in table and field.default is MISSING and field.default_factory is MISSING:
            raise RecensionError(f"{key!r} is missing", where_of(place), f'add: {key} = "…"')
    types = get_type_hints(kind)
    return kind(**{known[k].name: _value(types[known[k].name], k, table[k], place) for k in table})


def _value(kind: object, key: str, value: object, place: Place) -> object:
    """Check a value against the type of its field, and give what the field holds."""
    if is_dataclass(kind) and isinstance(kind, type):
        if isinstance(value, dict):
            return _record(kind, value, place._replace(table=key))
        raise _wrong(key, value, f"a table, [{key}]", place)
    if get_origin(kind) is tuple:
        return _several(get_args(kind)[0], key, value, place)
    if get_origin(kind) is Literal:
        if value in (choices := get_args(kind)):
            return value
        raise _wrong(key, value, f"one of {', '.join(map(repr, choices))}", place)
    if bool in (kind, *get_args(kind)):
        if isinstance(value, bool):
            return value
        raise _wrong(key, value, "true or false", place)
    return _text(key, value, place)


def _several(kind: object, key: str, value: object, place: Place) -> tuple[object, ...]:
    of_tables = is_dataclass(kind)
    expected = f"tables, each under [[{key}]]" if of_tables else 'a list, like ["history"]'
    if not isinstance(value, list) or any(isinstance(item, dict) != of_tables for item in value):
        raise _wrong(key, value, expected, place)
    if of_tables:
        return tuple(
            _value(kind, key, each, place._replace(which=k)) for k, each in enumerate(value)
        )
    return tuple(_value(kind, key, item, place) for item in value)


def _text(key: str, value: object, place: Place) -> str:
    """Give a text; a whole number or a date without quotation marks is taken as written."""
    if isinstance(value, int) and not isinstance(value, bool) and _is_short(value):
        value = str(value)
    elif isinstance(value, date) and not isinstance(value, datetime):
        value = value.isoformat()
    if not isinstance(value, str):
        raise _wrong(key, value, "a text, in quotation marks", place)
    if CONTROL.search(value):
        raise _wrong(key, value, "a text without control characters", place)
    form, expected = FORMS.get(key, ("", ""))
    if form and value and not re.fullmatch(form, value):
        raise _wrong(key, value, expected, place)
    if key in NUMBERS and value:
        _check_number(key, value, place)
    return value


def _same_isbn(value: str) -> str:
    """Give an ISBN in the form that all ways to write it have in common."""
    from stdnum import isbn

    return str(isbn.to_isbn13(isbn.compact(value)))


def _check_number(key: str, value: str, place: Place) -> None:
    # Imported here: most books have no such number, and every command reads book.toml.
    from stdnum.exceptions import InvalidChecksum, ValidationError

    module, expected = NUMBERS[key]
    try:
        import_module(f"stdnum.{module}").validate(value)
    except InvalidChecksum as error:
        remedy = "its check digit does not fit the rest; compare it with where it was issued"
        message = f"wrong number for {key!r}: {_shown(value)}"
        raise RecensionError(message, where_of(place, key), remedy) from error
    except ValidationError as error:
        raise _wrong(key, value, expected, place) from error


def _wrong(key: str, value: object, expected: str, place: Place) -> RecensionError:
    shown = "" if isinstance(value, dict | list) else f": {_shown(value)}"
    return RecensionError(
        f"wrong value for {key!r}{shown}", where_of(place, key), f"give {expected}"
    )


def _shown(value: object) -> str:
    """Quote a value, of a long one the beginning.

    >>> _shown("x" * 100) == f"'{'x' * 60}…'"
    True
    """
    if isinstance(value, str) and len(value) > SHOWN:
        return repr(f"{value[:SHOWN]}…")
    return repr(value) if _is_short(value) else "a number without end"


def _is_short(value: object) -> bool:
    """Tell whether a value can be shown: Python writes no numbers of thousands of figures."""
    return not isinstance(value, int) or abs(value) < 10**SHOWN


def _unknown(key: str, known: Sequence[str], place: Place) -> RecensionError:
    table = f" under [{place.table}]" if place.table else ""
    homes = " and ".join(f"[{home}]" if home else "the top of the file" for home in _homes(key))
    nearest = repr(_nearest(key[:SHOWN], known))
    remedy = f"it is a key of {homes}; nearest here: {nearest}" if homes else f"is it {nearest}?"
    listed = f"the keys here are: {', '.join(known)}"
    return RecensionError(
        f"unknown key {_shown(key)}{table}", where_of(place, key), f"{remedy} ({listed})"
    )


def _homes(key: str) -> list[str]:
    """Give the tables that have a key of that name; the top of the file is named ""."""
    homes = [""] if any(_key(field.name) == key for field in fields(Settings)) else []
    for name, kind in get_type_hints(Settings).items():
        inner = get_args(kind)[0] if get_origin(kind) is tuple else kind
        if is_dataclass(inner) and any(field.name == key for field in fields(inner)):
            homes.append(_key(name))
    return homes


def _key(name: str) -> str:
    return KEYS.get(name, name)


def _nearest(key: str, known: Sequence[str]) -> str:
    return max(known, key=lambda name: SequenceMatcher(None, key.lower(), name).ratio())
