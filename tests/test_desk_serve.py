"""The desk as a process: how it starts, what it tells by itself, how it ends and comes again."""

from __future__ import annotations

import asyncio
import http.client
import re
import shutil
import socket
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.cli import main
from pipeline.decisions.store import read_decisions
from pipeline.desk import stream
from pipeline.desk.stream import WAITING, Stream
from tests.browser import browser, needs_browser
from tests.desk import BOOK, LOST, Served, served, window


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return shutil.copytree(BOOK, tmp_path / "handbook")


@pytest.fixture
def desk(folder: Path, tmp_path: Path) -> Iterator[Served]:
    with served(folder, tmp_path, "--who", "Ann") as desk:
        yield desk


def got(address: str) -> str:
    with urllib.request.urlopen(address) as answered:
        text: str = answered.read().decode()
        return text


# --- start and end --------------------------------------------------------------------------------


def test_it_is_there_when_its_address_is_printed_and_ends_at_once(desk: Served) -> None:
    assert desk.address == f"http://127.0.0.1:{desk.port}/"
    assert '<a class="title" href="/">' in got(desk.address + "settings")
    with urllib.request.urlopen(desk.address + "events") as stays_open:
        assert stays_open.readline() == b"retry: 1000\n"
        desk.stop()
        assert desk.process.returncode == 130
        assert b"event" not in stays_open.read()


def test_nothing_is_ended_by_force(desk: Served) -> None:
    with urllib.request.urlopen(desk.address + "events") as stays_open:
        stays_open.readline()
        desk.stop()
    assert desk.said.read_text() == ""


def test_killed_and_started_again_it_is_where_it_was(desk: Served) -> None:
    before = desk.address
    desk.kill()
    with pytest.raises(urllib.error.URLError):
        got(before)
    desk.start()
    assert desk.address == before
    got(before + "settings")


def test_what_it_acknowledges_is_on_the_disk_however_it_ends(desk: Served, folder: Path) -> None:
    raw = (folder / "source/raw.txt").read_text("utf-8")
    at = raw.index("the supp")
    form = {"a": at, "b": at + 3, "action": "replace", "new": "a", "nonce": "of this window"}
    for _ in range(2):
        with urllib.request.urlopen(desk.address + "events") as told:
            # It says so as it is opened; then the book has been read, or that is told.
            while sent(desk.address + "decide", form) == 503:
                told.readline()
        desk.kill()
        (made,) = read_decisions(folder / "decisions")
        assert made.new == "a"
        desk.start()


def sent(address: str, form: dict[str, object]) -> int:
    """Send a form, and give the status of the answer."""
    data = urllib.parse.urlencode(form).encode()
    request = urllib.request.Request(address, data, {"Origin": address.rpartition("/")[0]})
    try:
        with urllib.request.urlopen(request) as answered:
            return int(answered.status)
    except urllib.error.HTTPError as error:
        return error.code


@needs_browser
def test_a_browser_hears_of_the_desk_again_after_it_was_killed(desk: Served) -> None:
    with browser() as started, window(started, desk, path="/settings", complaints=LOST) as page:
        count = "document.body.dataset.opened = Number(document.body.dataset.opened || 0) + 1"
        page.evaluate(f"() => {{ new EventSource('/events').onopen = () => {{ {count} }} }}")
        page.locator("body[data-opened='1']").wait_for()
        desk.kill()
        desk.start()
        page.locator("body[data-opened='2']").wait_for()


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_a_port_that_is_taken(folder: Path, capsys: pytest.CaptureFixture[str], host: str) -> None:
    family = socket.getaddrinfo(host, 0, type=socket.SOCK_STREAM)[0][0]
    with socket.create_server((host, 0), family=family) as taken:
        port = taken.getsockname()[1]
        assert main(["desk", str(folder), "--host", host, "--port", str(port), "--no-open"]) == 2
    assert capsys.readouterr().err == (
        f"error: {host}:{port}: another program listens at this port, perhaps a desk\n"
        f"    choose another: --port {port + 1} (0: any that is free)\n"
    )


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (["--host", "192.0.2.1"], "this machine has no such address"),
        (["--host", "no.such.host.invalid"], "there is no such host"),
        (["--host", "0.0.0.0", "--who", "Ann"], "others read at this desk too"),
    ],
)
def test_where_it_cannot_listen(
    folder: Path, capsys: pytest.CaptureFixture[str], typed: list[str], said: str
) -> None:
    assert main(["desk", str(folder), "--port", "0", "--no-open", *typed]) == 2
    assert said in capsys.readouterr().err


def test_a_bare_file_has_no_place_for_decisions(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = str(folder / "source/raw.txt")
    assert main(["desk", source]) == 2
    assert capsys.readouterr().err == (
        f"error: {source}: a bare file has no place for decisions\n"
        f"    start a book: recension new {source}\n"
    )


def test_decisions_that_cannot_be_read_are_said_and_end_the_start(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    (folder / "decisions").mkdir(exist_ok=True)
    (folder / "decisions/ann.toml").write_text("[[decision]\n")
    assert main(["desk", str(folder), "--port", "0", "--no-open"]) == 2
    said = capfd.readouterr().err
    assert said.startswith("error: ")
    assert "ann.toml" in said
    assert "Traceback" not in said


def test_it_has_an_icon_for_browsers_that_ask_before_a_page_has_named_one(desk: Served) -> None:
    assert got(desk.address + "favicon.ico") == got(desk.address + "desk/icon.svg")


# --- from elsewhere -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path", ["/desk/../../pyproject.toml", "/desk/%2e%2e/%2e%2e/README.md", "//etc/passwd"]
)
def test_no_address_as_it_is_sent_leads_out(desk: Served, path: str) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", desk.port)
    connection.request("GET", path)
    assert connection.getresponse().status == 404
    connection.close()


@needs_browser
def test_whoever_has_the_address_with_its_token_enters(folder: Path, tmp_path: Path) -> None:
    with served(folder, tmp_path, "--host", "0.0.0.0") as desk, browser() as started:
        bare, _, token = desk.address.partition("?token=")
        assert len(token) > 40
        with pytest.raises(urllib.error.HTTPError, match="403"):
            got(bare)
        # Chromium says that the machine's address is not a place of secrets; a proxy could be one.
        with window(started, desk, complaints="Cross-Origin-Opener-Policy") as page:
            page.wait_for_url(re.compile(re.escape(bare) + "$"))
            assert page.locator("#bar .reader").inner_text().endswith("Ann")
            assert page.request.get(bare + "settings").ok


# --- what it tells by itself ----------------------------------------------------------------------


def test_every_reader_hears_what_is_told() -> None:
    async def read() -> None:
        told = Stream()
        readers = [told.messages() for _ in range(3)]
        for reader in readers:
            await anext(reader)
        told.tell("asked", {"open": 3})
        told.tell("pages")
        for reader in readers:
            assert await anext(reader) == b'event: asked\ndata: {"open": 3}\n\n'
            assert await anext(reader) == b"event: pages\ndata: {}\n\n"

    asyncio.run(read())


def test_one_reader_hears_what_is_told_to_that_one() -> None:
    async def read() -> None:
        told = Stream()
        ann, ben = told.messages("Ann"), told.messages("Ben")
        await anext(ann)
        await anext(ben)
        told.tell("notice", {"said": "so"}, "ann ")
        told.tell("pages")
        assert await anext(ann) == b'event: notice\ndata: {"said": "so"}\n\n'
        for reader in (ann, ben):
            assert await anext(reader) == b"event: pages\ndata: {}\n\n"

    asyncio.run(read())


def test_line_ends_in_what_is_told_end_no_message() -> None:
    async def read() -> None:
        told = Stream()
        reader = told.messages()
        await anext(reader)
        told.tell("notice", {"said": "one\n\ntwo\u2028three\r"})
        message = await anext(reader)
        assert message.count(b"\n") == 3
        assert message.endswith(b"\n\n")
        assert b"\r" not in message

    asyncio.run(read())


def test_a_reader_who_is_too_slow_is_let_go_and_the_others_are_not() -> None:
    async def read() -> None:
        told = Stream()
        slow, quick = told.messages(), told.messages()
        await anext(slow)
        await anext(quick)
        for _ in range(WAITING + 1):
            told.tell("pages")
            await anext(quick)
        assert [message async for message in slow] == []

    asyncio.run(read())


def test_a_silent_stream_beats_and_a_closed_one_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "BEAT", 0.01)

    async def read() -> None:
        told = Stream()
        reader = told.messages()
        await anext(reader)
        assert await anext(reader) == b": still here\n\n"
        told.close()
        assert [message async for message in reader] == []

    asyncio.run(read())
