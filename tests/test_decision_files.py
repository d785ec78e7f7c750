"""The decisions files: what is written is read again, and what is broken is told."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.decisions.entry import ONE_PLACE, block_of
from pipeline.decisions.make import maker_after
from pipeline.decisions.store import Reading, append, read_decisions
from pipeline.errors import RecensionError
from tests.decisionfiles import RAW, maker, plain, some
from tests.dump import source_of

# --- written and read -----------------------------------------------------------------------------

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.data())
def test_what_is_written_is_read_again(tmp_path: Path, data: st.DataObject) -> None:
    folder = tmp_path / str(len(list(tmp_path.iterdir())))
    raw = data.draw(st.text(max_size=60))
    by = maker(data.draw(TEXT.filter(str.strip)), source=replace(source_of(RAW), text=raw))
    made = []
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(raw)))
        end = data.draw(st.integers(start, len(raw)))
        action = data.draw(st.sampled_from(["replace", "insert", "delete", "keep", "note"]))
        scope = "here" if action in ONE_PLACE else data.draw(st.sampled_from(["here", "every"]))
        rest = {"scope": scope, "note": data.draw(TEXT), "check": data.draw(TEXT)}
        made.append(by.make(action, (start, end), data.draw(TEXT.filter(bool)), **rest))
    path = append(folder, made)
    assert plain(read_decisions(folder)) == made
    for each in read_decisions(folder):
        line = path.read_text(encoding="utf-8").split("\n")[each.line - 1]
        assert (each.file, line) == (f"{folder.name}/{path.name}", f"[[decision]]  # {each.id}")


def test_keys_may_stand_in_any_order(tmp_path: Path) -> None:
    (made,) = some(maker(), 1)
    path = append(tmp_path, [made])
    head, block = path.read_text(encoding="utf-8").split("[[decision]]")
    first, *keys = block.rstrip().split("\n")
    path.write_text("\n".join([f"{head}[[decision]]{first}", *reversed(keys)]), encoding="utf-8")
    assert plain(read_decisions(tmp_path)) == [made]
    (other,) = some(maker(seconds=1), 1)
    append(tmp_path, [other])  # behind a last line that was not ended
    assert plain(read_decisions(tmp_path)) == [made, other]


def test_each_source_and_each_reader_has_a_file(tmp_path: Path) -> None:
    newer = replace(source_of(RAW), sha256="1" * 64)
    files = [
        append(tmp_path, some(by, 1)).name
        for by in (
            maker("Anna Łoś"),
            maker("Anna Łoś", 1, newer),
            maker("anna łoś", 2),
            maker("Anna Łoś", 3, newer),
            maker("?!", 4),
        )
    ]
    assert files == [
        "anna-łoś.toml",
        "anna-łoś-2.toml",
        "anna-łoś-3.toml",
        *files[1:2],
        "reader.toml",
    ]
    read = read_decisions(tmp_path)
    assert [each.reader for each in read] == ["Anna Łoś"] * 2 + ["anna łoś", "Anna Łoś", "?!"]
    assert [each.source[0] for each in read] == ["0", "1", "0", "1", "0"]


# --- what is broken -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('action = "replace"', 'action = "replce"', "unknown action 'replce': did you mean"),
        ('action = "replace"', "action = 1", "expected in quotation marks for action"),
        ('why    = "ext', 'why    = "print', "unknown why 'printraction'"),
        ("check  =", "chekc  =", "unknown key 'chekc': did you mean 'check'?"),
        ("at     =", "att    =", "`at` is missing; is it 'att'?"),
        ("at     = [4, 8]", "at     = [8, 4]", "no stretch of the source: [8, 4]"),
        ("at     = [4, 8]", 'at     = "4"', "no stretch of the source, like"),
        ("suffix", "sufix", "`quote` needs prefix, exact and suffix"),
        ('new    = "a"', "new    = 1", "a text is expected in quotation marks for new"),
        ("when   = 2026-11-24T10:12:00.000001Z", "when   = 2026-11-24", "`when` is no time"),
        ('action = "replace"', 'action = "undo"\nscope = "every"', "at one place only"),
        ('action = "replace"', 'action = "language"\n', 'no BCP 47 tag, like en or pt-BR: "a"'),
    ],
)
def test_a_broken_entry_is_told_with_its_line(
    tmp_path: Path, old: str, new: str, fault: str
) -> None:
    path = append(tmp_path, some(maker(), 1))
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(RecensionError, match=re.escape(fault)) as caught:
        read_decisions(tmp_path)
    assert caught.value.where == f"{path}:5"


def test_a_broken_head_is_told(tmp_path: Path) -> None:
    path = append(tmp_path, some(maker(), 1))
    text = path.read_text(encoding="utf-8")
    for old, new, fault in (
        ("reader =", "raeder =", "its head does not say `reader`"),
        ("reader =", 'place = ""\nreader =', "unknown key 'place'"),
        ("reader =", "reader", "is no TOML"),
    ):
        path.write_text(text.replace(old, new), encoding="utf-8")
        with pytest.raises(RecensionError, match=fault) as caught:
            read_decisions(tmp_path)
        assert caught.value.where.startswith(f"{path}:")


@pytest.mark.parametrize("held", ["3", "[1]", '["a"]', "{ at = 1 }", "[[]]"])
def test_what_stands_in_place_of_entries_is_told(tmp_path: Path, held: str) -> None:
    head = f'reader = "Ann"\nsource = ""\ndecision = {held}\n'
    (tmp_path / "ann.toml").write_text(head, encoding="utf-8")
    with pytest.raises(RecensionError, match="`decision` is no list of entries"):
        read_decisions(tmp_path)


def test_an_entry_that_was_only_begun_is_told_wherever_it_ends(tmp_path: Path) -> None:
    path = append(tmp_path, some(maker(), 2))
    whole = path.read_bytes()
    last = whole.rindex(b"[[decision]]")
    # From the time on, it has all that it needs.
    for cut in range(last + 4, whole.rindex(b"Z  # "), 3):
        path.write_bytes(whole[:cut])
        with pytest.raises(RecensionError) as caught:
            read_decisions(tmp_path)
        line = whole.count(b"\n", 0, last) + 1
        assert int(caught.value.where.rpartition(":")[2]) >= line
        if not whole[:cut].endswith(b"\n"):
            with pytest.raises(RecensionError):
                append(tmp_path, some(maker(seconds=1), 1))
            assert path.read_bytes() == whole[:cut]


def test_one_id_is_one_decision(tmp_path: Path) -> None:
    (made,) = some(maker(), 1)
    append(tmp_path, [made])
    path = append(tmp_path, [made])
    assert plain(read_decisions(tmp_path)) == [made]
    path.write_text(
        path.read_text(encoding="utf-8") + block_of(replace(made, new="b")), encoding="utf-8"
    )
    with pytest.raises(RecensionError, match="this id is that of another decision"):
        read_decisions(tmp_path)


def test_what_is_no_decision_is_not_written(tmp_path: Path) -> None:
    made = some(maker(), 1)
    for fault, action in (("at one place only", "insert"), ("no BCP 47 tag", "language")):
        wrong = replace(made[0], action=action, new="a b", scope="every")
        with pytest.raises(RecensionError, match=fault):
            append(tmp_path, [*made, wrong])
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_written_where_nothing_can_be(tmp_path: Path) -> None:
    (tmp_path / "decisions").write_text("", encoding="utf-8")
    with pytest.raises(RecensionError, match="cannot be written"):
        append(tmp_path / "decisions", some(maker(), 1))


# --- read again and again -------------------------------------------------------------------------

CHANGES = st.sampled_from(["append", "append more", "another", "edit", "take out", "end no line"])


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(CHANGES, max_size=8))
def test_what_is_read_again_is_as_if_it_were_read_anew(
    tmp_path_factory: pytest.TempPathFactory, changes: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("decisions")
    reading = Reading(folder)
    for number, change in enumerate(changes):
        files = sorted(folder.glob("*.toml"))
        if change.startswith("append") or not files:
            append(folder, some(maker(seconds=number), 1 + 2 * (change == "append more")))
        elif change == "another":
            append(folder, some(maker("Ben", seconds=number), 1))
        elif change == "edit":
            text = files[0].read_text(encoding="utf-8")
            files[0].write_text(text.replace('why    = "extraction"', 'why = "style"', 1))
        elif change == "take out":
            text = files[0].read_text(encoding="utf-8")
            files[0].write_text("[[decision]]".join(text.split("[[decision]]")[:-1]) or text)
        else:
            files[0].write_text(files[0].read_text(encoding="utf-8").rstrip("\n"))
        assert reading.read() == read_decisions(folder)


# --- a clock that is wrong ------------------------------------------------------------------------


@pytest.mark.parametrize("year", [1, 1969, 1970, 1980])
def test_by_a_clock_that_was_set_back_the_later_decision_is_still_the_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, year: int
) -> None:
    early = datetime(year, 1, 1, tzinfo=UTC)
    monkeypatch.setattr("pipeline.machine.clock.datetime", SimpleNamespace(now=lambda _: early))
    append(tmp_path, some(maker(), 1, "first"))
    by = maker_after(source_of(RAW), "Ann", read_decisions(tmp_path))
    append(tmp_path, some(by, 1, "second"))
    assert [each.new for each in read_decisions(tmp_path)] == ["first", "second"]
    other = maker_after(source_of(RAW), "Ben", read_decisions(tmp_path))
    append(tmp_path, some(other, 1, "third"))
    assert [each.new for each in read_decisions(tmp_path)] == ["third", "first", "second"]
