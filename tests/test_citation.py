from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from pipeline.catalogue.citation import CitationFormat, citation
from pipeline.model.settings import Settings, SourceEdition, ThisEdition
from pipeline.write.edition import edition_of
from tests.rendered import HASH, all_settings, small_book


def cited(form: CitationFormat, settings: Settings) -> str:
    return citation(edition_of(small_book(), settings, HASH, ""), "book", form)


def items(settings: Settings) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(cited("csl", settings))
    return found


def test_the_edition_and_what_it_was_made_from() -> None:
    edition, source = items(all_settings())
    assert edition["id"] == "book"
    assert edition["title"] == 'A book: Or <this> & "that"'
    assert edition["author"] == [{"family": "Zola", "given": "Émile"}]
    assert edition["translator"] == [{"family": "Tr", "given": "Anna"}]
    assert edition["editor"] == [{"literal": "Society of <Readers>"}]
    assert edition["issued"] == {"date-parts": [[2026, 11]]}
    assert edition["ISBN"] == "978-1-4028-9462-6 978-3-16-148410-0 978-0-306-40615-7"
    assert edition["original-title"] == "Un livre"
    assert edition["original-date"] == {"date-parts": [[1880]]}
    assert edition["note"] == "Source – Un livre. Paris: Charpentier, 1880"
    assert source == {
        "id": "book-source",
        "type": "book",
        "title": "Un livre",
        "author": [{"family": "Zola", "given": "Émile"}],
        "publisher": "Charpentier",
        "publisher-place": "Paris",
        "issued": {"date-parts": [[1880]]},
    }


def test_of_an_unknown_source_there_is_nothing_to_say() -> None:
    settings = replace(all_settings(), source=SourceEdition())
    (edition,) = items(settings)
    assert edition["original-date"] == {"date-parts": [[1877]]}
    assert "note" not in edition
    assert items(Settings()) == [
        {"id": "book", "type": "book", "title": "A book", "language": "en"}
    ]


def test_a_date_without_a_year_in_figures_is_printed_as_it_stands() -> None:
    _, source = items(Settings(source=SourceEdition(title="Emma", year="undated")))
    assert source["issued"] == {"literal": "undated"}


@pytest.mark.parametrize(
    ("identifier", "key"),
    [("https://example.org/emma", "URL"), ("doi:10.1000/182", "DOI"), ("urn:x:1", "")],
)
def test_an_address_is_named(identifier: str, key: str) -> None:
    (edition,) = items(Settings(edition=ThisEdition(identifier=identifier)))
    assert {"URL", "DOI"} & set(edition) == ({key} if key else set())


def test_biblatex_has_both_entries() -> None:
    written = cited("biblatex", all_settings())
    for line in [
        "@book{book,",
        "@book{book-source,",
        "author = {Zola, Émile}",
        r"title = {{{A} book: {Or} \textless this\textgreater{} \& “that”}},",
        "title = {{{Un} livre}},",
        r"series = {Old \& New}",
        "date = {2026-11}",
        "note = {Source – Un livre. Paris: Charpentier, 1880}",
    ]:
        assert line in written


def test_bibtex_has_a_year_and_a_month() -> None:
    written = cited("bibtex", all_settings())
    assert "year = {2026}" in written
    assert "month = {nov}" in written


@pytest.mark.parametrize("form", ["bibtex", "biblatex"])
def test_what_a_title_says_is_neither_tex_nor_a_tag(form: CitationFormat) -> None:
    title = "<b>A</b> \\input{/etc/passwd} $b$ & </span> %c"
    edition = edition_of(small_book(), Settings(title=title), HASH, "")
    entry = " ".join(citation(edition, "a\\b{},", form).split())
    assert entry.startswith("@book{a-b-,")
    assert r"\textless b\textgreater A\textless{}/b\textgreater{}" in entry
    assert r"\textbackslash input\{/etc/passwd\} \$b\$ \&" in entry
    assert r"\textless{}/span\textgreater{} \%c" in entry
