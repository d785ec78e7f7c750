"""A book from source to edition: the stages, in order. Read this first.

read        bytes -> Source                                  pipeline.read
recover     Source -> Book: clean, layout, notes, structure  pipeline.recover
account     Book against Source: nothing lost                pipeline.account
render      Book -> pandoc's tree -> XHTML, Markdown         pipeline.write
write       XHTML -> EPUB, PDF; their words held against the book's
publish     results renamed into place                       pipeline.publish
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline import account, clean, notes, structure
from pipeline.account import Account
from pipeline.book import Book, Source
from pipeline.errors import RecensionError
from pipeline.folder import BookFolder, find_book
from pipeline.publish import staging
from pipeline.read import read
from pipeline.recover import recover
from pipeline.rules import Rule
from pipeline.settings import Settings
from pipeline.text import Change

if TYPE_CHECKING:
    from pipeline.write.render import Rendered
    from pipeline.write.words import Difference

    Writer = Callable[[Rendered, Settings, str, Path], None]
    Reader = Callable[[Rendered, Path], list[Difference]]

__all__ = ["FORMATS", "BookFolder", "BuildResult", "audit", "build", "explain", "find_book"]

FORMATS = ("markdown", "epub", "pdf")
RULES: dict[str, Rule] = {
    rule.name: rule for rule in (*clean.RULES, *notes.RULES, *structure.RULES)
}


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What a build wrote, and what it has to say."""

    files: tuple[Path, ...]
    findings_count: int
    account: Account


def build(
    folder: BookFolder,
    formats: frozenset[str],
    out: Path,
    progress: Callable[[str], None] = lambda _: None,
) -> BuildResult:
    """Build a book's editions into `out`.

    `formats` are names of `FORMATS`; `progress` is told each stage as it begins.

    Raises:
        RecensionError: the source cannot be read, the account does not balance, an output lost a
            word, or the results cannot be written. `out` is then as it was.
    """
    progress("reading")
    source = read(folder.source_path)
    progress("recovering the text")
    book = recover(source, folder.settings.language, folder.settings.title)
    progress("drawing up the account")
    balance = proved(source, book)
    with staging(out) as stage:
        _write(folder, source, book, formats, stage, progress)
        _write_records(source, book, stage)
        made = tuple(out / item.name for item in sorted(stage.iterdir()))
    return BuildResult(made, len(book.findings), balance)


def recovered(folder: BookFolder) -> tuple[Source, Book]:
    """Read a book's source and recover the book from it."""
    source = read(folder.source_path)
    return source, recover(source, folder.settings.language, folder.settings.title)


def audit(folder: BookFolder) -> Account:
    """Draw up a book's account, whether or not it balances."""
    source, book = recovered(folder)
    return account.draw_up(source.text, book, RULES)


def proved(source: Source, book: Book) -> Account:
    """Draw up the account and demand that it balances.

    Raises:
        RecensionError: something of the source is unaccounted for.
    """
    balance = account.draw_up(source.text, book, RULES)
    if balance.faults:
        first = balance.faults[0]
        line = source.text.count("\n", 0, first.start) + 1
        raise RecensionError(
            f"{balance.unaccounted} unaccounted: {first.message}",
            f"{source.name}:{line}",
            "this is a fault of Recension, not of the book: please report it with the source",
        )
    return balance


def _write(
    folder: BookFolder,
    source: Source,
    book: Book,
    formats: frozenset[str],
    stage: Path,
    progress: Callable[[str], None],
) -> None:
    """Render the book once and write each form from that, holding its words against the book's."""
    from pipeline.write.bookwords import words_of_book
    from pipeline.write.markdown import write_markdown
    from pipeline.write.render import render
    from pipeline.write.tree import tree_of
    from pipeline.write.words import compare, words_of_sections

    progress("rendering")
    tree = tree_of(book, folder.settings)
    rendered = render(tree)
    _demand(compare(words_of_book(book), words_of_sections(rendered)), "the XHTML", source)
    if "markdown" in formats:
        progress("writing the Markdown")
        (stage / "markdown").mkdir()
        write_markdown(tree, stage / "markdown")
    for name in sorted(formats - {"markdown"}):
        progress(f"writing the {name.upper()}")
        path = stage / f"{folder.name}.{name}"
        write, differences = _writer(name)
        write(rendered, folder.settings, source.sha256, path)
        _demand(differences(rendered, path), f"the {name.upper()}", source)


def _writer(name: str) -> tuple[Writer, Reader]:
    """Give the function that writes a format, and the one that reads its words back."""
    from pipeline.write import words

    if name == "epub":
        from pipeline.write.epub import write_epub

        return write_epub, words.differences_of_epub
    from pipeline.write.pdf import write_pdf

    return write_pdf, words.differences_of_pdf


def _demand(differences: list[Difference], what: str, source: Source) -> None:
    """Demand that an output shows the book's words, all of them, in order.

    Raises:
        RecensionError: it does not.
    """
    if differences:
        first = differences[0]
        raise RecensionError(
            f"{what} lost the book's words at {len(differences)} places; after"
            f" {first.after!r} there is {first.found!r} and not {first.expected!r}",
            source.name,
            "this is a fault of Recension, not of the book: please report it with the source",
        )


def _write_records(source: Source, book: Book, stage: Path) -> None:
    """Write the changes and the findings, one a line."""
    lines = LineNumbers(source.text)
    _write_lines(stage / "changes.jsonl", _changes(source, book, lines))
    _write_lines(stage / "findings.jsonl", _findings(book, lines))


def _changes(source: Source, book: Book, lines: LineNumbers) -> Iterator[dict[str, object]]:
    """Give each step of each history, in the source's order, and each line that is furniture."""
    texts = [text for chapter in book.chapters for text in chapter.texts()]
    texts += [text for note in book.notes() for text in note.texts()]
    changes = [change for text in texts for change in text.changes(source.text)]
    for line in book.furniture:
        start, end = line.text.runs[0].start, line.text.runs[-1].end
        changes.append(Change(start, end, line.kind, source.text[start:end], ""))
        changes += line.text.changes(source.text)
    for change in sorted(changes, key=lambda change: change[:2]):
        yield {
            "line": lines.at(change.start),
            "at": [change.start, change.end],
            "rule": change.rule,
            "before": change.before,
            "after": change.after,
        }


def _findings(book: Book, lines: LineNumbers) -> Iterator[dict[str, object]]:
    for finding in book.findings:
        yield {
            "line": lines.at(finding.where[0]),
            "at": list(finding.where),
            "check": finding.check,
            "severity": finding.severity,
            "message": finding.message,
            "proposal": finding.proposal,
            "certainty": finding.certainty,
        }


def _write_lines(path: Path, rows: Iterator[dict[str, object]]) -> None:
    # A byte that was no UTF-8 is a lone surrogate here, which JSON writes as an escape.
    with path.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
        for row in rows:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


class LineNumbers:
    """Line numbers of raw offsets, counted once."""

    def __init__(self, raw: str) -> None:
        self._ends = [i for i, char in enumerate(raw) if char == "\n"]

    def at(self, offset: int) -> int:
        """Give the number, from 1, of the line that holds an offset."""
        return bisect_left(self._ends, offset) + 1


def explain(name: str) -> str:
    """Give what a rule does, by its docstring.

    Raises:
        RecensionError: there is no such rule.
    """
    from difflib import get_close_matches
    from inspect import cleandoc

    rule = RULES.get(name.replace("_", "-"))
    if rule is None:
        near = get_close_matches(name, RULES, n=1)
        remedy = f"did you mean {near[0]}?" if near else f"the rules are: {', '.join(RULES)}"
        raise RecensionError("no such rule", name, remedy)
    contract = rule.contract.__doc__ or ""
    return (
        f"{name}\n\n{cleandoc(rule.function.__doc__ or '')}\n\nIts contract: {cleandoc(contract)}"
    )
