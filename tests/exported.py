"""A small book with much in it, and decisions about it, for the tests of exports."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from pipeline.decisions.store import append
from pipeline.export import export
from pipeline.manuscript.folder import find_book
from pipeline.read import read
from tests.deciding import Reader

TOML = """\
title = "The Lamps & <Others>"
subtitle = "A Tale"
language = "en"

[[contributor]]
name = "A. Writer"

[[contributor]]
name = "T. Ranslator"
role = "trl"

[series]
name = "Old Books"
number = "7"

[source]
title = "The Lamps"
place = "London"
publisher = "Old & Sons"
year = 1890
isbn = "978-3-16-148410-0"
extracted_by = "a program"

[edition]
publisher = "Re-edition"
place = "Leeds"
date = 2026
licence = "https://creativecommons.org/licenses/by/4.0/"
statement = "Second edition"
emendations = ["printer"]

[[picture]]
figure = 1
image = "images/plate.png"
alt = "A street"
"""
RAW = """\
Produced by nobody.

*** START OF THE PROJECT GUTENBERG EBOOK LAMPS ***

PREFACE

/*
  Of lamps I sing,
    and of ladders.
*/

CHAPTER I

Teh lamps of the the town were lit,[1] and _nobody_ was there but <b>he</b>.[2]
The name of the town is \ufffdód\ufffd.

"Quelle heure est-il donc, monsieur, je vous prie de me le dire?"

       *       *       *       *       *

[Illustration: The street]

He went home with his lader.[1] Nobody saw him go, for the whole town was asleep, and the lamps
burned in the empty streets until the morning came and put them out.

[Footnote 1: His name is lost.]

[Footnote 2: "A lamp," says _he_.]

*** END OF THE PROJECT GUTENBERG EBOOK LAMPS ***
"""
INTRODUCTION = """\
# Introduction

Of lamps.[^1]

| a | b |
|---|---|
| c | d |

[^1]: Of all.
"""


def lamps(folder: Path) -> Path:
    """Write the book into a folder, with what Ann decided about it."""
    made = folder / "lamps"
    for name in ("source", "front", "images"):
        (made / name).mkdir(parents=True)
    (made / "book.toml").write_text(TOML, encoding="utf-8")
    (made / "source" / "raw.txt").write_text(RAW, encoding="utf-8")
    (made / "front" / "1-introduction.md").write_text(INTRODUCTION, encoding="utf-8")
    Image.new("RGB", (30, 20), "grey").save(made / "images" / "plate.png")
    ann = Reader(RAW, "Ann <&> Lee")
    ann.maker.source = read(made / "source" / "raw.txt")
    ann.says("replace", "[Teh] lamps", "The", why="printer", note="So the <second> edition.")
    ann.says("delete", "of the [the] town", why="printer")
    ann.says("insert", "with his lader[].", ",", why="editorial")
    ann.says("replace", "his [lader].", "ladder")
    ann.says("replace", "name of [the] town", "our", why="style")
    ann.says("replace", "is [\ufffdód\ufffd].", "Łódź")
    append(made / "decisions", ann.decisions)
    return made


def exported(book: Path, name: str) -> Path:
    """Export the book, and give what was made."""
    (file,) = export(find_book(str(book)), frozenset({name}), book.parent / "out")
    return file
