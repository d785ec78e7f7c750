"""The locks: every package by its version and its hashes, and no address."""

from __future__ import annotations

import json
import re
import tomllib

import pytest

from tests.house import ROOT

LOCKS = ["requirements.lock", "scripts/checkers/requirements.lock"]


def locked(name: str) -> dict[str, str]:
    """Give the requirements of a lock by name, each with its version, marker and hashes."""
    text = (ROOT / name).read_text("utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return {line.partition("==")[0]: line for line in lines}


@pytest.mark.parametrize("name", LOCKS)
def test_the_lock_holds_names_versions_and_hashes_and_nothing_else(name: str) -> None:
    marker = r"[a-z_]+ (?:[=!<>]=|[<>]) '[\w.]+'"
    requirement = re.compile(
        rf"[a-z0-9-]+==[0-9.]+(?: ; {marker}(?: and {marker})*)?"
        r"(?:\s+--hash=sha256:[0-9a-f]{64})+"
    )
    lines = [line.rstrip() for line in locked(name).values()]
    assert [line for line in lines if not requirement.fullmatch(line)] == []


@pytest.mark.parametrize("name", LOCKS)
def test_the_lock_names_no_address(name: str) -> None:
    assert not re.search(r"://|index|find-links", (ROOT / name).read_text("utf-8"))


def test_the_locks_have_all_that_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    groups = project["dependency-groups"]
    asked = [[*project["project"]["dependencies"], *groups["dev"]], groups["checkers"]]
    for lock, requirements in zip(map(locked, LOCKS), asked, strict=True):
        for requirement in requirements:
            bare, _, _ = requirement.partition(";")
            name, _, version = bare.replace("_", "-").partition("==")
            assert lock[name].startswith(f"{name}=={version}")


def test_the_lock_of_npm_pins_every_package_by_its_hash_and_names_no_address() -> None:
    folder = ROOT / "scripts/checkers"
    asked = json.loads((folder / "package.json").read_text("utf-8"))["dependencies"]
    packages = json.loads((folder / "package-lock.json").read_text("utf-8"))["packages"]
    assert packages.pop("")["dependencies"] == asked
    assert all(each["integrity"].startswith("sha512-") for each in packages.values())
    assert not any("resolved" in each for each in packages.values())
