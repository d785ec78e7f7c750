"""Decisions found again: in the source they were made about, and in other extractions of it."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from pipeline.decisions.anchor import LOST, anchored
from pipeline.decisions.letters import letters
from pipeline.decisions.make import Maker
from pipeline.decisions.settle import DOUBTFUL, settle
from pipeline.decisions.silence import unanswered
from pipeline.model.book import Source
from pipeline.model.decision import Decision, Placed
from pipeline.model.finding import Finding, Proposal, Span
from tests.dump import source_of

RAW = """\
The miller had built his house beside the old bridge, where the river
was deep and the carts went slowly, so that he heard every word that
the carters said about the price of flour and the price of "good" in-
tentions. He never forgot a word of it.

His daughter forgot nothing either. She kept a book of songs, in which
there were three hundred songs of robbers, and one song of a bishop.
"""


def other(text: str) -> Source:
    return replace(source_of(text), sha256="f" * 64)


def found(old: str, new: str, words: str, read: str = "X") -> tuple[str, float]:
    """Decide about words of an old source, and give what stands at the place found in a new one."""
    start = old.index(words)
    at = start, start + len(words)
    (placed,) = anchored(other(new), [Maker(source_of(old), "Ann").make("replace", at, read)])
    return other(new).text[slice(*placed.at)], placed.certainty


def test_in_its_own_source_a_decision_is_where_it_was_made() -> None:
    source = source_of(RAW)
    made = Maker(source, "Ann").make("replace", (4, 10), "X")
    assert anchored(source, [made]) == [Placed(made, (4, 10))]


@pytest.mark.parametrize(
    "words", ["old bridge", '"good" in-\ntentions', "the price", "nothing", " a "]
)
def test_other_line_ends_marks_and_blanks_are_no_difference(words: str) -> None:
    new = RAW.replace("in-\ntentions", "intentions").replace("\n\n", "\x01").replace("\n", " ")
    new = "A NEW HEAD\n\n" + new.replace(" and ", "  and\n").replace('"good"', "“good”")
    new = new.replace("\x01", "\n\n\n").replace("nothing", "no-\nthing")
    shown, certainty = found(RAW, new, words)
    assert certainty == 1
    assert letters(shown) == letters(words)
    assert shown[:1].isspace() == words[:1].isspace()


def test_a_damaged_place_is_found_with_doubt() -> None:
    shown, certainty = found(RAW, RAW.replace("daughter", "daugliter"), "daughter")
    assert shown == "daugliter"
    assert LOST <= certainty < DOUBTFUL


def test_a_place_that_reads_as_decided_is_beyond_doubt() -> None:
    shown, certainty = found(RAW, RAW.replace("carters", "carriers"), "carters", read="carriers")
    assert shown == "carriers"
    assert certainty >= DOUBTFUL


def test_damage_beside_a_place_leaves_it_sure() -> None:
    new = RAW.replace("about the price", "abont tlie pnce")
    shown, certainty = found(RAW, new, "carters said")
    assert shown == "carters said"
    assert certainty >= DOUBTFUL


def test_what_is_not_there_any_more_is_lost() -> None:
    first, second = RAW.split("\n\n")
    source = other(first)
    at = RAW.index("three hundred")
    made = Maker(source_of(RAW), "Ann").make("replace", (at, at + 13), "X")
    made = replace(made, file="decisions/ann.toml", line=5)
    settled = settle(source, [made])
    assert settled.states == {made.id: "lost"}
    (finding,) = settled.findings
    assert (finding.check, finding.severity) == ("lost-decision", "error")
    said = 'decisions/ann.toml:5: replace "three hundred" by "X": this could not be done: its place'
    assert finding.message.startswith(said)
    assert second not in finding.message


def test_of_places_asked_about_together_those_of_the_same_words_are_answered() -> None:
    raw = "It cost $ 1 in spring, $ 3 in June and $ 1 in winter."
    first, second, third = (raw.index(words) for words in ("$ 1", "$ 3", "$ 1 in w"))
    also = ((second, second + 3), (third, third + 3))
    finding = Finding("varying-units", "advice", (first, first + 3), "", also=also)
    made = Maker(source_of(raw), "Ann").accept(finding, Proposal("$1"))
    assert [decision.at[0] for decision in made] == [first, third]


def test_a_doubtful_place_can_be_confirmed() -> None:
    source = other(RAW.replace("daughter", "daugliter"))
    at = RAW.index("daughter")
    made = Maker(source_of(RAW), "Ann").make("replace", (at, at + 8), "Daughter")
    (asked,) = settle(source, [made]).findings
    assert asked.check == "doubtful-decision"
    (again,) = Maker(source, "Ben").accept(asked, asked.proposals[0])
    settled = settle(source, [made, again])
    assert settled.findings == ()
    assert settled.states == {made.id: "agreed", again.id: "applied"}
    left = Maker(source, "Ben").keep(asked)
    found = settle(source, [made, left])
    assert [*unanswered(found.findings, found.placed, source.text)] == []


def test_of_places_that_read_alike_the_nearest_is_taken() -> None:
    line = "So says the song, so says the song of the mill and of the river and the king.\n"
    source = source_of(line * 30)
    maker = Maker(source, "Ann")
    made = [maker.make("replace", (len(line) * k + 3, len(line) * k + 7), "sang") for k in (3, 20)]
    new = other(line * 10 + "A new line that nobody knew.\n" + line * 20)
    at = [each.at[0] for each in anchored(new, made)]
    assert at == [3 * len(line) + 3, 20 * len(line) + 29 + 3]


WORDS = ["".join(random.Random(k).choices("aeioubdfgklmnprst", k=2 + k % 9)) for k in range(400)]


@pytest.mark.parametrize("seed", range(6))
def test_in_a_disturbed_copy_each_is_found_or_told(seed: int) -> None:
    chance = random.Random(seed)
    words = chance.choices(WORDS, k=4000)
    old, places = _set(words, 60, chance, damage=0.0)
    gone = range(1000, 1100)
    new, there = _set(words, 43, chance, damage=0.03, without=gone)
    source = source_of(old)
    maker = Maker(source, "Ann")
    decisions: dict[int, Decision] = {}
    for k in sorted(chance.sample(range(len(words)), 400)):
        start, end = places[k]
        insert = k % 5 == 0
        decisions[k] = maker.make(
            "insert" if insert else "replace", (end, end) if insert else (start, end), "X"
        )
    found = {each.decision.id: each for each in anchored(other(new), decisions.values())}
    assert len(found) == len(decisions)
    sure = 0
    for k, decision in decisions.items():
        placed = found[decision.id]
        if k in gone:
            assert placed.certainty < DOUBTFUL
        elif placed.certainty >= DOUBTFUL:
            start, end = there[k]
            assert placed.at == ((end, end) if decision.action == "insert" else (start, end))
            sure += 1
    assert sure > 0.9 * len(decisions)


def _set(
    words: list[str], width: int, chance: random.Random, damage: float, without: range = range(0)
) -> tuple[str, dict[int, Span]]:
    """Set words in lines, some of them damaged; give where each of them stands."""
    text, column, places = "", 0, {}
    for k, word in enumerate(words):
        if k in without:
            continue
        if chance.random() < damage:
            i = chance.randrange(len(word))
            word = word[:i] + chance.choice("xyz\ufffd") + word[i + 1 :]
        end = "\n\n" if k % 90 == 0 else "\n" if column + len(word) > width else " "
        if end == "\n" and len(word) > 6:
            text += " "
            places[k] = len(text), len(text) + len(word) + 2
            text += f"{word[:3]}-\n{word[3:]}"
            column = len(word) - 3
            continue
        text += end
        places[k] = len(text), len(text) + len(word)
        text += word
        column = len(word) if "\n" in end else column + len(word) + 1
    return text + "\n", places
