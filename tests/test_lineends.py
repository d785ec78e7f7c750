"""Every file under tests/cases/lineends/<rule>/ joins lines, and the rule of its folder must act
(or, in a case named leaves-…, must not)."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.account import unaccounted
from pipeline.history import history
from pipeline.language import language
from pipeline.lexicon import lexicon_of
from pipeline.structure.lineends import RULES, Words, join_lines
from pipeline.text import Text
from tests.cases import case_id, cases, read_case

CASES = cases("lineends")
BY_NAME = {rule.name: rule for rule in RULES}


@pytest.mark.parametrize("path", CASES, ids=case_id)
def test_case(path: Path) -> None:
    case = read_case(path)
    raw = case["before"]
    words = Words(lexicon_of(raw, "en"), language("en"), hyphenated=True)
    cuts = [i + 1 for i, char in enumerate(raw) if char == "\n"]
    joined = join_lines(Text.raw(raw).split(cuts), words)
    assert str(joined) == case["after"]
    assert unaccounted(raw, [joined]) == []
    changes = list(history(joined, raw))
    assert all(BY_NAME[change.rule].contract(change.before, change.after) for change in changes)
    acted = path.parent.name in {change.rule for change in changes}
    assert acted != ("leaves" in path.stem or "left" in path.stem or "prefers" in path.stem)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_rule_is_explained_and_tried(rule) -> None:
    assert ">>>" in (rule.function.__doc__ or ""), "give the docstring an example"
    assert any(path.parent.name == rule.name for path in CASES)
