"""What of the machine and of its user takes part in an edition, and what does not."""

from __future__ import annotations

import subprocess
import sys
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

import pytest
from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration

from pipeline import keys
from pipeline.manuscript.folder import find_book
from pipeline.write import look, pandoc
from pipeline.write.fontconfig import font_configuration

WIDE = """\
<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<match target="font"><edit name="matrix" mode="assign"><times><name>matrix</name>
<matrix><double>1.3</double><double>0</double><double>0</double><double>1</double></matrix>
</times></edit></match></fontconfig>
"""
"""What a user may have set up for the screen: wide letters."""
STARTS = (
    "import sys\n"
    "sys.addaudithook(lambda event, what: event == 'subprocess.Popen' and print(what[1]))\n"
    "import pipeline.write.{}.write, weasyprint\n"
)


def test_what_a_user_has_set_up_for_the_screen_changes_no_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = HTML(string="<p style='font-family: DejaVu Serif'>The mill stood still.")

    def made(typefaces: AbstractContextManager[FontConfiguration]) -> bytes:
        with typefaces as fonts:
            return page.write_pdf(font_config=fonts)

    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "none"))
    plain = made(font_configuration())
    assert plain == made(nullcontext(FontConfiguration()))
    (tmp_path / "fontconfig").mkdir()
    (tmp_path / "fontconfig/fonts.conf").write_text(WIDE)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert made(nullcontext(FontConfiguration())) != plain
    assert made(font_configuration()) == plain


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere libraries are found in other ways")
@pytest.mark.parametrize("module", ["pdf", "sheets", "press"])
def test_no_program_is_started_to_find_the_libraries(module: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", STARTS.format(module)], check=True, capture_output=True, text=True
    )
    assert done.stdout == ""


def test_another_pandoc_and_another_set_up_of_typefaces_make_another_edition(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book, setup = tmp_path / "mill.txt", tmp_path / "fonts.conf"
    book.write_text("The mill stood still.\n")
    folder = find_book(str(book))

    def named() -> tuple[str, str, str]:
        stages = keys.Keys(folder, "9f")
        return keys.built(folder, ["epub"]), stages.composed(), stages.written("epub")

    found = [named()]
    assert named() == found[0]
    other = tmp_path / "pandoc"
    for text in ("", "another"):
        other.write_text(text)
        monkeypatch.setattr(look, "pandoc_path", lambda: str(other))
        found.append(named())
    assert all(len({*each}) == 3 for each in zip(*found, strict=True))
    for text in ("", "another"):
        setup.write_text(text)
        monkeypatch.setenv("FONTCONFIG_FILE", str(setup))
        found.append(named())
    built, composed, written = (len({*each}) for each in zip(*found, strict=True))
    assert (built, composed, written) == (5, 3, 5)
    assert pandoc.pandoc_version()[0].isdecimal()
