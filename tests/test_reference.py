"""The reference is what the code says of itself, and leaves nothing out."""

from __future__ import annotations

import re
from typing import get_args

import pytest

from pipeline.checks.catalogue import CHECKS
from pipeline.cli import main
from pipeline.decisions.entry import KEYS
from pipeline.model.finding import Action
from pipeline.new import TEMPLATE
from pipeline.registry import LEFT, RULES
from scripts.reference.booktoml import keys, tables
from scripts.reference.documents import APPENDIX, REFERENCE, documents
from scripts.reference.said import fields_told, told
from scripts.reference.typed import commands


@pytest.mark.parametrize("file", [REFERENCE, APPENDIX], ids=lambda file: file.name)
def test_what_is_kept_is_what_the_code_says(file) -> None:
    kept = file.read_text("utf-8") if file.is_file() else ""
    assert kept == documents()[file], "run: python -m scripts.reference"


def test_every_command_key_action_rule_and_check_is_there() -> None:
    made = documents()[REFERENCE]
    for heading in (command.name for command in commands()):
        assert f"\n### {heading}\n" in made
    for name in (*(k.name for k in keys()), *KEYS, *get_args(Action), *RULES, *LEFT):
        assert f"| `{name}` | " in made, name
    for check in CHECKS:
        assert f"| `{check.name}` | {check.severity} | " in made
    assert all(f"### `{table}`" in made for table, _ in tables() if table)


def test_the_commands_are_those_of_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    listed = re.findall(r"^    ([a-z-]+)(?:  |$)", capsys.readouterr().out, re.M)
    assert {*listed} == {command.name for command in commands()}


def test_the_keys_are_those_that_a_new_book_is_given() -> None:
    named = re.findall(r"^(?:# )?\[*(\w+)\]*(?: +=|\]| *#)|^(?:# )?(\w+) *=", TEMPLATE, re.M)
    given = {name for pair in named for name in pair if name}
    assert {key.name for key in keys()} <= given


class Silent:
    field: int
    told: int
    """It is told."""


def test_what_says_nothing_cannot_be_written() -> None:
    assert fields_told(Silent) == {"field": "", "told": "It is told."}
    with pytest.raises(ValueError, match="nothing is said of Silent"):
        told(Silent)
