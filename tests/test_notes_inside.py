"""Notes inside the bodies of others: set on one line, or called from there."""

from __future__ import annotations

import pytest

from pipeline.conventions.markers import spots
from pipeline.model.text import Mark, Text
from pipeline.notes.bodies import Body
from pipeline.notes.inside import Inner, notes_to_notes, parted, with_lines
from pipeline.notes.markers import Candidate


def body(label: str, *paragraphs: str, page: int = 4, **more: object) -> Body:
    """Make a body of paragraphs, their lines parted by line ends."""
    at = 0
    made = []
    for paragraph in paragraphs:
        lines = []
        for line in paragraph.split("\n"):
            lines.append(Text.raw(line, at))
            at += len(line) + 1
        made.append(tuple(lines))
    return Body(label, page, (7,), 0, tuple(made), **more)  # type: ignore[arg-type]


def called(*labels: str, page: int = 4) -> list[Candidate]:
    """Give markers in the text that have no body."""
    return [Candidate(0, 5, 6, label, page, 3.0, "raised", 5) for label in labels]


def shown(bodies: list[Body]) -> list[tuple[str, list[str]]]:
    """Give labels and paragraphs, lines parted by a bar."""
    return [
        (each.label, ["|".join(map(str, lines)) for lines in each.paragraphs]) for each in bodies
    ]


@pytest.mark.parametrize(
    ("label", "lines", "absent", "expected"),
    [
        ("1", "Ibid. 2 See above.", ["2"], [("1", ["Ibid. "]), ("2", ["See above."])]),
        ("1", "Ibid.\n[2] See above.", ["2"], [("1", ["Ibid."]), ("2", ["See above."])]),
        ("1", "Ibid. (2). “So.”", ["2"], [("1", ["Ibid. "]), ("2", ["“So.”"])]),
        ("9", "Ibid. 10 (In part.)", ["10"], [("9", ["Ibid. "]), ("10", ["(In part.)"])]),
        ("a", "Ibid. b See above.", ["b"], [("a", ["Ibid. "]), ("b", ["See above."])]),
        ("*", "Ibid. † See above.", ["†"], [("*", ["Ibid. "]), ("†", ["See above."])]),
        ("*", "Ibid. * See above.", ["*"], [("*", ["Ibid. "]), ("*", ["See above."])]),
        (
            "1",
            "Ibid. 2 See above. 3 No.\nIt stands.",
            ["2", "3"],
            [("1", ["Ibid. "]), ("2", ["See above. "]), ("3", ["No.|It stands."])],
        ),
    ],
)
def test_a_body_is_parted_where_the_next_note_begins(
    label: str, lines: str, absent: list[str], expected: list[tuple[str, list[str]]]
) -> None:
    assert shown(parted([body(label, lines)], called(*absent))) == expected


@pytest.mark.parametrize(
    ("label", "lines", "absent"),
    [
        ("1", "Ibid. 3 See above.", ["3"]),  # not the next
        ("1", "Ibid. 2 See above.", []),  # nobody calls it
        ("1", "At noon 2 men came.", ["2"]),  # no sentence ends there
        ("1", "2 See above.", ["2"]),  # nothing stands before it
        ("1", "Ibid. 2 or 3.5", ["3"]),
        ("1", "Ibid. 2, 3.", ["2"]),  # no word follows
        ("1", "Ibid. 12 See above.", ["2"]),  # another number's end
        ("a", "Ibid. a See above.", ["a"]),  # a letter is no sign for all notes
        ("", "Ibid. 2 See above.", ["2"]),
        ("b", "Ibid. a See above.", ["a"]),
    ],
)
def test_a_body_stays_whole_where_no_note_begins(label: str, lines: str, absent: list[str]) -> None:
    whole = [body(label, lines)]
    assert parted(whole, called(*absent)) == whole


@pytest.mark.parametrize(("page", "parts"), [(2, 1), (3, 2), (4, 2), (5, 1)])
def test_its_marker_stands_on_the_same_page_or_the_one_before(page: int, parts: int) -> None:
    assert len(parted([body("1", "Ibid. 2 See above.")], called("2", page=page))) == parts


def test_what_follows_goes_with_the_second_note() -> None:
    whole = body("1", "A first.", "Ibid. 2 See above.\nAnd below.", "A verse")
    whole = with_kinds(whole, {0: "verse", 2: "verse"})
    first, second = parted([whole], called("2"))
    assert shown([first, second]) == [
        ("1", ["A first.", "Ibid. "]),
        ("2", ["See above.|And below.", "A verse"]),
    ]
    assert second.kinds == {1: "verse"}
    assert second.at == whole.paragraphs[1][0].origin(len("Ibid. "))
    assert second.paragraphs[0][0].runs[0].rule == "note-label"


def test_no_note_begins_within_what_is_no_paragraph() -> None:
    whole = with_kinds(body("1", "Ibid. 2 See above."), {0: "verse"})
    assert parted([whole], called("2")) == [whole]


def test_a_note_that_begins_a_paragraph_leaves_no_empty_one() -> None:
    whole = body("1", "Ibid.\n2 See above.", "More.")
    assert shown(parted([whole], called("2"))) == [
        ("1", ["Ibid."]),
        ("2", ["See above.", "More."]),
    ]


def with_kinds(whole: Body, kinds: dict[int, str]) -> Body:
    """Give a body with some of its paragraphs being something else."""
    return Body(whole.label, whole.page, whole.lines, whole.at, whole.paragraphs, kinds)


def inner(index: int, place: tuple[int, int], line: str, label: str) -> Inner:
    """Give the marker of a label that stands in a line."""
    found = [spot for spot in spots(line, []) if spot.label == label and spot.start]
    return Inner(index, *place, max(found, key=lambda spot: spot.weight))


def test_the_marker_of_a_note_to_a_note_is_found_in_the_note() -> None:
    lines = ["It stands so.", "And so on.[2] Also."]
    bodies = [body("1", "First.", "\n".join(lines)), body("2", "The second.")]
    assert notes_to_notes(bodies, {0}) == {1: inner(0, (1, 1), lines[1], "2")}


@pytest.mark.parametrize(
    ("linked", "page", "before"),
    [({0, 1}, 4, 0), ({0}, 6, 0), ({0}, 4, 3)],
    ids=["it is linked", "two pages off", "more than three notes before"],
)
def test_no_marker_is_looked_for_far_off_or_for_linked_notes(
    linked: set[int], page: int, before: int
) -> None:
    between = [body("", "Nothing.") for _ in range(before)]
    bodies = [body("1", "And so on.[2] Also."), *between, body("2", "The second.", page=page)]
    assert notes_to_notes(bodies, linked | set(range(2, before))) == {}


def test_a_marker_is_taken_once() -> None:
    line = "And so on.[*] Also."
    bodies = [body("1", line), body("*", "One."), body("*", "Another.")]
    assert notes_to_notes(bodies, {0}) == {1: inner(0, (0, 0), line, "*")}


def test_of_two_markers_side_by_side_each_is_one() -> None:
    line = "And so on.[2][3] Also."
    bodies = [body("1", line), body("2", "One."), body("3", "Another.")]
    assert notes_to_notes(bodies, {0}) == {k: inner(0, (0, 0), line, str(k + 1)) for k in (1, 2)}


def test_a_raised_figure_in_a_note_is_a_marker() -> None:
    plain = body("1", "In 1840 and 3 2 more came.")
    line = plain.paragraphs[0][0]
    at = str(line).index("2 more")
    raised = with_lines(plain, {(0, 0): line.mark(Mark("superscript", at, at + 1))})
    second = body("2", "The second.")
    assert notes_to_notes([plain, second], {0}) == {}
    assert [each.spot[:2] for each in notes_to_notes([raised, second], {0}).values()] == [
        (at, at + 1)
    ]


def test_what_stands_first_in_a_line_is_a_label_and_no_marker() -> None:
    bodies = [body("1", "[2] And so on."), body("2", "The second.")]
    assert notes_to_notes(bodies, {0}) == {}


def test_lines_are_put_in_place_of_others() -> None:
    whole = body("1", "one\ntwo", "three")
    new = with_lines(whole, {(0, 1): Text.raw("TWO", 4), (1, 0): Text.raw("THREE", 8)})
    assert shown([new]) == [("1", ["one|TWO", "THREE"])]
    assert with_lines(whole, {}) == whole
