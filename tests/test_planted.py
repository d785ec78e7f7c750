"""Planted errors: each kind does what it says, and what is found of them is counted rightly."""

from __future__ import annotations

import json
import sys
from itertools import pairwise
from pathlib import Path

import pytest

import scripts.planted.__main__ as command
from pipeline.model.finding import Finding, Proposal
from pipeline.model.settings import Settings
from scripts.planted import measure as measuring
from scripts.planted.clean import Clean, clean_text
from scripts.planted.fault import Fault
from scripts.planted.kinds import KINDS
from scripts.planted.measure import Result, measure
from scripts.planted.plant import APART, Planted, choose

RAW = """The Ferry

Nobody in the village knew who had built the ferry. The oldest of
them thought that Absalom had bought the well-known rope in a shop,
in Absalom (as he called it), and paid for it; but the shop stood
where “nobody lived”, and no shop was known.1 They were silent men.

1 See https://ferries.example.org/ropes for the rope, which was of
hemp, and had to be tarred in every spring by the boys.
\f
                    THE FERRY

In the winter he took down the well-known rope and mended it. She
called him Absalom, and wondered at the barometer.
\f
                    THE FERRY

When the bridge was opened the ferry stood idle for years.
\f
                    THE FERRY

Then it was sold.
"""
CLEAN = Clean(RAW, Settings(language="en"))
EXAMPLES = {
    "lost-letter": ("village", "vil\ufffdage"),
    "misread-letter": ("barometer", "barorneter"),
    "dropped-letter": ("village", "vilage"),
    "swapped-letters": ("thought", "thuoght"),
    "digit-in-word": ("silent", "si1ent"),
    "mixed-script": ("barometer", "bаrometer"),
    "split-word": ("barometer", "baro meter"),
    "joined-words": ("stood idle", "stoodidle"),
    "doubled-word": ("was sold", "was was sold"),
    "misspelt-name": ("Absalom had", "Abselom had"),
    "inner-capital": ("village", "vilLage"),
    "lower-start": (". The oldest", ". the oldest"),
    "false-stop": ("village knew", "village. knew"),
    "lost-stop": ("ferry. The", "ferry The"),
    "lost-space": ("it; but", "it;but"),
    "space-before-mark": ("shop,", "shop ,"),
    "lost-opening-quote": ("“nobody lived”", "nobody lived”"),
    "lost-closing-quote": ("“nobody lived”", "“nobody lived"),
    "turned-quote": ("“nobody lived”", "“nobody lived“"),
    "lost-bracket": ("called it)", "called it"),
    "hyphen-variant": ("well-known rope in", "wellknown rope in"),
    "broken-address": ("ferries.example.org", "ferries.example. org"),
    "lost-marker": ("known.1", "known."),
    "cut-note": (" of\nhemp, and had to be tarred in every spring by the boys.", ""),
    "left-furniture": ("She\ncalled", "She\nTHE FERRY\ncalled"),
    "lost-page": (RAW[RAW.index("\f\n", 500) : RAW.rindex("\f\n")], ""),
}


def test_there_is_an_example_of_every_kind() -> None:
    assert set(EXAMPLES) == set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_does_what_its_name_says(kind: str) -> None:
    before, after = EXAMPLES[kind]
    texts = [Planted(CLEAN, [fault]).raw for fault in KINDS[kind](CLEAN)]
    assert all(text != RAW for text in texts)
    assert RAW.replace(before, after, 1) in texts


@pytest.mark.parametrize("kind", KINDS)
def test_the_places_are_the_seed_s_and_can_be_told_back(kind: str) -> None:
    rounds, again = (choose(CLEAN, kind, KINDS[kind], 2, "one") for _ in range(2))
    assert rounds == again
    assert 1 <= sum(map(len, rounds)) <= 2
    chosen = rounds[0]
    planted = Planted(CLEAN, chosen)
    for k, fault in enumerate(chosen):
        start, end = planted.span(k)
        assert planted.raw[start:end] == fault.new
        assert planted.moved(fault.start) == start
        assert planted.back(end + 1) == fault.end + 1
    assert planted.moved(len(RAW)) == len(planted.raw)


def test_errors_of_a_round_stand_apart_and_another_seed_chooses_others() -> None:
    rounds = choose(CLEAN, "lost-letter", KINDS["lost-letter"], 9, "one")
    assert sum(map(len, rounds)) == 9
    assert len(rounds) > 1
    assert all(b.start - a.end >= APART for each in rounds for a, b in pairwise(each))
    assert rounds != choose(CLEAN, "lost-letter", KINDS["lost-letter"], 9, "two")


def test_most_of_what_might_suffer_is_left_whole_in_a_round() -> None:
    words = [word for word in CLEAN.raw.split() if len(word) > 3]
    raw = "\n\n".join(
        f"He wrote of “{a} {b}” and of much besides. " * 3 for a, b in pairwise(words)
    )
    clean, kind = Clean(raw, CLEAN.settings), "lost-closing-quote"
    places = len({*KINDS[kind](clean)})
    assert all(len(each) <= places / 10 for each in choose(clean, kind, KINDS[kind], 99, "one"))


def planted_letters() -> Planted:
    village, stood = RAW.index("village"), RAW.index("stood idle")
    return Planted(CLEAN, [Fault(village, village + 1, "w"), Fault(stood, stood + 1, "")])


def measured(monkeypatch: pytest.MonkeyPatch, *asked: Finding) -> Result:
    clean = Clean(RAW, CLEAN.settings)
    object.__setattr__(clean, "findings", (Finding("old", "query", (20, 22), "known before"),))
    monkeypatch.setattr(measuring, "findings", lambda proof: asked)
    planted = planted_letters()
    return measure(clean, "misread-letter", [planted.faults])


def test_what_is_found_put_right_and_asked_in_vain_is_counted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    raw = planted_letters().raw
    first, second = raw.index("willage"), raw.index("tood idle")
    result = measured(
        monkeypatch,
        Finding("odd-word", "error", (first, first + 7), "?", (Proposal("village"),)),
        Finding(
            "odd-word", "advice", (second, second + 4), "?", (Proposal("wood"), Proposal("stood"))
        ),
        Finding("odd-word", "advice", (2, 6), "?"),
        Finding("old", "query", (20, 22), "known before"),
        Finding("whole", "query", (0, 500), "all of it"),
    )
    assert (result.planted, result.found, result.right, result.offered) == (2, 2, 1, 2)
    assert result.by == {"odd-word": 2}
    assert result.severest == {"error": 1, "advice": 1}
    assert result.alarms == {"advice": 1, "query": 1}
    assert result.missed == []


def test_an_error_that_nothing_points_to_is_shown_as_missed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    result = measured(monkeypatch, Finding("odd-word", "query", (2, 6), "?"))
    assert result.found == 0
    assert [each.split("ferry ")[-1][:9] for each in result.missed][1] == "tood idle"


def test_an_answer_may_stand_in_another_place_than_the_question(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    second = planted_letters().raw.index("tood idle")
    answer = Proposal("s", action="insert", at=(second, second))
    result = measured(monkeypatch, Finding("odd-word", "query", (2, 6), "?", (answer,)))
    assert (result.found, result.right) == (1, 1)


def test_the_command_prints_all_figures(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    source = tmp_path / "ferry.txt"
    source.write_text(RAW, encoding="utf-8")
    given = [str(source), "--language", "en", "--kind", "lost-letter", "--kind", "lost-page"]
    monkeypatch.setattr(sys, "argv", ["planted", *given, "--many", "2", "--json"])
    command.main()
    made = json.loads(capsys.readouterr().out)
    assert made["kinds"]["lost-letter"]["planted"] == 2
    assert made["kinds"]["lost-letter"]["found"] == 2
    assert made["kinds"]["lost-letter"]["checks"]["lost-letter"] == 2
    assert set(made["kinds"]) == {"lost-letter", "lost-page"}
    monkeypatch.setattr(sys, "argv", ["planted", *given, "--many", "2"])
    command.main()
    last = capsys.readouterr().out.splitlines()
    assert next(line for line in last if line.startswith("all")).split()[1] == "4"


def test_the_handbook_has_three_hundred_places_of_fifteen_kinds() -> None:
    handbook = clean_text(None, "")
    assert "\ufffd" not in handbook.raw
    rounds = [choose(handbook, kind, KINDS[kind], 20, "planted 1") for kind in KINDS]
    counts = [sum(map(len, each)) for each in rounds]
    assert sum(count == 20 for count in counts) >= 15
