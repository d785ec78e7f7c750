"""Decisions: answering what is asked, deciding what none asked about, listing and undoing."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.commands import named, progress_shown, said_with, say_next, tell, with_folder
from pipeline.errors import RecensionError
from pipeline.visible import visible_json

if TYPE_CHECKING:
    from pipeline.checks.proof import Proof
    from pipeline.decisions.answers import Answer
    from pipeline.decisions.make import Maker
    from pipeline.manuscript.folder import BookFolder
    from pipeline.model.decision import Said
    from pipeline.model.finding import Finding

SURE = 0.9
"""How sure an answer has to be, where not said, to be accepted for a whole check at once."""


def accept_proposals(options: Namespace) -> int:
    """Accept what a check proposes, at each place where it is sure enough."""
    from pipeline.decisions.answers import accepted, proposed

    book, proof, maker, findings = _asked(options)
    single = options.line or options.text or options.new is not None
    at_least = (0.0 if single else SURE) if options.at_least is None else options.at_least
    best = ((each, proposed(each, options.new)) for each in findings)
    sure = [(each, told) for each, told in best if told and told.certainty >= at_least]
    if left := len(findings) - len(sure):
        print(f"left open: {left:,}, with no answer or none as sure as {at_least}", file=sys.stderr)
    return _write(book, proof, list(accepted(maker, sure, **_said(options))), options)


def dismiss_findings(options: Namespace) -> int:
    """Leave what a check asks about as it is, and have it asked no more."""
    from pipeline.decisions.answers import dismissed

    book, proof, maker, findings = _asked(options)
    return _write(book, proof, list(dismissed(maker, findings, **_said(options))), options)


def decide_place(options: Namespace) -> int:
    """Decide about a place of the source, whether or not a check asked.

    Raises:
        RecensionError: there is no such place, or the action is not told what it needs.
    """
    from pipeline.decisions.answers import Answer, is_point, span_of
    from pipeline.decisions.make import maker_after, reader_name
    from pipeline.stages import Stages

    if options.action == "replace" and options.new is None:
        raise RecensionError(
            "what is read instead is missing", "replace", "say it, or choose the action delete"
        )
    book = with_folder(options.book, "decisions")
    with progress_shown() as progress:
        progress("reading the text")
        stages = Stages(book)
        proof = stages.proof
    start, end = span_of(proof.source.text, options.place)
    new = options.new or ""
    if is_point(options.action, new, proof.source.text[start:end]):
        start = end = start if options.before or options.action == "break" else end
    maker = maker_after(proof.source, reader_name(options.who), stages.keys.decisions)
    made = maker.make(options.action, (start, end), new, **_said(options))
    return _write(book, proof, [Answer(made, 1.0)], options)


def list_decisions(options: Namespace) -> int:
    """List what was decided and what became of it, or take a decision back."""
    from pipeline.decisions.answers import find
    from pipeline.decisions.make import maker_after, reader_name
    from pipeline.decisions.overview import overview, table
    from pipeline.decisions.store import append, read_decisions
    from pipeline.decisions.wording import said
    from pipeline.stages import Stages

    book = with_folder(options.book, "decisions")
    folder = _decisions_of(book)
    decisions = read_decisions(folder)
    if options.undo:
        meant = find(decisions, options.undo)
        maker = maker_after(Stages(book).source, reader_name(options.who), decisions)
        file = append(folder, [maker.undo(meant)])
        tell(f"taken back: {said(meant)}; written to {file}", to=sys.stderr)
        say_next(f"recension build {named(book)}, which makes the editions anew")
        return 0
    with progress_shown() as progress:
        progress("finding their places")
        stages = Stages(book)
        rows = overview(stages.source, decisions, stages.settled, stages.book)
    if options.format == "json":
        print(visible_json(json.dumps(rows, ensure_ascii=False, indent=1)))
    else:
        tell(table(rows).rstrip("\n"))
        say_next(f"recension decisions {named(book)} --undo ID, which takes one back")
    return 0


def _asked(options: Namespace) -> tuple[BookFolder, Proof, Maker, list[Finding]]:
    """Find the book, and what the check asks about it.

    Raises:
        RecensionError: there is no such check, it asks nothing at such a place, or there is no copy
            to hold the book against.
    """
    from pipeline import build
    from pipeline.decisions.answers import chosen
    from pipeline.decisions.make import maker_after, reader_name
    from pipeline.decisions.store import read_decisions
    from pipeline.manuscript.folder import find_book
    from pipeline.questions import demand_check

    demand_check(options.check)
    if (options.check == "collation") != (options.other is not None):
        raise RecensionError(
            "a collation, and nothing else, needs another copy of the book",
            options.check,
            f"see: recension collate {options.book} OTHER, and give --with OTHER",
        )
    book = with_folder(options.book, "decisions")
    with progress_shown() as progress:
        progress("checking")
        if options.other is None:
            proof, asked = build.proofread(book)
        else:
            made = build.collated(book, find_book(options.other))
            proof, asked = made.ours.proof, tuple(made.findings)
    raw = proof.source.text
    findings = chosen(asked, options.check, raw, options.line or 0, options.text or "")
    if not findings:
        raise RecensionError(
            "nothing is asked there by this check",
            options.check,
            f"see: recension findings {options.book} --check {options.check}",
        )
    decided = read_decisions(_decisions_of(book))
    return book, proof, maker_after(proof.source, reader_name(options.who), decided), findings


def _decisions_of(book: BookFolder) -> Path:
    assert book.decisions is not None  # made sure when the book was found
    return book.decisions


def _said(options: Namespace) -> Said:
    """Give what was said with a decision, so far as it was, and where it holds."""
    said = said_with(options)
    return {**said, "scope": "every"} if options.everywhere else said


def _write(book: BookFolder, proof: Proof, answers: Sequence[Answer], options: Namespace) -> int:
    """Show the decisions, and write them unless only a preview was asked for."""
    from pipeline.amend.alike import alike
    from pipeline.decisions.store import append
    from pipeline.decisions.wording import said
    from pipeline.model.places import Lines

    lines = Lines(proof.source.text)
    others = {each.id: spans for each, spans in alike(proof, [a.decision for a in answers])}
    for answer in answers:
        decision = answer.decision
        place = f"{book.source_path}:{lines.at(decision.at[0])}"
        tell(f"{place}: {said(decision)}  {answer.certainty:.0%}")
        for at in others.get(decision.id, ()):
            if at != decision.at:
                tell(f"    so too in line {lines.at(at[0])}: {_around(proof, at)}")
    count = f"{len(answers):,} decision{'' if len(answers) == 1 else 's'}"
    if options.preview or not answers:
        print(f"{count}; nothing was written", file=sys.stderr)
        if answers:
            say_next("the same without --preview, which writes them")
    else:
        file = append(_decisions_of(book), [answer.decision for answer in answers])
        print(f"{count} written to {file}", file=sys.stderr)
        say_next(f"recension build {named(book)}, which makes the editions by them")
    return 0


def _around(proof: Proof, at: tuple[int, int], width: int = 24) -> str:
    raw = proof.source.text
    return " ".join(raw[max(0, at[0] - width) : at[1] + width].split())
