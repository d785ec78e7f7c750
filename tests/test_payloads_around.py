"""The text is text around a book too: covers, metadata, ONIX, what is said on proof sheets."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from html import escape
from pathlib import Path

import pypdfium2
import pytest
from lxml import etree

from pipeline.catalogue.onix import onix
from pipeline.model.finding import Finding, Proposal
from pipeline.model.settings import Contributor, Settings
from pipeline.write.cover.front import dressed, front
from pipeline.write.edition import Edition, edition_of
from pipeline.write.epub.metadata import metadata
from pipeline.write.page import as_html, document, element
from pipeline.write.press.jacket import Jacket, jacket_pdf
from pipeline.write.sheets.write import write_sheets
from pipeline.write.theme import load_theme
from tests.payloads import PAYLOADS, TITLE, amiss, bare, marked, on_paper, settings
from tests.rendered import HASH, book, section, small_book
from tests.test_onix import faults

SENT = datetime(2026, 11, 25, tzinfo=UTC)
ISBN = "978-3-16-148410-0"
MM = 72 / 25.4


def edition(made: Settings) -> Edition:
    return edition_of(small_book(), made, HASH, ISBN)


def all_said() -> Settings:
    """Let each payload be somebody's name and a subject, and all of them the description."""
    made = settings(TITLE)
    this = replace(
        made.edition,
        date="2026-11",
        isbn_print=ISBN,
        description=" ".join(marked(payload, k) for k, payload in enumerate(PAYLOADS)),
        subjects=PAYLOADS,
    )
    people = tuple(Contributor(payload, payload) for payload in PAYLOADS)
    return replace(made, contributors=people, edition=this)


def texts_on(path: Path) -> str:
    """Give the text of all pages, as PDFium reads it."""
    with pypdfium2.PdfDocument(path) as pdf:
        return "\n".join(page.get_textpage().get_text_range() for page in pdf)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_the_front_of_the_cover(payload: str) -> None:
    made = edition(settings(payload))
    shown = front(made, dressed(load_theme("classic"), made), 1.5)
    written = as_html(document("", "en", [], element("body", shown)))
    root = etree.fromstring(written, etree.HTMLParser(encoding="utf-8"))
    lines = [bare("".join(each.itertext())) for each in root.iter("p", "h1")]
    assert lines == [bare(payload)] * 4  # author, title, subtitle and publisher
    assert {each.tag for each in root.iter()} <= {
        *("html", "head", "meta", "title", "body", "div", "h1", "p", "br")
    }
    assert {name for each in root.iter() for name in each.attrib} == {
        *("charset", "class", "lang", "style")
    }


def test_the_cover_of_the_printed_book(tmp_path: Path) -> None:
    jacket = Jacket(210 * MM, 297 * MM, 25 * MM, 3 * MM)
    made = replace(all_said(), contributors=(Contributor(TITLE),))
    path = tmp_path / "cover.pdf"
    path.write_bytes(jacket_pdf(edition(made), jacket))
    shown = texts_on(path)
    assert amiss(shown, dict(enumerate(PAYLOADS)), on_paper) == []
    # The title and the name on the front and on the spine, the subtitle, the publisher twice.
    assert on_paper(shown).count(on_paper(TITLE)) == 7
    assert f"ISBN {ISBN}" in shown


def test_the_metadata_of_the_epub() -> None:
    made = all_said()
    told = metadata(edition(made))
    said = {
        name: [each.value for each in told if each.name == name]
        for name in ("title", "creator", "subject", "description", "publisher", "rights")
    }
    assert said == {
        "title": [TITLE, TITLE],
        "creator": [*PAYLOADS],
        "subject": [*PAYLOADS],
        "description": [made.edition.description],
        "publisher": [TITLE],
        "rights": [TITLE],
    }
    filed = [each.value for each in told if each.attributes.get("property") == "file-as"]
    assert filed[1:] == [*PAYLOADS]


def test_the_onix_message() -> None:
    made = all_said()
    written = onix(edition(made), {}, SENT)
    assert faults(written) == []
    root = etree.fromstring(written)
    first = root.find("{*}Product")
    assert first is not None
    said = {
        name: [each.text for each in first.iter(f"{{*}}{name}")]
        for name in ("PersonName", "PersonNameInverted", "SubjectHeadingText", "Text", "Subtitle")
    }
    assert said == {
        "PersonName": [*PAYLOADS],
        "PersonNameInverted": [*PAYLOADS],
        "SubjectHeadingText": ["; ".join(PAYLOADS)],
        "Text": [made.edition.description, TITLE],
        "Subtitle": [TITLE],
    }


def test_proof_sheets(tmp_path: Path) -> None:
    numbers = dict(enumerate(PAYLOADS * 3))
    shown = [marked(payload, k) for k, payload in numbers.items()]
    many = len(PAYLOADS)
    findings = [
        Finding("misread-word", "query", (k, k + 1), shown[k], (Proposal(shown[many + k]),))
        for k in range(many)
    ]
    text = "".join(
        f'<p><span class="asked" data-reading="{k}"></span>{escape(shown[2 * many + k])}</p>'
        for k in range(many)
    )
    path = tmp_path / "proof.pdf"
    write_sheets(book(section(text, title=TITLE)), settings(TITLE), HASH, findings, path)
    assert amiss(texts_on(path), numbers, on_paper) == []
