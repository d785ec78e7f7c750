from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.decisions.entry import toml_string
from pipeline.errors import RecensionError
from pipeline.manuscript.booktoml import CONTROL, load_settings
from pipeline.model.settings import Contributor, Cover, Proofreading, Series, Settings, Typography

WHOLE = """\
title    = "L’Assommoir"
subtitle = "Roman"
language = "fr-FR"
first_published = 1877

[[contributor]]
name = "Émile Zola"
sort = "Zola, Émile"
isni = "0000 0001 2281 955X"

[[contributor]]
name = "Ernest Vizetelly"
role = "trl"

[[contributor]]
name = "Société des lecteurs"
kind = "body"
role = "edt"

[series]
name   = "Les Romans"
number = 7
issn   = "0024-9319"

[source]
file = "source/raw.txt"
year = 1877                 # a number where a text is wanted

[edition]
date     = 2026-11-24       # and a date
subjects = ["novel", "Paris"]
bisac    = ["FIC004000"]
thema    = ["FBC", "3MNQ", "1DDF-FR-XNP"]
licence  = "https://creativecommons.org/publicdomain/zero/1.0/"

isbn_epub  = "978-3-16-148410-0"
isbn_print = "0-306-40615-2"
binding    = "hardback"

[cover]
image = "images/cover.jpg"
alt   = "A street at night"

[notes]
place     = "page"
numbering = "chapter"

[style]
trim = "A5"

[typography]
quotes   = false
ordinals = true

[proofreading]
rounds = ["text", "text", "formatting"]
blind  = true
"""


def load(folder: Path, text: str) -> Settings:
    path = folder / "book.toml"
    path.write_text(text, encoding="utf-8")
    return load_settings(path)


def refused(folder: Path, text: str) -> RecensionError:
    with pytest.raises(RecensionError) as caught:
        load(folder, text)
    return caught.value


def test_every_table_reaches_its_field(tmp_path: Path) -> None:
    found = load(tmp_path, WHOLE)
    assert (found.title, found.subtitle, found.language) == (
        "L’Assommoir",
        "Roman",
        "fr-FR",
    )
    assert found.contributors == (
        Contributor("Émile Zola", "Zola, Émile", "aut", isni="0000 0001 2281 955X"),
        Contributor("Ernest Vizetelly", "", "trl"),
        Contributor("Société des lecteurs", "", "edt", "body"),
    )
    assert found.first_published == "1877"
    assert found.series == Series("Les Romans", "7", "0024-9319")
    assert found.cover == Cover("images/cover.jpg", "A street at night")
    assert found.source.year == "1877"
    assert found.edition.date == "2026-11-24"
    assert found.edition.subjects == ("novel", "Paris")
    assert found.edition.thema == ("FBC", "3MNQ", "1DDF-FR-XNP")
    assert found.edition.binding == "hardback"
    assert (found.notes.place, found.notes.numbering) == ("page", "chapter")
    assert found.typography == Typography(quotes=False, ordinals=True)
    assert found.proofreading == Proofreading(("text", "text", "formatting"), blind=True)


def test_an_empty_file_gives_the_defaults(tmp_path: Path) -> None:
    assert load(tmp_path, "") == Settings()


@pytest.mark.parametrize(
    ("text", "line", "key", "nearest"),
    [
        ('language = "en"\ntitel = "x"\n', 2, "titel", "title"),
        ('[edition]\n\nisbn-epub = "x"\n', 3, "isbn-epub", "isbn_epub"),
        ('title = "x"\n[editon]\n', 2, "editon", "edition"),
        ('[[contributor]]\nname = "a"\n[[contributor]]\nname = "b"\nrol = "aut"', 5, "rol", "role"),
        ('[notes]\nnumbring = "book"\n', 2, "numbring", "numbering"),
        ('notes.plase = "book"\n', 1, "plase", "place"),
    ],
)
def test_an_unknown_key_names_its_line_and_the_nearest(
    tmp_path: Path, text: str, line: int, key: str, nearest: str
) -> None:
    error = refused(tmp_path, text)
    assert error.where == f"{tmp_path / 'book.toml'}:{line}"
    assert f"unknown key {key!r}" in error.message
    assert f"is it {nearest!r}?" in error.remedy


def test_a_key_in_the_wrong_table_is_told_its_table(tmp_path: Path) -> None:
    error = refused(tmp_path, 'publisher = "Charpentier"\n')
    assert "a key of [source] and [edition]" in error.remedy


@pytest.mark.parametrize(
    ("text", "line", "expected"),
    [
        ("title = 3.5\n", 1, "text"),
        ("title = true\n", 1, "text"),
        ('[notes]\nplace = "foot"\n', 2, "'book', 'chapter', 'page'"),
        ('[notes]\nplace = ["book"]\n', 2, "'book', 'chapter', 'page'"),
        ('edition = "second"\n', 1, "table"),
        ('[contributor]\nname = "a"\n', 1, "[[contributor]]"),
        ('contributor = ["a"]\n', 1, "[[contributor]]"),
        ('[edition]\nsubjects = "novel"\n', 2, "list"),
        ('[edition]\nsubjects = [{ a = "novel" }]\n', 2, "list"),
        ('[edition]\ndate = "last May"\n', 2, "2026-11-24"),
        ('[edition]\nidentifier = "my book"\n', 2, "URI"),
        ('language = "english"\n', 1, "BCP 47"),
        ('[typography]\nquotes = "no"\n', 2, "true or false"),
        ("[typography]\nordinals = 1\n", 2, "true or false"),
        ('[[contributor]]\nname = "a"\n[[contributor]]\nname = "b"\nrole = "author"', 5, "MARC"),
        ('[[contributor]]\nrole = "aut"\n', 1, "name ="),
        ('[edition]\nbisac = ["History"]\n', 2, "FIC004000"),
        ('[edition]\nthema = ["History"]\n', 2, "FBC"),
        ('[edition]\nlicence = "CC BY"\n', 2, "address"),
        ('[edition]\nisbn_pdf = "978-3"\n', 2, "978-3-16-148410-0"),
        ('[edition]\nisbn_pdf = "978-3-16-148410-1"\n', 2, "check digit"),
        ('[source]\nyear = 1880\nisbn = "0-306-40615-3"\n', 3, "check digit"),
        ('[series]\nissn = "0024-9318"\n', 2, "check digit"),
        ('[[contributor]]\nname = "a"\norcid = "0000-0002-1825-0098"\n', 3, "check digit"),
        ('[[ignore]]\ncheck = "absent-notes"\nreason = "x"\n', 2, "did you mean absent-note?"),
        ('[[ignore]]\ncheck = "absent-note"\n', 1, 'reason = "…"'),
        ('[[picture]]\nfigure = 0\nimage = "a"\nalt = "b"\n', 2, "counted from 1"),
        ('[[picture]]\nfigure = 1\nimage = "a"\n', 1, "alt ="),
        ('[[picture]]\nfigure = 1\nimage = "a"\nalt = ""\n', 3, "what the picture shows"),
        ('[cover]\nimage = "a.png"\nalt = " "\n', 2, "what the picture shows"),
        ('[proofreading]\nrounds = ["text", "layout"]\n', 2, "'text', 'formatting'"),
        ('[proofreading]\nrounds = "text"\n', 2, "list"),
        ("[proofreading]\nrounds = []\n", 2, '["text"]'),
        ('[proofreading]\nblind = true\nrounds = ["text"]\n', 2, '["text", "text"]'),
    ],
)
def test_a_wrong_value_names_its_line_and_what_is_right(
    tmp_path: Path, text: str, line: int, expected: str
) -> None:
    error = refused(tmp_path, text)
    assert error.where == f"{tmp_path / 'book.toml'}:{line}"
    assert expected in error.remedy


def test_two_forms_do_not_share_an_isbn(tmp_path: Path) -> None:
    error = refused(tmp_path, '[edition]\nisbn_pdf = "316148410X"\nisbn_print = "9783161484100"\n')
    assert (error.where, "of its own" in error.remedy) == (f"{tmp_path / 'book.toml'}:3", True)
    same = 'isbn_pdf = "978-3-16-148410-0"\nisbn_print = "9783161484100"\n'
    assert "the same as" in refused(tmp_path, f"[edition]\n{same}").message


def test_broken_toml_names_its_line(tmp_path: Path) -> None:
    assert refused(tmp_path, '\n\ntitle = "x\n').where.endswith("book.toml:3")


def test_a_file_that_is_no_utf8_is_refused(tmp_path: Path) -> None:
    (tmp_path / "book.toml").write_bytes(b'title = "\xe9"')
    with pytest.raises(RecensionError, match="UTF-8"):
        load_settings(tmp_path / "book.toml")


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RecensionError, match="cannot be read"):
        load_settings(tmp_path / "book.toml")


@given(st.text(st.characters(exclude_categories=["Cs"])).filter(lambda t: not CONTROL.search(t)))
def test_any_text_written_as_toml_is_read_again(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    folder = tmp_path_factory.getbasetemp()
    assert load(folder, f"subtitle = {toml_string(text)}\n").subtitle == text
