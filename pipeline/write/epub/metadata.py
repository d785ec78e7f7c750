"""The EPUB's metadata, as its package document has it.

After EPUB 3.3 and EPUB Accessibility 1.1 (World Wide Web Consortium).
"""

from __future__ import annotations

import re

from pipeline.model.settings import Contributor, Series, Settings
from pipeline.write.edition import Edition, filed_title, source_statement
from pipeline.write.epub.accessibility import accessibility
from pipeline.write.epub.packing import Metadatum
from pipeline.write.page import XML_LANG

POSITION = re.compile(r"\d+(\.\d+)*")
"""What EPUB takes for a place in a series: numbers, those of parts behind those of wholes."""


def metadata(edition: Edition) -> list[Metadatum]:
    """Give the metadata of an edition: titles, people, facts, what is true of its access."""
    settings = edition.settings
    this = settings.edition
    made = _titles(edition)
    for k, person in enumerate(settings.contributors, 1):
        made += _person(person, f"contributor-{k}")
    facts = [
        ("publisher", this.publisher),
        ("date", this.date),
        ("rights", this.rights),
        ("description", this.description),
        *(("subject", subject) for subject in this.subjects),
        ("source", _source(settings)),
    ]
    made += [Metadatum(name, value, {}) for name, value in facts if value]
    made += _coded("BISAC", this.bisac) + _coded("Thema", this.thema) + _series(settings.series)
    terms = [("dcterms:license", this.licence), ("schema:bookEdition", this.statement)]
    made += [Metadatum("", value, {"property": name}) for name, value in terms if value]
    return made + _accessibility(edition)


def _coded(scheme: str, codes: tuple[str, ...]) -> list[Metadatum]:
    """Give subjects in codes, which stand for themselves where no words are given."""
    made = []
    for k, code in enumerate(codes, 1):
        id = f"{scheme.lower()}-{k}"
        made += [
            Metadatum("subject", code, {"id": id}),
            _refined(id, "authority", scheme),
            _refined(id, "term", code),
        ]
    return made


def _series(series: Series) -> list[Metadatum]:
    if not series.name:
        return []
    named = Metadatum("", series.name, {"id": "series", "property": "belongs-to-collection"})
    issn = f"urn:issn:{series.issn}" if series.issn else ""
    facts = [
        ("collection-type", "series"),
        ("group-position", series.number if POSITION.fullmatch(series.number) else ""),
        ("dcterms:identifier", issn),
    ]
    return [named, *(_refined("series", name, value) for name, value in facts if value)]


def _titles(edition: Edition) -> list[Metadatum]:
    made = [
        Metadatum("title", edition.title, {"id": "title"}),
        _refined("title", "title-type", "main"),
        _refined("title", "file-as", filed_title(edition.title, edition.language)),
    ]
    if subtitle := edition.settings.subtitle:
        made += [
            Metadatum("title", subtitle, {"id": "subtitle"}),
            _refined("subtitle", "title-type", "subtitle"),
        ]
    return made


def _person(person: Contributor, id: str) -> list[Metadatum]:
    name = "creator" if person.role == "aut" else "contributor"
    role = _refined(id, "role", person.role)
    role.attributes["scheme"] = "marc:relators"
    filed = [_refined(id, "file-as", person.sort)] if person.sort else []
    return [Metadatum(name, person.name, {"id": id}), role, *filed]


def _refined(id: str, name: str, value: str) -> Metadatum:
    return Metadatum("", value, {"refines": f"#{id}", "property": name})


def _source(settings: Settings) -> str:
    if not settings.source.isbn:
        return source_statement(settings.source)
    from stdnum import isbn

    return f"urn:isbn:{isbn.compact(settings.source.isbn)}"


def _accessibility(edition: Edition) -> list[Metadatum]:
    modes, sufficient, features, hazards, summary = accessibility(edition.rendered)
    made = []
    if edition.rendered.pages:
        made.append(("pageBreakSource", _source(edition.settings) or "none"))
    made += [
        *(("schema:accessMode", mode) for mode in modes),
        ("schema:accessModeSufficient", sufficient),
        *(("schema:accessibilityFeature", feature) for feature in features),
        *(("schema:accessibilityHazard", hazard) for hazard in hazards),
        ("schema:accessibilitySummary", summary),
    ]
    said = [Metadatum("", value, {"property": name}) for name, value in made]
    # The summary is in English, whatever the book is in.
    said[-1].attributes[XML_LANG] = "en"
    return said
