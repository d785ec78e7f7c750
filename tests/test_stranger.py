"""A book's folder from a stranger: one error each, and nothing outside of it read or written."""

from __future__ import annotations

import os
import re
import struct
from collections.abc import Callable
from pathlib import Path
from zlib import compress, crc32

import pytest
from PIL import Image

from pipeline.cli import main
from pipeline.decisions.likeness import LONGEST, Wanted, likest
from pipeline.decisions.store import read_decisions
from pipeline.errors import RecensionError
from pipeline.manuscript.booktoml import load_settings
from pipeline.manuscript.folder import find_book
from pipeline.proofreading.signoff import read_sign_off
from pipeline.proofreading.store import read_events
from pipeline.read import read
from pipeline.write.cover.picture import checked
from pipeline.write.matter.read import new_matter
from pipeline.write.pictures import load_picture

SECRET = "Nobody is to read these words"
BOOK = "Chapter One\n\nThe house stood on a hill, and nobody lived there any more.\n"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A book's folder, beside which stands what is none of its business."""
    folder = tmp_path / "book"
    for name in ("source", "decisions", "proofreading", "front", "images"):
        (folder / name).mkdir(parents=True)
    (folder / "source/raw.txt").write_text(BOOK)
    (folder / "book.toml").write_text('title = "The House"\n')
    (tmp_path / "secret.txt").write_text(f"{SECRET}\n")
    Image.new("RGB", (1600, 2400)).save(tmp_path / "secret.png")
    return folder


def says(toml: str) -> Callable[[Path], None]:
    return lambda folder: (folder / "book.toml").write_text(toml) and None


def links(name: str, target: str) -> Callable[[Path], None]:
    def link(folder: Path) -> None:
        path = folder / name
        if path.is_dir():
            for file in path.iterdir():
                file.unlink()
            path.rmdir()
        path.unlink(missing_ok=True)
        path.symlink_to(target.replace("ROOT", str(folder.parent)))

    return link


OUT = "leads out of the book's folder"
STRAYS = {
    "a source above": says('[source]\nfile = "../secret.txt"\n'),
    "a source that is somewhere": says('[source]\nfile = "/etc/passwd"\n'),
    "a source that is not there": says('[source]\nfile = "../nothing"\n'),
    "a cover": says('[cover]\nimage = "../secret.png"\nalt = "It"\n'),
    "book.toml itself": links("book.toml", "../secret.txt"),
    "the source's file": links("source/raw.txt", "../../secret.txt"),
    "the source's folder": links("source", "ROOT"),
    "a page file": links("source/p2.txt", "../../secret.txt"),
    "new matter": links("front/a.md", "ROOT/secret.txt"),
    "its folder": links("front", "ROOT"),
    "a picture": links("images/a.png", "ROOT/secret.png"),
    "decisions": links("decisions/ann.toml", "ROOT/new.txt"),
    "what was read": links("proofreading/ann.jsonl", "ROOT/secret.txt"),
    "what is written next": links("proofreading/.sign-off.toml", "ROOT/secret.txt"),
}


@pytest.mark.parametrize("stray", STRAYS.values(), ids=STRAYS)
def test_nothing_outside_of_its_folder_is_a_books(
    book: Path, stray: Callable[[Path], None], capsys: pytest.CaptureFixture[str]
) -> None:
    stray(book)
    out = book.parent / "out"
    assert main(["build", str(book), "--to", "txt", "--out", str(out)]) == 2
    said = capsys.readouterr().err
    assert OUT in said
    assert said.startswith("error: ")
    assert said.count("\n") == 2
    assert SECRET not in said
    assert not out.exists()


def test_a_link_may_lead_to_another_place_in_the_folder(book: Path) -> None:
    (book / "texts").mkdir()
    (book / "source/raw.txt").rename(book / "texts/raw.txt")
    links("source", "texts")(book)
    (book / "texts/again").symlink_to(".")
    assert find_book(str(book)).source_path.read_text() == BOOK


def test_what_is_no_file_is_not_waited_for(book: Path) -> None:
    os.mkfifo(book / "decisions/ann.toml")
    with pytest.raises(RecensionError, match="this is no file"):
        find_book(str(book))


def test_links_that_go_round_are_told(book: Path) -> None:
    links("front", "back")(book)
    (book / "back").symlink_to("front")
    with pytest.raises(RecensionError, match="a link that leads nowhere"):
        find_book(str(book))


def test_a_page_file_of_a_bare_folder_stands_there(book: Path) -> None:
    pages = book / "source"
    assert read(pages).text == BOOK
    (pages / "p2.txt").symlink_to("../../secret.txt")
    with pytest.raises(RecensionError, match=OUT):
        read(pages)


HEX = f"0x{'f' * 5000}"
"""A number that Python can read, and not write."""


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        (f"title = {'[' * 100_000}", "lists within lists"),
        (f"title = {'9' * 5000}", "figures in a number"),
        (f"title = {HEX}", "wrong value for 'title': a number without end"),
        (f"{'a.' * 500}b = 1", "unknown key 'a'"),
        ("\n".join(f"k{n} = 1" for n in range(50_000)), "unknown key 'k0'"),
        ("# " + "x" * 1_100_000, "more than 1,048,576 bytes"),
        (f"{'x' * 100_000} = 1", f"unknown key '{'x' * 60}…'"),
        (f'language = "{"x" * 100_000}"', f"wrong value for 'language': '{'x' * 60}…'"),
        ('title = "a\\u0000b"', "wrong value for 'title': 'a\\x00b'"),
        ('[source]\nfile = "a\\u001bb"', "wrong value for 'file'"),
        ("title = nan", "wrong value for 'title': nan"),
        ("title = 1979-05-27T07:32:00Z", "wrong value for 'title'"),
        ('[[picture]]\nfigure = "' + "9" * 5000 + '"\nimage = "a"\nalt = "A"', "'figure'"),
        ("[title]\n", "wrong value for 'title'"),
        ("[edition]\nsubjects = [[[]]]", "wrong value for 'subjects'"),
        ("cover = []", "wrong value for 'cover'"),
        ("[style]\ntheme = {}", "wrong value for 'theme'"),
        ('[notes]\nplace = ["book"]', "wrong value for 'place'"),
    ],
)
def test_a_book_toml_is_refused_by_one_error(tmp_path: Path, toml: str, said: str) -> None:
    (tmp_path / "book.toml").write_text(toml)
    with pytest.raises(RecensionError) as error:
        load_settings(tmp_path / "book.toml")
    assert said in error.value.message
    assert len(str(error.value)) < 1000


BAD_MATTER = {
    "many quotations in each other": ("> " * 90 + "x", "so many passages"),
    "quotations without end": ("> " * 2000 + "x", "nested too deeply"),
    "lists without end": ("- 1. " * 2000 + "x", "nested too deeply"),
    "brackets without end": ("[" * 30 + "x" + "]" * 25, "nested too deeply"),
    "a division's language": ("::: {lang=../x}\nText.\n:::", "no language: '../x'"),
    "a word's language": ("[word]{lang='<b>'}", "no language: '<b>'"),
    "a chapter's language": ("# A {lang=e}\n\nText.", "no language: 'e'"),
    "raw HTML": ("```{=html}\n<b>\n```", "cannot hold code"),
    "a file elsewhere": ("[A](file:///etc/passwd)", "leads nowhere"),
}


@pytest.mark.parametrize(("text", "said"), BAD_MATTER.values(), ids=BAD_MATTER)
def test_new_matter_is_refused_by_one_error(book: Path, text: str, said: str) -> None:
    (book / "front/a.md").write_text(f"{text}\n")
    with pytest.raises(RecensionError, match=re.escape(said)) as error:
        new_matter(book, "en")
    assert "front/a.md" in error.value.where


def png(width: int, height: int, *chunks: bytes) -> bytes:
    """Make a picture whose rows are not there."""
    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = [header, *chunks, b"IDAT" + compress(b"")]
    framed = (struct.pack(">I", len(p) - 4) + p + struct.pack(">I", crc32(p)) for p in parts)
    return b"\x89PNG\r\n\x1a\n" + b"".join(framed)


PICTURES = {
    "one that would fill the memory": png(30_000, 30_000),
    "one with text that would": png(3, 3, b"zTXt" + b"a\0\0" + compress(bytes(1 << 27))),
    "one without its rows": png(1600, 2400),
    "the beginning of one": b"GIF89a",
    "a drawing, which may have scripts": b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>',
    # Pillow would have Ghostscript run it, whatever its name.
    "a program for a printer": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n%%EndComments\n",
    "a text": SECRET.encode(),
}


@pytest.mark.parametrize("content", PICTURES.values(), ids=PICTURES)
def test_what_is_no_whole_picture_is_none(
    book: Path, content: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("subprocess.Popen", lambda *_: pytest.fail("a program was started"))
    (book / "images/a.png").write_bytes(content)
    with pytest.raises(RecensionError, match="not a picture that readers show, or a damaged one"):
        load_picture(book, "images/a.png", "here")
    with pytest.raises(RecensionError, match="no picture, or a damaged one"):
        checked(book / "images/a.png")


HEAD = 'reader = "Ann"\nsource = "9f"\n'
ENTRY = (
    '[[decision]]\nid = "01J"\naction = "delete"\nat = [0, 1]\nwhen = 2026-11-24T10:12:00Z\n'
    'quote = { prefix = "", exact = "C", suffix = "hapter" }\n'
)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"x = {'[' * 100_000}", "without end"),
        (f"x = {'9' * 5000}", "without end"),
        (ENTRY.replace("0, 1", f"0, {HEX}"), "no stretch"),
        (ENTRY.replace("0, 1", "0, 99999999999"), "no stretch"),
        (ENTRY.replace("[0, 1]", "[[0], [1]]"), "no stretch"),
        (ENTRY.replace("2026-11-24T10:12:00Z", "0001-01-01T00:00:00+01:00"), "no time"),
        (ENTRY.replace("2026-11-24T10:12:00Z", "2026-11-24T10:12:00"), "no time"),
        (ENTRY.replace('"01J"', "{}"), "a text is expected"),
        (ENTRY.replace('"delete"', "[]"), "a text is expected"),
        (ENTRY.replace("delete", "remove"), "unknown action"),
        (ENTRY.replace('exact = "C"', "exact = []"), "a text is expected"),
        (f"{ENTRY}{ENTRY.replace('C', 'D')}", "that of another decision"),
    ],
)
def test_decisions_are_refused_by_one_error(book: Path, text: str, said: str) -> None:
    (book / "decisions/ann.toml").write_text(HEAD + text)
    with pytest.raises(RecensionError, match=re.escape(said)) as error:
        read_decisions(book / "decisions")
    assert len(str(error.value)) < 1000


def test_a_quote_that_stands_nowhere_is_not_sought_for_ever() -> None:
    """The time that its likest place takes grows with the square of its letters."""
    long = Wanted("a" * (LONGEST + 1), 0, 9)
    assert [*likest(long, "a" * 10, 0, 10)] == []


LINE = '{"id": "01J", "page": "1", "mark": "read", "reader": "Ann", "when": "2026-11-24T10:00:00Z"}'


@pytest.mark.parametrize(
    "line",
    [
        LINE[:50],
        "[]",
        "null",
        '"read"',
        '{"a": ' * 100_000,
        LINE.replace('"1"', "1"),
        LINE.replace("2026-11-24T10:00:00Z", "0001-01-01T00:00:00+01:00"),
        LINE.replace('"read"', '"reached", "to": ' + "9" * 5000),
        LINE.replace('"read"', '"shouted"'),
        LINE.replace('"01J"', '{"x": []}'),
        LINE.replace('"id"', '"mark": [], "id"').replace('"mark": "read", ', ""),
    ],
)
def test_what_was_noted_of_pages_is_refused_by_one_error(book: Path, line: str) -> None:
    (book / "proofreading/ann.jsonl").write_text(f"{LINE}\n{line}\n")
    with pytest.raises(RecensionError) as error:
        read_events(book / "proofreading")
    assert error.value.where.endswith("ann.jsonl:2")
    assert len(str(error.value)) < 1000


SIGNED = 'who = "Ann"\nwhen = 2026-11-24T10:12:00Z\nsource = "9f"\n'


@pytest.mark.parametrize(
    "text",
    [
        SIGNED,
        f"{SIGNED}files = 5\noutputs = {{}}",
        f'{SIGNED}files = {{}}\noutputs = "all"',
        f"{SIGNED}files = {{ a = 5 }}\noutputs = {{}}",
        f"{SIGNED}files = {{}}\noutputs = {{}}".replace('"Ann"', "[]"),
        f"x = {'[' * 100_000}",
        f"x = {'9' * 5000}",
    ],
)
def test_a_sign_off_is_refused_by_one_error(book: Path, text: str) -> None:
    (book / "proofreading/sign-off.toml").write_text(text)
    with pytest.raises(RecensionError, match="this is no sign-off"):
        read_sign_off(book / "proofreading")
