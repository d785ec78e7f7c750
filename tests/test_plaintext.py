"""Plain text: its conventions, its lines, its words."""

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.model.settings import NotesSettings, Settings
from pipeline.write.plaintext import PART, WIDTH, differences_of_txt, write_txt
from pipeline.write.render import Rendered
from tests.rendered import HASH, all_settings, book, note, ref, section, small_book
from tests.test_words import FAULTS, TEXT, hard_book


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "book.txt"


def made(out: Path, rendered: Rendered, settings: Settings | None = None) -> str:
    """Write a book, hold its words against the book's, and give the text behind the front."""
    settings = settings or Settings()
    write_txt(rendered, settings, HASH, out)
    assert differences_of_txt(rendered, settings, HASH, out) == []
    return out.read_text("utf-8").split(PART, 3)[3]


SHOWN = """\
One


First[1] and[80] more words.


A part of it

Again[80].

    A mot juste.

                                 * * *

    Roses
      are red

• item




Two <2>


Second[*].




Notes



One

[1] A body.

    Its second paragraph.

[80]

        Quoted.


Notes without a marker in the text

[7] Nobody calls me.


Two <2>

[*] Star & _stripe_.
"""


def test_a_book_as_it_is_shown(out: Path):
    assert made(out, small_book()).split(PART, 1)[1] == SHOWN


def test_notes_stand_at_their_chapter_s_end_where_they_are_wanted(out: Path):
    settings = replace(all_settings(), notes=NotesSettings(place="chapter"))
    shown = made(out, small_book(), settings)
    assert shown.index("[7] Nobody") < shown.index("Two <2>\n\n\nSecond")


def test_no_line_is_longer_than_it_may_be_and_none_divides_a_word(out: Path):
    words = "non\u00a0break well-known and—so on, « mots »; ".split(" ") * 40
    made(out, book(section(f"<p>{' '.join(words)}</p><blockquote><p>{TEXT}</p></blockquote>")))
    lines = out.read_text("utf-8").split("\n")
    assert max(map(len, lines)) <= WIDTH
    assert not any(line.endswith(("-", "—", "non")) for line in lines)


def test_a_line_of_verse_that_is_too_long_turns_over_further_in(out: Path):
    verse = "".join(
        f'<span class="line indent-{k}">{"a long line of verse " * 5}</span><br/>' for k in (1, 4)
    )
    shown = made(
        out,
        book(section(f'<div class="verse"><div class="stanza"><p>{verse}</p></div></div>')),
    )
    lines = shown.rstrip().split("\n")[3:]
    assert [len(line) - len(line.lstrip()) for line in lines] == [6, 16, 12, 16]


def test_lists_tables_and_signatures(out: Path):
    rows = "".join(f"<tr><td>{left}</td><td>{k}</td></tr>" for k, left in enumerate(("a", "bbb")))
    rows += "<tr><td>the <em>mill</em>, too</td><td><p>1</p><p>2</p></td></tr>"
    wide = "".join(f"<tr>{'<td>a cell of a wide table</td>' * 4}</tr>" for _ in range(2))
    html = (
        '<div class="list"><ul><li>first</li><li><p>second</p><p>more</p></li></ul></div>'
        '<div class="list labelled"><ul><li>1. one</li><li>2. two</li></ul></div>'
        f"<table><tbody>{rows}</tbody></table><table><tbody>{wide}</tbody></table>"
        '<div class="signature"><p>The editor</p></div>'
        '<div class="epigraph"><p>Deep.</p></div>'
    )
    shown = made(out, book(section(html)))
    assert "\n• first\n• second\n\n  more\n" in shown
    assert "\n1. one\n2. two\n" in shown
    assert "\na                 0\nbbb               1\nthe _mill_, too   1 2\n" in shown
    assert shown.count("\n\na cell of a wide table\n    a cell of a wide table\n    a") == 2
    assert "The editor".rjust(WIDTH) in shown
    assert "\n" + 24 * " " + "Deep.\n" in shown


def test_hard_texts_come_out_whole(out: Path):
    made(out, hard_book())


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("where", ["chapter", "note"])
def test_a_planted_fault_is_found(out: Path, fault, where):
    def rendered(text: str) -> Rendered:
        chapter, body = (text, TEXT) if where == "chapter" else (TEXT, text)
        noted = note("n1", "1", f"<p>{body}</p>", "ref-n1")
        return book(section(f"<p>{chapter}{ref('n1', '1')}</p>", noted))

    right, wrong = FAULTS[fault]
    write_txt(rendered(TEXT.replace(right, wrong)), Settings(), HASH, out)
    assert len(differences_of_txt(rendered(TEXT), Settings(), HASH, out)) == 1


def test_the_same_bytes_each_time(tmp_path: Path):
    for name in "ab":
        write_txt(small_book(), all_settings(), HASH, tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
