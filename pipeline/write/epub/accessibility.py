"""What is true of the EPUB's accessibility, for its own metadata and for the book trade's.

The words are those of the schema.org accessibility vocabulary. Conformance is not claimed: that is
for a person to certify.
"""

from __future__ import annotations

from typing import NamedTuple

from pipeline.write.render import Rendered


class Accessibility(NamedTuple):
    """How the publication can be read, and with the help of what."""

    modes: tuple[str, ...]
    sufficient: str
    """The modes that are enough to read all of it."""
    features: tuple[str, ...]
    hazards: tuple[str, ...]
    summary: str


def accessibility(rendered: Rendered) -> Accessibility:
    """Say of the publication what is true of it.

    Its pictures ask for no sight: the alternative of the cover says what stands on it, and those of
    new matter are all described, since without that none is taken in.
    """
    features = ["structuralNavigation", "tableOfContents", "readingOrder", "ARIA"]
    features += ["displayTransformability", "alternativeText"]
    modes: tuple[str, ...]
    if rendered.pictures:
        modes, summary = ("textual", "visual"), "Text with pictures, each of which is described."
    else:
        modes, summary = ("textual",), "Text without pictures but the cover, which is described."
    summary += (
        " Headings are marked up as such, and the contents link to them. Size, typeface and colours"
        " are the reader's to choose."
    )
    if any(section.notes for section in rendered.sections):
        summary += " Notes are linked to their references, and back."
    if rendered.pages:
        features += ["pageBreakMarkers", "pageNavigation"]
        summary += " The page breaks of the source are marked, with a list of them."
    return Accessibility(modes, "textual", tuple(features), ("none",), summary)
