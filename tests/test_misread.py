"""Books whose markers were misread: whatever stands in them, nothing is lost."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.account import draw_up
from pipeline.registry import RULES
from tests.cases import HERE, read_case
from tests.dump import recovered

RAW = read_case(HERE / "notes/misread-numbers.txt")["raw"]
NOISE = st.lists(
    st.tuples(st.integers(0, len(RAW)), st.text("’”\"'*°®!?>_“‘.,)1 \n", min_size=1, max_size=4)),
    max_size=12,
)


@settings(max_examples=30, deadline=None)
@given(NOISE)
def test_the_account_balances_whatever_was_misread(noise: list[tuple[int, str]]) -> None:
    raw = RAW
    for at, marks in sorted(noise, reverse=True):
        raw = raw[:at] + marks + raw[at:]
    assert draw_up(raw, recovered(raw), RULES).faults == ()
