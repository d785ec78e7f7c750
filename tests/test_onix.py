"""ONIX records: valid by EDItEUR's schema, and true of each form."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, datetime
from typing import Literal

import onixcheck
import pytest
from lxml import etree

from pipeline.catalogue.codes import FEATURES, ROLES
from pipeline.catalogue.onix import File, onix
from pipeline.errors import RecensionError
from pipeline.model.settings import Contributor, Series, Settings, SourceEdition, ThisEdition
from pipeline.write.edition import edition_of
from pipeline.write.epub.accessibility import Accessibility, accessibility
from tests.rendered import HASH, all_settings, small_book

SENT = datetime(2026, 11, 25, 18, 30, tzinfo=UTC)
FILES = {"epub": File(150_000), "pdf": File(900_000, 212)}
LEAST = Settings(
    edition=ThisEdition(publisher="P", date="2026", isbn_pdf="978-3-16-148410-0"), language="pl"
)


def message(settings: Settings, files: dict[str, File] = FILES) -> bytes:
    return onix(edition_of(small_book(), settings, HASH, ""), files, SENT)


def faults(written: bytes) -> list[str]:
    file = io.BytesIO(written)
    file.name = "message.xml"
    return [fault.short for fault in onixcheck.validate(file, schemas=("xsd", "rng"))]


def records(written: bytes) -> dict[str, etree._Element]:
    """Give each product by its form, without namespaces."""
    root = etree.fromstring(written)
    for node in root.iter():
        node.tag = etree.QName(node).localname
    forms = {"BA": "print", "BB": "print", "E101": "epub", "E107": "pdf"}
    found = {}
    for product in root.iter("Product"):
        form = product.findtext(".//ProductFormDetail") or product.findtext(".//ProductForm")
        found[forms[str(form)]] = product
    return found


def values(node: etree._Element, path: str) -> list[str]:
    return [found.text or "" for found in node.iterfind(path)]


@pytest.mark.parametrize("settings", [all_settings(), replace(LEAST, series=Series("Old & New"))])
def test_the_schema_finds_nothing(settings: Settings) -> None:
    assert faults(message(settings)) == []


def test_the_schema_knows_every_code(monkeypatch: pytest.MonkeyPatch) -> None:
    people = tuple(Contributor(f"Person {role}", role=role) for role in [*ROLES, "zzz"])
    all_of_it = Accessibility(("textual",), "textual", tuple(FEATURES), ("none",), "All of it.")
    monkeypatch.setattr("pipeline.catalogue.onix.accessibility", lambda _: all_of_it)
    written = message(replace(all_settings(), contributors=people))
    assert all(
        f">{code}</ProductFormFeatureValue>".encode() in written for code in FEATURES.values()
    )
    assert faults(written) == []


def test_a_fault_would_be_found() -> None:
    written = message(LEAST).replace(b"<NotificationType>03<", b"<NotificationType>77<")
    assert len(faults(written)) > 0


def test_each_form_with_an_isbn_has_a_record() -> None:
    found = records(message(all_settings()))
    assert {form: values(each, "ProductIdentifier/IDValue") for form, each in found.items()} == {
        "epub": ["9783161484100"],
        "pdf": ["9780306406157"],
        "print": ["9781402894626"],
    }
    related = values(found["epub"], "RelatedMaterial/RelatedProduct/ProductIdentifier/IDValue")
    assert related == ["9780306406157", "9781402894626"]
    assert list(records(message(LEAST))) == ["pdf"]


@pytest.mark.parametrize(("binding", "form"), [("", "BA"), ("hardback", "BB"), ("paperback", "BC")])
def test_the_printed_book_is_bound_as_is_said(
    binding: Literal["", "paperback", "hardback"], form: str
) -> None:
    this = replace(all_settings().edition, binding=binding)
    written = message(replace(all_settings(), edition=this))
    assert f"<ProductForm>{form}</ProductForm>".encode() in written


def test_people_have_their_roles_and_numbers() -> None:
    epub = records(message(all_settings()))["epub"]
    assert values(epub, ".//ContributorRole") == ["A01", "B06", "B01"]
    assert values(epub, ".//PersonName") == ["Émile Zola", "Anna Tr"]
    assert values(epub, ".//PersonNameInverted") == ["Zola, Émile", "Tr, Anna"]
    assert values(epub, ".//CorporateName") == ["Society of <Readers>"]
    assert values(epub, ".//NameIdentifier/IDValue") == ["000000012281955X", "0000000218250097"]


def test_a_person_of_two_roles_is_named_once() -> None:
    people = (Contributor("A"), Contributor("B", role="edt"), Contributor("A", role="win"))
    pdf = records(message(replace(LEAST, contributors=people)))["pdf"]
    assert [values(each, "ContributorRole") for each in pdf.iter("Contributor")] == [
        ["A01", "A24"],
        ["B01"],
    ]


def test_titles_series_and_subjects() -> None:
    epub = records(message(all_settings()))["epub"]
    title = "DescriptiveDetail/TitleDetail/TitleElement/"
    assert values(epub, f"{title}TitleText") == ["A book"]
    assert values(epub, f"{title}Subtitle") == ['Or <this> & "that"']
    assert values(epub, ".//Collection//TitleText") == ["Old & New"]
    assert values(epub, ".//Collection//PartNumber") == ["7"]
    assert values(epub, ".//Collection//IDValue") == ["00249319"]
    schemes = [
        (values(each, "SubjectSchemeIdentifier")[0], len(values(each, "MainSubject")))
        for each in epub.iter("Subject")
    ]
    assert schemes == [("10", 1), ("93", 1), ("96", 0), ("20", 0)]
    assert values(epub, ".//SubjectHeadingText") == ["History; Books"]
    unnumbered = replace(all_settings(), series=Series("Old & New"))
    assert values(records(message(unnumbered))["pdf"], ".//PartNumber") == []


def test_language_is_that_of_the_list() -> None:
    assert values(records(message(LEAST))["pdf"], ".//LanguageCode") == ["pol"]


def test_extents_are_those_of_the_files_that_are_there() -> None:
    def extents(form: str, files: dict[str, File]) -> list[str]:
        return values(records(message(all_settings(), files))[form], ".//ExtentValue")

    words = extents("epub", {})
    assert len(words) == 1
    assert int(words[0]) > 20
    assert extents("epub", FILES) == [*words, "150000"]
    assert extents("pdf", FILES) == [*words, "212", "900000"]
    assert extents("print", FILES) == [*words, "212"]


def test_accessibility_is_that_which_the_epub_claims() -> None:
    found = records(message(all_settings()))
    access = accessibility(small_book())
    features = [
        values(each, "ProductFormFeatureValue")[0]
        for each in found["epub"].iter("ProductFormFeature")
        if values(each, "ProductFormFeatureType") == ["09"]
    ]
    assert set(features) == {"00", "52"} | {FEATURES[feature] for feature in access.features}
    assert access.summary in values(found["epub"], ".//ProductFormFeatureDescription")
    assert values(found["print"], ".//ProductFormFeatureValue") == []


def test_a_book_of_the_future_is_announced() -> None:
    def states(date: str) -> list[str]:
        this = replace(LEAST.edition, date=date)
        pdf = records(message(replace(LEAST, edition=this)))["pdf"]
        return values(pdf, "NotificationType") + values(pdf, ".//PublishingStatus")

    assert states("2026") == states("2026-11") == states("2026-11-25") == ["03", "04"]
    assert states("2027") == states("2026-12") == states("2026-11-26") == ["02", "02"]


def test_dates_keep_their_precision() -> None:
    epub = records(message(all_settings()))["epub"]
    dates = [(each.text, each.get("dateformat")) for each in epub.iter("Date")]
    assert dates == [("202611", "01"), ("1877", "05")]


def test_the_source_is_what_the_page_numbers_are_of() -> None:
    settings = replace(all_settings(), source=SourceEdition(isbn="0-8044-2957-X"))
    found = records(message(settings))
    assert "9780804429573" in values(found["epub"], ".//RelatedProduct//IDValue")
    assert "9780804429573" not in values(found["pdf"], ".//RelatedProduct//IDValue")


@pytest.mark.parametrize(
    ("this", "lacking"),
    [
        (ThisEdition(date="2026", isbn_pdf="978-3-16-148410-0"), "'publisher'"),
        (ThisEdition(publisher="P", date="2026"), "'isbn_epub'"),
        (ThisEdition(), "'publisher', 'date', 'isbn_epub'"),
    ],
)
def test_what_the_trade_needs_is_asked_for(this: ThisEdition, lacking: str) -> None:
    with pytest.raises(RecensionError, match=f"cannot do without {lacking}"):
        message(Settings(edition=this))
