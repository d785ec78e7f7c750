"""Absorbing: from what a person has edited to the decisions that make it the edition."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import NamedTuple

from pipeline.absorb.draft import Refusal
from pipeline.absorb.edited import Edited, read_edited
from pipeline.absorb.edition import Edition
from pipeline.absorb.rounds import Outcome, settled
from pipeline.absorb.wishes import apparatus, wishes
from pipeline.absorb.word import read_word
from pipeline.account import demands
from pipeline.checks.proof import Proof
from pipeline.decisions.make import maker_after
from pipeline.decisions.settle import settle
from pipeline.decisions.store import read_decisions
from pipeline.errors import FAULT, RecensionError
from pipeline.machine import publish
from pipeline.machine.scratch import temporary
from pipeline.manuscript.folder import BookFolder
from pipeline.model.book import Source
from pipeline.model.decision import Decision, Said
from pipeline.model.places import Lines
from pipeline.read import digest
from pipeline.registry import RULES
from pipeline.stages import emended, recovered, source_of
from pipeline.write.compose import composed_tree
from pipeline.write.markdown import read_metadata, write_markdown


@dataclass(frozen=True, slots=True)
class Absorbed:
    """What was found in edited files."""

    source: Source
    outcome: Outcome
    seals: dict[str, str]
    """Of the Markdown edition, once the decisions are written: what is decided counts as built."""


class Bench:
    """A book on the bench: its source, and its edition with what is decided of it.

    Raises:
        RecensionError: it has no folder for decisions, or its source cannot be read.
    """

    def __init__(self, folder: BookFolder) -> None:
        if folder.decisions is None:
            raise RecensionError(
                "a bare file has no place for decisions",
                str(folder.source_path),
                "make a book of it: recension new",
            )
        self.folder = folder
        self.source = source_of(folder, digest(folder.source_path))
        self.decided = read_decisions(folder.decisions)
        self._editions: dict[frozenset[str], Edition] = {}

    def edition(self, decisions: Sequence[Decision]) -> Edition:
        """Make the edition as some decisions would have it."""
        ids = frozenset(each.id for each in decisions)
        if ids not in self._editions:
            self._editions[ids] = self._edition(decisions)
        return self._editions[ids]

    def _edition(self, decisions: Sequence[Decision]) -> Edition:
        order = sorted(decisions, key=lambda each: (each.when, each.id))
        decided = settle(self.source, order)
        found = recovered(self.folder, self.source, decided)
        book = emended(self.source, found, decided, self.folder.settings)
        composed = composed_tree(self.folder, self.source, book)
        proof = Proof(self.source, book, self.folder.settings)
        return Edition(proof, composed)

    def remade(self, base: Sequence[Decision], made: Sequence[Decision]) -> Edition:
        """Make the edition with more decisions than it was built with."""
        return self.edition([*base, *made])

    def built(self, markdown: Path) -> tuple[Decision, ...]:
        """Give the decisions that a Markdown edition was built with.

        Raises:
            RecensionError: it cannot be made again.
        """
        noted, there = publish.sealed(markdown), publish.hashes_of(markdown)
        moment = datetime.fromtimestamp((markdown / publish.SEALS).stat().st_mtime, UTC)
        earlier = tuple(each for each in self.decided if each.when <= moment)
        for decisions in dict.fromkeys((self.decided, earlier)):
            made = self.written(decisions)
            other = [name for name in noted if _is_chapter(name) and made.get(name) != noted[name]]
            absorbed = all(noted[name] == there.get(name) for name in other)
            if absorbed and self._reads_so([markdown / name for name in other], decisions):
                return decisions
        raise RecensionError(
            "the source, book.toml, the decisions or Recension have changed since this was built",
            str(markdown),
            "hold single files against the edition as it is now: recension absorb BOOK FILE",
        )

    def written(self, decisions: Sequence[Decision]) -> dict[str, str]:
        """Give the hashes of the Markdown that a build would write."""
        with temporary() as folder:
            write_markdown(self.edition(decisions).composed.tree, folder)
            return publish.hashes_of(folder)

    def _reads_so(self, paths: Sequence[Path], decisions: Sequence[Decision]) -> bool:
        """Do files that were absorbed, and not written by a build, read as the edition?"""
        if not paths:
            return True
        edition = self.edition(decisions)
        return not wishes(edition, read_edited(paths, edition.ids, whole=False).reading)


class Order(NamedTuple):
    """What is to be absorbed, and what is said of it."""

    files: Sequence[Path]
    """None: what was edited in the folder of the Markdown edition."""
    reader: str
    said: Said = {}  # noqa: RUF012 - nothing is written into it
    """With each of the decisions that are made."""


def absorbed(folder: BookFolder, markdown: Path, order: Order) -> Absorbed:
    """Find the decisions that make of the edition what a person has made of it.

    Raises:
        RecensionError: nothing was edited, or something cannot be read.
    """
    bench = Bench(folder)
    if order.files:
        edited = _read(order.files, bench)
        return _found(bench, bench.decided, edited, order, tracked=edited.reading.is_tracked)
    names = publish.edited(markdown) if markdown.is_dir() else []
    there, noted = publish.hashes_of(markdown), publish.sealed(markdown)
    if not (names and noted):
        raise RecensionError("nothing was edited here", str(markdown), "name the edited file")
    base = bench.built(markdown)
    texts = [name for name in names if name in there and name in noted and _is_chapter(name)]
    others = tuple(
        Refusal("only the texts of chapters are absorbed", file=str(markdown / name))
        for name in names
        if name not in texts
    )
    edited = read_edited(_chapters(markdown), bench.edition(base).ids, whole=True)
    edited = edited._replace(refusals=(*edited.refusals, *others))
    found = _found(bench, base, edited, order)
    open_ = set(_files(found.outcome.refusals))
    done = {name: there[name] for name in texts if not open_ & {"", str(markdown / name)}}
    decisions = [decision for decision, _ in found.outcome.decisions]
    made = bench.written([*base, *decisions])
    found = replace(found, outcome=_unwritten(found.outcome, base, bench.decided))
    # Where edits are left, the next time what is decided now is part of what was built.
    left = {name: made[name] for name in texts if name in made and name not in done}
    return replace(found, seals={**noted, **left, **done})


def _read(files: Sequence[Path], bench: Bench) -> Edited:
    """Read files from elsewhere.

    Raises:
        RecensionError: one cannot be read, or they cannot be read together.
    """
    first = bench.edition(bench.decided)
    files = [path for given in files for path in (_chapters(given) if given.is_dir() else [given])]
    word = [path for path in files if path.suffix.lower() == ".docx"]
    if not word:
        return read_edited(files, first.ids, whole=False)
    if len(files) > 1:
        raise RecensionError("a .docx is the whole book", str(word[0]), "absorb one at a time")
    return read_word(word[0], first.reading)


def _chapters(folder: Path) -> list[Path]:
    """Give the files of a Markdown edition, in order."""
    _, names = read_metadata(folder)
    return [folder / name for name in names]


def _is_chapter(name: str) -> bool:
    return name.endswith(".md") and "/" not in name


def _found(
    bench: Bench, base: Sequence[Decision], edited: Edited, order: Order, *, tracked: bool = False
) -> Absorbed:
    maker = maker_after(bench.source, order.reader, bench.decided)
    remade = partial(bench.remade, base)
    outcome = settled(remade, edited.reading, maker, order.said, tracked=tracked)
    last = bench.edition([*base, *(decision for decision, _ in outcome.decisions)])
    if faults := demands.draw_up(bench.source.text, last.proof.book, RULES).faults:
        raise RecensionError(
            f"with these edits the account would not balance: {faults[0].message}",
            f"{bench.source.name}:{Lines(bench.source.text).at(faults[0].start)}",
            FAULT,
        )
    refusals = (*edited.refusals, *apparatus(bench.edition(base), edited.reading))
    outcome = replace(outcome, refusals=(*refusals, *outcome.refusals))
    return Absorbed(bench.source, outcome, {})


def _unwritten(outcome: Outcome, base: Sequence[Decision], decided: Sequence[Decision]) -> Outcome:
    """Leave out what an absorption wrote that was killed before it had noted that it had.

    `base` are the decisions that the Markdown was built with, before that.
    """
    known = {each.id for each in base} | {each.new for each in decided if each.action == "undo"}
    written = {_bare(each) for each in decided if each.id not in known}
    left = (pair for pair in outcome.decisions if _bare(pair[0]) not in written)
    return replace(outcome, decisions=tuple(left))


def _bare(decision: Decision) -> Decision:
    """Give a decision without what tells it from another that says the same."""
    return replace(decision, id="", when=datetime.min, file="", line=0)


def _files(refusals: Sequence[Refusal]) -> Iterator[str]:
    """Give the files that hold what is refused; "" for what may be in any."""
    for refusal in refusals:
        yield refusal.file or (refusal.place.leaf.file if refusal.place else "")
