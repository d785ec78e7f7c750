from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.house import ROOT, SCRIPTS, house_in, make

TARGETS = {
    *("help", "epub", "pdf", "html", "docx", "txt", "print", "markdown"),
    *("batch", "new", "audit", "findings", "collate", "check", "export", "shots"),
    *("setup", "test", "lint", "format", "lock", "clean"),
    *("bench", "fuzz", "speed", "onix", "cite", "proof", "proof-sheets", "wheel"),
}
BUILD = ["build", "--to"]


# --- the Makefile ---------------------------------------------------------------------------------


@pytest.fixture
def house(tmp_path: Path) -> Path:
    return house_in(tmp_path / "a house")


@pytest.mark.parametrize(
    ("typed", "given"),
    [
        (["epub"], [*BUILD, "epub", "--", "handbook"]),
        (["epub", "pdf"], [*BUILD, "epub,pdf", "--", "handbook"]),
        (["markdown", "BOOK=emma"], [*BUILD, "markdown", "--", "emma"]),
        (["pdf", "SOURCE=../my book/raw.txt"], [*BUILD, "pdf", "--", "../my book/raw.txt"]),
        (["pdf", "SOURCE=-x"], [*BUILD, "pdf", "--", "-x"]),
        (["pdf", 'SOURCE=a"b$c.txt'], [*BUILD, "pdf", "--", 'a"b$c.txt']),
        (["epub", "OUT=/tmp/a b"], [*BUILD, "epub", "--out", "/tmp/a b", "--", "handbook"]),
        (["audit", "SOURCE=a.txt"], ["audit", "--", "a.txt"]),
        (["check", "OUT=o", "BOOK=emma"], ["check", "--out", "o", "--", "emma"]),
        (["new", "SOURCE=a.txt"], ["new", "--", "a.txt"]),
        (["bench", "CASES=a b", "SCORER=c"], ["bench", "--scorer", "c", "--", "a b"]),
        (["bench", "CASES=a", "TOOL=b {out}"], ["bench", "--tool", "b {out}", "--", "a"]),
        (
            ["bench", "CASES=a", "SCORER=b c", "INPUT=d", "BASELINE=e"],
            ["bench", "--scorer", "b c", "--input", "d", "--baseline", "e", "--", "a"],
        ),
        (["batch", "SOURCE=a b", "OUT=o"], ["batch", "--out", "o", "--", "a b"]),
        (["onix", "BOOK=emma", "OUT=o p"], ["onix", "--out", "o p", "--", "emma"]),
        (["proof", "BOOK=emma"], ["desk", "--", "emma"]),
        (["proof-sheets", "OUT=o"], ["proof-sheets", "--out", "o", "--", "handbook"]),
        (["cite", "FORMAT=bibtex"], ["cite", "--format", "bibtex", "--", "handbook"]),
        (["new", "SOURCE=a.txt", "BOOK=emma"], ["new", "--name", "emma", "--", "a.txt"]),
    ],
)
def test_a_target_calls_the_command_of_its_name_once(
    house: Path, typed: list[str], given: list[str]
) -> None:
    done = make(house, *typed)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == given


def test_the_status_of_a_command_fails_the_target(house: Path) -> None:
    (house / ".venv/bin/recension").write_text("#!/bin/sh\nexit 2\n", encoding="utf-8")
    assert make(house, "epub").returncode == 2


def test_help_is_the_default_and_lists_every_target(house: Path) -> None:
    shown = make(house).stdout
    assert shown == make(house, "help").stdout
    assert {line.split()[0] for line in shown.splitlines() if line.startswith("  ")} == TARGETS


def test_set_up_is_done_once(house: Path) -> None:
    assert "Nothing to be done" in make(house, "setup").stdout
    os.utime(house / ".venv/.ready", (0, 0))
    assert "scripts/setup.sh" in make(house, "--dry-run", "setup").stdout


def test_clean_keeps_the_environment(house: Path) -> None:
    for name in (".mypy_cache", "dist", "pipeline/__pycache__", "tests"):
        (house / name).mkdir(parents=True)
    done = make(house, "clean")
    assert (done.stdout, done.returncode) == ("clean\n", 0), done.stderr
    assert not (house / ".mypy_cache").exists()
    assert not (house / "pipeline/__pycache__").exists()
    assert (house / ".venv/.ready").exists()


# --- set-up ---------------------------------------------------------------------------------------


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A house where nothing is set up, with the only tools that a bare system has."""
    folder = tmp_path / "bare"
    (folder / "scripts").mkdir(parents=True)
    for name in SCRIPTS:
        shutil.copy(ROOT / name, folder / name)
    tools = folder / "tools"
    tools.mkdir()
    for tool in ("sh", "dirname", "xargs", "echo", "ls", "id", "env"):
        found = shutil.which(tool)
        assert found is not None
        (tools / tool).symlink_to(found)
    return folder


def stub(folder: Path, name: str, script: str) -> None:
    tool = folder / "tools" / name
    tool.unlink(missing_ok=True)  # it may be a link to the system's own, which is not ours to write
    tool.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    tool.chmod(0o755)


def set_up(folder: Path, script: str = "setup") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["sh", f"scripts/{script}.sh"],
        cwd=folder,
        env={"PATH": str(folder / "tools")},
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
    )


NO_MODULES = 'case "$2" in "import sys; "*) exit 0 ;; *) exit 1 ;; esac'
"""A Python that is new enough, but has no ensurepip, and finds no library."""


def test_without_a_python_set_up_says_so(bare: Path) -> None:
    done = set_up(bare)
    assert done.returncode == 2
    assert "error: setup: Python 3.11 or newer is needed" in done.stderr


def test_what_cannot_be_had_is_named_at_once_with_the_command(bare: Path) -> None:
    packages = {
        "fonts-linuxlibertine": "opentype/linux-libertine/LinLibertine_R.otf",
        "fonts-vollkorn": "truetype/vollkorn/Vollkorn-Regular.ttf",
        "fonts-dejavu-core": "truetype/dejavu/DejaVuSerif.ttf",
    }
    there = Path("/usr/share/fonts")
    fonts = "".join(f" {name}" for name, file in packages.items() if not (there / file).is_file())
    stub(bare, "python3", NO_MODULES)
    done = set_up(bare)
    lacking = (
        "python3-venv libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 default-jre-headless"
        + fonts
    )
    assert done.returncode == 2
    assert done.stderr.splitlines() == [
        "error: setup: these are missing, and could be neither installed nor unpacked: " + lacking,
        f"    as root: apt-get install --no-install-recommends {lacking}    then: make setup",
    ]
    assert not (bare / ".venv").exists()


@pytest.mark.parametrize(
    ("manager", "named"),
    [
        (
            "dnf",
            "as root: dnf install python3 pango harfbuzz java-latest-openjdk-headless"
            " linux-libertine-fonts linux-libertine-biolinum-fonts vollkorn-fonts dejavu-sans-fonts"
            " dejavu-serif-fonts",
        ),
        (
            "brew",
            "brew install python pango openjdk font-linux-libertine font-linux-biolinum"
            " font-vollkorn font-dejavu",
        ),
    ],
)
def test_other_systems_have_other_names_for_the_packages(
    bare: Path, manager: str, named: str
) -> None:
    stub(bare, manager, "exit 1")
    for tool in ("awk", "grep"):
        (bare / "tools" / tool).symlink_to(str(shutil.which(tool)))
    script = (
        ". scripts/packages.sh; command_for python3-venv libpango-1.0-0 libpangoft2-1.0-0"
        " libharfbuzz-subset0 default-jre-headless fonts-linuxlibertine fonts-vollkorn"
        " fonts-dejavu-core"
    )
    done = subprocess.run(
        ["sh", "-c", script],
        cwd=bare,
        env={"PATH": str(bare / "tools")},
        check=True,
        capture_output=True,
        text=True,
    )
    assert (done.stdout.strip(), done.stderr) == (named, "")


def test_root_installs_what_is_missing_after_one_update(bare: Path) -> None:
    stub(bare, "python3", NO_MODULES)
    stub(bare, "id", "echo 0")
    stub(bare, "apt-get", f'echo "$@" >>"{bare}/log"')
    assert set_up(bare).returncode == 2
    log = (bare / "log").read_text("utf-8").splitlines()
    assert len(log) == 2
    assert log[0].endswith("update")
    assert "install --yes --no-install-recommends python3-venv libpango-1.0-0" in log[1]


def test_sudo_is_used_only_where_it_asks_for_no_password(bare: Path) -> None:
    stub(bare, "python3", NO_MODULES)
    stub(bare, "id", "echo 1000")
    stub(bare, "apt-get", f'echo "$@" >>"{bare}/log"')
    stub(bare, "sudo", f'[ "$1" = -n ] || exit 1; shift; echo sudo >>"{bare}/log"; exec "$@"')
    stub(bare, "true", "exit 0")
    set_up(bare)
    assert (bare / "log").read_text("utf-8").split().count("sudo") == 3
    (bare / "log").unlink()
    stub(bare, "sudo", "exit 1")
    stub(bare, "dpkg", "exit 1")
    stub(bare, "mkdir", "exit 0")
    set_up(bare)
    assert "install --yes" not in (bare / "log").read_text("utf-8")


def test_checkers_that_cannot_be_had_are_named_and_stop_nothing(bare: Path) -> None:
    done = set_up(bare, "checkers")
    assert done.returncode == 0
    said = [line for line in done.stderr.splitlines() if "warning" in line]
    assert len(said) == 2
    assert "Ace by DAISY could not be installed" in said[0]
    assert said[1].endswith("(as root: apt-get install --no-install-recommends chromium)")
    assert not (bare / ".venv/.checkers").exists()


def test_checkers_come_only_where_something_checks(house: Path) -> None:
    (house / ".venv/.checkers").unlink()
    for target, comes in [("epub", False), ("audit", False), ("check", True), ("test", True)]:
        assert ("scripts/checkers.sh" in make(house, "--dry-run", target).stdout) == comes


def test_a_peer_that_cannot_be_had_is_named_and_stops_nothing(bare: Path) -> None:
    stub(bare, "apt-get", f'echo "$@" >>"{bare}/log"')
    stub(bare, "id", "echo 1000")
    done = set_up(bare, "peers")
    assert done.returncode == 0
    assert "(as root: apt-get install --no-install-recommends calibre)" in done.stderr
    assert not (bare / "log").exists()
    stub(bare, "id", "echo 0")
    assert set_up(bare, "peers").returncode == 0
    assert "install --yes --no-install-recommends calibre" in (bare / "log").read_text("utf-8")
    assert not (bare / ".venv/.peers").exists()


def test_peers_come_only_where_they_are_measured(house: Path) -> None:
    (house / ".venv/.peers").unlink()
    for target, comes in [("epub", False), ("test", False), ("speed", True)]:
        assert ("scripts/peers.sh" in make(house, "--dry-run", target).stdout) == comes


def test_compiled_modules_are_kept_whatever_the_environment_asks_for(house: Path) -> None:
    done = subprocess.run(
        ["sh", "scripts/run", "sh", "-c", 'echo "${PYTHONDONTWRITEBYTECODE-unset}"'],
        cwd=house,
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
        check=True,
        capture_output=True,
        text=True,
    )
    assert done.stdout == "unset\n"
