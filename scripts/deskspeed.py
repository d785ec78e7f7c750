"""How quick the desk is: `python -m scripts.deskspeed SOURCE`, in Chromium, from key to picture.

A copy of the source is opened at a desk of its own, with nothing kept from before, and again. Then
the next question is asked for, and questions are answered, each so many times; the time is that
from the key to the second frame in which the browser shows what came of it. A save is on the disk
by then. All is time of the clock, so that what else the machine does counts: its load is printed.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from playwright.sync_api import Page, sync_playwright

from pipeline.machine.chromium import chromium
from pipeline.new import new_book

TIMES = 50
STARTS = 5
ADDRESS = re.compile(r"http://\S+")
MEASURE = """() => new Promise((done) => {
  const desk = () => document.getElementById("desk").dataset.key;
  addEventListener("keydown", () => {
    const [start, before] = [performance.now(), desk()];
    const look = () => desk() === before
      ? requestAnimationFrame(look)
      : requestAnimationFrame(() => done(performance.now() - start));
    requestAnimationFrame(look);
  }, { capture: true, once: true });
})"""
"""Promise the milliseconds from the next key to the second frame that shows another question."""


def main() -> None:
    """Measure one source and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=Path)
    source = parser.parse_args().source
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        book = new_book(source, "measured", Path(scratch))
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        print(f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
        for number in range(1 + STARTS):
            _start(book, browser.new_page(viewport={"width": 1440, "height": 900}), number)
        with served(book) as address:
            page = browser.new_page(viewport={"width": 1440, "height": 900})
            page.goto(address)
            page.wait_for_selector(".queue li")
            _pressed(page, "n")
            _print("next question", [_pressed(page, _on(page)) for _ in range(TIMES)])
            questions = int(page.inner_text("#asked .count").split()[-1])
            answers = range(min(TIMES, questions - 1))
            _print("answer, saved", [_pressed(page, _answer(page)) for _ in answers])


@contextmanager
def served(book: Path) -> Iterator[str]:
    """Start a desk, and give its address once it says it."""
    environment = os.environ | {"XDG_CACHE_HOME": str(book.parent / "cache")}
    command = [
        sys.executable,
        "-m",
        "pipeline",
        "desk",
        "--port",
        "0",
        "--no-open",
        "--who",
        "Reader",
    ]
    with subprocess.Popen(
        [*command, str(book)], stdout=subprocess.PIPE, text=True, env=environment
    ) as process:
        assert process.stdout is not None
        try:
            yield next(found[0] for line in process.stdout if (found := ADDRESS.search(line)))
        finally:
            process.terminate()


def _start(book: Path, page: Page, number: int) -> None:
    begun = time.perf_counter()
    with served(book) as address:
        listening = time.perf_counter() - begun
        page.goto(address)
        page.wait_for_selector("#source .lines li")
        lines = time.perf_counter() - begun
        page.wait_for_selector("#edition [data-block]")
        edition = time.perf_counter() - begun
        page.wait_for_selector(".queue li")
        asked = time.perf_counter() - begun
        page.close()
    name = "start again" if number else "first start"
    print(
        f"{name}: listening {listening:.2f} s, source {lines:.2f} s,"
        f" edition {edition:.2f} s, questions {asked:.2f} s"
    )


def _pressed(page: Page, key: str) -> float:
    """Press a key, and give the milliseconds until another question is shown."""
    # Within an object: a promise itself would be waited for before the key is pressed.
    promise = page.evaluate_handle(f"() => ({{ made: ({MEASURE})() }})")
    page.keyboard.press(key)
    return float(promise.evaluate("armed => armed.made"))


def _on(page: Page) -> str:
    """Lead to the next question; from the last one back."""
    return "n" if page.query_selector("a[data-keys~=n]") else "p"


def _answer(page: Page) -> str:
    """Accept what is proposed; where nothing is, leave the place as it is."""
    return "Enter" if page.query_selector(".answers .best") else "d"


def _print(name: str, times: Sequence[float]) -> None:
    print(f"{name}: median {median(times):.0f} ms, worst {max(times):.0f} ms of {len(times)}")


if __name__ == "__main__":
    main()
