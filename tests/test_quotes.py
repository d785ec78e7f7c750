"""Quotations as they are read in a paragraph, and as the checks read them over a whole book."""

from __future__ import annotations

import pytest

from pipeline.checks.quotes.reading import Quotations, read_quotations
from pipeline.conventions.house import House, house_of
from pipeline.conventions.quotes.marks import read_marks, read_paragraph
from pipeline.conventions.quotes.paragraph import DEEPEST, Open, State, push, side_of
from pipeline.language import language

LONG = "it went " * 300


def house(string: str, tag: str) -> House:
    return house_of(string, language(tag))


def as_set(string: str, tag: str) -> str:
    """Set the marks of a text; those that are asked about are in brackets."""
    done, at = "", 0
    for each in sorted(read_marks(string, house(string, tag))):
        done += string[at : each.start] + (each.new if each.sure else f"[{each.new}]")
        at = each.end
    return done + string[at:]


@pytest.mark.parametrize(
    ("tag", "string", "expected"),
    [
        # What stands beside a mark leaves open which it is: then what is open tells.
        ("en", '"No" "yes" said "so', "“No” “yes” said [“]so"),
        ("en", 'a"b"c', "a“b”c"),
        ("en", 'He " said " no', "He “ said ” no"),
        ("en", 'He " said "no"', "He [“] said “no”"),
        ("en", 'said "no\'s" x', "said “no’s” x"),
        # Within one another, and not closed.
        ("en", '"one "two" three"', "“one ‘two’ three”"),
        ("en", '"one "two "three"', "[“]one [“]two “three”"),
        ("fr", '"un "deux" trois"', "«un “deux” trois»"),
        ("en", '"He said \'no" and left.', "“He said [’]no” and left."),
        ("en", "He said 'Don't and left", "He said [‘]Don’t and left"),
        ("en", "'He said \"no' and left.", "[‘]He said [“]no’ and left."),
        ("en", "'no 'yes' x", "[’]no ‘yes’ x"),
        # Inches and feet.
        ("en", "9\" nail of 5' x", "9\" nail of 5' x"),
        ("en", '"9" nail', "“9” nail"),
        ("en", '"9" nail"', "“9[”] nail[”]"),
        ("en", "\"He is 5' 6\" tall,\" he said", "“He is 5' 6\" tall,” he said"),
        ("en", "So.\n\n\"4° 12' 30\" north,\" he said", "So.\n\n“4° 12' 30\" north,” he said"),
        # A single mark behind a letter may end a word, or what is quoted.
        ("en", "He took the boys' boat, 'and left.'", "He took the boys’ boat, ‘and left.’"),
        ("en", "'The boys' boat 'and left.'", "[‘]The boys’ boat ‘and left.’"),
        ("en", "'We saw the boys' boat.' So", "‘We saw the boys’ boat.’ So"),
        ("en", "He said 'the boys' and went'.", "He said [’]the boys’ and went’."),
        ("en", "He said 'the boys' And 'no.'", "He said ‘the boys’ And ‘no.’"),
        ("en", "He said 'one two' and", "He said ‘one two’ and"),
        ("en", "'Boys' and girls", "‘Boys’ and girls"),
        ("en", "Said 'THE BOYS' BOAT WENT.' So", "Said ‘THE BOYS’ BOAT WENT.’ So"),
        ("en", "said no,' he", "said no,[’] he"),
        # Nothing that is far off, or in another paragraph, says which of both.
        ("en", "Said 'the boys' And.\n\nNo.' So", "Said ‘the boys’ And.\n\nNo.[’] So"),
        ("en", f"Said 'the boys' And {LONG}.' So", f"Said ‘the boys’ And {LONG}.[’] So"),
        ("en", "He—'no'—said", "He—‘no’—said"),
        # A word that begins with an apostrophe, straight or turned the wrong way.
        ("en", "'No, 'tis,' he said", "‘No, ’tis,’ he said"),
        ("en", "‘em and ‘tis here", "’em and ’tis here"),
        ("en", "‘’Tis’ said he, and ‘tis gone", "‘’Tis’ said he, and ’tis gone"),
        ("en", "‘No he said and went", "‘No he said and went"),
        ("en", "‘Tis late,’ he said", "‘Tis late,’ he said"),
        ("en", "He wrote 'tis' here", "He wrote ‘tis’ here"),
        ("en", f"‘Tis late. {LONG} ’", f"’Tis late. {LONG} ’"),
        ("en", "‘Twas’ is said here", "‘Twas’ is said here"),
        ("en", "x‘em and", "x‘em and"),
        ("de", "‚Nein‘ und ‘em", "‚Nein‘ und ‘em"),
        # An accent that was torn from its letter is no mark.
        ("en", "He called it 'the caf´e' and left.", "He called it ‘the caf´e’ and left."),
        ("de", "Cafe´ und Hotel´ und", "Cafe´ und Hotel’ und"),
        # Marks of another language.
        ("de", "„Nein” und „ja”", "„Nein“ und „ja“"),
        ("de", "„Er sagte ”nein“ und", "„Er sagte ”nein“ und"),
        ("de", "Er sagte” und »nein” und", "Er sagte” und »nein” und"),
        ("de", "‚Nein” und „Nein ‚ja” und", "‚Nein” und „Nein ‚ja” und"),
    ],
)  # fmt: skip
def test_marks_of_a_paragraph_are_set(tag: str, string: str, expected: str) -> None:
    assert as_set(string, tag) == expected
    readings = read_marks(string, house(string, tag))
    assert {each.role for each in readings} <= {"open", "close", "apostrophe"}


@pytest.mark.parametrize(
    ("string", "unclosed", "unopened", "turned", "nested"),
    [
        ("“He said ‘no and left.” So.", [9], [], [], []),
        ("“One “two” three”", [], [], [], [(5, 10)]),
        ("“One “two” three “four ", [0], [], [], []),
        ("“a\n“b” c", [], [], [], []),
        ("“a “b “c” d", [0, 3], [], [], []),
        ("”No,“ he said.", [], [], [(0, "“"), (4, "”")], []),
        ("“No” “yes“ he", [], [], [(9, "”")], []),
        ("“No ‘yes“ he", [], [], [(8, "”")], []),
        ("No“ he", [], [2], [(2, "”")], []),
        ("‘No,‘ he", [], [], [(4, "’")], []),
        ("He said” no.’ He", [], [7, 12], [], []),
        ("no’ He ’tis", [], [], [], []),
        ("‘I saw O’Brien,’ he said", [], [], [], []),
    ],
)
def test_faults_of_printed_marks_are_known_by_their_places(
    string: str,
    unclosed: list[int],
    unopened: list[int],
    turned: list[tuple[int, str]],
    nested: list[tuple[int, int]],
) -> None:
    state = read_paragraph(string, 0, len(string), house(string, "en"))
    assert [each.open.at for each in state.unclosed] == unclosed
    assert (state.unopened, [*map(tuple, state.turned)], state.nested) == (unopened, turned, nested)


@pytest.mark.parametrize(
    ("string", "side"),
    [
        ("he [''] no", ""), ("he ['']\"No", "open"), ("\"No\"['] he", "close"),
        ("say [\"]'no", "open"), ("no'[\"], he", "close"), ("he—[\"]no", "open"),
        ("no[\"]—he", "close"), ("he—[\"]—no", ""), ("—[\"]?", "close"), ("([\"]no", "open"),
        ("no[\"])", "close"), ("a[\"]b", ""), ("[\"]no", "open"), ("no[\"]", "close"),
        ("he [\"]...and", "open"), ("he [\"]…and", "open"), ("no[\"]...", "close"),
        ("-[\"]5", "open"), ("5[\"]-", "close"), ("?—[\"]—?", ""),
    ],
)  # fmt: skip
def test_what_stands_beside_a_mark_says_on_which_side_it_is(string: str, side: str) -> None:
    start, end = string.index("["), string.index("]") - 1
    plain = string.replace("[", "", 1).replace("]", "", 1)
    for before in ("", "Said\n\n"):
        state = State(f"{before}{plain}\n\n?", len(before), len(before + plain), house("", "en"))
        assert side_of(state, start + len(before), end + len(before)) == side


def test_what_opens_more_quotations_than_there_can_be_has_not_closed_the_first() -> None:
    state = State("", 0, 0, house("", "en"))
    for at in range(DEEPEST + 1):
        assert state.unclosed == []
        push(state, Open(True, "”", None, at))
    assert [(each.open.at, each.before) for each in state.unclosed] == [(0, DEEPEST)]
    assert [each.at for each in state.stack] == [*range(1, DEEPEST + 1)]


def read(string: str, tag: str = "en") -> Quotations:
    return read_quotations(string, language(tag))


def test_each_line_of_verse_may_begin_with_the_mark() -> None:
    found = read("“The wheel goes round,\n“The water falls.”")
    assert (found.unclosed, found.unopened) == ([], [])


def test_one_mark_may_close_two_quotations_in_guillemets() -> None:
    found = read("«Он сказал: «колеса больше нет».\n\nИ ушел.", "ru")
    assert (found.unclosed, found.unopened) == ([], [])


def test_a_quotation_does_not_go_on_over_the_end_of_a_chapter() -> None:
    found = read("“Open.\n\n\n\f\n\nShut.”")
    assert [each.open.at for each in found.unclosed] == [0]
    assert len(found.unopened) == 1


def test_a_book_that_quotes_in_its_own_way_is_not_understood() -> None:
    assert read("He said “no. " * 3).understood
    assert not read("He said “no.\n\n" * 99).understood
