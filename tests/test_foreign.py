"""Passages in another language: what proves itself is marked, what does not stays unmarked."""

from __future__ import annotations

import pytest

from pipeline.emend.foreign import mark_languages
from pipeline.model.book import Block, Book, Chapter
from pipeline.model.text import Mark, Text


def book(tag: str, *texts: str | tuple[str, ...]) -> Book:
    """Make a book of paragraphs; a tuple is the lines of a stanza."""
    blocks = [
        Block("verse", blocks=(_stanza(each),)) if isinstance(each, tuple) else _paragraph(each)
        for each in texts
    ]
    return Book("A book", tag, (Chapter("ch01", "chapter", tuple(blocks)),))


def _paragraph(text: str) -> Block:
    return Block("paragraph", Text.raw(text))


def _stanza(lines: tuple[str, ...]) -> Block:
    return Block("stanza", blocks=tuple(Block("line", Text.raw(line)) for line in lines))


def found(tag: str, *texts: str | tuple[str, ...]) -> list[tuple[str, str]]:
    marked = mark_languages(book(tag, *texts))
    return [
        (mark.data, str(text)[mark.start : mark.end])
        for chapter in marked.chapters
        for text in chapter.texts()
        for mark in text.marks
        if mark.kind == "language"
    ]


def not_asked(text: str) -> list[tuple[str, float]]:
    raise AssertionError(f"the guess was asked: {text}")


def test_where_no_language_is_proved_the_guess_is_not_asked(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("pipeline.emend.foreign.ranked_languages", not_asked)
    assert (
        found("en", "Brm krz vlk na po drn tsk wst.", "Zurich, Gotha, Riga, Basle, Leyden.") == []
    )
    with pytest.raises(AssertionError, match="asked"):
        found("en", FRENCH)


FRENCH = "Il y avait une fois un roi qui ne voulait pas mourir"
GERMAN = "Es war einmal ein König, der wollte nicht sterben"


BOOKS = {"en": "Most of the book is in letters of this kind, and has been so from its beginning.",
         "ru": "Большая часть книги набрана такими буквами, и так с самого её начала.",
         "de": "Der größte Teil des Buches ist in dieser Sprache."}  # fmt: skip
MOTTO = "Non est ad astra mollis e terris via, sed per aspera et ad res"
ENGLISH = "It was the best that he could do with what they had left him"


@pytest.mark.parametrize(
    ("tag", "text", "expected"),
    [
        ("en", f"He began: “{FRENCH},” and wept.", [("fr", f"{FRENCH},")]),
        ("en", f"{GERMAN}. Das ist alles, was man von ihm weiß.", [("de", None)]),
        ("en", f"Muller says in his book {GERMAN}, published 1875.", [("de", GERMAN)]),
        ("ru", f"Он сказал: «{FRENCH}» и вышел.", [("fr", FRENCH)]),
        ("de", f"Er schrieb: „{ENGLISH}“, und ging.", [("en", ENGLISH)]),
        ("en", f"The motto is “{MOTTO}”.", [("la", MOTTO)]),
    ],
)
def test_a_passage_that_proves_itself_is_marked(tag: str, text: str, expected) -> None:
    assert found(tag, BOOKS[tag], text) == [(code, part or text) for code, part in expected]


@pytest.mark.parametrize(
    ("tag", "text", "expected"),
    [
        ("en", "The word λόγος means more.", [("el", "λόγος")]),
        ("en", "The word λόγος and τὸ καλόν.", [("grc", "λόγος"), ("grc", "τὸ καλόν")]),
        ("en", "He cried «Горит наш дом, горит» once.", [("ru", "Горит наш дом, горит")]),
        ("en", "He cried «Пожар» once.", [("und-Cyrl", "Пожар")]),
        ("en", "The name שלום was carved.", [("he", "שלום")]),
        ("en", "The angles α and βγ are equal.", []),
        ("ru", "Он купил ноутбук IBM в магазине Apple.", []),
    ],
)  # fmt: skip
def test_letters_of_another_script(tag: str, text: str, expected) -> None:
    assert found(tag, BOOKS[tag], text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "It was a tour de force, and he had it from Madame de la Tour in Paris.",
        "See B. Zimmermann, K. Wojciechowski, P. Lefèvre, R. Fernández, and J. O’Brien.",
        "Thou knowest wherefore he hath spoken thus unto thee, and whither he goeth.",
        "http://www.example.org/politics/view/mezhdunarodnaja-aktivnost-deputatov-dolzhna/",
        "Tbe qnick brovvn fcx jnmps ovcr tbc lazv dcg aud nins awav frorn lt.",
    ],
)
def test_names_old_words_addresses_and_misread_ones_prove_nothing(text: str) -> None:
    assert found("en", text) == []


def test_a_stanza_is_judged_as_one_and_lines_of_the_book_stay_out() -> None:
    lines = (
        "And again he sang to them:",
        "Au clair de la lune",
        "Mon ami Pierrot",
        "Prête-moi ta plume",
        "Pour écrire un mot",
        "Ma chandelle est morte",
    )
    assert found("en", lines) == [("fr", line) for line in lines[1:]]


def test_short_sentences_go_with_those_beside_them() -> None:
    text = f"{FRENCH}. Mais il est mort. Et voilà."
    assert found("en", text) == [("fr", text)]
    text = f"Et voilà. Mais il est mort. {FRENCH}."
    assert found("en", text) == [("fr", text)]
    text = f"{FRENCH}. Mais il est mort"
    assert found("en", f"He said: {text}. He went.") == [("fr", text)]


@pytest.mark.parametrize(
    "text",
    [
        f"Smith says that [{FRENCH}]",
        f"[{FRENCH}] said the man",
        f"The Xqzrt [{FRENCH}] vlkmn of",
        f"[Xqzrt {FRENCH} vlkmn]",  # neither language knows these
        f"[1884 {FRENCH}, 9]",
        f"“[{FRENCH}]”",
        f" [{FRENCH}] ",
        f"And then the man said {FRENCH} when he had gone",  # there is more of the book's own
    ],
)
def test_words_of_the_book_are_left_off_the_ends_of_a_passage(text: str) -> None:
    passages = [("fr", inner.partition("]")[0]) for inner in text.split("[")[1:]]
    assert found("en", text.translate({91: None, 93: None})) == passages


def test_the_least_passage_has_five_words() -> None:
    assert found("en", "Il y avait une fois") == [("fr", "Il y avait une fois")]
    assert found("en", "Il y avait une") == []
    assert found("en", "Oui. Non.") == []


def test_two_lines_are_a_stanza() -> None:
    lines = ("Le bon roi Dagobert", "avait sa culotte à l’envers")
    assert found("en", lines) == [("fr", line) for line in lines]
    assert found("en", *lines) == [("fr", lines[1])]


def test_a_line_of_a_stanza_begins_where_its_language_does() -> None:
    lines = ("so he sang Au clair de la lune", "Mon ami Pierrot", "Prête-moi ta plume")
    assert found("en", (*lines, "Pour écrire un mot"))[1:] == [
        ("fr", "Mon ami Pierrot"),
        ("fr", "Prête-moi ta plume"),
        ("fr", "Pour écrire un mot"),
    ]


def test_what_lies_between_two_passages_parts_them() -> None:
    assert found("en", f"{FRENCH}. {GERMAN}.") == [("fr", FRENCH), ("de", f"{GERMAN}.")]
    text = f"{FRENCH}. He went out of the house. {FRENCH}."
    assert found("en", text) == [("fr", FRENCH), ("fr", f"{FRENCH}.")]
    assert found("en", f"{FRENCH}. Herons paddle.") == [("fr", FRENCH)]
    text = f"{FRENCH}. 12. {FRENCH}."
    assert found("en", text) == [("fr", text)]
    text = f"{FRENCH} — {GERMAN}"
    assert found("en", text) == [("fr", FRENCH), ("de", GERMAN)]


def test_a_letter_that_no_file_can_hold_is_no_hindrance() -> None:
    assert found("en", f"{FRENCH} \ud800.") == [("fr", f"{FRENCH} \ud800.")]


def test_what_is_marked_already_stays_as_it_is() -> None:
    text = Text.raw(FRENCH).mark(Mark("language", 0, 5, "oc"))
    marked = mark_languages(
        Book("T", "en", (Chapter("ch01", "chapter", (Block("paragraph", text),)),))
    )
    assert [mark.data for mark in next(marked.chapters[0].texts()).marks] == ["oc"]


def test_no_letter_changes() -> None:
    before = book("en", f"A. {FRENCH}. B.", "The word λόγος.")
    after = mark_languages(before)
    texts = [
        [text.runs for chapter in b.chapters for text in chapter.texts()] for b in (before, after)
    ]
    assert texts[0] == texts[1]


def test_a_book_in_a_language_without_a_list_is_judged_by_letters_alone() -> None:
    assert found("und", f"{FRENCH}. The word λόγος.") == [("el", "λόγος")]
