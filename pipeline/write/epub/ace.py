"""How accessible an EPUB is, as far as a program can tell: the verdict of Ace by DAISY."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.errors import RecensionError
from pipeline.lacking import FOLDER, how_to_get
from pipeline.machine.chromium import chromium
from pipeline.machine.scratch import temporary
from pipeline.write.check import LONGEST, Fault

ACE = Path("checkers/node_modules/@daisy/ace-cli/bin/ace.js")
"""Where scripts/checkers.sh puts it, within the Python environment."""
PATIENCE = 60_000
"""Milliseconds that Chromium may take to start; Ace's own measure is short for a busy machine."""


def missing_for_ace() -> str:
    """Name what Ace needs and is not there; empty if it can run."""
    needed = {
        "Ace by DAISY": (Path(sys.prefix) / ACE).is_file(),
        "Node.js": shutil.which("node") is not None,
        "Chromium": bool(chromium()),
    }
    return ", ".join(name for name, there in needed.items() if not there)


def check_access(path: Path) -> list[Fault]:
    """Give the violations that Ace finds in an EPUB; each is an error, whatever its impact.

    Raises:
        RecensionError: what Ace needs is not there, or it gave no verdict.
    """
    if missing := missing_for_ace():
        raise RecensionError(f"not there: {missing}", "Ace by DAISY", how_to_get(FOLDER))
    with temporary() as made:
        folder = str(made)
        # It keeps settings and a log under the user's home, and we leave nothing there.
        environment = os.environ | {
            "HOME": folder,
            "XDG_CONFIG_HOME": folder,
            "XDG_STATE_HOME": folder,
            "PUPPETEER_EXECUTABLE_PATH": chromium(),
            "ACE_TIMEOUT_INITIAL": str(PATIENCE),
        }
        command = ["node", str(Path(sys.prefix) / ACE), "--silent", "--outdir", folder, str(path)]
        try:
            subprocess.run(
                command, env=environment, capture_output=True, timeout=LONGEST, check=True
            )
            report = json.loads((made / "report.json").read_text("utf-8"))
        except (OSError, ValueError, subprocess.SubprocessError) as error:
            raise RecensionError("Ace gave no verdict", str(path), str(error)) from error
    return list(_violations(report))


def _violations(report: dict[str, Any]) -> Iterator[Fault]:
    for tested in report["assertions"]:
        for found in tested["assertions"]:
            test, result = found["earl:test"], found["earl:result"]
            said = " ".join(result["dct:description"].split())
            where = tested["earl:testSubject"]["url"]
            yield Fault("error", test["dct:title"], where, said)
