"""Start a book: a folder under manuscript/ with its source and a book.toml to be filled in."""

from __future__ import annotations

import re
import shutil
from contextlib import closing
from pathlib import Path

from pipeline.decisions.entry import toml_string
from pipeline.errors import RecensionError
from pipeline.machine.scratch import scratch
from pipeline.manuscript.folder import BookFolder
from pipeline.model.book import Book, Source
from pipeline.model.settings import Settings
from pipeline.read import read
from pipeline.read.files import received
from pipeline.recover import recover

TEMPLATE = """\
# {title}: what the edition says of itself. A key that is commented out has the value it shows.
# {found}

title    = {title_string}   # found in the source, or the name of its folder; correct it here
# subtitle = ""
# short_title = ""       # for running heads, where the title has no room
language = {language_string}   # BCP 47; found from the words of the text
# first_published = ""   # when the work first appeared: 1877

# [[contributor]]        # one for each person, in the order of the title page
# name = "Émile Zola"
# sort = "Zola, Émile"   # as it is filed
# role = "aut"           # MARC relator: aut author, trl translator, edt editor, win introduction
# kind = "person"        # or "body"
# isni = ""
# orcid = ""

[series]
# name   = ""
# number = ""
# issn   = ""

[source]
file = {file_string}   # as received; it is never changed
# The edition that the text was taken from.
# title        = ""
# publisher    = ""
# place        = ""
# year         = ""
# isbn         = ""
# extracted_by = ""      # who extracted the text, and with what
# note         = ""

[edition]
# publisher   = ""
# place       = ""
# date        = ""       # 2026, 2026-11 or 2026-11-24
# statement   = ""       # "Second, revised edition"
# version     = ""       # of the files
# isbn_epub   = ""       # each form has its own
# isbn_pdf    = ""
# isbn_print  = ""       # of the book printed from the PDF
# binding     = ""       # "paperback", "hardback"
# identifier  = ""       # a URI; without one it is derived from the ISBN, else from the source
# rights      = ""
# licence     = ""       # the address of a licence for everybody
# description = ""
# subjects    = []       # in words
# bisac       = []       # in codes of the book trade, the main one first: ["FIC004000"]
# thema       = []       # ["FBC", "3MNQ"]
# emendations = []       # whose errors a note on the text lists: ["printer", "editorial"]

[cover]
# A picture of your own; without one the cover is set from title and names.
# image = ""             # where it stands: "images/cover.jpg"
# alt   = ""             # what it shows, for those who do not see it

# [[picture]]            # a picture for a figure of the source
# figure = 1             # which one, counted in the order of the source
# image = "images/plate-1.png"
# alt = "What it shows, for those who do not see it"

[checks]
# grammar = false        # in English: advice by the grammar checker Harper too

# [[ignore]]             # findings that are not to be listed: the book is meant to be so
# check  = "unknown-word"
# text   = "kelpie"      # only where these words stand; without this key, all that it finds
# reason = "The miller's own word."

[proofreading]           # what each page is read for before the book may be signed
# rounds = ["text", "text"]   # each by another reader; ["text"]; ["text", "text", "formatting"]
# blind  = false         # true: nobody sees others' decisions about a page not yet read

[notes]
# place     = "book"     # where the PDF sets them: end of "book", of "chapter", foot of "page"
# numbering = "source"   # as in the "source", through the "book", by "chapter"

[style]
# theme = "classic"
# trim  = "A5"

[print]                  # for the printer: --to print
# bleed      = "3 mm"
# crop_marks = true
# paper      = "0.1 mm"  # the thickness of a leaf, from which that of the spine follows

[typography]             # which rules set the text in the house style
# quotes      = true
# apostrophes = true
# dashes      = true
# ranges      = true     # dashes between numbers
# ellipses    = true
# spaces      = true     # no line breaks before a unit or after an initial
# ordinals    = true     # their endings raised; without this key, where the language asks for it
# initialisms = false    # in small capitals
"""
DECISIONS = """\
What the proofreaders decide about this book stands here, one file a reader. Nothing else does.
"""


def new_book(source: Path, name: str, root: Path) -> Path:
    """Start the book `name` under `root`/manuscript from a text file or a folder of page files.

    The source is copied in byte for byte, with the images of its pages where there are any, and
    book.toml says what was found in it. Gives the new folder.

    Raises:
        RecensionError: the name cannot be a folder's, there is such a book already, the source
            cannot be read, or it is the folder of a book.
    """
    folder = root / "manuscript" / _checked(name)
    if folder.exists():
        raise RecensionError("there is such a book already", str(folder), "give another name")
    if (source / "book.toml").exists():
        raise RecensionError(
            "this is the folder of a book already",
            str(source),
            f"build it: recension build {source}",
        )
    taken = read(source)
    files = [file for file, _ in received(source)]
    made = book_toml(taken, recover(taken, name=name), files)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with scratch(folder.parent, ".new-") as begun:
            _fill(begun / name, made, _copied(source, taken, files)).rename(folder)
    except OSError as error:
        raise RecensionError(
            f"the book cannot be written ({error.strerror})", str(folder)
        ) from error
    return folder


def _checked(name: str) -> str:
    if not re.fullmatch(r"\w[\w.-]*", name):
        raise RecensionError(
            "this cannot be a book's name",
            repr(name),
            "use letters, digits, hyphens, underscores and full stops",
        )
    return name


def _copied(source: Path, taken: Source, files: list[Path]) -> dict[Path, str]:
    """Give all files to be copied, each with its name under source/."""
    # Imported here, as no other command needs it.
    from pipeline.desk.facsimile.drawer import Drawer
    from pipeline.desk.facsimile.imagefiles import facsimiles

    base = source if source.is_dir() else source.parent
    with closing(Drawer(1)) as looker:
        shown = facsimiles(BookFolder("", Settings(), source), taken, (), looker.page_count)
    images = {page.picture.path for page in shown if page.picture}
    return {file: str(file.relative_to(base)) for file in [*files, *sorted(images - {*files})]}


def _fill(folder: Path, made: str, files: dict[Path, str]) -> Path:
    (folder / "source").mkdir(parents=True)
    (folder / "decisions").mkdir()
    for file, name in files.items():
        to = folder / "source" / name
        to.parent.mkdir(exist_ok=True)
        shutil.copyfile(file, to)
    (folder / "book.toml").write_text(made, encoding="utf-8")
    (folder / "decisions" / "README").write_text(DECISIONS, encoding="utf-8")
    return folder


def book_toml(source: Source, book: Book, files: list[Path]) -> str:
    """Write a book.toml that says what was found, and names every other key in comments."""
    title = "".join(filter(str.isprintable, " ".join(book.title.split())))
    notes = list(book.notes())
    states = {state: sum(note.state == state for note in notes) for state in ("cut", "absent")}
    printed = sum(page.printed for page in book.pages)
    found = (
        f"Found: {len(source.text):,} characters; {len(book.pages)} pages, {printed} of them"
        f" numbered; {len(book.chapters)} sections; {len(notes)} notes,"
        f" {states['cut']} cut short, {states['absent']} without a body."
    )
    return TEMPLATE.format(
        title=title,
        found=found,
        title_string=toml_string(title),
        language_string=toml_string(book.language),
        file_string=toml_string(f"source/{files[0].name}" if len(files) == 1 else "source"),
    )
