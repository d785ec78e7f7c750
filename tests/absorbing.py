"""Edits of a small book's Markdown, for tests, and what is absorbed of them."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.absorb.run import Absorbed, Bench, Order, absorbed
from pipeline.decisions.store import append
from pipeline.manuscript.folder import BookFolder
from pipeline.model.decision import Decision
from pipeline.write.markdown import write_markdown


def built(book: BookFolder) -> Path:
    assert book.folder
    return book.folder.parent / "dist" / "markdown"


def edit(markdown: Path, was: str, now: str) -> Path:
    """Edit the one file that holds some text."""
    (path,) = (p for p in markdown.glob("*.md") if was in p.read_text(encoding="utf-8"))
    path.write_text(path.read_text(encoding="utf-8").replace(was, now), encoding="utf-8")
    return path


def absorb(book: BookFolder, markdown: Path, *files: Path) -> Absorbed:
    found = absorbed(book, markdown, Order(files, "Ann"))
    if found.outcome.decisions:
        assert book.decisions
        append(book.decisions, [decision for decision, _ in found.outcome.decisions])
    return found


def shown(decision: Decision) -> str:
    """Show what was decided."""
    exact, new = decision.quote.exact, decision.new
    if decision.action == "insert":
        return f'insert "{new}" behind "{decision.quote.prefix.split()[-1]}"'
    if decision.action == "replace":
        return f'replace "{exact}" by "{new}"'
    return f'{decision.action} "{exact}"' + (f": {new}" if new else "")


def told(found: Absorbed) -> list[str]:
    return [shown(decision) for decision, _ in found.outcome.decisions]


def refusals(found: Absorbed) -> list[str]:
    return [refusal.message for refusal in found.outcome.refusals]


def rebuilt(book: BookFolder) -> list[str]:
    """Give the files of the Markdown that the next build writes."""
    bench = Bench(book)
    with TemporaryDirectory() as folder:
        write_markdown(bench.edition(bench.decided).composed.tree, Path(folder))
        return [path.read_text(encoding="utf-8") for path in Path(folder).glob("*.md")]
