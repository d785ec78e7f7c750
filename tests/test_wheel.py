"""The wheel: all that is needed is in it, and shells and man can read what is made for them."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from email import message_from_string
from pathlib import Path
from zipfile import ZipFile

import pytest

from pipeline import __version__
from pipeline.cli import main, parser
from pipeline.cli.completion import completion
from scripts.wheel import COMPLETED, MANUAL, make_wheel, manual

ROOT = Path(__file__).parents[1]
DATA = f"recension-{__version__}.data/data"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> ZipFile:
    return ZipFile(make_wheel(tmp_path_factory.mktemp("wheel")))


def test_the_wheel_has_every_module_and_style(wheel: ZipFile) -> None:
    here = {
        str(file.relative_to(ROOT))
        for folder in ("pipeline", "styles")
        for file in (ROOT / folder).rglob("*.*")
        if file.is_file() and file.suffix != ".pyc"
    }
    here = {name if name.startswith("pipeline") else f"pipeline/{name}" for name in here}
    assert "pipeline/styles/themes/classic.css" in here
    assert here <= {*wheel.namelist()}


def test_the_wheel_has_the_typefaces_that_its_themes_name_and_dictionaries(wheel: ZipFile) -> None:
    names = {*wheel.namelist()}
    themes = [name for name in names if name.startswith("pipeline/styles/themes/")]
    assert themes
    for theme in themes:
        for face in re.findall(r'url\("([^"]+)"\)', wheel.read(theme).decode()):
            assert f"{DATA}/share/recension/fonts/{face}" in names
    there = {*(Path(sys.prefix) / "share/recension/dictionaries").iterdir()}
    assert {f"{DATA}/share/recension/dictionaries/{file.name}" for file in there} <= names
    licences = [name for name in names if name.startswith(f"{DATA}/share/recension/licences/")]
    assert len(licences) >= 3


def test_the_wheel_says_what_it_needs_and_what_it_starts(wheel: ZipFile) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    about = f"recension-{__version__}.dist-info"
    said = message_from_string(wheel.read(f"{about}/METADATA").decode())
    assert said["Version"] == __version__
    asked = [each for each in said.get_all("Requires-Dist", []) if "extra ==" not in each]
    assert sorted(asked) == sorted(project["dependencies"])
    assert "recension=pipeline.__main__:run" in wheel.read(f"{about}/entry_points.txt").decode()
    assert wheel.read(f"{about}/licenses/LICENSE") == (ROOT / "LICENSE").read_bytes()


def test_the_wheel_brings_a_manual_page_and_completion(wheel: ZipFile) -> None:
    assert wheel.read(f"{DATA}/{MANUAL}").decode() == manual()
    for shell, file in COMPLETED.items():
        assert wheel.read(f"{DATA}/{file}").decode() == completion(parser(), shell)


def test_the_manual_page_has_every_command_with_its_options() -> None:
    page = manual()
    for command in ("build", "desk", "bench", "sign-off"):
        assert f"recension {command}" in page.replace("\\-", "-")
    assert "\nrecension build raw.txt\n" in page
    assert ".SH EXIT STATUS\n0 done;" in page
    man = shutil.which("man")
    if man is None:
        pytest.skip("there is no man here")
    done = subprocess.run(
        [man, "--warnings", "--local-file", "-"], input=page, capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")


# --- completion -----------------------------------------------------------------------------------


def completed(folder: Path, *words: str) -> set[str]:
    """Give what bash offers for the last of some words."""
    script = (
        'source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1))\n'
        '_shtab_recension; printf "%s\\n" "${COMPREPLY[@]}"'
    )
    made = folder / "completion"
    made.write_text(completion(parser(), "bash"), encoding="utf-8")
    done = subprocess.run(
        ["bash", "--norc", "-c", script, "bash", str(made), "recension", *words],
        cwd=folder,
        check=True,
        capture_output=True,
        text=True,
    )
    assert done.stderr == ""
    return {*done.stdout.split()}


@pytest.mark.skipif(not shutil.which("bash"), reason="there is no bash here")
def test_bash_completes_commands_options_books_and_names(tmp_path: Path) -> None:
    (tmp_path / "manuscript/emma").mkdir(parents=True)
    (tmp_path / "raw.txt").touch()
    assert completed(tmp_path, "de") == {"decide", "decisions", "desk"}
    assert completed(tmp_path, "build", "--t") == {"--to"}
    assert {"epub", "pdf"} <= completed(tmp_path, "build", "--to", "")
    assert completed(tmp_path, "build", "ra") == {"raw.txt"}
    assert completed(tmp_path, "audit", "em") == {"emma"}
    assert "lost-letter" in completed(tmp_path, "accept", "emma", "lost-")
    assert completed(tmp_path, "findings", "--format", "s") == {"sarif"}


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_reads_what_is_printed_for_it(
    shell: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--completion", shell])
    assert ended.value.code == 0
    made = tmp_path / "completion"
    made.write_text(capsys.readouterr().out, encoding="utf-8")
    found = shutil.which(shell)
    if found is None:
        pytest.skip(f"there is no {shell} here")
    subprocess.run([found, "-n", str(made)], check=True, capture_output=True)


# --- what names the version -----------------------------------------------------------------------


def test_what_is_cited_is_this_version() -> None:
    cited = (ROOT / "CITATION.cff").read_text("utf-8")
    assert f"\nversion: {__version__}\n" in cited
    assert f"version = {{{__version__}}}" in (ROOT / "README.md").read_text("utf-8")
    assert f"recension-{__version__}-py3-none-any.whl" in (ROOT / "docs/install.md").read_text(
        "utf-8"
    )
