"""Every file under tests/cases/clean/<rule>/ is a test of that rule alone."""

from __future__ import annotations

from pathlib import Path

import ftfy
import pytest
from ftfy import TextFixerConfig, fix_encoding

from pipeline.account.tiling import unaccounted
from pipeline.clean import RULES
from pipeline.model.history import history
from pipeline.model.rules import Rule
from pipeline.model.text import Text
from tests.cases import case_id, cases, read_case

BY_NAME = {rule.name: rule for rule in RULES}
CASES = cases("clean")


def run(rule: Rule, raw: str) -> Text:
    return Text.raw(raw).apply(rule.function(raw), rule.name)


@pytest.mark.parametrize("path", CASES, ids=case_id)
def test_case(path: Path) -> None:
    rule, case = BY_NAME[path.parent.name], read_case(path)
    before = case["before"]
    cleaned = run(rule, before)
    assert str(cleaned) == case.get("after", before)
    assert str(run(rule, str(cleaned))) == str(cleaned), "a second pass finds more"
    assert unaccounted(before, [cleaned]) == []
    for change in history(cleaned, before):
        assert rule.contract(change.before, change.after), change


def test_a_book_on_one_line_is_mended_piece_by_piece(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[str] = []

    def fix(piece: str, config: TextFixerConfig) -> str:
        shown.append(piece)
        return fix_encoding(piece, config)

    monkeypatch.setattr(ftfy, "fix_encoding", fix)
    text = "â€œIt was late,â€\u009d he said; nobody spoke. " * 500
    assert str(run(BY_NAME["mojibake"], text)) == "“It was late,” he said; nobody spoke. " * 500
    # The time is as the square of a piece's length, so none may grow with the book.
    assert max(map(len, shown)) <= 1000
    assert "".join(shown) == text


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_rule_is_explained_and_tried(rule: Rule) -> None:
    assert ">>>" in (rule.function.__doc__ or ""), "give the docstring an example"
    acts = ["after" in read_case(path) for path in CASES if path.parent.name == rule.name]
    assert True in acts, "no case in which the rule acts"
    assert False in acts, "no case in which the rule must not act"
