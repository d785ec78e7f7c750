"""ONIX for Books 3.0: what the book trade is told of an edition, a record for each form.

After EDItEUR's specification, in its reference names. A record says what is true of the product and
of the rights to it; prices and suppliers are added by whoever sells it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import NamedTuple

from lxml import etree

from pipeline.catalogue import codes
from pipeline.catalogue.elements import E
from pipeline.catalogue.people import contributors
from pipeline.errors import RecensionError
from pipeline.model.settings import Settings
from pipeline.write.edition import Edition, isbn13
from pipeline.write.epub.accessibility import accessibility
from pipeline.write.words import words_of_sections

DIGITAL = {"epub": "E101", "pdf": "E107"}
"""List 175: the forms that are files."""
BINDINGS = {"": "BA", "paperback": "BC", "hardback": "BB"}
"""List 150."""
DOWNLOAD = "ED"
EPUB_33 = "101F"
"""List 220."""


class File(NamedTuple):
    """What is to be known of a form's file where it has been made."""

    size: int
    """In bytes."""
    pages: int = 0


class Product(NamedTuple):
    """A form of the edition that has an ISBN of its own."""

    form: str
    isbn: str


def products(settings: Settings) -> list[Product]:
    """Give the forms that the trade can order: those with an ISBN.

    Raises:
        RecensionError: book.toml lacks what no record can do without.
    """
    this = settings.edition
    isbns = (("epub", this.isbn_epub), ("pdf", this.isbn_pdf), ("print", this.isbn_print))
    made = [Product(form, isbn13(isbn)) for form, isbn in isbns if isbn]
    needed = {"publisher": this.publisher, "date": this.date, "isbn_epub": made}
    if lacking := [key for key, value in needed.items() if not value]:
        raise RecensionError(
            f"ONIX cannot do without {', '.join(map(repr, lacking))}",
            "book.toml: edition",
            "fill these in; an ISBN of any form will do (isbn_epub, isbn_pdf, isbn_print)",
        )
    return made


def onix(edition: Edition, files: Mapping[str, File], sent: datetime) -> bytes:
    """Write the ONIX message that announces an edition.

    `files` are those forms that have been made, by their names: "epub", "pdf".

    Raises:
        RecensionError: book.toml lacks what no record can do without.
    """
    all_forms = products(edition.settings)
    this = edition.settings.edition
    header = E.Header(
        E.Sender(E.SenderName(this.publisher)), E.SentDateTime(sent.strftime("%Y%m%dT%H%M%SZ"))
    )
    is_out = this.date <= sent.strftime("%Y-%m-%d")[: len(this.date)]
    records = [_record(edition, each, all_forms, files, is_out) for each in all_forms]
    message = E.ONIXMessage(header, *records, release="3.0")
    written: bytes = etree.tostring(
        message, encoding="utf-8", xml_declaration=True, pretty_print=True
    )
    return written


def _record(
    edition: Edition,
    product: Product,
    all_forms: list[Product],
    files: Mapping[str, File],
    is_out: bool,
) -> etree._Element:
    others = [each for each in all_forms if each != product]
    blocks = (
        _collateral(edition.settings),
        _publishing(edition.settings, is_out),
        _related(edition.settings, product, others),
    )
    return E.Product(
        E.RecordReference(f"urn:isbn:{product.isbn}"),
        E.NotificationType("03" if is_out else "02"),
        _isbn(product.isbn),
        E.DescriptiveDetail(*_description(edition, product, files)),
        *(block for block in blocks if len(block)),
    )


def _isbn(isbn: str) -> etree._Element:
    return E.ProductIdentifier(E.ProductIDType("15"), E.IDValue(isbn))


def _description(
    edition: Edition, product: Product, files: Mapping[str, File]
) -> Iterator[etree._Element]:
    yield E.ProductComposition("00")
    yield from _form(edition, product)
    yield from _collection(edition.settings)
    yield _title(edition)
    yield from contributors(edition.settings.contributors)
    statement = edition.settings.edition.statement
    yield E.EditionStatement(statement) if statement else E.NoEdition()
    yield E.Language(E.LanguageRole("01"), E.LanguageCode(codes.language_code(edition.language)))
    yield from _extents(edition, product, files)
    yield from _subjects(edition.settings)


def _form(edition: Edition, product: Product) -> Iterator[etree._Element]:
    this = edition.settings.edition
    if product.form == "print":
        yield E.ProductForm(BINDINGS[this.binding])
        yield from _content(edition)
        return
    yield E.ProductForm(DOWNLOAD)
    yield E.ProductFormDetail(DIGITAL[product.form])
    if product.form == "epub":
        yield _feature("15", EPUB_33)
        yield from _access(edition)
    yield from _content(edition)
    yield E.EpubTechnicalProtection("00")
    if this.licence:
        link = E.EpubLicenseExpression(
            E.EpubLicenseExpressionType("01"), E.EpubLicenseExpressionLink(this.licence)
        )
        yield E.EpubLicense(E.EpubLicenseName(this.licence), link)


def _content(edition: Edition) -> Iterator[etree._Element]:
    """Say that it is text, and whether it is illustrated (list 81)."""
    yield E.PrimaryContentType("10")
    if edition.rendered.pictures:
        yield E.ProductContentType("07")


def _feature(kind: str, value: str, description: str = "") -> etree._Element:
    told = [E.ProductFormFeatureDescription(description)] if description else []
    return E.ProductFormFeature(
        E.ProductFormFeatureType(kind), E.ProductFormFeatureValue(value), *told
    )


def _access(edition: Edition) -> Iterator[etree._Element]:
    """Say of the EPUB's accessibility what the EPUB says of it."""
    access = accessibility(edition.rendered)
    yield _feature("09", codes.SUMMARY, access.summary)
    found = {codes.FEATURES[feature] for feature in access.features if feature in codes.FEATURES}
    if access.sufficient == "textual":
        found.add(codes.WITHOUT_SIGHT)
    for code in sorted(found):
        yield _feature("09", code)
    for hazard in access.hazards:
        yield _feature("12", codes.HAZARDS[hazard])


def _collection(settings: Settings) -> Iterator[etree._Element]:
    series = settings.series
    if not series.name:
        yield E.NoCollection()
        return
    identifiers = []
    if series.issn:
        number = series.issn.replace("-", "")
        identifiers = [E.CollectionIdentifier(E.CollectionIDType("02"), E.IDValue(number))]
    parts = [E.TitleElement(E.TitleElementLevel("02"), E.TitleText(series.name))]
    if series.number:
        parts.insert(0, E.TitleElement(E.TitleElementLevel("01"), E.PartNumber(series.number)))
    yield E.Collection(
        E.CollectionType("10"), *identifiers, E.TitleDetail(E.TitleType("01"), *parts)
    )


def _title(edition: Edition) -> etree._Element:
    below = [E.Subtitle(edition.settings.subtitle)] if edition.settings.subtitle else []
    element = E.TitleElement(E.TitleElementLevel("01"), E.TitleText(edition.title), *below)
    return E.TitleDetail(E.TitleType("01"), element)


def _extents(
    edition: Edition, product: Product, files: Mapping[str, File]
) -> Iterator[etree._Element]:
    """Give words, pages and bytes: the printed book has the pages of the PDF."""
    yield _extent("02", len(words_of_sections(edition.rendered)), "02")
    pdf = files.get("pdf")
    if pdf and product.form != "epub":
        yield _extent("07" if product.form == "pdf" else "06", pdf.pages, "03")
    if file := files.get(product.form):
        yield _extent("22", file.size, "17")


def _extent(kind: str, value: int, unit: str) -> etree._Element:
    return E.Extent(E.ExtentType(kind), E.ExtentValue(str(value)), E.ExtentUnit(unit))


def _subjects(settings: Settings) -> Iterator[etree._Element]:
    """Give the subjects in codes, the first of each scheme as the main one, and in words."""
    this = settings.edition
    coded = [(codes.BISAC, code) for code in this.bisac]
    coded += [(codes.thema_scheme(code), code) for code in this.thema]
    main: set[str] = set()
    for scheme, code in coded:
        is_main = scheme in (codes.BISAC, codes.THEMA) and scheme not in main
        main.add(scheme)
        yield E.Subject(
            *([E.MainSubject()] if is_main else []),
            E.SubjectSchemeIdentifier(scheme),
            E.SubjectCode(code),
        )
    if this.subjects:
        words = E.SubjectHeadingText("; ".join(this.subjects))
        yield E.Subject(E.SubjectSchemeIdentifier(codes.KEYWORDS), words)


def _collateral(settings: Settings) -> etree._Element:
    """Give the texts about the book: its description, and who has which rights in it."""
    texts = (("03", settings.edition.description), ("13", settings.edition.rights))
    return E.CollateralDetail(
        *(
            E.TextContent(E.TextType(kind), E.ContentAudience("00"), E.Text(text))
            for kind, text in texts
            if text
        )
    )


def _publishing(settings: Settings, is_out: bool) -> etree._Element:
    this = settings.edition
    place = [E.CityOfPublication(this.place)] if this.place else []
    dates = (("01", this.date), ("11", settings.first_published))
    return E.PublishingDetail(
        E.Publisher(E.PublishingRole("01"), E.PublisherName(this.publisher)),
        *place,
        E.PublishingStatus("04" if is_out else "02"),
        *(_date(role, date) for role, date in dates if date),
    )


def _date(role: str, date: str) -> etree._Element:
    figures = date.replace("-", "")
    written = E.Date(figures, dateformat=codes.DATE_FORMATS[len(figures)])
    return E.PublishingDate(E.PublishingDateRole(role), written)


def _related(settings: Settings, product: Product, others: list[Product]) -> etree._Element:
    """Name the other forms, and the book whose page numbers the EPUB has."""
    relations = [("06", other.isbn) for other in others]
    if product.form == "epub" and settings.source.isbn:
        relations.append(("13", isbn13(settings.source.isbn)))
    return E.RelatedMaterial(
        *(E.RelatedProduct(E.ProductRelationCode(kind), _isbn(isbn)) for kind, isbn in relations)
    )
