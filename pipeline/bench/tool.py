"""Another tool in Recension's place: a command that makes an edition of a case's source."""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
from pathlib import Path
from typing import NamedTuple

from pipeline.errors import RecensionError

SOURCE, OUT = "{source}", "{out}"
FORMS = (".epub", ".md", ".html", ".json")
"""What may be scored, by the ends of the files' names; the first that is there is taken."""
FORM = (
    f"{SOURCE} in it is the case's source, {OUT} where the edition is to stand, without the end of"
    f" its name; it writes one of {', '.join(OUT + form for form in FORMS)}"
)


class Made(NamedTuple):
    """An edition that was made of a case, and what it took."""

    file: Path
    costs: dict[str, float]
    """Figures by their names (`pipeline.bench.figures`): processor time, peak memory …"""


def as_command(text: str) -> tuple[str, ...]:
    """Take a command apart as a shell would.

    >>> as_command("ebook-convert {source} {out}.epub")
    ('ebook-convert', '{source}', '{out}.epub')

    Raises:
        ValueError: a quotation mark has no partner, or it says not what it reads, or writes.
    """
    words = tuple(shlex.split(text))
    if not all(any(sign in word for word in words) for sign in (SOURCE, OUT)):
        raise ValueError(FORM)
    return words


def run_tool(command: tuple[str, ...], source: Path, out: Path) -> Made:
    """Have a tool make an edition in a folder.

    Raises:
        RecensionError: it does not start or ends with an error, or there is no edition then.
    """
    named = {SOURCE: str(source.resolve()), OUT: str(out.resolve() / "edition")}
    words = [_filled(word, named) for word in command]
    with tempfile.TemporaryFile() as said:
        try:
            process = subprocess.Popen(
                words, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=said
            )
        except OSError as error:
            raise RecensionError(f"does not start: {error.strerror}", words[0]) from error
        # Waited for so, the system tells what it took, with all that it has waited for itself.
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        last = said.read().decode(errors="replace").strip().splitlines()[-1:]
    if process.returncode:
        told = ": ".join([f"it ended with status {process.returncode}", *last])
        raise RecensionError(told, words[0])
    files = [file for form in FORMS if (file := Path(named[OUT] + form)).is_file()]
    if not files:
        raise RecensionError("there is no edition when it has ended", words[0], FORM)
    seconds, memory = usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024
    return Made(files[0], {"seconds": round(seconds, 2), "memory": round(memory)})


def _filled(word: str, named: dict[str, str]) -> str:
    for sign, path in named.items():
        word = word.replace(sign, path)
    return word
