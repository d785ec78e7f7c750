"""Books whose markers were misread: whatever stands in them, nothing is lost."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.account.demands import draw_up
from pipeline.model.text import Mark, Text
from pipeline.notes.bodies import Body
from pipeline.notes.misread import match_misread
from pipeline.registry import RULES
from tests.cases import HERE, read_case
from tests.dump import recovered

RAW = read_case(HERE / "notes/misread-numbers.txt")["raw"]
NOISE = st.lists(
    st.tuples(st.integers(0, len(RAW)), st.text("’”\"'*°®!?>_“‘.,)1 \n", min_size=1, max_size=4)),
    max_size=12,
)


@settings(max_examples=30)
@given(NOISE)
def test_the_account_balances_whatever_was_misread(noise: list[tuple[int, str]]) -> None:
    raw = RAW
    for at, marks in sorted(noise, reverse=True):
        raw = raw[:at] + marks + raw[at:]
    assert draw_up(raw, recovered(raw), RULES).faults == ()


def test_what_is_shown_as_raised_is_a_marker_though_it_reads_well() -> None:
    strings = [f"The ferry was {it}.’ It ran again." for it in ("old", "flat", "black", "slow")]
    odd = [(string.index("’"), string.index("’") + 1) for string in strings]
    strings.append("“It sank,” he wrote, and so it was. They speak of “the bell” to this day.")
    last = strings[-1].rindex("”")
    bodies = [Body(str(k + 3), k, (k,), k, ((Text.raw("See above."),),)) for k in range(5)]

    def places(raised: list[tuple[int, int]]) -> list[tuple[int, int]]:
        texts = [Text.raw(string) for string in strings]
        for k, span in enumerate(raised):
            texts[k] = texts[k].mark(Mark("raised", *span))
        return [found[:2] for found in match_misread(bodies, texts, range(5))[0]]

    known = [(k, start) for k, (start, _) in enumerate(odd)]
    assert places([]) == places(odd) == known
    assert places([*odd, (last, last + 1)]) == [*known, (4, last)]


def test_a_marker_is_doubted_where_another_place_on_its_page_reads_as_ill() -> None:
    alone = "The ferry was black.’ It ran again."

    def sure(third: str) -> list[float]:
        strings = ["The ferry was old.’ It ran.", "The ferry was flat.’ It ran.", third, "It.’ So."]
        bodies = [Body(str(k + 3), k, (k,), k, ((Text.raw("See above."),),)) for k in range(4)]
        found, alignment = match_misread(bodies, [*map(Text.raw, strings)], range(4))
        assert [each.paragraph for each in found] == [0, 1, 2, 3]
        assert all(round(each, 2) == each for each in alignment.certainty.values())
        return [alignment.certainty[k] for k in range(4)]

    clear = sure(alone)
    assert 0.9 < clear[2] < 1
    for third in ("The ferry.’ was black.’ It ran again.", "The ferry was black.’ It ran.’ again."):
        rivalled = sure(third)
        assert rivalled[2] < 0.5
        assert all(rivalled[k] > 0.75 for k in (0, 1, 3))
    rivalled = sure("The ferry’s was black.’ It ran again.")
    assert rivalled[2] > 0.75


def test_of_two_places_that_read_alike_the_first_is_taken_and_doubted() -> None:
    strings = ["It sank.’ So", "It ran.’ It ran.’ It", "It.’ So"]
    bodies = [Body(str(k + 3), k, (k,), k, ((Text.raw("See above."),),)) for k in range(3)]
    found, alignment = match_misread(bodies, [*map(Text.raw, strings)], range(3))
    assert [each.start for each in found] == [8, 7, 3]
    assert alignment.certainty[1] < 0.5 < alignment.certainty[0]


def test_behind_the_mark_of_a_page_within_a_paragraph_is_that_page() -> None:
    string = "It sank.’ So it was. It ran.’ So they say."
    turn = string.index("It ran")
    text = Text.raw(string).mark(Mark("page", 0, 0), Mark("page", turn, turn))
    bodies = [Body(str(k + 3), 4 + k, (k,), k, ((Text.raw("See above."),),)) for k in range(2)]
    found, alignment = match_misread(bodies, [text], [4])
    assert [(each.start, each.page) for each in found] == [(8, 4), (string.rindex("’"), 5)]
    assert alignment.links == {0: 0, 1: 1}
