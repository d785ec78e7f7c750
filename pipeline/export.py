"""An edition exported, with what was decided about it, for other programs and other hands."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pipeline.machine.publish import staging
from pipeline.manuscript.folder import BookFolder
from pipeline.model.book import Book, Source
from pipeline.model.finding import Finding
from pipeline.stages import Stages, demand_balance, demand_words


def export(
    folder: BookFolder,
    names: frozenset[str],
    out: Path,
    progress: Callable[[str], None] = lambda _: None,
) -> tuple[Path, ...]:
    """Export a book's edition into `out`; `names` are of `write.exports.EXPORTS`.

    Raises:
        RecensionError: as for a build; `out` is then as it was.
    """
    from pipeline.write.compose import compose
    from pipeline.write.emended import with_emendations, with_questions
    from pipeline.write.exports import Work, export_named

    dated = folder.dated
    source, book, asked = _proofread(folder, progress)
    marked, readings = with_emendations(source.text, book)
    marked = with_questions(source.text, marked, asked)
    tree, rendered = compose(folder, source, marked)
    work = Work(source, book, folder.located, asked, tree, rendered, readings)
    with staging(out, dated) as stage:
        for name in sorted(names):
            progress(f"writing: {name}")
            made = export_named(name)
            path = stage / (folder.name + made.suffix)
            made.write(work, path)
            demand_words(made.differences(work, path), name, source)
        return tuple(out / item.name for item in sorted(stage.iterdir()))


def proof_sheets(
    folder: BookFolder, out: Path, progress: Callable[[str], None] = lambda _: None
) -> Path:
    """Set a book's proof sheets as a PDF in `out`, and give it.

    Raises:
        RecensionError: as for a build; `out` is then as it was.
    """
    from pipeline.write.compose import compose
    from pipeline.write.emended import with_questions
    from pipeline.write.sheets.write import write_sheets

    dated = folder.dated
    source, book, asked = _proofread(folder, progress)
    _, rendered = compose(folder, source, with_questions(source.text, book, asked))
    name = f"{folder.name}.proof.pdf"
    with staging(out, dated) as stage:
        progress("writing: proof sheets")
        write_sheets(rendered, folder.located, source.sha256, asked, stage / name)
    return out / name


def _proofread(
    folder: BookFolder, progress: Callable[[str], None]
) -> tuple[Source, Book, tuple[Finding, ...]]:
    """Recover a book and check it."""
    progress("recovering the text")
    stages = Stages(folder)
    demand_balance(stages.account, stages.source)
    progress("checking")
    return stages.source, stages.book, stages.findings
