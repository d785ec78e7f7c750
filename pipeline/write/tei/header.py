"""The header of a TEI document: the edition, its source, how it was made, who changed what."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from pipeline import __version__
from pipeline.model.decision import Why
from pipeline.model.settings import Contributor, Settings
from pipeline.write.edition import Edition, isbn_shown, source_statement
from pipeline.write.emended import Reading
from pipeline.write.remarks import stamp
from pipeline.write.tei.elements import XML_ID, XML_LANG, element
from pipeline.write.tei.inlines import change_ids, reader_ids

ROLES = {
    "edt": "editor",
    "trl": "translator",
    "ill": "illustrator",
    "win": "writer of the introduction",
    "ann": "annotator",
    "pfr": "proofreader",
}
"""What the MARC codes of those mean who are named in most books; others are named by their code."""
WHYS: dict[Why, str] = {
    "extraction": "An error of the extraction of the text: the printed source is right.",
    "printer": "An error of the printed source.",
    "editorial": "A judgement of the editor.",
    "style": "The style of this edition.",
}
EDITORIAL = {
    "correction": "Where a proofreader decided against the reading of the source, both readings are"
    " given: choice with sic and corr, or with orig and reg where the style of the edition asked"
    " for it. The categories of the taxonomy say on what ground, the changes below who and when.",
    "hyphenation": "Words that were divided at the ends of lines are given undivided.",
    "quotation": "Quotation marks stand in the text, in the form that the edition gives them.",
    "segmentation": "The divisions follow the headings of the source. The notes stand where they"
    " are referred to; n gives the label that is printed. A pb stands where a page of the source"
    " begins; running heads and folios are left out.",
}


def header(edition: Edition, source: tuple[str, str], readings: list[Reading]) -> etree._Element:
    """Make the header; `source` is the name of the source's file and its SHA-256."""
    parts = [
        _file(edition, source, reader_ids(readings)),
        _encoding(),
        element("profileDesc", element("langUsage", _language(edition.language))),
        *([_revisions(readings)] if readings else []),
    ]
    return element("teiHeader", *parts)


def _language(tag: str) -> etree._Element:
    return element("language", tag, ident=tag)


def _file(edition: Edition, source: tuple[str, str], readers: dict[str, str]) -> etree._Element:
    settings = edition.settings
    this = settings.edition
    stated = element("edition", ", ".join(filter(None, (this.statement, this.version))))
    series = [element("title", settings.series.name, level="s")] if settings.series.name else []
    numbered = settings.series.number
    series += [element("biblScope", numbered, unit="volume")] if series and numbered else []
    return element(
        "fileDesc",
        element("titleStmt", *_titles(settings, edition), *_readers(readers)),
        *([element("editionStmt", stated)] if stated.text else []),
        _publication(edition),
        *([element("seriesStmt", *series)] if series else []),
        element("sourceDesc", *_sources(settings, *source)),
    )


def _titles(settings: Settings, edition: Edition) -> Iterator[etree._Element]:
    yield element("title", edition.title, type="main")
    if settings.subtitle:
        yield element("title", settings.subtitle, type="sub")
    for person in edition.authors:
        yield element("author", _named(person))
    for person in edition.others:
        role = ROLES.get(person.role, person.role)
        yield element("respStmt", element("resp", role), _named(person))


def _named(person: Contributor) -> etree._Element:
    return element("orgName" if person.kind == "body" else "persName", person.name)


def _readers(readers: dict[str, str]) -> Iterator[etree._Element]:
    """Name the proofreaders, and the edition itself, as those who answer for what is marked so."""
    for name, id in readers.items():
        made = element("respStmt", element("resp", "proofreading"), element("name", name))
        made.set(XML_ID, id)
        yield made
    made = element("respStmt", element("resp", "what is new in this edition"))
    made.append(element("name", "the edition"))
    made.set(XML_ID, "edition")
    yield made


def _publication(edition: Edition) -> etree._Element:
    this = edition.settings.edition
    parts = [element("publisher", this.publisher or "unpublished")]
    parts += [element("pubPlace", this.place)] if this.place else []
    parts += [element("date", this.date, when=this.date)] if this.date else []
    parts.append(element("idno", edition.identifier, type="URI"))
    terms = [element("p", this.rights)] if this.rights else []
    terms += [element("licence", this.licence, target=this.licence)] if this.licence else []
    parts += [element("availability", *terms)] if terms else []
    return element("publicationStmt", *parts)


def _sources(settings: Settings, name: str, sha256: str) -> Iterator[etree._Element]:
    """Describe the printed edition, so far as it is known, and the file that was read."""
    source = settings.source
    if source_statement(source):
        parts = [element("title", source.title)] if source.title else []
        parts += [element("pubPlace", source.place)] if source.place else []
        parts += [element("publisher", source.publisher)] if source.publisher else []
        parts += [element("date", source.year)] if source.year else []
        parts += [element("idno", isbn_shown(source.isbn), type="ISBN")] if source.isbn else []
        yield element("bibl", *parts, type="print")
    parts = [element("title", name), element("idno", sha256, type="SHA-256")]
    if source.extracted_by:
        parts.append(element("note", source.extracted_by))
    parts += [element("note", source.note)] if source.note else []
    yield element("bibl", *parts, type="digital")


def _encoding() -> etree._Element:
    rules = [element(name, element("p", said)) for name, said in EDITORIAL.items()]
    categories = []
    for why, said in WHYS.items():
        category = element("category", element("catDesc", said))
        category.set(XML_ID, why)
        categories.append(category)
    taxonomy = element("taxonomy", *categories)
    taxonomy.set(XML_ID, "reasons")
    program = element("application", element("label", "Recension"), ident="Recension")
    program.set("version", __version__)
    return element(
        "encodingDesc",
        element("editorialDecl", *rules),
        element("classDecl", taxonomy),
        element("appInfo", program),
    )


def _revisions(readings: list[Reading]) -> etree._Element:
    made = element("revisionDesc")
    decisions = {each.placed.decision.id: each.placed.decision for each in readings}
    readers = reader_ids(readings)
    for id, changed in change_ids(readings).items():
        decision = decisions[id]
        said = [decision.note] if decision.note else []
        change = element("change", *said, n=id, when=stamp(decision.when))
        change.set(XML_ID, changed)
        change.set("who", f"#{readers[decision.reader]}")
        made.append(change)
    return made


def root(head: etree._Element, text: etree._Element, language: str) -> etree._Element:
    """Put the document together."""
    text.set(XML_LANG, language)
    return element("TEI", head, text)
