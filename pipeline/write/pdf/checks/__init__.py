"""Whether a finished PDF is what it claims to be: a book, PDF/UA-1 and PDF/A-2a.

Both standards are checked by their rules, as far as the writer could break them; the docstrings
name the clauses. What only a person can judge (whether the order of reading makes sense, whether a
description describes) is left to people.
"""

from __future__ import annotations

from pathlib import Path

import pikepdf

from pipeline.errors import RecensionError
from pipeline.write.check import Fault
from pipeline.write.pdf.checks.content import Content, check_content
from pipeline.write.pdf.checks.document import check_document
from pipeline.write.pdf.checks.elements import read_elements
from pipeline.write.pdf.checks.fonts import check_font
from pipeline.write.pdf.checks.structure import check_structure
from pipeline.write.pdf.checks.targets import check_targets


def check_pdf(path: Path) -> list[Fault]:
    """Give all faults of a PDF edition.

    Raises:
        RecensionError: the file is no PDF that can be opened.
    """
    try:
        pdf = pikepdf.open(path)
    except (pikepdf.PdfError, FileNotFoundError) as error:
        raise RecensionError("not a PDF that can be opened", str(path), str(error)) from error
    with pdf:
        elements, content = read_elements(pdf), Content(pdf)
        return [
            *check_document(pdf, path),
            *check_targets(pdf),
            *check_structure(pdf, elements),
            *check_content(pdf, content, elements),
            *(each for use in content.fonts.values() for each in check_font(use)),
        ]
