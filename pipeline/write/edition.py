"""What an edition says of itself, whatever its form: title, identifier, dates, names, imprint."""

from __future__ import annotations

import os
import re
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime

from pipeline.errors import RecensionError
from pipeline.language import language
from pipeline.model.settings import Contributor, Series, Settings, SourceEdition
from pipeline.write.render import Rendered

NAMESPACE = uuid.UUID("7f2c1b1e-3a54-5d0e-9c55-6f0f4d1b8a21")
"""Of the UUIDs that stand for sources (RFC 9562, version 5)."""
UNDATED = datetime(2000, 1, 1, tzinfo=UTC)
"""The date of an edition that is given none: any fixed one, so that builds can be repeated."""
FIRST, LAST = datetime(1980, 1, 1, tzinfo=UTC), datetime(2107, 12, 31, tzinfo=UTC)
"""Of the times that ZIP archives know, so that EPUB and DOCX can have no other."""
W3C_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


@dataclass(frozen=True, slots=True)
class Edition:
    """A rendered book with what must be known to publish it."""

    rendered: Rendered
    settings: Settings
    title: str
    language: str
    identifier: str
    modified: datetime

    @property
    def authors(self) -> list[Contributor]:
        """The contributors who wrote the book."""
        return [person for person in self.settings.contributors if person.role == "aut"]

    @property
    def others(self) -> list[Contributor]:
        """The contributors who did something else."""
        return [person for person in self.settings.contributors if person.role != "aut"]


def edition_of(rendered: Rendered, settings: Settings, source_sha256: str, isbn: str) -> Edition:
    """Gather what an edition is published with.

    `isbn` is that of the form in question; without it and without an identifier in book.toml, one
    is derived from the source's hash. The time of the edition is SOURCE_DATE_EPOCH where that is
    set, else the date in book.toml, else a fixed one.

    Raises:
        RecensionError: one of these two dates is none.
    """
    derived = f"urn:uuid:{uuid.uuid5(NAMESPACE, source_sha256)}"
    given = settings.edition.identifier or (f"urn:isbn:{isbn13(isbn)}" if isbn else "")
    return Edition(
        rendered,
        settings,
        settings.title or rendered.title,
        settings.language or rendered.language or "und",
        given or derived,
        _modified(settings.edition.date),
    )


def epoch() -> datetime | None:
    """Give the time that SOURCE_DATE_EPOCH sets for whatever is made, if it is set.

    Raises:
        RecensionError: it is no count of seconds.
    """
    seconds = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not seconds:
        return None
    try:
        return min(max(datetime.fromtimestamp(int(seconds), UTC), FIRST), LAST)
    except (ValueError, OverflowError, OSError) as error:
        raise RecensionError(
            f"not a count of seconds: {seconds!r}", "SOURCE_DATE_EPOCH", "correct or unset it"
        ) from error


def _modified(date: str) -> datetime:
    if set_by_environment := epoch():
        return set_by_environment
    if not date:
        return UNDATED
    try:
        match = W3C_DATE.fullmatch(date)
        if match is None:
            raise ValueError(date)
        year, month, day = (int(part or 1) for part in match.groups())
        return datetime(min(max(year, FIRST.year), LAST.year), month, day, tzinfo=UTC)
    except ValueError as error:
        raise RecensionError(
            f"not a date: {date!r}", "book.toml: edition.date", "write 2026, 2026-11 or 2026-11-24"
        ) from error


def source_statement(source: SourceEdition) -> str:
    """Say in one line which edition the text was taken from; empty if nothing is known of it.

    >>> source_statement(SourceEdition(title="Emma", publisher="Murray", place="London", isbn="1"))
    'Emma. London: Murray. ISBN 1'
    """
    published = ": ".join(part for part in (source.place, source.publisher) if part)
    published = ", ".join(part for part in (published, source.year) if part)
    isbn = f"ISBN {source.isbn}" if source.isbn else ""
    return ". ".join(part for part in (source.title, published, isbn) if part)


def isbn13(isbn: str) -> str:
    """Give an ISBN, of ten or thirteen figures, as one of thirteen without hyphens.

    >>> isbn13("3-16-148410-X")
    '9783161484100'
    """
    from stdnum import isbn as isbns

    return str(isbns.to_isbn13(isbns.compact(isbn)))


def isbn_shown(isbn: str) -> str:
    """Give an edition's ISBN as it is printed: of thirteen figures, hyphens between its parts.

    >>> isbn_shown("316148410X")
    '978-3-16-148410-0'
    """
    from stdnum import isbn as isbns

    return str(isbns.format(isbn13(isbn)))


def series_statement(series: Series) -> str:
    """Say in one line in which series the edition appears, and in which place.

    >>> series_statement(Series("The Old Library", "7", "0024-9319"))
    'The Old Library, 7. ISSN 0024-9319'
    """
    named = ", ".join(part for part in (series.name, series.number) if part)
    return ". ".join(part for part in (named, f"ISSN {series.issn}" if series.issn else "") if part)


def filed_title(title: str, tag: str) -> str:
    """Give a title as it is filed in a language: an article that opens it, last.

    >>> filed_title("The re-edition", "en-GB"), filed_title("L’Étranger", "fr")
    ('Re-edition, The', 'Étranger, L’')
    >>> filed_title("Die Hard", "en"), filed_title("A", "en")
    ('Die Hard', 'A')
    """
    match = re.match(r"(\w+['’])(?=\w)|(\w+)\s+", title)
    article = match[0].strip() if match else ""
    if article.lower().replace("’", "'") not in language(tag).initial:
        return title
    rest = title[len(article) :].strip()
    return f"{rest[0].upper()}{rest[1:]}, {article}"
