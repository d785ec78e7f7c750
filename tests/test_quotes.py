"""Quotations as the checks read them, over a whole book."""

from __future__ import annotations

from pipeline.checks.quotes.reading import Quotations, read_quotations
from pipeline.language import language


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
