"""Stages in one process that is warm: `python -m scripts.speed.warm SOURCE FOLDER`.

Reading to book, beside `ftfy.fix_text` with its defaults on the same text; the PDF of the rendered
book, beside WeasyPrint alone on the same document and style; and all stages of a build, one by one.
Prints the groups as JSON.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import TypeVar

import ftfy

from pipeline.account import demands
from pipeline.checks.families import findings
from pipeline.checks.proof import Proof
from pipeline.decisions.settle import NOTHING
from pipeline.emend.foreign import JUDGED
from pipeline.machine.cache import unused
from pipeline.manuscript.folder import find_book
from pipeline.model.book import Book, Source
from pipeline.model.settings import Settings
from pipeline.read import read
from pipeline.recover import recover
from pipeline.registry import RULES
from pipeline.stages import emended
from pipeline.write.compose import compose
from pipeline.write.forms import FORMS, Copy
from pipeline.write.records import Record, write_records
from pipeline.write.report.write import write_report
from scripts.speed.figures import Group, Row
from scripts.speed.measure import Run, in_turn, timed
from scripts.speed.names import ALONE, FTFY, PDF_STAGE, TEXT_STAGES
from scripts.speed.setting import weasyprint

T = TypeVar("T")
Work = dict[str, Callable[[], object]]
EDITIONS = ("epub", "pdf")


@unused()
def main() -> None:
    """Measure a source, and print the groups."""
    path, folder = Path(sys.argv[1]), Path(sys.argv[2])
    text = read(path).text
    beside_ftfy: Work = {TEXT_STAGES: partial(recovered, path), FTFY: partial(ftfy.fix_text, text)}
    rendered = _rendered(path)
    ours = partial(FORMS["pdf"]().write, rendered, folder / "warm.pdf")
    beside_weasyprint: Work = {PDF_STAGE: ours, ALONE: partial(weasyprint, folder, {})}
    groups = [
        _beside("Text, warm", beside_ftfy),
        _beside("PDF, warm", beside_weasyprint),
        _stage_by_stage(path, folder),
    ]
    json.dump([asdict(group) for group in groups], sys.stdout)


@unused()
def recovered(path: Path) -> tuple[Source, Book]:
    """Go the way from a file to the book, with nothing kept or remembered of that text."""
    JUDGED.given.clear()
    source = read(path)
    return source, emended(source, recover(source), NOTHING, Settings())


def _rendered(path: Path) -> Copy:
    source, book = recovered(path)
    tree, rendered = compose(find_book(str(path)), source, book)
    return Copy(tree, rendered, Settings(), source.sha256)


def _beside(title: str, work: Work) -> Group:
    """Measure functions in turn, after each has run once: what is loaded then is not the book's."""
    for each in work.values():
        each()
    runs = in_turn({name: partial(timed, each) for name, each in work.items()})
    return Group(title, [Row(name, each) for name, each in runs.items()])


def _stage_by_stage(path: Path, folder: Path) -> Group:
    runs: dict[str, list[Run]] = {}

    def stage(name: str, work: Callable[[], T]) -> T:
        made: list[T] = []
        runs.setdefault(name, []).append(timed(lambda: made.append(work())))
        return made[0]

    def build() -> None:
        JUDGED.given.clear()
        settings = Settings()
        source = stage("read", lambda: read(path))
        whole = stage("recover", lambda: recover(source))
        book = stage("emend", lambda: emended(source, whole, NOTHING, settings))
        balance = stage("account", lambda: demands.draw_up(source.text, book, RULES))
        tree, rendered = stage("render", lambda: compose(find_book(str(path)), source, book))
        copy = Copy(tree, rendered, settings, source.sha256)
        for name in EDITIONS:
            form, file = FORMS[name](), folder / f"warm.{name}"
            stage(f"write the {name.upper()}", partial(form.write, copy, file))
            stage(f"read the {name.upper()} back", partial(form.differences, copy, file))
        asked = stage("checks", lambda: findings(Proof(source, book, settings)))
        record = Record(source, book, asked)
        stage("record", lambda: write_records(record, folder))
        report = folder / "report.html"
        stage("report", lambda: write_report(record, RULES, balance, settings, report))

    in_turn({"build": partial(timed, build)})
    return Group(
        "A build to EPUB and PDF, warm, stage by stage", [Row(*each) for each in runs.items()]
    )


if __name__ == "__main__":
    main()
