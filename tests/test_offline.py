"""Nothing is fetched at run time: all that is done with a book is done without a network."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from tests import offline

ROOT = Path(__file__).parents[1]
NAMESPACES = (["unshare", "--net"], ["unshare", "--map-root-user", "--net"])
"""What starts a program where there is no interface but loopback: for root, and for others."""
NOWHERE = "http://127.0.0.1:9"
PROXIES = ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY")
RAW = """\
THE MILL

The mill stood by the river, and nobody remembered who had built it.1 In teh winter the wheel
was still, and the miller went down to the town, where he read what others wrote of mills.

He came back when the ice had gone. “It turns,” he said, and that was all he said of it.

1 See the old map at https://example.org/maps/ which shows it.
"""
BOOK = """\
title = "The Mill"
language = "en"

[[contributor]]
name = "Ann Miller"

[edition]
publisher = "The River Press"
isbn_epub = "978-3-16-148410-0"
date = 2026
emendations = ["extraction"]

[checks]
grammar = true
"""
FRONT = '# Preface\n\nOf the [map](https://example.org/).[^1]\n\n![A mill](images/mill.png "It")\n'
MAKING = (
    "new raw.txt --name copy",
    "decide mill 3:teh replace the --who Ann",
    "read mill 1 --begin --who Ann",
    "build mill --to epub,pdf,html,docx,txt,print,markdown",
    "audit mill",
    "findings mill --format sarif",
    "export mill --to annotations,critic,gutenberg,tei,tracked",
    "proof-sheets mill",
    "onix mill",
    "cite mill --format bibtex",
    "collate mill other.txt",
)
GOING_ON = (
    "absorb mill --who Ann",
    "sign-off mill --who Ann",
    "desk mill --port 0 --no-open",
    "batch books --out library --to epub --workers 1",
)


def apart() -> list[str]:
    """Give what puts a command where there is no network; nothing where that is not allowed."""
    for command in NAMESPACES:
        if shutil.which(command[0]):
            tried = subprocess.run([*command, "true"], check=False, capture_output=True)
            if tried.returncode == 0:
                return command
    return []


@pytest.fixture
def books(tmp_path: Path) -> Path:
    """A folder with a book that has something of all that an edition may hold."""
    book = tmp_path / "manuscript/mill"
    for name, text in (
        ("source/raw.txt", RAW),
        ("book.toml", BOOK),
        ("front/preface.md", f"{FRONT}\n[^1]: It is lost.\n"),
    ):
        (book / name).parent.mkdir(parents=True, exist_ok=True)
        (book / name).write_text(text, encoding="utf-8")
    (book / "images").mkdir()
    Image.new("RGB", (40, 30), "grey").save(book / "images/mill.png")
    (tmp_path / "books").mkdir()
    for name in ("raw.txt", "other.txt", "books/mill.txt"):
        (tmp_path / name).write_text(RAW.replace("wheel", "wheeI"), encoding="utf-8")
    return tmp_path


APART = apart()


@pytest.mark.parametrize("command", [APART], ids=[" ".join(APART) or "sockets refused"])
def test_all_is_done_without_a_network(books: Path, command: list[str]) -> None:
    site, noted = books / "site", books / "noted.txt"
    site.mkdir()
    (site / "sitecustomize.py").write_text(offline.SITE, encoding="utf-8")
    environment = {
        **os.environ,
        # Programs that are no Python's ask these first, where there is a network after all.
        **dict.fromkeys(PROXIES, NOWHERE),
        "no_proxy": "127.0.0.1,localhost",
        "PYTHONPATH": f"{site}{os.pathsep}{ROOT}",
        offline.NOTED: str(noted),
    }

    def run(*lines: str) -> None:
        done = subprocess.run(
            [*command, sys.executable, "-c", offline.RUN, json.dumps([*map(str.split, lines)])],
            cwd=books,
            env=environment,
            check=False,
            capture_output=True,
            text=True,
        )
        assert not noted.exists(), noted.read_text()
        assert done.returncode == 0, done.stdout + done.stderr

    run(*MAKING)
    assert (books / "dist/mill/mill.pdf").is_file()
    (chapter,) = (books / "dist/mill/markdown").glob("*mill.md")
    chapter.write_text(chapter.read_text().replace("old map", "older map"))
    run(*GOING_ON)
    assert "older" in (books / "manuscript/mill/decisions/ann.toml").read_text()
    assert (books / "library/mill/mill.epub").is_file()


def test_what_reaches_beyond_this_machine_is_noted_and_refused(tmp_path: Path) -> None:
    for here in ("/run/socket", ("127.0.0.1", 80), ("::1", 80, 0, 0), None, b"\0x", (0, 0)):
        assert offline.is_here(here), here
    for away in (("192.0.2.1", 9), "example.org", b"example.org"):
        assert not offline.is_here(away), away
    (tmp_path / "sitecustomize.py").write_text(offline.SITE, encoding="utf-8")
    asks = "import socket; socket.create_connection(('192.0.2.1', 9))"
    noted = tmp_path / "noted.txt"
    environment = {**os.environ, "PYTHONPATH": f"{tmp_path}{os.pathsep}{ROOT}"}
    done = subprocess.run(
        [sys.executable, "-c", asks],
        env={**environment, offline.NOTED: str(noted)},
        check=False,
        capture_output=True,
    )
    assert b"Network is unreachable" in done.stderr
    assert "192.0.2.1" in noted.read_text()
