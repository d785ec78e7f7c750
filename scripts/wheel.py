"""Make the wheel: `python -m scripts.wheel [--out FOLDER]`, which `make wheel` calls.

It works where it is installed without this folder. So it brings, beside the package with its
styles, what set-up has copied from Debian's packages (typefaces and dictionaries, each with its
licence), and what is made of the command's parsers: a manual page, and what has shells complete it.
All of that is for the environment's `share`, where Recension and the shells look for it.
"""

from __future__ import annotations

import shutil
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from argparse_manpage.manpage import Manpage
from flit_core.wheel import make_wheel_in

from pipeline import __version__
from pipeline.cli import parser
from pipeline.cli.about import SHELLS
from pipeline.cli.completion import commands, completion
from pipeline.cli.options import EPILOG
from pipeline.errors import RecensionError

ROOT = Path(__file__).parents[1]
COPIED = ("README.md", "LICENSE", "LICENSES.md")
"""What flit reads, beside the package and pyproject.toml."""
TAKEN = Path(sys.prefix, "share/recension")
"""Where set-up has copied what it took from Debian."""
WITH_DATA = '\n[tool.flit.external-data]\ndirectory = "data"\n'
MANUAL = "share/man/man1/recension.1"
COMPLETED = {
    "bash": "share/bash-completion/completions/recension",
    "zsh": "share/zsh/site-functions/_recension",
    "fish": "share/fish/vendor_completions.d/recension.fish",
}
"""Where each shell looks for it, below the folder that a program is installed under."""


def make_wheel(out: Path) -> Path:
    """Make the wheel in a folder, and give its file.

    Raises:
        RecensionError: set-up has not copied what it brings.
    """
    if not TAKEN.is_dir():
        raise RecensionError("no typefaces, no dictionaries", str(TAKEN), "run: make setup")
    out.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix="recension-wheel-") as made:
        folder = Path(made)
        compiled = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / "pipeline", folder / "pipeline", ignore=compiled)
        shutil.copytree(ROOT / "styles", folder / "pipeline/styles")
        for name in COPIED:
            shutil.copyfile(ROOT / name, folder / name)
        project = (ROOT / "pyproject.toml").read_text("utf-8")
        (folder / "pyproject.toml").write_text(project + WITH_DATA, encoding="utf-8")
        write_data(folder / "data")
        return Path(make_wheel_in(folder / "pyproject.toml", out).file)


def write_data(folder: Path) -> None:
    """Write what is to stand in the environment's folder."""
    shutil.copytree(TAKEN, folder / "share/recension")
    texts = {MANUAL: manual()} | {COMPLETED[shell]: completion(parser(), shell) for shell in SHELLS}
    for name, text in texts.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


def manual() -> str:
    """Write the manual page, in the language of man."""
    about = {
        "project_name": "Recension",
        "prog": "recension",
        "version": __version__,
        "description": "from the raw extracted text of a book to a corrected edition",
        "manual_title": "Recension",
    }
    made = parser()
    made.epilog = None
    page = Manpage(made, format="single-commands-section", _data=about)
    ends, kept = EPILOG.split("\n", 1)
    page.add_section("exit status", "=", ends.partition(": ")[2])
    page.add_section("files", "=", kept)
    examples = "\n".join(map(_as_typed, _examples(made)))
    page.add_section("examples", "=", f".nf\n{examples}\n.fi")
    return str(page)


def _examples(made: ArgumentParser) -> Iterator[str]:
    """Give the examples that the help of the commands shows."""
    for command in commands(made):
        for line in str(command.epilog).splitlines():
            if line.startswith("  recension "):
                yield line.strip()


def _as_typed(line: str) -> str:
    """Write a line so that man shows each sign of it as it is typed."""
    return line.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq")


def main() -> int:
    """Make the wheel and name its file."""
    asked = ArgumentParser("python -m scripts.wheel", description=__doc__)
    asked.add_argument("--out", type=Path, default=Path("dist"), help="its folder (default: dist)")
    try:
        print(make_wheel(asked.parse_args().out))
    except RecensionError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
