"""Two damaged copies of one invented book: what differs is found, and what is only form is not."""

from __future__ import annotations

import random
from io import StringIO
from pathlib import Path
from textwrap import fill

import pytest
from rich.console import Console

from pipeline import build
from pipeline.build import recovered
from pipeline.checks.proof import Proof, proof_of_text
from pipeline.cli import main
from pipeline.collate import Collation, collate
from pipeline.collate.align import Match, Region, matches
from pipeline.collate.difference import Difference
from pipeline.collate.stream import Stream
from pipeline.collate.summary import summary
from pipeline.errors import RecensionError
from pipeline.manuscript.folder import find_book
from pipeline.model.finding import Finding
from pipeline.model.pieces import pieces_of, string_of
from pipeline.model.settings import Settings
from pipeline.stages import finished
from tests.dump import source_of

PAGES = [
    """The Ferry

Nobody in the village could say who had built the ferry, or when
the first rope was laid across the river.1 The oldest of the men
remembered that his grandmother had paid a penny for it.

The ferryman was called Absalom. He lived alone on the farther
bank, in a house of tarred boards, and kept a goat.

1 It was of hemp, and had to be tarred in every spring.
""",
    """In the winter he took down the rope and mended it by the fire.
He was a modern man in his way: he owned a barometer, and he was
the first in the county who read the newspaper to the end.

On market days the carts stood in a row as far as the chapel, and
the drivers called to him across the water, “Absalom, make haste!”

But he had never made haste, and he saw no reason to begin.2

2 So at least the schoolmaster says, who wrote down what he heard.
""",
    """When the bridge was opened the ferry stood idle. Absalom sold the
goat and the barometer, and sat on the landing stage till evening
with his hands on his knees, counting the carts that went over.

He counted four hundred and twelve, and then he went to bed.
""",
]
BOOK = "\f".join(PAGES)


def proof(raw: str, **settings: str) -> Proof:
    source = source_of(raw)
    given = Settings(language="en", **settings)  # type: ignore[arg-type]
    return Proof(source, finished(source, given, "ferry"), given)


def collated(ours: str, theirs: str) -> Collation:
    return collate(proof(ours), proof(theirs), "scan")


def changed(*pairs: tuple[str, str], text: str = BOOK) -> str:
    for old, new in pairs:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


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


def test_the_command_lists_the_differences(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ours, theirs = tmp_path / "ours.txt", tmp_path / "theirs.txt"
    ours.write_text(changed(("modern man", "modem man")), encoding="utf-8")
    theirs.write_text(BOOK, encoding="utf-8")
    assert main(["collate", str(ours), str(theirs)]) == 0
    shown = capsys.readouterr().out
    assert '"modem" here, "modern" in theirs.txt' in " ".join(shown.split())
    assert shown.rstrip().splitlines()[-1].split() == ["all", "1"]
    theirs.write_text(BOOK.replace("Nobody", "And nobody"), encoding="utf-8")
    ours.write_text("\f".join([PAGES[0], PAGES[2]]), encoding="utf-8")
    assert main(["collate", str(ours), str(theirs), "--format", "json"]) == 1
    assert '"check": "collation"' in capsys.readouterr().out


def test_what_the_other_copy_has_right_can_be_accepted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    damaged = changed(
        ("modern man", "modem man"),
        ("kept a goat", "kept goat"),
        ("four hundred", "four hun\ufffdred"),
        ("tarred boards", "tarredboards"),
        ("the chapel, and", "the chapel and"),
    ).replace("the rope", "tbe rope")
    book, scan = tmp_path / "ferry", tmp_path / "scan.txt"
    (book / "source").mkdir(parents=True)
    (book / "book.toml").write_text('language = "en"\n', encoding="utf-8")
    (book / "source/raw.txt").write_text(damaged, encoding="utf-8")
    scan.write_text(changed(("a barometer", "a barorneter")), encoding="utf-8")
    assert main(["accept", str(book), "collation", "--with", str(scan), "--at-least", "0.6"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 6
    _, made = recovered(find_book(str(book)))
    wanted = proof(BOOK)
    assert string_of(pieces_of(made)) == wanted.string
    assert main(["dismiss", str(book), "collation", "--with", str(scan)]) == 0
    assert collate_again(book, scan) == []


def collate_again(book: Path, scan: Path) -> list[Finding]:
    return build.collated(find_book(str(book)), find_book(str(scan))).findings


def test_a_collation_is_accepted_with_the_copy_and_no_other_check(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["accept", str(tmp_path), "collation"]) == 2
    assert main(["accept", str(tmp_path), "lost-letter", "--with", "scan.txt"]) == 2
    assert capsys.readouterr().err.count("give --with OTHER") == 2


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
