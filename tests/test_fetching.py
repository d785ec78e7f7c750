"""What the programs that we run may read: nothing but what they are given."""

from __future__ import annotations

from pathlib import Path

import pytest
from weasyprint import HTML

from pipeline.errors import RecensionError
from pipeline.model.settings import Settings
from pipeline.write import pandoc
from pipeline.write.docx.write import write_docx
from pipeline.write.fetcher import Fetcher
from pipeline.write.markdown import write_markdown
from pipeline.write.render import render
from pipeline.write.tree import tree_of
from tests.payloads import PLAIN, book_of
from tests.rendered import HASH

DOT = "data:image/gif;base64,R0lGODlhAQABAAAAACw="


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """Make a folder that is served, beside a file that is not, and links from it to there."""
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "a.css").write_text("a")
    (tmp_path / "secret").write_text("s")
    (tmp_path / "own-not").mkdir()
    (tmp_path / "own-not/a.css").write_text("s")
    (folder / "link").symlink_to(tmp_path / "secret")
    (folder / "away").symlink_to(tmp_path)
    return folder


def test_files_of_the_edition_and_pictures_in_addresses_are_served(own: Path) -> None:
    fetcher = Fetcher([own])
    assert fetcher.fetch((own / "a.css").as_uri()).read() == b"a"
    assert fetcher.fetch((own / "a.css").as_uri() + "?b#c").read() == b"a"
    assert fetcher.fetch(DOT).read().startswith(b"GIF")
    assert Fetcher([own / "a.css"]).fetch((own / "a.css").as_uri()).read() == b"a"


@pytest.mark.parametrize(
    "address",
    [
        "{own}/../secret",
        "{own}/%2e%2e/secret",
        "{own}/..%2fsecret",
        "{own}/link",
        "{own}/away/secret",
        "{own}-not/a.css",
        "{own}/A.CSS/../../secret",
        "FILE://{path}/../secret",
        "file://e.example{path}/a.css",
        "file:{path}/../secret",
        "http://e.example{path}/a.css",
        "HTTPS://e.example/a",
        "ftp://e.example/a",
        "//e.example/a",
        "a.css",
        "data:text/css,a",
        "data:image/svg+xml,<svg/>",
        "data:text/html;base64,PGI+",
        "javascript:a",
        "",
    ],
)
def test_nothing_else_is(own: Path, address: str) -> None:
    with pytest.raises(ValueError, match="not a file of the edition"):
        Fetcher([own]).fetch(address.format(own=own.as_uri(), path=own))


def test_no_file_is_served_where_one_is(own: Path) -> None:
    with pytest.raises(ValueError, match="not a file of the edition"):
        Fetcher([own / "a.css"]).fetch((own / "b.css").as_uri())


def test_a_page_that_asks_for_all_gets_none_of_it(own: Path) -> None:
    secret = (own.parent / "secret").as_uri()
    asked: list[str] = []

    class Watched(Fetcher):
        def fetch(self, url, headers=None):
            asked.append(url)
            return super().fetch(url, headers)

    drawn = f'<svg xmlns="http://www.w3.org/2000/svg"><image href="{secret}"/></svg>'
    html = (
        f'<link rel="attachment" href="{secret}"><link rel="stylesheet" href="{secret}">'
        f"<style>@import url({secret}); p {{ background: url({secret}) }}</style>"
        f'<p><img src="{secret}"><object data="{secret}"></object><embed src="{secret}">'
        f'<a rel="attachment" href="{secret}">a</a>{drawn}'
    )
    fetcher = Watched([own])
    made = HTML(string=html, url_fetcher=fetcher).write_pdf()
    assert asked
    assert b"/EmbeddedFile" not in made


def test_pandoc_knows_nothing_of_a_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tree = tree_of(book_of(PLAIN[:2])[0], Settings())
    rendered = render(tree)
    write_docx(tree, rendered, Settings(), HASH, tmp_path / "a.docx")
    told = tmp_path / "told"
    script = f'io.open("{told}", "w"):write("run")'
    for home in (tmp_path / "home/.pandoc", tmp_path / "data/pandoc"):
        (home / "defaults").mkdir(parents=True)
        (home / "templates").mkdir()
        (home / "init.lua").write_text(script)
        (home / "reference.docx").write_text("no document")
        (home / "templates/default.openxml").write_text("no document")
        (home / "abbreviations").write_text("no text")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("LUA_INIT", script)
    monkeypatch.setenv("LUA_PATH", f"{tmp_path}/?.lua")
    monkeypatch.setenv("GHCRTS", "-M1k")
    write_docx(tree, rendered, Settings(), HASH, tmp_path / "b.docx")
    write_markdown(tree, tmp_path)
    assert not told.exists()
    assert (tmp_path / "b.docx").read_bytes() == (tmp_path / "a.docx").read_bytes()


@pytest.mark.parametrize(
    ("reader", "text"),
    [
        ("rst", ".. include:: {secret}\n"),
        ("latex", "\\input{{{secret}}}"),
        ("org", "#+INCLUDE: {secret}\n"),
        ("markdown", "![a]({secret})"),
    ],
)
def test_pandoc_reads_no_file(own: Path, reader: str, text: str) -> None:
    secret = own.parent / "secret"
    secret.write_text("topsecret")
    try:
        written, _ = pandoc.run(
            [f"--from={reader}", "--to=html", "--embed-resources"], text.format(secret=secret)
        )
    except RecensionError as error:
        written = str(error)
    assert "topsecret" not in written


def test_pandoc_that_hangs_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slow = tmp_path / "pandoc"
    slow.write_text("#!/bin/sh\nexec sleep 60\n")
    slow.chmod(0o755)
    monkeypatch.setattr(pandoc, "pandoc_path", lambda: str(slow))
    monkeypatch.setattr(pandoc, "LONGEST", 0)
    with pytest.raises(RecensionError, match="has not ended within 0 seconds"):
        pandoc.run(["--to=html"], "")
