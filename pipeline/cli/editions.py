"""The commands that make and validate editions, as they are typed."""

from __future__ import annotations

from pathlib import Path

from pipeline.cli.options import Add, add_book, add_formats, add_out, names
from pipeline.commands import editions as commands
from pipeline.write.exports import EXPORTS

CITATIONS = ("csl", "biblatex", "bibtex")


def _build(add: Add) -> None:
    parser = add(
        "build",
        "make the editions of a book",
        "raw.txt",
        "handbook --to epub,pdf,markdown",
        "pages/ --to epub --out ~/editions/emma",
    )
    parser.set_defaults(run=commands.build_editions)
    add_book(parser)
    add_formats(parser)
    add_out(parser)


def _new(add: Add) -> None:
    parser = add(
        "new",
        "start a book under manuscript/, with its source and a book.toml to fill in",
        "raw.txt --name emma",
        "scans/emma/pages/",
    )
    parser.set_defaults(run=commands.start_book)
    parser.add_argument(
        "source",
        metavar="FILE",
        type=Path,
        help="a text, PDF, hOCR, ALTO or _djvu.xml; or a folder or archive of such page files",
    )
    parser.add_argument("--name", help="of the book's folder (default: the file's name)")


def _audit(add: Add) -> None:
    parser = add(
        "audit",
        "draw up a book's account: what became of every character of its source",
        "handbook",
        "raw.txt",
    )
    parser.set_defaults(run=commands.show_account)
    add_book(parser)


def _check(add: Add) -> None:
    parser = add(
        "check",
        "validate the editions of a book as they stand in dist/",
        "handbook",
        "raw.txt --out ~/editions/emma",
    )
    parser.set_defaults(run=commands.check_editions)
    add_book(parser)
    add_out(parser)


def _export(add: Add) -> None:
    parser = add(
        "export",
        "write an edition with what was decided about it, for other programs and other hands",
        "emma --to tei",
        "emma --to tei,annotations --out ~/editions/emma",
    )
    parser.set_defaults(run=commands.export_edition)
    add_book(parser)
    parser.add_argument(
        "--to",
        metavar="FORMS",
        type=names(*EXPORTS),
        required=True,
        help=f"which, with commas between them: {', '.join(EXPORTS)}",
    )
    add_out(parser)


def _proof_sheets(add: Add) -> None:
    parser = add(
        "proof-sheets",
        "set proofs on paper: numbered lines, wide margins, what is asked, and correction signs",
        "emma",
        "raw.txt --out ~/proofs",
    )
    parser.set_defaults(run=commands.set_proof_sheets)
    add_book(parser)
    add_out(parser)


def _onix(add: Add) -> None:
    parser = add(
        "onix",
        "write the ONIX message that announces a book's editions to the trade",
        "emma",
        "emma --out ~/editions/emma",
    )
    parser.set_defaults(run=commands.announce_editions)
    add_book(parser)
    add_out(parser)


def _cite(add: Add) -> None:
    parser = add("cite", "print how the edition is cited", "emma", "emma --format biblatex")
    parser.set_defaults(run=commands.cite_edition)
    add_book(parser)
    parser.add_argument(
        "--format",
        choices=CITATIONS,
        default=CITATIONS[0],
        help=f"{', '.join(CITATIONS)} (default: {CITATIONS[0]}, which is JSON)",
    )


def _explain(add: Add) -> None:
    parser = add("explain", "say what a rule may change, or what a check asks", "divided-word")
    parser.set_defaults(run=commands.explain_rule)
    parser.add_argument(
        "rule", metavar="RULE|CHECK", help="as the record of changes or the findings have it"
    )


def _clean(add: Add) -> None:
    parser = add("clean", "remove dist/, unless Markdown in it was edited by hand", "")
    parser.set_defaults(run=commands.clean_results)


COMMANDS = (_build, _new, _audit, _check, _export, _proof_sheets, _onix, _cite, _explain, _clean)
