"""The EPUB's metadata, as its package document has it.

After EPUB 3.3, EPUB Accessibility 1.1 and the schema.org accessibility vocabulary.
"""

from __future__ import annotations

from pipeline.settings import Contributor, Settings
from pipeline.write.edition import Edition, source_statement
from pipeline.write.epub.packing import Metadatum


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
    return made + _accessibility(edition)


def _titles(edition: Edition) -> list[Metadatum]:
    made = [
        Metadatum("title", edition.title, {"id": "title"}),
        _refined("title", "title-type", "main"),
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
    isbn = "".join(sign for sign in settings.source.isbn if sign.isalnum())
    return f"urn:isbn:{isbn}" if isbn else source_statement(settings.source)


def _accessibility(edition: Edition) -> list[Metadatum]:
    """Say of the publication what is true of it: it is text without pictures.

    Conformance is not claimed: that is for a person to certify.
    """
    features = ["structuralNavigation", "tableOfContents", "readingOrder", "ARIA"]
    features += ["displayTransformability"]
    summary = (
        "Text without pictures. Headings are marked up as such, and the contents link to them."
    )
    if any(section.notes for section in edition.rendered.sections):
        summary += " Notes are linked to their references, and back."
    made = []
    if edition.rendered.pages:
        features += ["pageBreakMarkers", "pageNavigation"]
        summary += " The page breaks of the source are marked, with a list of them."
        made.append(("pageBreakSource", _source(edition.settings) or "none"))
    made += [
        ("schema:accessMode", "textual"),
        ("schema:accessModeSufficient", "textual"),
        *(("schema:accessibilityFeature", feature) for feature in features),
        ("schema:accessibilityHazard", "none"),
        ("schema:accessibilitySummary", summary),
    ]
    return [Metadatum("", value, {"property": name}) for name, value in made]
