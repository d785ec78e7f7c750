"""Encodings of before Unicode, and the wide ones: told from the letters that come out."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.account.demands import draw_up
from pipeline.read import read
from pipeline.read.encodings import decode
from pipeline.recover import recover
from pipeline.registry import RULES

FRENCH = "Le café était désert ; l'élève, à côté de sa mère, rêvait d'un château où l'on fût gai. "
GERMAN = "Die Bäume im Garten sind größer als früher, und das Mädchen hört schöne Lieder. "
SPANISH = "El niño dijo que mañana vendrá; ¿qué más quieres, corazón? Nadie, señor. "
RUSSIAN = "Дорога шла полем, и над рекой стоял туман, в котором кричали невидимые птицы. "
POLISH = "Był to dzień piękny i słoneczny, lecz mężczyźni się śpieszyli, żeby zdążyć. "
CZECH = "Příliš dlouho čekali, než přišel starý učitel a řekl, že město je prázdné. "
GREEK = "Το σπίτι ήταν μεγάλο και η θάλασσα κοντά· όλοι μιλούσαν για τον καιρό. "
QUOTES = "“The house,” he said, “isn’t mine — it’s yours.” And he went out into the garden. "
DOS_AND_MAC = ("cp1252", "mac_roman", "cp850", "cp437")

CASES = [
    *((FRENCH, codec) for codec in (*DOS_AND_MAC, "iso8859_15")),
    *((GERMAN, codec) for codec in DOS_AND_MAC),
    *((SPANISH, codec) for codec in DOS_AND_MAC),
    *((QUOTES, codec) for codec in ("cp1252", "mac_roman")),
    *((RUSSIAN, codec) for codec in ("cp1251", "koi8_r", "cp866", "iso8859_5", "mac_cyrillic")),
    *((POLISH, codec) for codec in ("cp1250", "iso8859_2", "cp852")),
    *((CZECH, codec) for codec in ("cp1250", "iso8859_2", "cp852")),
    *((GREEK, codec) for codec in ("cp1253", "iso8859_7")),
]


@pytest.mark.parametrize(("text", "codec"), CASES)
def test_an_old_encoding_is_told_by_the_words_that_come_out(text: str, codec: str) -> None:
    assert decode(text.encode(codec)).text == text


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-be"])
def test_wide_encodings_are_told_with_and_without_their_mark(codec: str, tmp_path: Path) -> None:
    path = tmp_path / "wide.txt"
    path.write_bytes(GERMAN.encode(codec))
    source = read(path)
    assert source.text.strip("\ufeff") == GERMAN
    (finding,) = source.findings
    assert finding.severity == "advice"
    assert draw_up(source.text, recover(source, "de"), RULES).faults == ()


@given(st.text())
def test_utf8_is_always_itself(text: str) -> None:
    assert decode(text.encode(), "latin-1").text == text or "\0" in text


@given(data=st.binary(max_size=60).filter(lambda data: b"\0" not in data))
def test_every_byte_can_be_given_back(data: bytes) -> None:
    decoded = decode(b"A line.\n" + data)
    if not decoded.codec.startswith("utf_"):
        given_back = decoded.text.encode(decoded.codec, "surrogateescape")
        assert given_back == b"A line.\n" + data


def test_where_nothing_tells_the_encoding_it_is_not_sure() -> None:
    # The only sign beyond ASCII stands in a run of letters that is too long for a word.
    decoded = decode(b"The mill stood by the " + b"m" * 300 + b"\xe9" + b"m" * 300 + b" river.")
    assert decoded.text.count("m") == 601
    assert decoded.certainty < 0.9


def test_a_few_bad_bytes_do_not_make_utf8_another_encoding() -> None:
    decoded = decode("Bäume und Gärten, ".encode() + b"gr\xfc\xdfen")
    assert decoded.codec == "utf-8"
    assert decoded.text == "Bäume und Gärten, gr\udcfc\udcdfen"


def test_page_files_are_in_one_encoding(tmp_path: Path) -> None:
    (tmp_path / "1.txt").write_bytes(b"A page in plain letters.\n")
    (tmp_path / "2.txt").write_bytes("Die Bäume sind größer.\n".encode("mac_roman"))
    (tmp_path / "3.txt").write_bytes("schön\n".encode("mac_roman"))
    source = read(tmp_path)
    assert source.text.splitlines()[1:] == ["Die Bäume sind größer.", "schön"]
    (finding,) = source.findings
    assert finding.message == (
        "2 files of the source are in Mac Roman, not in UTF-8: Bäume, größer"
    )
    assert source.text[slice(*finding.where)] == "Bäume"


def test_an_encoding_that_is_not_sure_is_asked_about(tmp_path: Path) -> None:
    path = tmp_path / "odd.txt"
    path.write_bytes(b"Numbers and a sign \xa4 and another \xb5 in it.\n")
    (finding,) = read(path).findings
    assert (finding.check, finding.severity) == ("encoding", "query")
    assert "was it read rightly as" in finding.message
