"""How the notes of a book made by lot are marked, labelled and placed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, NamedTuple

from hypothesis import strategies as st

STARS = ("*", "†", "‡", "§", "**", "††")
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
Home = Literal["foot", "chapter", "end", "nowhere"]
SERIES: dict[str, Callable[[int], str]] = {
    "numbers": str,
    "stars": lambda k: STARS[(k - 1) % len(STARS)],
    "letters": lambda k: "abcdefghijklmnopqrstuvwxyz"[(k - 1) % 26],
    "raised": lambda k: str(k).translate(RAISED),
    "one star": lambda _: "*",
}


class NoteStyle(NamedTuple):
    """The notes of a book."""

    series: str = "numbers"
    first: int = 1
    restarts: Literal["never", "chapter", "page"] = "never"
    home: Home = "foot"
    marker: str = "{}"
    """How a marker stands behind its word."""
    label: str = "{} "
    """How a label stands before its note."""
    above: str = ""
    """What is printed above the notes of a page."""
    again: bool = False
    """A second marker leads to each note."""

    def label_of(self, number: int) -> str:
        """Give the label of the note that has a number in its series."""
        return SERIES[self.series](number)


note_styles = st.builds(
    NoteStyle,
    series=st.sampled_from(list(SERIES)),
    first=st.sampled_from([1, 1, 1, 2, 79, 998]),
    restarts=st.sampled_from(["never", "chapter", "page"]),
    home=st.sampled_from(["foot", "foot", "chapter", "end", "nowhere"]),
    marker=st.sampled_from(
        ["{}", "{}", "[{}]", "({})", " {}", "^{}", "{}.", "\u200b{}", "[FN#{}]"]
    ),
    label=st.sampled_from(["{} ", "{}. ", "{}) ", "[{}] ", "{}", "{}\n", "  {}  ", "[FN#{}] "]),
    above=st.sampled_from(["", "", "_____", "* * *", "NOTES", "Footnotes:"]),
    again=st.booleans(),
)
"""How notes are set; the simplest is a series of numbers, with the notes at the pages' feet."""
