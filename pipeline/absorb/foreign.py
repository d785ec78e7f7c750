"""What comes back from elsewhere, looked through before it is read: it may be made by any means."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lxml import etree

from pipeline.errors import RecensionError
from pipeline.read.archives import parts
from pipeline.read.files import File, received
from pipeline.read.kinds import ZIP, kind_of

NO_DOCX = "this is no .docx that can be read"
SAVE = "open it in a word processor, and save it anew as .docx"


def demand_docx(path: Path) -> None:
    """Demand of a .docx that it is whole, no larger than an input may be, and declares no entities.

    Raises:
        RecensionError: it is not so.
    """
    for _, data in received(path):
        if kind_of(data) != ZIP:
            raise RecensionError(NO_DOCX, str(path), SAVE)
        for part in parts(File(str(path), data)):
            if part.name.endswith((".xml", ".rels")):
                _demand_plain(part)


def _demand_plain(part: File) -> None:
    """Demand of XML that it stays within libxml2's limits, of nesting and others, without a DTD."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        tree = etree.fromstring(part.data, parser).getroottree()
    except etree.XMLSyntaxError as error:
        raise RecensionError(f"this part is damaged: {error}", part.name, SAVE) from error
    if tree.docinfo.internalDTD is not None:
        raise RecensionError("this part declares what no .docx does (a DTD)", part.name, SAVE)


@contextmanager
def shallow(where: str) -> Iterator[None]:
    """Say of what is nested beyond all reason that it is.

    Raises:
        RecensionError: what is done here would go down too deep.
    """
    try:
        yield
    except RecursionError as error:
        message = "lists, quotations or tables in it are nested too deeply"
        raise RecensionError(message, where, "take some of them apart") from error
