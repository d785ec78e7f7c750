"""The report of a build: one file, read without a script, to which the book adds no markup."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import get_args

import pytest
from lxml import etree

from pipeline.account import demands
from pipeline.decisions.make import Maker
from pipeline.decisions.settle import State, settle
from pipeline.emend import typography
from pipeline.model.book import FurnitureKind, NoteState, Source
from pipeline.model.decision import Why
from pipeline.model.finding import Finding, Proposal
from pipeline.model.settings import Settings
from pipeline.proofreading.event import made as event_of
from pipeline.proofreading.pages import proof_pages
from pipeline.proofreading.states import State as PageStateName
from pipeline.proofreading.states import page_states
from pipeline.registry import RULES
from pipeline.stages import finished
from pipeline.write.records import Record
from pipeline.write.report import changes, decided, overview, proofread, questions
from pipeline.write.report.write import write_report
from tests.browser import browser, needs_browser, opened
from tests.deciding import NOW, Reader
from tests.deciding import RAW as MILL
from tests.dump import recovered, source_of

RAW = (
    'He said "so",1 and the <script>alert("no")</script> govern-\nment went on\x02 for 10-20'
    " years.\x0b\n\n1 A <b>note</b> & its text.\n"
    "\fA second page, in which the same \ufffd govern-\nment went, and the government too.\n"
)


def made(tmp_path: Path, raw: str, *findings: Finding) -> etree._Element:
    """Write the report of a text and read it."""
    source = source_of(raw)
    book = typography(recovered(raw), Settings().typography)
    balance = demands.draw_up(raw, book, RULES)
    path = tmp_path / "report.html"
    write_report(Record(source, book, findings), RULES, balance, Settings(title="A <T>itle"), path)
    return etree.fromstring(path.read_bytes(), etree.HTMLParser(encoding="utf-8"))


def asked(check: str, *where: int) -> Finding:
    new = Proposal("<i>", 0.9)
    return Finding(check, "query", (where[0], where[1]), "is <this> right?", (new,))


def text(node: etree._Element) -> str:
    return " ".join("".join(node.itertext()).split())


def test_nothing_of_the_book_is_markup(tmp_path: Path) -> None:
    root = made(tmp_path, RAW, asked("lost-letter", RAW.index("\ufffd"), RAW.index("\ufffd") + 1))
    assert not list(root.iter("script", "i", "img", "link"))
    assert text(next(root.iter("h1"))) == "A <T>itle"
    shown = text(root)
    assert '<script>alert("no")</script>' in shown
    assert "is <this> right?" in shown
    assert [text(node) for node in root.iter("mark")] == ["\ufffd"]


def test_every_change_is_counted_under_its_rule(tmp_path: Path) -> None:
    raw = RAW
    root = made(tmp_path, raw)
    book = typography(recovered(raw), Settings().typography)
    wanted = Counter(change.rule for change in Record(source_of(raw), book, ()).changes)
    (section,) = root.xpath("//section[h2/@id='changes']")
    rows = [[text(cell) for cell in row] for row in section.find(".//tbody")]
    assert {row[0]: int(row[2]) for row in rows} == wanted
    listed = section.xpath(".//div[@id='rule-number-range']//tbody/tr")
    assert [[text(cell) for cell in row] for row in listed] == [["-", "–", "1", "2"]]


def test_tables_have_captions_and_heads_and_links_lead_somewhere(tmp_path: Path) -> None:
    root = made(tmp_path, RAW, asked("lost-letter", 3, 7), asked("odd", 9, 9))
    assert all(text(table.find("caption")) for table in root.iter("table"))
    assert all(cell.get("scope") in ("row", "col") for cell in root.iter("th"))
    ids = root.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {target.removeprefix("#") for target in root.xpath("//a/@href")} <= set(ids)
    order = [int(node.tag[1]) for node in root.iter("h1", "h2", "h3")]
    assert order[0] == 1
    assert all(below - above <= 1 for above, below in pairwise(order))


def test_what_a_long_list_leaves_out_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(questions, "MOST", 2)
    monkeypatch.setattr(changes, "MOST", 1)
    root = made(tmp_path, RAW, *(asked("lost-letter", k, k + 1) for k in range(5)))
    said = [text(node) for node in root.xpath("//p[@class='more']")]
    assert "3 more are not shown here; all stand in findings.jsonl." in said
    assert any("changes.jsonl" in each for each in said)


def test_a_book_of_nothing_has_a_report(tmp_path: Path) -> None:
    root = made(tmp_path, "x")
    assert "Nothing is open" in text(root)
    assert "Every character of the source is accounted for, 1 in all" in text(root)


@needs_browser
@pytest.mark.parametrize(("scheme", "width"), [("light", 1200), ("dark", 360)])
def test_it_fits_its_window_and_a_link_opens_what_it_leads_to(
    tmp_path: Path, scheme: str, width: int
) -> None:
    made(tmp_path, RAW, asked("lost-letter", 3, 7))
    with browser() as started:
        page = opened(started, tmp_path / "report.html", scheme, width)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert not page.is_visible("#check-lost-letter")
        page.click("a[href='#check-lost-letter']")
        assert page.is_visible("#check-lost-letter")


def test_bytes_that_are_no_letters_are_shown_as_lost(tmp_path: Path) -> None:
    raw = "One \udcff byte.\n"
    source = Source("case", raw, "0" * 64)
    book = recovered(raw)
    path = tmp_path / "report.html"
    balance = demands.draw_up(raw, book, RULES)
    write_report(Record(source, book, (asked("odd", 0, 7),)), RULES, balance, Settings(), path)
    assert "One \ufffd" in path.read_text(encoding="utf-8")


def test_every_decision_is_listed_with_what_became_of_it(tmp_path: Path) -> None:
    ann, ben = Reader(), Reader(name="Ben", later=9)
    ann.says("replace", "[Teh] mill", "<The>", why="printer", note="So the <second> edition.")
    ann.says("replace", "called [Lodz],", "Łódź", scope="every")
    ann.says("emphasis", "a book of [songs]")
    gone = ann.says("replace", "[Warsaw] on", "Krakow")
    ann.decisions.append(ann.maker.undo(gone))
    ann.says("delete", "stood [stood] by")
    ben.says("replace", "stood [stood] by", "stands")
    source = source_of(MILL.replace("a book of songs, from which she", ""))
    settled = settle(source, [*ann.decisions, *ben.decisions])
    book = finished(source, Settings(language="en"), "case", settled)
    path = tmp_path / "report.html"
    balance = demands.draw_up(source.text, book, RULES)
    write_report(Record(source, book, (), settled), RULES, balance, Settings(), path)
    root = etree.fromstring(path.read_bytes(), etree.HTMLParser(encoding="utf-8"))
    (section,) = root.xpath("//section[h2/@id='decisions']")
    *_, last = section.iter("tbody")
    rows = [[text(cell) for cell in row] for row in last]
    assert [row[0] for row in rows] == [
        *("conflict", "conflict", "lost", "applied", "applied", "applied", "undone")
    ]
    shown = "\n".join(" | ".join(row) for row in rows)
    assert "Teh<The> mill" in shown
    assert "printer So the <second> edition." in shown
    assert "(4 places)" in shown
    assert "Ben, 2026-11-24 10:21" in shown


def test_it_tells_who_read_which_round_and_what_they_left(tmp_path: Path) -> None:
    words = " ".join(f"word{k}" for k in range(40))
    raw = f"{words}\n\fThe second page.\n\fThe third.\n\f \n\fThe fifth.\n"
    source, book = source_of(raw), recovered(raw)
    decisions = [
        Maker(source, who, NOW).make("replace", (at := raw.index(f"word{k} "), at + 6), f"WORD{k}")
        for who, found in (("Ann", range(10, 21)), ("Ben", range(12, 22)))
        for k in found
    ]
    pages = proof_pages(source, book)
    read = [(0, "Ann"), (0, "Ben"), (1, "Ann")]
    events = [event_of(pages[k], "read", who, blind=True) for k, who in read]
    events += [event_of(pages[0], "read", "Ann", round="formatting")]
    events += [event_of(pages[2], "problem", "Cid", "a line is lost")]
    states = page_states(pages, events, ("text", "text", "formatting"))
    record = Record(source, book, (), settle(source, decisions), "not signed", states)
    path = tmp_path / "report.html"
    write_report(record, RULES, demands.draw_up(raw, book, RULES), Settings(), path)
    root = etree.fromstring(path.read_bytes(), etree.HTMLParser(encoding="utf-8"))
    (section,) = root.xpath("//section[h2/@id='proofreading']")
    tables = [
        [tuple(text(cell) for cell in row if cell.get("class") != "bar") for row in body]
        for body in section.iter("tbody")
    ]
    assert [(row[0], row[2]) for row in tables[0]] == [
        *(("problem", "1"), ("unread", "1"), ("read once", "1"), ("read twice", "1")),
        ("empty", "1"),
    ]
    assert tables[1] == [
        ("1, text", "2", "Ann 2"),
        ("2, text", "1", "Ben 1"),
        ("3, formatting", "1", "Ann 1"),
    ]
    assert [row[:2] for row in tables[2]] == [("3", "a line is lost")]
    (estimate,) = tables[3]
    assert estimate[:5] == ("Ann and Ben", "1", "11 and 10", "9", "0.2 (0 to 1)")
    (summary,) = root.xpath("//nav//a[@href='#proofreading']/strong")
    assert summary.text == "2 of 5"


def test_every_kind_and_state_is_explained() -> None:
    assert set(changes.FURNITURE) == set(get_args(FurnitureKind))
    assert set(decided.STATES) == set(get_args(State))
    assert set(decided.WHYS) == set(get_args(Why))
    assert set(overview.STATES) == set(get_args(NoteState))
    assert set(proofread.STATES) == set(get_args(PageStateName))
