"""What is told of a whole library: a table in each format, and a page."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterator

import pyarrow.parquet as parquet
import pytest

from pipeline.batch.page import page
from pipeline.batch.summary import Rows, rows_of, writer
from pipeline.errors import RecensionError
from tests.libraries import ROWS


@pytest.fixture
def rows() -> Iterator[Rows]:
    """The outcomes of a run over three books, one of which was not reached."""
    with rows_of(3) as made:
        made.add(2, ROWS[1])
        made.add(0, ROWS[0])
        yield made


def test_the_table_has_the_books_in_their_order_in_each_format(rows: Rows) -> None:
    assert tuple(rows) == ROWS
    told = [row._asdict() for row in ROWS]
    lines = writer("x.jsonl")(rows).decode().splitlines()
    assert [json.loads(line) for line in lines] == told
    table = list(csv.DictReader(io.StringIO(writer("x.csv")(rows).decode(), newline="")))
    assert table[1]["message"] == "not done\nafter 2 seconds"
    assert [row["words"] for row in table] == ["100", ""]
    written = io.BytesIO(writer("x.parquet")(rows))
    assert parquet.read_table(written).to_pylist() == told


def test_a_title_is_no_formula_in_the_table() -> None:
    titles = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "Emma", "'=1"]
    with rows_of(len(titles)) as made:
        for number, title in enumerate(titles):
            made.add(number, ROWS[0]._replace(title=title))
        table = csv.DictReader(io.StringIO(writer("x.csv")(made).decode(), newline=""))
        shown = [row["title"] for row in table]
        assert shown == ["'=1+1", "'+1", "'-1", "'@SUM(A1)", "'\t=1", "Emma", "'=1"]
        lines = writer("x.jsonl")(made).decode().splitlines()
        assert [json.loads(line)["title"] for line in lines] == titles


def test_a_table_that_cannot_be_written_is_refused_before_anything_is_built(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with pytest.raises(RecensionError, match="suffix") as error:
        writer("books.xlsx")
    assert ".parquet" in error.value.remedy
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(RecensionError, match="needs pyarrow"):
        writer("books.parquet")


def test_the_page_tells_of_failures_and_asks_for_nothing(rows: Rows) -> None:
    made = page(rows, 3, 60.0)
    assert made == page(rows, 3, 60.0)
    told = made.decode()
    assert "2 of 3; it was stopped" in told
    assert "it took too long" in told
    assert "not done; after 2 seconds" in told
    assert told.count("<svg") == 4
    assert "http" not in told


@pytest.mark.parametrize("count", [0, 1, 3])
def test_the_page_can_be_drawn_of_any_books(count: int) -> None:
    for words, seconds in ((0, 0.0), (7, 0.5), (10**6, 1e4)):
        row = ROWS[0]._replace(words=words, seconds=seconds, memory=0)
        shown = page([row] * count, count, 0.0).decode()
        assert f"{count} book" in shown
        assert f">{2 * count:,} notes<" in shown
    assert ">1 note<" in page([ROWS[0]._replace(notes=1)], 1, 0.0).decode()
