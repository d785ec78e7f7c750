"""Two damaged copies of one invented book: what differs is found, and what is only form is not."""

from __future__ import annotations

import random
from io import StringIO
from textwrap import fill

import pytest
from rich.console import Console

from pipeline.checks.proof import proof_of_text
from pipeline.collate import Collation, collate
from pipeline.collate.align import Match, Region, matches
from pipeline.collate.difference import Difference
from pipeline.collate.stream import Stream
from pipeline.collate.summary import summary
from pipeline.errors import RecensionError
from pipeline.model.finding import Finding
from tests.ferry import BOOK, PAGES, changed, proof


def collated(ours: str, theirs: str) -> Collation:
    return collate(proof(ours), proof(theirs), "scan")


def only(made: Collation) -> Finding:
    (finding,) = made.findings
    return finding


def accepted(raw: str, finding: Finding) -> str:
    """Put the first proposal into the raw text."""
    proposal = finding.proposals[0]
    start, end = proposal.at or finding.where
    return raw[:start] + proposal.new + raw[end:]


def test_a_copy_of_the_same_words_has_no_difference() -> None:
    assert collated(BOOK, BOOK).differences == []


def test_lines_pages_and_forms_are_no_difference() -> None:
    rewrapped = "\f".join(
        "\n\n".join(fill(paragraph, 40) for paragraph in page.split("\n\n")) for page in PAGES
    )
    other = changed(
        ("modern man", "mod-\nern man"),
        ("“Absalom, make haste!”", '"Absalom, make haste!"'),
        ("first in", "\ufb01rst in"),
    )
    assert collated(BOOK, other).differences == []
    assert collated(BOOK, rewrapped).differences == []


@pytest.mark.parametrize(
    ("old", "new", "kind", "shown"),
    [
        ("modern man", "modem man", "letters", "modern"),
        ("barometer, and he", "barometer, and be", "letters", "he"),
        ("Absalom sold", "Absa\ufffdom sold", "letters", "Absalom"),
        ("tarred boards", "tarredboards", "division", "tarred boards"),
        ("grandmother had", "grand mother had", "division", "grandmother"),
        ("the ferry stood", "the Ferry stood", "case", "ferry"),
        ("a house of", "a cabin of", "word", "house"),
    ],
)
def test_a_misread_word_is_one_difference_with_the_right_answer(
    old: str, new: str, kind: str, shown: str
) -> None:
    damaged = changed((old, new))
    made = collated(damaged, BOOK)
    assert [each.kind for each in made.differences] == [kind]
    finding = only(made)
    assert finding.check == "collation"
    assert finding.proposals[0].new == shown
    assert accepted(damaged, finding) == BOOK


def test_a_quotation_mark_that_is_turned_is_a_difference() -> None:
    finding = only(collated(changed(("haste!”", "haste!“")), BOOK))
    assert finding.proposals[0].new == "”"


def test_the_likelier_reading_is_said_to_be_so() -> None:
    ours = only(collated(changed(("modern", "modem")), changed(("modern", "rnodern"))))
    assert (ours.severity, ours.certainty < 0.4) == ("advice", True)
    assert "the former is likelier" in ours.message
    theirs = only(collated(changed(("Absalom sold", "Absa1om sold")), BOOK))
    assert (theirs.severity, theirs.certainty > 0.9) == ("query", True)
    assert "the latter is likelier (a word of the language, 2 times elsewhere)" in theirs.message


def test_a_hyphen_at_a_line_s_end_proves_nothing_and_a_soft_one_much() -> None:
    tarred, soft = changed(("tarred boards", "newtarred boards")), "new\u00ad\ntarred boards"
    hyphen, at_end = "new-tarred boards", "new-\ntarred boards"
    within = only(collated(tarred, changed(("tarred boards", hyphen))))
    at_line_end = only(collated(tarred, changed(("tarred boards", at_end))))
    against_soft = only(
        collated(changed(("tarred boards", soft)), changed(("tarred boards", hyphen)))
    )
    assert within.certainty > at_line_end.certainty > against_soft.certainty
    assert against_soft.severity == "advice"


def test_a_lost_letter_that_the_other_copy_has_is_an_error() -> None:
    finding = only(collated(changed(("Absalom sold", "Absa\ufffdom sold")), BOOK))
    assert finding.severity == "error"


@pytest.mark.parametrize(
    ("old", "new", "action"),
    [
        ("goat.\n", "goat\n", "insert"),
        ("in a row as", "in row as", "insert"),
        ("kept a goat", "kept a a goat", "delete"),
        ("evening\n", "evening,\n", "delete"),
        ("to bed.", "bed.", "insert"),
        ("“Absalom, make", "Absalom, make", "insert"),
    ],
)
def test_what_only_one_copy_has_is_put_in_or_taken_out(old: str, new: str, action: str) -> None:
    damaged = changed((old, new))
    finding = only(collated(damaged, BOOK))
    assert finding.proposals[0].action == action
    assert accepted(damaged, finding) == BOOK


def test_like_differences_are_one_question() -> None:
    damaged = BOOK.replace("the rope", "tbe rope").replace("the bridge", "tbe bridge")
    damaged = damaged.replace("the carts", "tbe carts")
    finding = only(collated(damaged, BOOK))
    assert len(finding.also) == 3
    assert "so at 4 places" in finding.message
    assert {damaged[start:end] for start, end in (finding.where, *finding.also)} == {"tbe"}


def test_a_page_that_our_copy_lacks_is_an_error_with_its_length() -> None:
    made = collated("\f".join([PAGES[0], PAGES[2]]), BOOK)
    kinds = {each.kind for each in made.differences}
    assert kinds == {"missing"}
    errors = [each for each in made.findings if each.severity == "error"]
    assert len(errors) == len(made.findings) == 2  # of the text, and of the notes
    assert "In the winter he took down" in errors[0].message
    assert errors[0].message.startswith("80 words of scan are not here")


def test_a_page_that_the_other_copy_lacks_is_advice() -> None:
    made = collated(BOOK, "\f".join([PAGES[0], PAGES[2]]))
    assert {(each.severity, each.certainty) for each in made.findings} == {("advice", 0.3)}


def test_a_paragraph_that_stands_twice_is_an_error() -> None:
    paragraph = "He counted four hundred and twelve, and then he went to bed.\n"
    made = collated(BOOK + "\n" + paragraph, BOOK)
    finding = only(made)
    assert finding.severity == "error"
    assert "stand here twice" in finding.message


def test_a_passage_in_another_place_is_compared_there() -> None:
    first, second = "On market days", "But he had never"
    start, middle = BOOK.index(first), BOOK.index(second)
    end = BOOK.index("2 So at least")
    swapped = BOOK[:start] + BOOK[middle:end] + BOOK[start:middle] + BOOK[end:]
    made = collated(swapped.replace("drivers called", "drivers ealled"), BOOK)
    assert sorted(each.kind for each in made.differences) == ["letters", "order"]
    assert "stands in another place in scan" in " ".join(f.message for f in made.findings)


def test_a_running_head_that_one_copy_left_in_the_text_goes() -> None:
    head = "THE FERRY OF ABSALOM"
    pages = [f"{k}      {head}\n\nThe {k} carts went over. " + "So it was. " * k for k in range(9)]
    ours = proof(BOOK.replace("\fWhen", f"\f{head}\n\nWhen"))
    theirs = proof(BOOK + "\f" + "\f".join(pages))
    assert sum(head in str(each.text) for each in theirs.book.furniture) == 9
    made = collate(ours, theirs)
    (asked,) = [each for each in made.findings if "furniture of the page" in each.message]
    assert asked.proposals[0].action == "furniture"


def test_a_marker_that_only_the_other_copy_has_is_set_where_it_has_it() -> None:
    damaged = changed(("begin.2", "begin."))
    finding = only(collated(damaged, BOOK))
    assert finding.severity == "error"
    assert finding.message == 'note 2 has no marker here, but after "begin" in scan'
    (answer,) = finding.proposals
    point = damaged.index("begin.") + len("begin.")
    assert (answer.action, answer.new, answer.at) == ("note", "marker n2", (point, point))


def test_a_marker_in_another_place_is_asked_about() -> None:
    finding = only(collated(changed(("the river.1", "the1 river.")), BOOK))
    assert finding.severity == "query"
    assert 'stands after "the" here, but after "river" in scan' in finding.message


def test_two_works_are_not_collated() -> None:
    other = "Of bees there are many kinds, and most of them live alone under ground.\n" * 3
    with pytest.raises(RecensionError, match="stand in both"):
        collated(BOOK, other)


def test_a_long_text_with_a_missing_and_a_doubled_part_is_aligned() -> None:
    lot = random.Random(5)
    words = [f"w{lot.randrange(900)}" for _ in range(30_000)]
    other = [*words[:4000], *words[4600:20_000], *words[19_000:]]
    for k in range(0, len(other), 97):
        other[k] = "misread"
    found = matches(words, other, Region(0, len(words), 0, len(other)))
    alike = sum(match.size for match in found)
    assert alike >= len(words) - 600 - len(other) // 97 - 30
    assert all(words[m.a : m.a_end] == other[m.b : m.b_end] and isinstance(m, Match) for m in found)


def test_a_text_that_says_everything_several_times_is_aligned() -> None:
    lot = random.Random(7)
    part = [f"w{lot.randrange(400)}" for _ in range(3000)]
    words, other = part * 3, [*part, *part[:1500], *part[1501:], *part]
    found = matches(words, other, Region(0, len(words), 0, len(other)))
    assert sum(match.size for match in found) == len(other)


def test_letters_do_nothing_to_the_summary_of_what_differs() -> None:
    proofs = [proof_of_text(text) for text in ("m[b]ll", "m\u202e\x1b!ll")]
    ours, theirs = (
        Stream(each, [each.string], [(each.starts[0], len(each.string))], [0], 1) for each in proofs
    )
    shown = StringIO()
    Console(file=shown, width=200).print(
        summary(ours, theirs, [Difference("letters", Region(0, 1, 0, 1))] * 2)
    )
    assert "[b] → ⇦␛! 2" in shown.getvalue()
