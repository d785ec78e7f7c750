"""Every file under tests/cases/checks/<check>/ is a test of that check alone.

`raw` is a book, `language` its language (English where it is not said); `asked` has a line for each
question: the stretch of the raw text that it is about, and behind arrows what is proposed for it.
`decisions` are what was decided before, as `tests.decided` reads it.
A file without `asked` is one where the check must be silent.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.checks.catalogue import CHECKS
from pipeline.checks.check import Check, run
from pipeline.checks.proof import Proof, proof_of_text
from pipeline.checks.structure.repeated import _passages, repeated_passage
from pipeline.checks.words.spelling import misread_word
from pipeline.decisions.settle import Settled
from pipeline.model.finding import Finding
from pipeline.model.settings import Settings
from pipeline.stages import finished
from tests.cases import case_id, cases, read_case
from tests.decided import decisions
from tests.dump import source_of

BY_NAME = {check.name: check for check in CHECKS}
CASES = cases("checks")
ARROW = " → "


def lines(findings: list[Finding], raw: str) -> Iterator[str]:
    for each in sorted(findings, key=lambda finding: finding.where):
        shown = " ".join(raw[slice(*each.where)].split())
        yield ARROW.join([shown, *(proposal.new for proposal in each.proposals)]).strip()


@pytest.mark.parametrize("path", CASES, ids=case_id)
def test_case(path: Path) -> None:
    case = read_case(path)
    source, settings = source_of(case["raw"]), Settings(language=case.get("language", "en"))
    settled = Settled(tuple(decisions(source.text, case.get("decisions", ""))))
    book = finished(source, settings, "case", settled)
    found = list(run(BY_NAME[path.parent.name], Proof(source, book, settings)))
    assert list(lines(found, source.text)) == case.get("asked", "").splitlines()
    assert all(0 <= each.where[0] <= each.where[1] <= len(source.text) for each in found)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)
def test_every_check_has_an_example(check: Check) -> None:
    assert ">>>" in (check.function.__doc__ or "")


def test_a_word_that_no_list_has_may_stand_in_the_book_hundreds_of_times() -> None:
    proof = proof_of_text(*["The gromble was old, and no tbe mill."] * 300)
    assert not any("gromble" in query.message for query in misread_word(proof))


def test_a_text_that_repeats_itself_is_asked_about_once() -> None:
    page = " ".join(f"word{chr(97 + k // 26)}{chr(97 + k % 26)}" for k in range(201))
    asked = list(repeated_passage(proof_of_text(*[page] * 9)))
    assert [query.message[:16] for query in asked] == ["these 804 words "]


class Counted(str):
    """A word that counts how often words are compared."""

    __slots__ = ()
    times = 0
    __hash__ = str.__hash__

    def __eq__(self, other: object) -> bool:
        Counted.times += 1
        return super().__eq__(other)


def test_words_are_compared_in_proportion_to_a_text_that_repeats_a_few() -> None:
    def compared(times: int) -> int:
        before = Counted.times
        words = [
            Counted(word) for _ in range(times) for word in "a word and other words of".split()
        ]
        assert list(_passages(words)) == []
        return Counted.times - before

    assert compared(2000) < 2.2 * compared(1000)
