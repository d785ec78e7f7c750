"""What a book made by lot is made of, from top to bottom: paragraphs, headings, verse, tables."""

from __future__ import annotations

from typing import Literal, NamedTuple

from hypothesis import strategies as st

from tests.fuzz.words import RAW_ODD, Tongue, strings


class Sentence(NamedTuple):
    """A sentence, and the note to it: its sentences, or none."""

    text: str
    note: tuple[str, ...] = ()


class Paragraph(NamedTuple):
    """Running text, filled into lines."""

    sentences: tuple[Sentence, ...]
    setting: Literal["plain", "quote", "item"] = "plain"


class Heading(NamedTuple):
    """The beginning of a chapter or of a part of it."""

    form: Literal["numbered", "titled", "both", "caps", "bare number", "run on"]
    title: str


class Lines(NamedTuple):
    """Lines that stand as they are: verse, tables, breaks, and what is no text at all."""

    kind: str
    lines: tuple[str, ...]


Element = Paragraph | Heading | Lines

RULED = (
    ("break", ("* * *",)),
    ("break", ("",)),
    ("break", ("---",)),
    ("table", ("Rye    12 sacks   3 0 0", "Wheat   8 sacks   2 5 0", "Oats    -")),
    ("table", ("1851 | 12 | 3.5", "1852 | 14 | 4")),
    ("list", ("• a boat,", "• and a letter.")),
    ("list", ("1. a boat,", "2. a letter,", "3) and the rest.")),
    ("figure", ("Fig. 3. The wheel, from the north.",)),
    ("given", ("[Illustration: One of the cats.]",)),
    ("given", ("[Footnote 1: A custom of the valley.", "", "Twice.]")),
    ("given", ("/*", "The wheel goes round,", "  the water falls.", "*/")),
    ("given", ("[Sidenote: The cats.]",)),
    ("given", ("-----File: 012.png-----",)),
    ("given", ("*** START OF THE PROJECT GUTENBERG EBOOK THE MILL ***",)),
    ("given", ("*** END OF THE PROJECT GUTENBERG EBOOK THE MILL ***",)),
    ("given", ("{{nop}}", "<poem>", "A line", "</poem>", "<ref>A note.</ref>")),
    ("given", ("_The Mill_ and =the wheel=, <i>twice</i>",)),
    ("cells", ("12", "", "XIV", "a", ".a", "(1)", "[3]")),
)


def elements(tongue: Tongue) -> st.SearchStrategy[Element]:
    """Give elements of a book in some language; the simplest is a paragraph of one sentence."""
    plain = st.sampled_from(tongue.sentences)
    said = st.one_of(plain, plain, plain, plain, strings)
    body = st.lists(said, min_size=1, max_size=3).map(tuple)
    sentence = st.builds(Sentence, said, st.one_of(st.just(()), st.just(()), body))
    paragraph = st.builds(
        Paragraph,
        st.lists(sentence, min_size=1, max_size=6).map(tuple),
        st.sampled_from(["plain", "plain", "plain", "quote", "item"]),
    )
    forms = ["numbered", "titled", "both", "caps", "bare number", "run on"]
    titles = st.one_of(st.sampled_from(tongue.titles), strings)
    heading = st.builds(Heading, st.sampled_from(forms), titles)
    ruled = st.sampled_from(RULED).map(lambda each: Lines(*each))
    verse = st.lists(plain.map(lambda text: text[:32]), min_size=2, max_size=4)
    odd = st.lists(st.one_of(strings, st.sampled_from(RAW_ODD), ODD_LINE), max_size=4)
    return st.one_of(
        paragraph,
        paragraph,
        paragraph,
        heading,
        ruled,
        verse.map(lambda lines: Lines("verse", tuple(lines))),
        odd.map(lambda lines: Lines("odd", tuple(lines))),
    )


ODD_LINE = st.text("abc dE.,-1“”*\u00ad\t", max_size=40)
