"""The HTML for the web: one file, notes that open, metadata, in a real browser."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from pipeline.model.settings import NotesSettings, Settings
from pipeline.write.web import write_html
from tests.browser import faults, needs_axe, needs_browser, opened
from tests.rendered import HASH, all_settings, book, note, ref, section, small_book


def made(path: Path, rendered=None, settings: Settings | None = None) -> etree._Element:
    write_html(rendered or small_book(), settings or all_settings(), HASH, path)
    return etree.fromstring(path.read_bytes(), etree.HTMLParser(encoding="utf-8"))


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "book.html"


def shown(page, selector: str) -> list[bool]:
    return [one.is_visible() for one in page.locator(selector).all()]


@needs_browser
def test_a_click_on_a_marker_opens_its_note_and_another_key_closes_it(out: Path, chromium):
    made(out)
    page = opened(chromium, out)
    assert page.locator(":popover-open").count() == 0
    for marker, body in ("1", "A body."), ("80", "Quoted."), ("*", "Star & stripe."):
        page.get_by_role("button", name=f"Note {marker}", exact=True).first.click()
        assert body in page.locator(":popover-open").inner_text()
        assert page.locator(":popover-open").count() == 1
        page.keyboard.press("Escape")
        assert page.locator(":popover-open").count() == 0


@needs_browser
def test_a_note_opens_without_scripts_and_over_its_text(out: Path, chromium):
    made(out)
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(out.as_uri())
    page.get_by_role("button", name="Note 1", exact=True).click()
    box = page.locator("#n1").bounding_box()
    marker = page.locator("#ref-n1").bounding_box()
    assert 0 <= box["y"] - marker["y"] < 60
    context.close()


@needs_browser
def test_on_a_telephone_a_note_lies_at_the_foot_of_the_window(out: Path, chromium):
    made(out)
    page = opened(chromium, out, width=390)
    page.get_by_role("button", name="Note 1", exact=True).click()
    box = page.locator("#n1").bounding_box()
    assert (round(box["x"]), round(box["y"] + box["height"]), round(box["width"])) == (0, 800, 390)


@needs_browser
def test_a_reference_within_a_note_opens_the_other_beside_it(out: Path, chromium):
    one = note("n1", "1", f"<p>See{ref('n2', '2')}.</p>", "ref-n1")
    two = note("n2", "2", "<p>The other.</p>", "ref-n2")
    made(out, book(section(f"<p>Text{ref('n1', '1')}.</p>", one, two)))
    page = opened(chromium, out)
    page.get_by_role("button", name="Note 1", exact=True).click()
    page.locator("#n1 button").click()
    assert page.locator(":popover-open").count() == 2


@needs_browser
@pytest.mark.parametrize("place", ["book", "chapter"])
def test_all_notes_stand_in_their_lists_too(out: Path, chromium, place):
    made(out, settings=replace(all_settings(), notes=NotesSettings(place=place)))
    page = opened(chromium, out)
    assert shown(page, ".note") == [True] * 4
    tops = [one.bounding_box()["y"] for one in page.locator(".note").all()]
    assert tops == sorted(tops)
    assert tops[0] > page.locator("#ch01").bounding_box()["y"]


@needs_browser
def test_on_paper_markers_are_signs_and_notes_a_list(out: Path, chromium):
    made(out)
    page = opened(chromium, out)
    page.emulate_media(media="print")
    assert not any(shown(page, ".noteref button"))
    assert all(shown(page, ".noteref a"))
    assert all(shown(page, ".note"))


@needs_browser
def test_colours_follow_the_device(out: Path, chromium):
    made(out)
    papers = {}
    for scheme in ("light", "dark"):
        page = opened(chromium, out, scheme)
        papers[scheme] = page.evaluate(
            "[getComputedStyle(document.documentElement).backgroundColor,"
            " getComputedStyle(document.documentElement).color]"
        )
    levels = {
        scheme: [sum(map(int, colour[4:-1].split(", "))) for colour in pair]
        for scheme, pair in papers.items()
    }
    assert levels["light"][0] > 700 > 120 > levels["light"][1]
    assert levels["dark"][0] < 120 < 600 < levels["dark"][1]


@needs_browser
def test_nothing_is_wider_than_the_window(out: Path, chromium):
    cells = "".join(f"<td>column number {k}</td>" for k in range(12))
    table = f'<figure class="table"><table><tbody><tr>{cells}</tr></tbody></table></figure>'
    made(out, book(section(f"<p>{'x' * 300}</p>{table}")))
    page = opened(chromium, out, width=360)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


@needs_browser
@needs_axe
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_fault_with_notes_closed_or_open(out: Path, chromium, scheme):
    made(out)
    page = opened(chromium, out, scheme)
    for marker in "", "Note 1", "Note 80":
        if marker:
            page.get_by_role("button", name=marker, exact=True).first.click()
        assert faults(page) == []


def test_every_link_leads_to_something_in_the_file(out: Path):
    root = made(out)
    ids = root.xpath("//@id")
    assert len(ids) == len(set(ids))
    links = root.xpath("//a/@href")
    assert len(links) > 10
    assert {link[1:] for link in links} <= set(ids)
    assert set(root.xpath("//@popovertarget")) == {"n1", "n80", "n81"}
    assert root.xpath("//li[@popover]/@id") == ["n1", "n80", "n81"]
    assert "ref-n80-2" in ids


def test_only_known_facts_are_told(out: Path):
    root = made(out)
    metas = [(m.get("name"), m.get("content")) for m in root.iter("meta") if m.get("name")]
    assert ("DC.creator", "Zola, Émile") in metas
    assert ("DC.contributor", "Tr, Anna") in metas
    assert ("citation_author", "Zola, Émile") in metas
    assert ("citation_publication_date", "2026/11") in metas
    assert ("DC.source", "Un livre. Paris: Charpentier, 1880") in metas
    data = json.loads(root.xpath("string(//script)"))
    assert data["name"] == "A book"
    assert data["alternativeHeadline"] == 'Or <this> & "that"'
    assert data["keywords"] == ["History", "Books"]
    assert data["author"] == [
        {
            "@type": "Person",
            "name": "Émile Zola",
            "sameAs": ["https://isni.org/isni/000000012281955X"],
        }
    ]
    assert [each["@type"] for each in data["contributor"]] == ["Person", "Organization"]
    assert data["isPartOf"]["name"] == "Old & New"
    assert data["license"].endswith("/zero/1.0/")
    bare = made(out, book(section("<p>Text.</p>")), Settings())
    assert json.loads(bare.xpath("string(//script)")).keys() == {
        *("@context", "@type", "name", "inLanguage", "identifier")
    }
    assert all(meta.get("content", "x") for meta in bare.iter("meta"))


def test_pages_of_the_source_are_marked_with_their_numbers(out: Path):
    marks = made(out).xpath("//span[@class='pagebreak']")
    assert [(mark.get("id"), mark.get("data-label")) for mark in marks] == [
        *(("page-2", "2"), ("page-3", "3"), ("page-4", "4"))
    ]


def test_the_same_bytes_each_time(tmp_path: Path):
    made(tmp_path / "a")
    made(tmp_path / "b")
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
