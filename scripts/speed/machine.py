"""The machine that measured, and the versions of what was measured."""

from __future__ import annotations

import os
import platform
import re
import subprocess
from collections.abc import Iterator
from datetime import date
from importlib.metadata import version
from pathlib import Path

from pipeline import __version__
from scripts.speed.whole import pandoc

PACKAGES = ("ftfy", "weasyprint", "typst")


def machine() -> Iterator[tuple[str, str]]:
    """Name the machine, its system, and the versions."""
    yield "date", f"{date.today():%d %B %Y}"
    pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    cores = len(os.sched_getaffinity(0))
    yield "processor", f"{_processor()}, {cores} {'core' if cores == 1 else 'cores'}"
    yield "memory", f"{pages / 2**30:.0f} GiB"
    yield "system", f"{platform.freedesktop_os_release()['PRETTY_NAME']}, {platform.machine()}"
    yield "load before it began", f"{os.getloadavg()[0]:.1f}"
    yield "Recension", __version__
    yield "Python", platform.python_version()
    for package in PACKAGES:
        yield package, version(package)
    yield "pandoc", _said([pandoc(), "--version"])
    yield "calibre", _said(["ebook-convert", "--version"])


def _processor() -> str:
    facts = Path("/proc/cpuinfo")
    found = re.search(r"^model name\s*: (.+)", facts.read_text() if facts.exists() else "", re.M)
    return found[1] if found else platform.processor()


def _said(command: list[str]) -> str:
    """Give the version that a program says it has."""
    try:
        said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    except OSError:
        return "not there"
    found = re.search(r"\d+(\.\d+)+", said)
    return found[0] if found else "unknown"
