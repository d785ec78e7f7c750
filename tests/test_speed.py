from __future__ import annotations

import sys
from pathlib import Path

import pytest

from pipeline.batch.shelf import books_of
from pipeline.build import audit
from pipeline.manuscript.folder import find_book
from scripts.library import write_library
from scripts.speed.figures import Group, Point, Results, Row
from scripts.speed.growth import grown
from scripts.speed.inputs import make
from scripts.speed.measure import Command, CommandError, Run, in_turn, measured
from scripts.speed.names import (
    AGAIN,
    ALONE,
    ASKED,
    DECISION,
    FTFY,
    HELP,
    HEURISTICS,
    OURS,
    PANDOC,
    PDF_STAGE,
    TEXT_STAGES,
    TYPST,
)
from scripts.speed.plot import curves, for_both_grounds
from scripts.speed.report import report, targets
from scripts.speed.whole import places
from tests.dump import source_of


def row(name: str, *walls: float, memory: float = 0) -> Row:
    return Row(name, [Run(wall, wall / 2, memory) for wall in walls])


def results(*peers: Row) -> Results:
    return Results(
        source="ferry.txt",
        machine=[("memory", "4 GiB")],
        editions=[
            Group("EPUB", [row(OURS, 3, 1, 2, memory=90), *peers]),
            Group("PDF", [row(OURS, 6), row(ALONE, 4)]),
        ],
        waits=Group(
            "Waits", [row(AGAIN, 0.2), row(DECISION, 1.5), row(ASKED, 0.4), row(HELP, 0.1)]
        ),
        warm=[
            Group("Text, warm", [row(TEXT_STAGES, 0.3), row(FTFY, 0.1)]),
            Group("PDF, warm", [row(PDF_STAGE, 5), row(ALONE, 4)]),
            Group("Stages", [row("read", 0.01)]),
        ],
        text=[Point(TEXT_STAGES, 0.03, Run(0.3, 0.3, 80)), Point(TEXT_STAGES, 0.3, Run(3, 3, 200))],
        pages=[Point(TYPST, 50, Run(0.5, 0.4, 120))],
        left_out=["calibre: it is not there"],
    )


def test_targets_are_held_against_medians_of_runs_side_by_side() -> None:
    made = results(row(PANDOC, 1, 1, 1), row(HEURISTICS, 4, 4, 4))
    reached = {each.what: (each.reached, each.most) for each in targets(made)}
    assert reached["EPUB beside pandoc's"] == (2, 3)
    assert reached["EPUB beside calibre's with heuristics"] == (0.5, 1)
    assert reached["PDF beside WeasyPrint alone"] == (1.5, None)
    assert reached[DECISION] == (1.5, 1)


def test_a_peer_that_was_left_out_is_named_and_has_no_ratio() -> None:
    made = results(row(PANDOC, 1, 1, 1))
    assert not any("calibre" in each.what for each in targets(made))
    assert "Left out: calibre: it is not there." in report(made, "speed.svg")


def test_tables_show_the_median_the_spread_and_the_ratio() -> None:
    lines = report(results(row(PANDOC, 1, 2, 1, memory=70)), "speed.svg").splitlines()
    assert "| Recension | 2.00 (1.00–3.00) | 1.00 | 90 MB |  |  |" in lines
    assert "| pandoc | 1.00 (1.00–2.00) | 0.50 | 70 MB | 2.00 | 2.00 |" in lines
    assert f"| {TEXT_STAGES} | 0.3 | 3.00 | 3.00 | 200 MB |" in lines
    assert f"{TEXT_STAGES}: 10.00 processor seconds and 444 MB for each MB more." in lines
    assert "- memory: 4 GiB" in lines
    assert "![Time and memory beside the peers](speed.svg)" in lines


def test_curves_go_through_the_sizes_of_each_series() -> None:
    drawn = curves(results().text, lambda point: point.run.memory)
    assert list(drawn) == [(TEXT_STAGES, [0.03, 0.3], [80, 200])]


def test_colours_follow_the_ground_of_the_readers_pages() -> None:
    svg = for_both_grounds('<svg><defs></defs><text style="fill: #1b1b1b">a</text></svg>')
    assert "prefers-color-scheme:dark" in svg
    assert '[style*="fill: #1b1b1b"]{fill:#e8e8e8!important}' in svg


def test_no_round_begins_when_the_time_is_up() -> None:
    def run() -> Run:
        return Run(1, 1, 0)

    assert [len(runs) for runs in in_turn({"a": run, "b": run}, bound=0).values()] == [1, 1]
    assert [len(runs) for runs in in_turn({"a": run, "b": run}).values()] == [5, 5]


def test_a_command_is_measured_after_what_comes_before_it(tmp_path: Path) -> None:
    file = tmp_path / "made"
    check = f"import pathlib; pathlib.Path('{file.name}').read_text()"
    run = measured(Command([sys.executable, "-c", check], before=file.touch), tmp_path)
    assert run.wall > 0
    assert run.memory > 1


def test_a_command_that_fails_says_why(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="no ferry"):
        measured(Command([sys.executable, "-c", "import sys; sys.exit('no ferry')"]), tmp_path)
    with pytest.raises(CommandError, match="No such file"):
        measured(Command([str(tmp_path / "missing")]), tmp_path)
    measured(Command([sys.executable, "-c", "import sys; sys.exit(1)"], status=1), tmp_path)


def test_places_are_words_that_occur_once_far_from_each_other() -> None:
    text = "\n".join(f"the ferryman {'abcdefgh'[k] * 6} and the millers" for k in range(8))
    assert places(text, 4) == ["1:aaaaaa", "3:cccccc", "5:eeeeee", "7:gggggg"]


def test_a_text_that_is_cut_or_repeated_ends_with_a_line() -> None:
    assert grown("one\ntwo\n", 7) == "one\n"
    assert grown("one\ntwo\n", 20) == "one\ntwo\n" * 2 + "one\n"
    assert grown("a text without lines", 6) == "a text"


def test_libraries_to_measure_with_are_made_by_their_seed_and_can_be_built(tmp_path: Path) -> None:
    for name, seed in (("one", "1"), ("again", "1"), ("other", "2")):
        write_library(tmp_path / name, 2, seed)
    one, again, other = (
        [file.read_bytes() for file in sorted((tmp_path / name).glob("*/raw.txt"))]
        for name in ("one", "again", "other")
    )
    assert one == again
    assert len({*one, *other}) == 4
    names = [item.name for item in books_of(str(tmp_path / "one"))]
    assert names == ["essays-00001", "essays-00002"]
    account = audit(find_book(str(tmp_path / "one/essays-00001")))
    assert account.unaccounted == 0


def test_what_stands_right_behind_a_note_is_text_for_typst_too(tmp_path: Path) -> None:
    raw = "The mill is in the file mill1.pdf of the parish.\n\n1 It is lost.\n"
    make(source_of(raw), tmp_path)
    assert "#footnote[ It is lost.]\\.pdf" in (tmp_path / "book.typ").read_text("utf-8")
