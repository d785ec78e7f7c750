"""The words of the editions are those of the book: exactly, and a planted fault is found."""

from dataclasses import replace
from html import escape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model.settings import NotesSettings, Settings
from pipeline.write.epub.write import write_epub
from pipeline.write.pdf.textlayer import GAP
from pipeline.write.pdf.words import differences_of_pdf
from pipeline.write.pdf.write import write_pdf
from pipeline.write.render import Rendered
from pipeline.write.web import write_html
from pipeline.write.words import (
    compare,
    differences_of_epub,
    differences_of_html,
    words_of_epub,
    words_of_sections,
)
from tests.rendered import HASH, all_settings, book, note, ref, section, small_book

WRITERS = {
    "epub": (write_epub, differences_of_epub),
    "pdf": (write_pdf, differences_of_pdf),
    "html": (write_html, differences_of_html),
}
HARD = {
    "accents that are glyphs of their own": "за́мок и замо́к, m̃ mm, n̄n, a̐ab, e\u0301e",
    "ligatures": "\ufb01n office waffle fjord \ufb02ux Th ct st",
    "lost letters": "Łód\ufffd region \ufffd\ufffd",
    "figures": "1234567890 ½ ¹² № 5 x² 10\u202f000",
    "hyphens and dashes": "‐ alone‐ co‐operation well-known pre- and word—word – − ‑ ‧",
    "right to left": "The word שלום עולם means 12 שלום, and مرحبا بالعالم too.",
    "other scripts": "中文字 かな ἐν ἀρχῇ 🙂 𝔄",
    "invisible signs": "zero\u200bwidth soft\u00adhyphen word\u2060joiner non\u200cjoiner",
    "spaces of all widths": "a\u00a0b c\u2009d e\u3000f g\u2003h",
    "spacing accents": "a ´ b ¨ c ¸ d",
    "letters without ink": "a \u3164\u2800 b\u2800c \ufe0f",
    "letters of Europe": "Świętochowska żółć ŁÓDŹ Ёлка і ї ґ ß œ ſ",
    "for private use": "\ue000 \ue010 x \uf0b7 \U000f0000 y\U0010fffd",
    "an accent beside what is lost or rare": "x\u0301 l\ufffdst 𝔄b 葛\U000e0100 👩\u200d👧 ♥\ufe0f",
    "signs of direction": "a \u2067שלום\u2069 b \u202bمرحبا\u202c c (\u200fא\u200f)",
    "signs in Hebrew": "אמר (כך) [שם] 🙂 כן",
    "an address": "http://example.org/a/very/long/path/that/must/break/some-where/and_longer.html?a=b#c",
    "a long word": "x" * 230,
    "markup": "<b>not</b> &amp; ]]> {.x} [1] *a*",
}


def hard_book() -> Rendered:
    """Put every hard text into every kind of block and style."""
    blocks = []
    for text in map(escape, HARD.values()):
        blocks.append(
            f"<p>{text} {text} <em>{text}</em> <strong>{text}</strong> un<em>part</em>ed"
            f' <span class="smallcaps">{text}</span> <strong><em>{text}</em></strong></p>'
            f"<blockquote><p>{text}</p></blockquote><h2>{text}</h2><hr/>"
            f'<div class="verse"><div class="stanza"><p><span class="line">{text}</span><br/>'
            f'<span class="line indent-2">{text}</span></p></div></div>'
            f'<div class="list"><ul><li>{text}</li><li><p>{text}</p><p>{text}</p></li></ul></div>'
            f"<table><tbody><tr><td>{text}</td><td>{text}</td></tr></tbody></table>"
        )
    body = "".join(blocks) + f"<p>a{ref('n1', '1')}b{ref('n1', '1', '-2')}, c</p>"
    return book(section(body, note("n1", "1", blocks[0], "ref-n1", "ref-n1-2")), language="ru")


@pytest.mark.parametrize("form", WRITERS)
def test_hard_texts_come_out_whole(tmp_path: Path, form):
    write, differences = WRITERS[form]
    rendered = hard_book()
    write(rendered, Settings(), HASH, tmp_path / "book")
    assert differences(rendered, tmp_path / "book") == []


@pytest.mark.parametrize("place", ["book", "chapter"])
@pytest.mark.parametrize("form", WRITERS)
def test_what_the_edition_adds_is_no_word_of_the_book(tmp_path: Path, form, place):
    write, differences = WRITERS[form]
    rendered = small_book()
    settings = replace(all_settings(), notes=NotesSettings(place=place))
    write(rendered, settings, HASH, tmp_path / "book")
    assert differences(rendered, tmp_path / "book") == []


def test_notes_come_after_all_chapters_those_without_a_marker_last(tmp_path: Path):
    write_epub(small_book(), Settings(), HASH, tmp_path / "book.epub")
    expected = (
        "Dear reader of this book, hello. One First and more words. A part of it Again."
        " A mot juste. Roses are red item Two <2> Second."
        " A body. Its second paragraph. Quoted. Nobody calls me. Star & stripe."
    ).split()
    assert words_of_sections(small_book()) == expected
    assert words_of_epub(tmp_path / "book.epub") == expected


TEXT = (
    "It was the custom of the house that whoever came in from the road should be given bread, and"
    " that nobody should ask him for his name before the third morning, for the old man held that"
    " a name is a debt, which a guest may pay when he is able to, and not before the time."
)
FAULTS = {
    "lost word": ("bread, and", "bread,"),
    "swapped words": ("the third morning", "third the morning"),
    "doubled word": ("a name is", "a name is is"),
    "changed letter": ("guest", "quest"),
    "lost comma": ("bread,", "bread"),
    "lost hyphen of a compound": ("able", "a-ble"),
    "lost end": (" and not before the time.", ""),
    "added end": ("the time.", "the time. Amen."),
}


def noted(chapter: str, body: str) -> Rendered:
    """Make a book of a chapter with a note."""
    below = note("n1", "1", f"<p>{body}</p>", "ref-n1")
    return book(section(f"<p>{chapter}{ref('n1', '1')}</p>", below))


@pytest.mark.parametrize("form", WRITERS)
def test_where_nothing_is_planted_nothing_is_found(tmp_path: Path, form):
    write, differences = WRITERS[form]
    write(noted(TEXT, TEXT), Settings(), HASH, tmp_path / "book")
    assert differences(noted(TEXT, TEXT), tmp_path / "book") == []


@pytest.mark.parametrize("form", WRITERS)
@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("where", ["chapter", "note"])
def test_a_planted_fault_is_found(tmp_path: Path, form, fault, where):
    write, differences = WRITERS[form]
    right, wrong = FAULTS[fault]
    assert right in TEXT
    faulty = TEXT.replace(right, wrong)
    planted = noted(faulty, TEXT) if where == "chapter" else noted(TEXT, faulty)
    write(planted, Settings(), HASH, tmp_path / "book")
    found = differences(noted(TEXT, TEXT), tmp_path / "book")
    assert len(found) == 1
    words = words_of_sections(noted(TEXT, TEXT))
    assert abs(found[0].at - len(words) + len(TEXT.split())) < 400


def test_two_chapters_in_the_wrong_order_are_found(tmp_path: Path):
    rendered = small_book()
    front, one, two = rendered.sections
    write_epub(replace(rendered, sections=(front, two, one)), Settings(), HASH, tmp_path / "e")
    write_pdf(replace(rendered, sections=(front, two, one)), Settings(), HASH, tmp_path / "p")
    assert differences_of_epub(rendered, tmp_path / "e")
    assert differences_of_pdf(rendered, tmp_path / "p")


@pytest.mark.parametrize(
    ("expected", "found"),
    [
        ("customs", "cus‐|toms"),
        ("well-known", "well-|known"),
        ("pre- and", "pre-|and"),
        ("word—word", "word—|word"),
        ("co‐operation", "co‐|operation"),
        ("of the king", "of|the king"),
        ("a b c d", "a|b|c|d"),
        ("customs of", "cus‐|toms|of"),
        ("end", "end|"),
    ],
)
def test_a_gap_is_a_space_or_a_hyphen_or_nothing(expected: str, found: str):
    assert compare(expected.split(), found.replace("|", GAP).split(" ")) == []


@pytest.mark.parametrize(
    ("expected", "found"),
    [
        ("wellknown", "well-|known"),  # no hyphen of ours
        ("customs", "cus‐toms"),  # not at a line's end
        ("customs", "cu|toms"),
        ("of the king", "of|king"),
        ("of king", "of|the|king"),
        ("ofthe", "of the"),
        ("a b", "b a"),
        ("a", ""),
        ("", "a"),
    ],
)
def test_all_else_is_a_difference(expected: str, found: str):
    words = [word for word in found.replace("|", GAP).split(" ") if word]
    assert len(compare(expected.split(), words)) == 1


def test_a_difference_tells_its_place():
    expected = [f"w{k}" for k in range(1000)]
    found = [*expected[:500], "other", *expected[502:]]
    (difference,) = compare(expected, found)
    assert difference.at == 500
    assert difference.after == "w494 w495 w496 w497 w498 w499"
    assert (difference.expected, difference.found) == ("w500 w501", "other")


def test_streams_that_never_meet_are_one_difference():
    (difference,) = compare(["a"] * 50_000, ["b"] * 50_000)
    assert difference.at == 0


WORDS = st.lists(st.text("abc-‐", min_size=1, max_size=4), min_size=1, max_size=30)


@given(WORDS, st.randoms())
def test_however_lines_end_the_words_are_found(words, random):
    ends = {" ": (" ", GAP)}
    text = "".join(
        random.choice(ends.get(sign, (sign, sign + GAP, sign + "‐" + GAP)))
        for sign in " ".join(words)
    )
    assert compare(words, text.split(" ")) == []


@given(WORDS, st.randoms())
def test_a_word_that_is_lost_is_always_missed(words, random):
    lost = random.randrange(len(words))
    text = random.choice([" ", GAP]).join(words[:lost] + words[lost + 1 :])
    letters = "".join(words[:lost] + words[lost + 1 :]).replace("‐", "")
    if letters != "".join(words).replace("‐", ""):
        assert compare(words, [word for word in text.split(" ") if word])
