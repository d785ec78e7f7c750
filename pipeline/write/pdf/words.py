"""The words of a PDF, held against those of the book."""

from __future__ import annotations

from pathlib import Path

from pipeline.write.pdf.textlayer import text_layer
from pipeline.write.render import Rendered
from pipeline.write.words import GAP, SPACE, Difference, as_set, compare, words_of_sections


def words_of_pdf(path: Path) -> list[str]:
    """Give the words of a PDF that this project set, from its text layer, in the form of `as_set`.

    Where a line ends within or behind a word, GAP stands in it: the page does not tell whether a
    space, a hyphen or nothing stood there, and `compare` allows for each.
    """
    folded = " ".join(as_set(stream) for stream in text_layer(path))
    # At a space there is nothing more to be asked.
    return [word for word in SPACE.sub(" ", folded).strip(GAP).split(" ") if word]


def differences_of_pdf(rendered: Rendered, path: Path) -> list[Difference]:
    """Hold the words of a PDF against those of the book it was made from, line ends allowed for."""
    expected = as_set(" ".join(words_of_sections(rendered))).split()
    return compare(expected, words_of_pdf(path))
