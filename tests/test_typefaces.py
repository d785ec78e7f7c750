"""The typefaces: where they are found, which signs stand in which, and subsets that hold these."""

from __future__ import annotations

import io
import re
import sys
import tempfile
from pathlib import Path

import pytest
import weasyprint
from fontTools.ttLib import TTFont
from lxml import etree

from pipeline.errors import RecensionError
from pipeline.machine.fonts import font_file, font_folders
from pipeline.model.settings import Settings
from pipeline.write.epub.cascade import Cascade, Setting
from pipeline.write.epub.typefaces import typefaces
from pipeline.write.epub.write import write_epub
from pipeline.write.fetcher import Fetcher
from pipeline.write.fontconfig import font_configuration
from pipeline.write.pdf.sheet import face_rules
from pipeline.write.styles import STYLES
from pipeline.write.theme import THEMES, load_theme
from tests.epubs import files
from tests.rendered import HASH, small_book

CSS = "body { font-family: Text, serif } h1, h2 { font: 2em Display, serif } .sc { color: red }"


def page(body: str) -> etree._Element:
    return etree.fromstring(f"<html><head><title>T</title></head><body>{body}</body></html>")


def signs(css: str, body: str) -> dict[Setting, str]:
    found = Cascade(css).signs([page(body)])
    return {setting: "".join(sorted(found[setting])) for setting in found if setting.family}


ROMAN, ITALIC = Setting("Text"), Setting("Text", "italic")
BOLD, BOLD_ITALIC = Setting("Text", "normal", "bold"), Setting("Text", "italic", "bold")


@pytest.mark.parametrize(
    ("css", "body", "expected"),
    [
        ("", "<p>a<em>b</em>c</p>", {ROMAN: "ac", ITALIC: "b"}),
        ("", "<h1>a</h1>b", {Setting("Display"): "a", ROMAN: "b"}),
        ("", "<b>a<i>b</i></b>", {BOLD: "a", BOLD_ITALIC: "b"}),
        (
            ".q { font-style: italic } .q em { font-style: normal }",
            '<p class="q">a<em>b</em></p>',
            {ITALIC: "a", ROMAN: "b"},
        ),
        ("p { font: italic bold 1em Text }", "<p>a</p>", {BOLD_ITALIC: "a"}),
        ("p::before { font-style: italic }", "<p>a</p>", {ROMAN: "a"}),
        ("b.x { font-weight: 400 }", '<b class="x">a</b>', {ROMAN: "a"}),
    ],
)
def test_signs_by_the_face_they_are_set_in(
    css: str, body: str, expected: dict[Setting, str]
) -> None:
    found = {setting: kept for setting, kept in signs(f"{CSS} {css}", body).items() if kept}
    assert found == expected


def faces(body: str) -> tuple[str, dict[str, TTFont]]:
    rules, items = typefaces(load_theme("classic"), CSS, [page(body)])
    assert all(item.media_type == "font/woff2" for item in items)
    return rules, {item.name: TTFont(io.BytesIO(item.content)) for item in items}


def test_only_faces_that_are_used_go_in_with_the_signs_that_they_show() -> None:
    rules, fonts = faces("<h1>Жук</h1><p>fin <em>Ω</em></p>")
    assert set(fonts) == {"fonts/display.woff2", "fonts/text-italic.woff2", "fonts/text.woff2"}
    assert all(f'url("{name}")' in rules for name in fonts)
    assert set(map(ord, "Жук")) <= set(fonts["fonts/display.woff2"].getBestCmap())
    assert ord("Ω") in fonts["fonts/text-italic.woff2"].getBestCmap()
    assert ord("Ω") not in fonts["fonts/text.woff2"].getBestCmap()
    assert ord("x") not in fonts["fonts/text.woff2"].getBestCmap()


def test_a_subset_keeps_small_capitals_figures_and_ligatures_and_its_licence() -> None:
    font = faces("<p>fin 12</p>")[1]["fonts/text.woff2"]
    features = {record.FeatureTag for record in font["GSUB"].table.FeatureList.FeatureRecord}
    assert features >= {"smcp", "onum", "liga"}
    names = {record.nameID: str(record) for record in font["name"].names}
    assert "Open Font" in names[13]
    # A reserved name is not for what has been altered.
    assert "Libertine" not in names[1] + names[4] + names[6]


def test_a_sign_that_no_face_has_is_left_to_the_reading_system() -> None:
    font = faces("<p>a漢</p>")[1]["fonts/text.woff2"]
    assert ord("a") in font.getBestCmap()
    assert ord("漢") not in font.getBestCmap()


def test_the_same_bytes_each_time() -> None:
    first, second = (typefaces(load_theme("classic"), CSS, [page("<p>ab</p>")]) for _ in range(2))
    assert first == second


def test_every_sign_of_the_book_is_in_its_face(tmp_path: Path) -> None:
    write_epub(small_book(), Settings(), HASH, tmp_path / "book.epub")
    inside = files(tmp_path / "book.epub")
    fonts = {name for name in inside if name.endswith(".woff2")}
    style = inside["EPUB/style.css"].decode()
    assert {f"EPUB/{url}" for url in re.findall(r'url\("([^"]+)"\)', style)} == fonts
    roman = TTFont(io.BytesIO(inside["EPUB/fonts/text.woff2"])).getBestCmap()
    assert set(map(ord, "First and more words.")) <= set(roman)


@pytest.mark.parametrize("name", sorted(file.stem for file in THEMES.glob("*.css")))
def test_the_style_is_small_and_leaves_paper_and_ink_to_the_reader(name: str) -> None:
    css = load_theme(name).styled((STYLES / "epub.css").read_text("utf-8"))
    rules = re.sub(r"/\*.*?\*/", "", css, flags=re.S)
    assert len(css.encode()) < 10_000
    assert "var(" not in rules
    assert set(re.findall(r"(?<![\w-])color:\s*([^;}]+)", rules)) <= {"inherit"}
    assert not re.search(r"background|#[0-9a-f]{3,6}\b|\d(px|pt)\b(?<!1px)", rules)


def test_files_that_weasyprint_makes_of_typefaces_do_not_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    fetcher = Fetcher([STYLES, *font_folders()])
    with font_configuration() as fonts:
        style = face_rules(load_theme("classic"))
        weasyprint.CSS(string=style, font_config=fonts, url_fetcher=fetcher)
        assert any(path.is_file() for path in tmp_path.rglob("*"))
    assert [*tmp_path.iterdir()] == []


def test_the_typefaces_are_found_where_set_up_put_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fonts = tmp_path / "share/recension/fonts"
    fonts.mkdir(parents=True)
    (fonts / "LinLibertine_R.otf").touch()
    monkeypatch.delenv("RECENSION_FONTS", raising=False)
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    assert font_file("LinLibertine_R.otf", "a.css") == fonts / "LinLibertine_R.otf"


def test_the_folder_named_by_the_user_comes_first_and_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RECENSION_FONTS", str(tmp_path))
    with pytest.raises(RecensionError, match="LinLibertine_R") as caught:
        font_file("LinLibertine_R.otf", "a.css")
    assert "RECENSION_FONTS" in caught.value.remedy
    (tmp_path / "LinLibertine_R.otf").touch()
    assert font_file("LinLibertine_R.otf", "a.css").parent == tmp_path
