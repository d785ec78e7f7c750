"""Grammar is asked about in English, where book.toml asks for it, and old prose is left alone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from pipeline.checks.check import run
from pipeline.checks.grammar import CHECKS
from pipeline.checks.proof import Proof
from pipeline.model.settings import Checks, Settings
from pipeline.stages import finished
from tests.dump import source_of

FAULTS = (
    "The new rules will allow to sell all the mills of the valley at once. It was done despite of\n"
    "the flood, and the miller looked forward to meet an new owner, a honest man from the town.\n"
)
OLD = (
    "It was an hundred years since an historian, or rather an humble clerk, had wrote of it. If\n"
    "he were come again, whom should he find? Them that dwelt here are gone; ’tis an union of two\n"
    "mills, which the one burnt, and the other is like to burn; nor ever had he such an heir.\n"
)


def asked(raw: str, tag: str, grammar: bool) -> Iterator[str]:
    source, settings = source_of(raw), Settings(language=tag, checks=Checks(grammar=grammar))
    proof = Proof(source, finished(source, settings, "case"), settings)
    for finding in run(CHECKS[0], proof):
        yield raw[slice(*finding.where)]


def test_faults_are_found_where_they_are_asked_for() -> None:
    found = [*asked(FAULTS, "en", True)]
    assert "allow to sell" in found
    assert any("despite of" in each for each in found)
    assert "an" in found


@pytest.mark.parametrize(("raw", "tag", "grammar"), [(FAULTS, "en", False), (FAULTS, "de", True)])
def test_nothing_is_asked_elsewhere(raw: str, tag: str, grammar: bool) -> None:
    assert [*asked(raw, tag, grammar)] == []


def test_old_prose_is_left_alone() -> None:
    assert [*asked(OLD, "en", True)] == []


def test_a_fault_behind_many_others_has_its_own_place() -> None:
    raw = "The mill stood there, and so did the dam, for many years.\n\n" * 2_000 + FAULTS
    assert "allow to sell" in [*asked(raw, "en", True)]
