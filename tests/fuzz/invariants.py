"""What must hold of every book, whatever was read and whatever was decided of it.

Each function raises AssertionError where something does not. The stages raise nothing but
RecensionError, and that not with the remedy `FAULT`, which says that it is ours.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from lxml import etree

from pipeline.account.demands import draw_up
from pipeline.checks.families import findings
from pipeline.checks.proof import Proof
from pipeline.decisions.lost import LOST
from pipeline.decisions.settle import Settled, settle
from pipeline.errors import FAULT, RecensionError
from pipeline.machine import cache
from pipeline.manuscript.folder import BookFolder
from pipeline.model.book import Book, Source
from pipeline.model.decision import Decision
from pipeline.model.finding import Finding
from pipeline.model.settings import Settings
from pipeline.registry import RULES
from pipeline.stages import Stages, demand_balance, finished
from pipeline.write.bookwords import words_of_book
from pipeline.write.markdown import read_markdown
from pipeline.write.render import render
from pipeline.write.words import words_of_epub, words_of_sections
from tests.dump import source_of

REFUSED = "there is no text in it"


def hold_book(raw: str, tag: str = "", said: tuple[Decision, ...] = ()) -> Book | None:
    """Demand all that holds of a text as it is read, with some decisions about it."""
    return hold_source(source_of(raw), tag, said)


def hold_source(source: Source, tag: str = "", said: tuple[Decision, ...] = ()) -> Book | None:
    """Demand all that holds of a source: of the book, of its account and of what is asked."""
    decided = settle(source, said)
    settings = Settings(language=tag)
    try:
        book = finished(source, settings, "case", decided)
    except RecensionError as error:
        demand_refused(error)
        return None
    _demand_notes_once(book)
    _demand_nothing_lost(source, book)
    _demand_all_told(decided, book)
    demand_findings_within(source, (*book.findings, *findings(Proof(source, book, settings))))
    return book


def demand_refused(error: RecensionError) -> None:
    """Demand that a source was refused since there is nothing in it that anybody could read."""
    demand_honest(error)
    assert error.message == REFUSED


def demand_honest(error: RecensionError) -> None:
    """Demand that an error is about what was given, and says what is wrong."""
    assert error.remedy != FAULT, str(error)
    assert error.message


def _demand_nothing_lost(source: Source, book: Book) -> None:
    account = draw_up(source.text, book, RULES)
    assert account.faults == (), f"the account: {account.faults}"
    *rows, whole = account.rows
    assert sum(row.characters for row in rows) == whole.characters == len(source.text)
    # Once more, without the account: every letter of the source is behind one in the book.
    texts = [*book.flow(), *(text for note in book.notes() for text in note.texts())]
    texts += [line.text for line in book.furniture]
    behind, plain = bytearray(len(source.text)), bytearray(len(source.text))
    for run in (run for text in texts for run in text.runs):
        behind[run.start : run.end] = b"\1" * (run.end - run.start)
        if not run.rule:
            assert run.text == source.text[run.start : run.end], "altered"
            assert not any(plain[run.start : run.end]), "there twice"
            plain[run.start : run.end] = b"\1" * (run.end - run.start)
    assert all(behind), "lost"


def _demand_notes_once(book: Book) -> None:
    ids = [note.id for note in book.notes()]
    assert len(ids) == len({*ids}), f"a note is there twice: {ids}"
    assert {mark.data for mark in book.references()} <= {*ids}, "a reference leads to no note"


def _demand_all_told(decided: Settled, book: Book) -> None:
    """Demand that each decision is in force in the book, or its fate told."""
    followed = {placed.decision.id for placed in book.decisions}
    told = Counter(each.check for each in book.findings)
    refused = [
        placed for placed in decided.placed if placed.decision.id not in followed
    ]  # in force, and could not be made
    lost = [id_ for id_, state in decided.states.items() if state == "lost"]
    assert told[LOST] >= len(refused) + len(lost), f"not told: {told} {refused} {lost}"
    disputed = [id_ for id_, state in decided.states.items() if state == "conflict"]
    assert not disputed or told["conflict"] >= 1, "a conflict is not told"


def demand_findings_within(source: Source, found: tuple[Finding, ...]) -> None:
    """Demand that what is asked is asked about places of the source."""
    for each in found:
        for start, end in (each.where, *each.also):
            assert 0 <= start <= end <= len(source.text), each
        assert 0 <= each.certainty <= 1, each
        assert each.message, each


def demand_source_whole(source: Source) -> None:
    """Demand that what reading says of a source is of its text."""
    length = len(source.text)
    assert all(0 < start < length for start in source.starts), source.starts
    assert all(one < other for one, other in pairwise(source.starts)), source.starts
    assert len(source.labels) in (0, len(source.starts) + 1)
    assert len(source.images) in (0, len(source.starts) + 1)
    starts = [shape.start for shape in source.shapes]
    assert starts == sorted(starts)
    assert all(0 <= start <= length for start in starts)
    assert all(0 <= mark.start <= mark.end <= length for mark in source.marks)
    demand_findings_within(source, source.findings)


def hold_editions(folder: BookFolder, out: Path) -> None:
    """Demand all that holds of the editions of a book, and that they are the same made anew."""
    first = _written(folder, out / "one")
    with cache.unused():
        second = _written(folder, out / "two")
    assert first == second, "other bytes when it is built again"
    stages = Stages(folder)
    demand_balance(stages.account, stages.source)
    tree, rendered = stages.composed
    again = read_markdown(out / "one" / "markdown")
    assert again == tree, "the Markdown reads as another tree"
    (epub,) = (out / "one").glob("*.epub")
    words = words_of_epub(epub)
    assert words == words_of_sections(rendered) == words_of_sections(render(again))
    own = words_of_sections(rendered, editorial=False)
    assert Counter(own) == Counter(words_of_book(stages.book))
    demand_sound_epub(epub)
    shown = [note.id for section in rendered.sections for note in section.notes]
    there = [note.id for note in stages.book.notes()]
    assert [shown.count(id_) for id_ in there] == [1] * len(there), "a note is not there once"


def _written(folder: BookFolder, out: Path) -> dict[str, bytes]:
    out.mkdir(parents=True)
    stages = Stages(folder)
    files = {
        name: data
        for form in ("epub", "markdown")
        for name, data in stages.written(form)[0].items()
    }
    files |= stages.recorded("")
    for name, data in files.items():
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        (out / name).write_bytes(data)
    return files


def demand_sound_epub(path: Path) -> None:
    """Demand that all documents are well-formed, and that all links lead somewhere in the book."""
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert names[0] == "mimetype"
        assert len(names) == len({*names})
        roots = {
            name: etree.fromstring(archive.read(name))
            for name in names
            if name.endswith((".xhtml", ".opf", ".ncx", ".xml", ".svg"))
        }
    ids = {name: [*map(str, root.xpath("//@id"))] for name, root in roots.items()}
    for name, found in ids.items():
        assert len(found) == len({*found}), f"an id is there twice in {name}"
    for name, target, id_ in _links(roots):
        assert target in names, f"{name} leads to {target}"
        assert not id_ or id_ in ids[target], f"{name} leads to {target}#{id_}"


def _links(roots: dict[str, etree._Element]) -> Iterator[tuple[str, str, str]]:
    for name, root in roots.items():
        for href in map(str, root.xpath("//@href | //@src")):
            if "://" in href or href.startswith("mailto:"):
                continue
            path, _, id_ = href.partition("#")
            target = posixpath.normpath(posixpath.join(posixpath.dirname(name), path))
            yield name, target if path else name, id_
