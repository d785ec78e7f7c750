"""Whole libraries: every book for itself, through Dask's scheduler."""

import json
import re
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import fsspec
import psutil
import pytest
from distributed import Client, LocalCluster

from pipeline.batch import keepers, library
from pipeline.batch.cluster import demand_versions
from pipeline.batch.order import Job, Order
from pipeline.batch.places import opened, write
from pipeline.batch.results import publish
from pipeline.batch.run import Told, run
from pipeline.batch.shelf import books_of
from pipeline.batch.task import key_of
from pipeline.cli import main
from pipeline.errors import RecensionError
from pipeline.machine.publish import seal
from pipeline.manuscript.folder import find_book
from pipeline.proofreading.event import Event
from pipeline.proofreading.store import append_events
from tests.atbatch import (
    HERE,
    LITTLE,
    LONG,
    PROGRAM,
    end_all,
    fake_keepers,
    order_to,
    outcomes_of,
)
from tests.libraries import BOOK, ROWS, given


@pytest.fixture(scope="module")
def client() -> Iterator[Client]:
    """A cluster in this process, so that its workers see what is in its memory."""
    with (
        LocalCluster(**HERE) as cluster,
        Client(cluster) as client,
    ):
        yield client


@pytest.fixture(scope="module", autouse=True)
def _fake() -> Iterator[None]:
    with fake_keepers():
        yield


def test_what_hangs_grows_or_dies_is_ended_and_told(tmp_path: Path) -> None:
    def answer(word: str, **limits: float) -> str:
        (tmp_path / f"{word}.txt").write_text(word)
        job = Job(
            *(str(tmp_path / f"{word}{end}") for end in (".txt", "", ".log")), ["epub"], LONG, 0
        )
        told = keepers.build_kept(job._replace(**limits))
        return f"{told.get('reason')}: {told.get('message')}"

    assert answer("hangs", timeout=0.5) == "time: it was not done after 0 seconds"
    said = (tmp_path / "hangs.log").read_text()
    assert "fakekeeper.py" in said  # it says where it hung
    child = re.search(r"child: (\d+)", said)
    assert child
    psutil.wait_procs([psutil.Process(int(child[1]))] if psutil.pid_exists(int(child[1])) else [])
    assert answer("grows", memory=LITTLE).startswith("memory: it took")
    assert answer("crashes") == "died: its process died (SIGSEGV)"
    assert answer("fails") == "fault: ValueError: of its own accord"
    assert "Traceback" in (tmp_path / "fails.log").read_text()
    assert answer("refuses").startswith("refused: refuses.txt: this is no book")
    assert answer("good") == "None: None"


def test_a_keeper_learns_the_languages_of_its_books_but_not_all(tmp_path: Path) -> None:
    source = tmp_path / "book.txt"
    end_all()
    for language in ("ru", "de", "ru", "pl", "fr", "it", "es"):
        source.write_text(f"speaks {language}")
        out, log = str(tmp_path / uuid.uuid4().hex), str(tmp_path / "log")
        told = keepers.build_kept(Job(str(source), out, log, ["epub"], LONG, 0))
    assert told["title"] == "speaks ru de pl fr"


def test_books_that_fail_are_told_and_stop_no_other(client: Client, tmp_path: Path) -> None:
    items = given(tmp_path / "in", a="good", b="fails", c="refuses", d="crashes", e="good x y")
    order = order_to(str(tmp_path / "out"))
    found = outcomes_of(client, items, order)
    assert {name: (each.state, each.reason) for name, each in found.items()} == {
        "a": ("built", None),
        "b": ("failed", "fault"),
        "c": ("failed", "refused"),
        "d": ("failed", "died"),
        "e": ("built", None),
    }
    assert found["e"].words == 2
    told = {file.stem: file.read_text() for file in (tmp_path / "out/failures").iterdir()}
    assert sorted(told) == ["b", "c", "d"]
    assert "Traceback" in told["b"]
    (tmp_path / "in/b.txt").write_text("good")
    (tmp_path / "out/b").mkdir(exist_ok=True)
    tempfile.mkdtemp(prefix=".build-", dir=tmp_path / "out/b")
    outcomes_of(client, items, order)
    assert sorted(file.name for file in (tmp_path / "out/b").iterdir()) == ["b.epub", "batch.json"]
    assert not (tmp_path / "out/failures/b.txt").exists()


def test_a_run_is_taken_up_again_where_it_was(client: Client) -> None:
    for name in "abc":
        write(f"memory://in/{name}.txt", b"good")
    system = fsspec.filesystem("memory")
    items = books_of("memory://in")

    def states(**changed: object) -> list[str]:
        order = replace(order_to("memory://out"), **changed)
        found = outcomes_of(client, items, order)
        assert system.cat_file(f"/out/a/a.{min(order.formats)}") == b"good"
        return [found[name].state for name in "abc"]

    assert states() == ["built"] * 3
    assert states() == ["unchanged"] * 3
    system.pipe_file("/in/b.txt", b"good news")
    assert states() == ["unchanged", "built", "unchanged"]
    system.rm_file("/out/c/c.epub")
    assert states() == ["unchanged", "unchanged", "built"]
    system.pipe_file("/out/c/c.epub", b"cut")
    assert states() == ["unchanged", "unchanged", "built"]
    assert states(formats=frozenset({"txt"})) == ["built"] * 3
    assert not system.exists("/out/a/a.epub")  # a form that was not asked for again


@pytest.mark.parametrize("where", ["memory://shelf", "disk"])
def test_other_forms_go_and_edited_markdown_stays_wherever_results_are(
    tmp_path: Path, where: str
) -> None:
    folder = f"{tmp_path if where == 'disk' else where}/emma"
    system, path = opened(folder)

    def put(*names: str) -> list[str]:
        made = tmp_path / uuid.uuid4().hex
        for name in names:
            (made / name).parent.mkdir(parents=True, exist_ok=True)
            (made / name).write_text(name)
        if (made / "markdown").is_dir():
            seal(made / "markdown")
        publish(made, folder, "key", "run", ROWS[0])
        return sorted(name[len(path) :].lstrip("/") for name in system.find(path))

    markdown = ["markdown/.seals.json", "markdown/ch01.md", "markdown/images/a.png"]
    assert put("emma.pdf", *markdown[1:]) == ["batch.json", "emma.pdf", *markdown]
    assert put("emma.pdf", *markdown[1:2]) == ["batch.json", "emma.pdf", *markdown[:2]]
    system.pipe_file(f"{path}/markdown/ch01.md", b"edited")
    for names in ([markdown[1]], ["emma.epub"]):
        with pytest.raises(RecensionError, match=r"edited by hand .* ch01.md") as error:
            put(*names)
        assert error.value.where == f"{folder}/markdown"
    system.pipe_file(f"{path}/markdown/ch01.md", markdown[1].encode())
    assert put("emma.epub") == ["batch.json", "emma.epub"]
    assert not (tmp_path / "emma/markdown").exists()


def test_what_is_hidden_makes_no_other_book_and_a_page_that_is_left_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, text in (("source/raw.txt", BOOK), ("book.toml", ""), ("front/a.md", "# A\n\nB.\n")):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)

    def key() -> str:
        return key_of(find_book(str(tmp_path)), frozenset({"epub"}))

    before = key()
    for name in ("front/.a.md.swp", ".git/HEAD", ".DS_Store"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("hidden")
    assert key() == before
    event = Event("01J", "1", "begun", "Ann", datetime.now(UTC), "9f")
    append_events(tmp_path / "proofreading", [event])
    begun = key()
    assert begun != before
    monkeypatch.setattr("pipeline.proofreading.states.LEFT", timedelta(0))
    assert key() != begun


def test_a_book_elsewhere_is_told_by_its_address(client: Client) -> None:
    write("memory://ladies/lady/1.png", b"no text")
    items = books_of("memory://ladies")
    told = outcomes_of(client, items, order_to("memory://told"))["lady"].message or ""
    assert told.startswith("the folder holds no page files\n")
    said = fsspec.filesystem("memory").cat_file("/told/failures/lady.txt").decode()
    assert said.startswith(f"{items[0].address}\nrefused: the folder holds")


def test_a_book_whose_files_were_moved_is_another(tmp_path: Path) -> None:
    for name in ("source/raw.txt", "front/preface.md"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(BOOK, encoding="utf-8")
    (tmp_path / "book.toml").write_text('title = "The House"\n', encoding="utf-8")
    before = key_of(find_book(str(tmp_path)), frozenset({"epub"}))
    (tmp_path / "front/de").mkdir()
    (tmp_path / "front/preface.md").rename(tmp_path / "front/de/preface.md")
    assert key_of(find_book(str(tmp_path)), frozenset({"epub"})) != before


def test_what_a_run_has_built_counts_as_built_if_it_is_asked_again(
    client: Client, tmp_path: Path
) -> None:
    items = given(tmp_path / "in", a="good")
    order = order_to(str(tmp_path / "out"))
    for _ in range(2):
        assert outcomes_of(client, items, order)["a"].state == "built"


def test_a_worker_of_another_version_is_refused(client: Client, tmp_path: Path) -> None:
    order = replace(order_to(str(tmp_path / "out")), version="another")
    items = given(tmp_path / "in", a="good")
    with pytest.raises(RecensionError, match="another version of Recension") as error:
        run(client, items, order, lambda number, outcome: None)
    assert "inproc://" in error.value.where
    demand_versions(client)


def test_a_library_is_built_by_the_command(
    client: Client,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    end_all()
    monkeypatch.setattr(keepers, "PROGRAM", PROGRAM)
    monkeypatch.setattr(library, "connected", lambda *asked: nullcontext(client))
    given(tmp_path / "books", emma=BOOK)
    Path("list.txt").write_text("books/emma.txt\nbooks/gone.txt\n")
    command = ["batch", "list.txt", "--to", "epub", "--out", "out"]
    assert main(command) == 1
    shown = capsys.readouterr()
    assert shown.out.split() == [f"{tmp_path}/out/summary.csv", f"{tmp_path}/out/summary.html"]
    gone = f"{tmp_path}/books/gone.txt"
    assert f"failed {gone}: no such file or book\n" in shown.err
    assert shown.err.endswith("built 1, unchanged 0, failed 1\n")
    assert main(["build", "books/emma.txt", "--to", "epub", "--out", "alone"]) == 0
    ours = {path.name: path.read_bytes() for path in Path("out/emma").iterdir()}
    record = json.loads(ours.pop("batch.json"))
    assert ours == {path.name: path.read_bytes() for path in Path("alone").iterdir()}
    assert record["outcome"]["words"] == 14
    Path("list.txt").write_text("books/emma.txt\n")
    assert main([*command, "--summary", "all.jsonl"]) == 0
    assert json.loads(Path("all.jsonl").read_text())["state"] == "unchanged"
    end_all()


def test_a_run_that_is_interrupted_tells_what_it_has_reached(
    client: Client,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(library, "connected", lambda *asked: nullcontext(client))

    def interrupted(_client: Client, _items: object, _order: Order, told: Told) -> None:
        told(1, ROWS[1])
        raise KeyboardInterrupt

    monkeypatch.setattr(library, "run", interrupted)
    given(tmp_path / "books", a="good", b="hangs", c="good")
    assert main(["batch", str(tmp_path / "books"), "--out", str(tmp_path / "out")]) == 130
    assert "the same command goes on from here" in capsys.readouterr().err
    assert "1 of 3; it was stopped" in (tmp_path / "out/summary.html").read_text()


def test_results_that_cannot_be_written_are_refused_before_anything_is_built(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given(tmp_path / "books", emma=BOOK)
    (tmp_path / "out").write_text("a file")
    assert main(["batch", str(tmp_path / "books"), "--out", str(tmp_path / "out")]) == 2
    assert "choose another OUT" in capsys.readouterr().err
