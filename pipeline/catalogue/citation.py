"""How the edition is cited: as CSL JSON, and through pandoc as BibLaTeX and BibTeX.

The edition comes first and says what its source was; the source edition follows as an entry of its
own. After CSL 1.0.2 (Citation Style Language).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Literal

from pipeline.language import language
from pipeline.model.settings import Contributor
from pipeline.write.edition import Edition, isbn_shown, source_statement
from pipeline.write.pandoc import run

CitationFormat = Literal["csl", "biblatex", "bibtex"]
VARIABLES = {
    "aut": "author",
    "com": "compiler",
    "edt": "editor",
    "ill": "illustrator",
    "nrt": "narrator",
    "trl": "translator",
}
"""MARC relator codes that CSL has a variable for; all others are contributors."""
YEAR = re.compile(r"\d{4}")
KEY = re.compile(r"[^\w.:-]+")
"""What no entry may have in its key."""
LESS = "\ufdd0"
"""Stands for the sign that begins a tag of CSL, while pandoc looks for them; no text has it."""
DOI = re.compile(r"(?:doi:|https?://(?:dx\.)?doi\.org/)(10\.\S+)")


def citation(edition: Edition, name: str, form: CitationFormat) -> str:
    """Cite an edition under a name, which its entry has as its key."""
    items = [_edition(edition, name), *_source(edition, name)]
    if form == "csl":
        return json.dumps(items, ensure_ascii=False, indent=2) + "\n"
    items = json.loads(json.dumps(items).replace("<", LESS))
    for item in items:
        item["id"] = KEY.sub("-", item["id"])
        # Or else pandoc takes it for English, and sets capitals.
        item["title"] = f'<span class="nocase">{item["title"]}</span>'
    options = ["--from=csljson", f"--to={form}"]
    converted, _ = run(options, json.dumps(items))
    # As pandoc would write it.
    written = re.sub(rf"{LESS}(?=[a-zA-Z])", r"\\textless ", converted)
    return written.replace(LESS, r"\textless{}").rstrip("\n") + "\n"


def _edition(edition: Edition, name: str) -> dict[str, object]:
    settings, this = edition.settings, edition.settings.edition
    isbns = [isbn for isbn in (this.isbn_print, this.isbn_epub, this.isbn_pdf) if isbn]
    statement = source_statement(settings.source)
    word = language(edition.language).imprint.source
    return _filled(
        {
            "id": name,
            "type": "book",
            "title": _whole_title(edition),
            "title-short": settings.short_title,
            "language": edition.language,
            **_names(settings.contributors),
            "edition": this.statement,
            "version": this.version,
            "collection-title": settings.series.name,
            "collection-number": settings.series.number,
            "ISSN": settings.series.issn,
            "publisher": this.publisher,
            "publisher-place": this.place,
            "issued": _date(this.date),
            **_original(edition),
            "ISBN": " ".join(map(isbn_shown, isbns)),
            **_address(this.identifier),
            "abstract": this.description,
            "keyword": ", ".join(this.subjects),
            # No "Source: …": such a beginning is taken for the name of a variable.
            "note": f"{word} – {statement}" if statement else "",
        }
    )


def _source(edition: Edition, name: str) -> list[dict[str, object]]:
    """Give the entry of the source edition, if anything is known of it."""
    source = edition.settings.source
    if not source_statement(source):
        return []
    item = {
        "id": f"{name}-source",
        "type": "book",
        "title": source.title or _whole_title(edition),
        **_names(edition.authors),
        "publisher": source.publisher,
        "publisher-place": source.place,
        "issued": _year(source.year),
        "ISBN": source.isbn,
    }
    return [_filled(item)]


def _original(edition: Edition) -> dict[str, object]:
    """Say what came before the edition: its source, or else when the work first appeared."""
    settings = edition.settings
    source = settings.source
    if not source_statement(source):
        return {"original-date": _date(settings.first_published)}
    return {
        "original-title": source.title,
        "original-publisher": source.publisher,
        "original-publisher-place": source.place,
        "original-date": _year(source.year) or _date(settings.first_published),
    }


def _whole_title(edition: Edition) -> str:
    return ": ".join(part for part in (edition.title, edition.settings.subtitle) if part)


def _names(contributors: Iterable[Contributor]) -> dict[str, list[dict[str, str]]]:
    made: dict[str, list[dict[str, str]]] = {}
    for person in contributors:
        made.setdefault(VARIABLES.get(person.role, "contributor"), []).append(_name(person))
    return made


def _name(person: Contributor) -> dict[str, str]:
    """Part a person's name where it is filed under a part of it.

    >>> _name(Contributor("Émile Zola", "Zola, Émile"))
    {'family': 'Zola', 'given': 'Émile'}
    """
    family, comma, given = person.sort.partition(",")
    if person.kind == "body" or not comma:
        return {"literal": person.name}
    return {"family": family.strip(), "given": given.strip()}


def _date(date: str) -> dict[str, list[list[int]]]:
    return {"date-parts": [[int(part) for part in date.split("-")]]} if date else {}


def _year(text: str) -> Mapping[str, object]:
    """Give the year in a text, or else the text itself, which CSL prints as it stands."""
    if year := YEAR.search(text):
        return _date(year[0])
    return {"literal": text} if text else {}


def _address(identifier: str) -> dict[str, str]:
    """Give an edition's address on the web, if its identifier is one.

    >>> _address("https://doi.org/10.1000/182"), _address("urn:x:1")
    ({'DOI': '10.1000/182'}, {})
    """
    if doi := DOI.fullmatch(identifier):
        return {"DOI": doi[1]}
    return {"URL": identifier} if identifier.startswith("http") else {}


def _filled(item: Mapping[str, object]) -> dict[str, object]:
    return {key: value for key, value in item.items() if value}
