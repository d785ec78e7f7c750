"""Every file under tests/cases/lineends/<rule>/ joins lines, and the rule of its folder must act
(or, in a case named leaves-…, must not). Those that ask list what they propose under `asked`."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.account.tiling import unaccounted
from pipeline.language import language
from pipeline.language.lexicon import lexicon_of
from pipeline.model.book import Block, Book, Chapter
from pipeline.model.history import history
from pipeline.model.text import Text
from pipeline.structure.joining import join_lines
from pipeline.structure.lineends import RULES, Words
from tests.cases import case_id, cases, read_case
from tests.dump import asked

CASES = cases("lineends")
BY_NAME = {rule.name: rule for rule in RULES}


def book_of(text: Text) -> Book:
    return Book("t", "en", (Chapter("c", "chapter", (Block("paragraph", text),)),))


@pytest.mark.parametrize("path", CASES, ids=case_id)
def test_case(path: Path) -> None:
    case = read_case(path)
    raw = case["before"]
    tag = case.get("language", "en")
    words = Words(lexicon_of(raw, tag), language(tag))
    cuts = [i + 1 for i, char in enumerate(raw) if char == "\n"]
    joined = join_lines(Text.raw(raw).split(cuts), words)
    assert str(joined) == case["after"]
    assert unaccounted(raw, [joined]) == []
    changes = list(history(joined, raw))
    assert all(BY_NAME[change.rule].contract(change.before, change.after) for change in changes)
    assert [f.proposals[0].new for f in asked(book_of(joined), "divided-word")] == case.get(
        "asked", ""
    ).split()
    acted = path.parent.name in {change.rule for change in changes}
    assert acted != ("leaves" in path.stem or "left" in path.stem or "prefers" in path.stem)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_rule_is_explained_and_tried(rule) -> None:
    assert ">>>" in (rule.function.__doc__ or ""), "give the docstring an example"
    assert any(path.parent.name == rule.name for path in CASES)


def test_a_word_goes_on_over_what_stands_between() -> None:
    raw = "the exter-\nRUNNING HEAD 17\nmination of rats, a non-\n1 A note.\nbeliever"
    at = [raw.index(part) for part in ("mination", "1 A note", "believer")]
    lines = [Text.raw(raw[: raw.index("RUN")]), Text.raw(raw[at[0] : at[1]], at[0])]
    lines.append(Text.raw(raw[at[2] :], at[2]))
    joined = join_lines(lines, Words(lexicon_of(raw, "en"), language("en")))
    assert str(joined) == "the extermination of rats, a non-believer"
    (finding,) = asked(book_of(joined), "divided-word")
    assert raw[slice(*finding.where)] == "non-\n1 A note.\nbeliever"
    assert finding.proposals[0].new == "nonbeliever"
    assert 0 < finding.certainty < 1


@given(
    st.lists(st.text("ab’'-\u00ad\u2010\ufffek f\n,A1@/", max_size=9), max_size=6),
    st.sampled_from(["en", "de", "pl", "la"]),
)
def test_no_letter_is_lost_at_any_line_end(lines: list[str], tag: str) -> None:
    raw = "".join(line.replace("\n", "") + "\n" for line in lines)
    cuts = [i + 1 for i, char in enumerate(raw) if char == "\n"]
    joined = join_lines(
        Text.raw(raw).split(cuts[:-1]) if cuts else [], Words(lexicon_of(raw, tag), language(tag))
    )
    assert unaccounted(raw, [joined] if cuts else []) == []
    changes = list(history(joined, raw))
    assert all(BY_NAME[change.rule].contract(change.before, change.after) for change in changes)
    asked(book_of(joined), "divided-word")
