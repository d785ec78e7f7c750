"""Time and memory beside the peers: `make speed SOURCE=raw.txt`. Ratios, taken side by side.

The text stages beside `ftfy.fix_text` with its defaults, both warm, in one process; the functions
that take most of their time; their growth on the text repeated; the EPUB beside bare pandoc's of
the same text; the PDF beside bare WeasyPrint on the same HTML. Each ratio is that of the medians of
several runs; what takes long is run less often, so that all ends in minutes.
"""

from __future__ import annotations

import argparse
import cProfile
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from statistics import median
from types import CodeType
from typing import Any, cast

import ftfy
import pypandoc
import weasyprint

from pipeline.build import recovered
from pipeline.folder import find_book
from pipeline.read import read
from pipeline.recover import recover
from pipeline.settings import Settings
from pipeline.write.render import render
from pipeline.write.tree import tree_of

RUNS = 5
LONG = 15.0
"""Processor seconds that the runs for one ratio may take, two pairs of them aside."""
TIMES = (1, 4, 10)
TOP = 5


def main() -> None:
    """Measure one source and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=Path)
    parser.add_argument("--grow", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.grow:
        _grown(options.source, options.grow)
        return
    _text_stages(options.source)
    _profile(options.source)
    _growth(options.source)
    _editions(options.source)


def _seconds(run: Callable[[], object]) -> float:
    """Time a run in processor seconds, its child processes included: others' load is not ours."""
    start = _used()
    run()
    return _used() - start


def _used() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def _beside(name: str, ours: Callable[[], object], theirs: Callable[[], object]) -> None:
    """Run both in turn and print their medians and the ratio."""
    begun = _used()
    ours(), theirs()
    pairs: list[tuple[float, float]] = []
    while not pairs or (len(pairs) < RUNS and _used() - begun < LONG):
        pairs.append((_seconds(ours), _seconds(theirs)))
    a, b = median(pair[0] for pair in pairs), median(pair[1] for pair in pairs)
    runs = f"{len(pairs)} {'run' if len(pairs) == 1 else 'runs'} each"
    print(f"{name}: {a:.3f} s beside {b:.3f} s, ratio {a / b:.2f} ({runs})", flush=True)


def _text_stages(path: Path) -> None:
    source = read(path)
    _beside(
        "text stages beside ftfy.fix_text",
        lambda: recover(source),
        lambda: ftfy.fix_text(source.text),
    )


def _profile(path: Path) -> None:
    """Print the functions that take most of the text stages' time, without what they call.

    What is written in C counts for its caller. The profiler burdens each call: small functions take
    less than it says.
    """
    source = read(path)
    recover(source)  # what is loaded once is not the book's
    profile = cProfile.Profile(builtins=False)
    profile.runcall(recover, source)
    entries = profile.getstats()
    whole = sum(entry.inlinetime for entry in entries)
    print("the text stages' time goes, under the profiler, to:")
    for entry in sorted(entries, key=lambda entry: -entry.inlinetime)[:TOP]:
        code = cast(CodeType, entry.code)  # a string would name what is written in C
        module, share = Path(code.co_filename), entry.inlinetime / whole
        named = f"{module.parent.name}/{module.name}: {code.co_qualname}"
        print(f"    {share:5.1%} in {entry.callcount:,} calls of {named}")


def _growth(path: Path) -> None:
    """Run each size in a process of its own, so that its peak memory is its own."""
    for times in TIMES:
        command = [sys.executable, "-m", "scripts.speed", str(path), "--grow", str(times)]
        print(subprocess.run(command, capture_output=True, text=True, check=True).stdout, end="")


def _grown(path: Path, times: int) -> None:
    source = read(path)
    recover(source)
    grown = replace(source, text=source.text * times)
    start = time.process_time()
    recover(grown)
    seconds = time.process_time() - start
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    size = len(grown.text) / 1e6
    print(f"text x{times} ({size:.1f} MB): {seconds:.2f} s, peak {megabytes:.0f} MB", flush=True)


def _editions(path: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        pandoc = [pypandoc.get_pandoc_path(), "-f", "markdown", str(path), "-o", f"{out}/bare.epub"]
        command = [sys.executable, "-m", "pipeline", "build", str(path), "--to", "epub"]
        _beside(
            "EPUB beside bare pandoc's (whole processes)",
            lambda: subprocess.run([*command, "--out", folder], check=True, capture_output=True),
            lambda: subprocess.run(pandoc, check=True, capture_output=True),
        )
        _pdf(path, out)


def _pdf(path: Path, out: Path) -> None:
    """Set the book as the build does, and bare WeasyPrint the very HTML and CSS that it made."""
    from pipeline.write.pdf import write as pdf
    from pipeline.write.pdf.assembled import Assembled

    source, book = recovered(find_book(str(path)))
    rendered = render(tree_of(book, Settings()))
    taken: dict[str, Any] = {}
    real_html, real_css = Assembled, weasyprint.CSS

    def html(*arguments: Any) -> object:
        taken["html"] = arguments
        return real_html(*arguments)

    def css(**arguments: Any) -> object:
        taken["css"] = arguments
        return real_css(**arguments)

    def ours() -> None:
        pdf.write_pdf(rendered, Settings(), source.sha256, out / "ours.pdf")

    def bare() -> None:
        sheet = real_css(**taken["css"])
        fonts = taken["css"]["font_config"]
        document = real_html(*taken["html"]).render(stylesheets=[sheet], font_config=fonts)
        document.write_pdf(out / "bare.pdf")

    setattr(pdf, "Assembled", html)  # noqa: B010 - to see what the build hands to WeasyPrint
    setattr(pdf, "CSS", css)  # noqa: B010
    _beside("PDF beside bare WeasyPrint on the same HTML", ours, bare)


if __name__ == "__main__":
    main()
