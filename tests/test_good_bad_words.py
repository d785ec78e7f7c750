"""The good and the bad words of a book."""

from __future__ import annotations

import pytest

from pipeline.checks.families import findings
from pipeline.checks.proof import Proof
from pipeline.decisions.make import Maker
from pipeline.decisions.settle import settle
from pipeline.decisions.words import bad_words, good_words, suspect
from pipeline.errors import RecensionError
from pipeline.model.settings import Settings
from pipeline.stages import finished
from tests.dump import source_of


def test_words_that_are_suspected_or_good_are_told_until_that_is_taken_back() -> None:
    source = source_of("The tom sail of the Lodz mill.\n")
    maker = Maker(source, "Ann")
    bad = suspect(maker, "tom", "torn", note="m for rn")
    good = maker.make("keep", (20, 24), check="unknown-word", scope="every")
    here = maker.make("keep", (25, 29), check="unknown-word")
    made = [bad, good, here]
    assert (bad_words(made), good_words(made)) == ([bad], [good])
    made += [maker.undo(bad), maker.undo(good)]
    assert (bad_words(made), good_words(made)) == ([], [])
    with pytest.raises(RecensionError, match="'to' does not stand there"):
        suspect(maker, "to")


def test_readers_suspect_a_word_for_different_others_without_a_conflict() -> None:
    source = source_of("The tom sail.\n")
    made = [
        suspect(Maker(source, who), "tom", new) for who, new in (("Ann", "torn"), ("Ben", "ton"))
    ]
    assert not settle(source, made).findings
    book = finished(source, Settings(), "case", settle(source, made))
    (asked,) = [f for f in findings(Proof(source, book)) if f.check == "bad-word"]
    assert [each.new for each in asked.proposals] == ["torn", "ton"]
    kept = Maker(source, "Cid").keep(asked)
    book = finished(source, Settings(), "case", settle(source, [*made, kept]))
    assert not [f for f in findings(Proof(source, book)) if f.check == "bad-word"]
