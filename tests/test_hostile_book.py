"""A raw text that is full of what other programs would obey, built into everything at once."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree
from playwright.sync_api import Browser

from pipeline.batch.order import Outcome
from pipeline.batch.page import page
from pipeline.build import build
from pipeline.cli import main
from pipeline.decisions.store import append
from pipeline.errors import RecensionError
from pipeline.export import export, proof_sheets
from pipeline.manuscript.folder import find_book
from pipeline.read import read
from pipeline.write.exports import EXPORTS
from pipeline.write.forms import FORMS
from pipeline.write.pandoc import FORBIDDEN
from tests.browser import needs_browser, opened
from tests.deciding import Reader
from tests.exported import RAW, lamps
from tests.payloads import PAYLOADS, amiss, bare, marked

TITLE = "The <script>document.title = 1</script> {{ mill }} & \\input{a} </title>"
OBEYED = "\x1b[31m\x1b]0;red\x07 \x02 \x9b2J \u202etxt.exe\u202c \u2067abc \U000e0041"
"""What a terminal, or a line of text, would obey."""
NUMBERS = dict(enumerate(payload for payload in PAYLOADS if "<b>a</b>" not in payload))
"""Those in which a transcriber's sign for bold type is read as what it is are left out."""
CHAPTER = """

CHAPTER {number}

{heading}

The miller said that {first} was written there.[{note}]

Nobody had seen it for a long while, and then somebody read {second} aloud in the town.

[{note}] See {third}, and what is said of it.
"""
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")


def raw() -> str:
    """Put three payloads into each chapter, and what is obeyed into its heading."""
    made = [marked(payload, number) for number, payload in NUMBERS.items()]
    chapters = [
        CHAPTER.format(
            number=ROMAN[k],
            heading=f"OF {OBEYED} THE MILL",
            note=k + 1,
            first=made[3 * k],
            second=made[3 * k + 1],
            third=made[3 * k + 2],
        )
        for k in range(len(made) // 3)
    ]
    rest = "\n\n".join(made[len(made) // 3 * 3 :])
    return f"{OBEYED} It was a long day on the river.\n{''.join(chapters)}\n{rest}\n"


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("books") / "mill"
    (folder / "source").mkdir(parents=True)
    (folder / "source/raw.txt").write_text(raw(), encoding="utf-8")
    said = json.dumps(TITLE)
    toml = f'title = {said}\nlanguage = "en"\n[[contributor]]\nname = {said}\n'
    (folder / "book.toml").write_text(toml)
    made = folder.parent / "out"
    book = find_book(str(folder))
    # PDF, which takes longest, is tried in tests/test_payloads.py.
    build(book, frozenset(FORMS) - {"pdf", "print"}, made)
    export(book, frozenset(EXPORTS), made)
    proof_sheets(book, made)
    return made


@pytest.fixture(scope="module")
def folder(out: Path) -> Path:
    return out.parent / "mill"


def house(text: str) -> str:
    """Leave out what the house sets otherwise: dashes, points, quotation marks."""
    return re.sub("[-\u2010-\u2015.…'\"`‘’“”„]", "", bare(text))


def shown_in(path: Path) -> str:
    """Give what a file shows."""
    if path.suffix in (".epub", ".docx"):
        with zipfile.ZipFile(path) as archive:
            parts = [
                etree.fromstring(archive.read(name))
                for name in archive.namelist()
                if name.endswith((".xhtml", "document.xml", "notes.xml"))
            ]
        return "".join("".join(part.itertext()) for part in parts)
    text = path.read_text("utf-8")
    if path.suffix == ".html":
        root = etree.fromstring(text.encode(), etree.HTMLParser(encoding="utf-8"))
        return "".join(root.find("body").itertext())
    return "".join(etree.fromstring(text.encode()).itertext()) if path.suffix == ".xml" else text


@pytest.mark.parametrize(
    "name",
    ["mill.epub", "mill.html", "mill.docx", "mill.txt", "mill.tei.xml", "mill.tracked.docx"],
)
def test_each_payload_is_shown_letter_by_letter(out: Path, name: str) -> None:
    assert amiss(shown_in(out / name), NUMBERS, house) == []


@pytest.mark.parametrize("form", ["table", "json", "sarif", "html"])
def test_findings_say_nothing_to_a_terminal(
    folder: Path, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    main(["findings", "--format", form, str(folder)])
    told = capsys.readouterr().out
    assert set(FORBIDDEN.findall(told)) <= {"\ufdd0"}
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", told)


def texts(out: Path) -> Iterator[tuple[str, str]]:
    """Give all files that are text, and those in the EPUB."""
    for path in sorted(path for path in out.rglob("*") if path.is_file()):
        if path.suffix == ".epub":
            with zipfile.ZipFile(path) as archive:
                for name in archive.namelist():
                    if name.endswith((".xhtml", ".opf", ".css")):
                        yield name, archive.read(name).decode()
        elif path.suffix not in (".pdf", ".docx", ".png", ".jpg"):
            yield path.name, path.read_text("utf-8")


def test_nothing_that_is_obeyed_is_in_a_file(out: Path) -> None:
    for name, text in texts(out):
        assert FORBIDDEN.findall(text) == [], name
        assert not re.search("[\u202a-\u202e\u2066-\u2069]", text), name


def test_the_record_has_what_was_removed(out: Path) -> None:
    rows = [json.loads(line) for line in (out / "changes.jsonl").read_text().splitlines()]
    removed = {row["before"] for row in rows if row["rule"] == "stray-direction"}
    assert removed == {"\u202e", "\u202c", "\u2067"}
    removed = {row["before"] for row in rows if row["rule"] == "control-character"}
    assert removed == {"\x1b", "\x07", "\x02", "\x9b"}


def test_errors_and_lists_say_nothing_to_a_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = "a\x1b[31m\u202eb"
    assert main(["build", str(tmp_path / name)]) == 2
    assert "a␛[31m⇦b: no such file or book" in capsys.readouterr().err
    assert str(RecensionError(name, name, name)).count("\x1b") == 0


def test_what_readers_write_is_text_too(tmp_path: Path) -> None:
    said = f"{OBEYED} <b>x</b> {{++y++}} {{{{z}}}} \\input{{a}} <<}} |"
    folder = lamps(tmp_path)
    reader = Reader(RAW, said)
    reader.maker.source = read(folder / "source" / "raw.txt")
    reader.says("replace", "burned in the [empty] streets", said, note=said)
    reader.says("insert", "until the morning[] came", said, why="editorial", note=said)
    reader.says("query", "put them [out].", said)
    append(folder / "decisions", reader.decisions)
    made = export(find_book(str(folder)), frozenset(EXPORTS), tmp_path / "out")
    for name, text in texts(tmp_path / "out"):
        assert FORBIDDEN.findall(text) == [], name
    (tei,) = (path for path in made if path.suffix == ".xml")
    root = etree.parse(tei).getroot()
    assert "<b>x</b> {++y++} {{z}} \\input{a} <<} |" in "".join(root.itertext())


def test_the_page_of_a_library_runs_nothing() -> None:
    said = f"{OBEYED} <script>a</script>"
    row = Outcome(said, said, said, state="failed", reason="lost", message=said)
    made = page([row, row._replace(state="built", words=9, seconds=1.0, reason=None)], 2, 1.0)
    root = etree.fromstring(made, etree.HTMLParser(encoding="utf-8"))
    assert not list(root.iter("script"))
    assert "".join(root.find("body").itertext()).count("␛[31m␛]0;red␇ ␂ �2J ⇦txt.exe⇩ ⇦abc ⬚") > 3


@needs_browser
@pytest.mark.parametrize("name", ["mill.html", "report.html", "findings.html", "chapter.xhtml"])
def test_a_browser_runs_nothing(
    out: Path, folder: Path, chromium: Browser, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    if name == "findings.html":
        main(["findings", "--format", "html", str(folder)])
        (out / name).write_text(capsys.readouterr().out, "utf-8")
    if name == "chapter.xhtml":
        with zipfile.ZipFile(out / "mill.epub") as archive:
            content = archive.read("EPUB/text/ch03.xhtml").decode()
        (out / name).write_text(re.sub("<link[^>]*>", "", content), "utf-8")
    window = opened(chromium, out / name)
    window.on("dialog", lambda dialog: pytest.fail(dialog.message))
    window.wait_for_load_state("networkidle")
    foreign = "iframe, object, embed, base, [onclick], [onload], [onerror], [hx-get], [srcdoc]"
    assert window.locator(foreign).count() == 0
    scripts = window.locator("script:not([type='application/ld+json'])").count()
    assert scripts == (name == "findings.html")
    # Of new matter there is none, so that all links stay within.
    targets = window.eval_on_selector_all("a", "links => links.map(a => a.getAttribute('href'))")
    assert all(re.fullmatch(r"[\w.-]*(?:#[\w.-]+)?", target) for target in targets)
    window.context.close()
