"""A house with our Makefile, and a command that prints what it is given."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[1]
SHELL = ("setup.sh", "checkers.sh", "peers.sh", "packages.sh", "run")
SCRIPTS = [f"scripts/{name}" for name in SHELL]


def house_in(folder: Path) -> Path:
    """Lay out a house whose `recension` prints its arguments, one a line."""
    (folder / ".venv/bin").mkdir(parents=True)
    (folder / "scripts").mkdir()
    for name in ("Makefile", "requirements.lock", *SCRIPTS):
        shutil.copyfile(ROOT / name, folder / name)
    for stamp in (".ready", ".checkers", ".peers"):
        (folder / ".venv" / stamp).touch()
    command = folder / ".venv/bin/recension"
    command.write_text('#!/bin/sh\nprintf "%s\\n" "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    return folder


def make(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Call make in a house."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("MAKE", "RECENSION"))}
    return subprocess.run(
        ["make", *arguments],
        cwd=folder,
        env=environment,
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
    )
