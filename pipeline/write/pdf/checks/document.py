"""Checks of a PDF as a file: its trailer, its catalogue, what it says of itself.

After the Matterhorn Protocol 1.1 for PDF/UA-1 (ISO 14289-1), checkpoints 06 (metadata), 07
(dictionary), 11 (declared language), 20, 21, 25 and 26 (no layers, no attachments, no forms, no
encryption), and ISO 19005-2 for PDF/A-2a.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pikepdf

from pipeline.write.check import Fault
from pipeline.write.pdf.checks.faults import fault, held, kids_of, name_of

LANGUAGE = re.compile(r"[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*")
"""A language tag (RFC 3066), as both standards ask for it."""
FILTERS = frozenset("ASCIIHexDecode ASCII85Decode FlateDecode RunLengthDecode DCTDecode".split())
"""The filters that the writer uses; LZW is forbidden (ISO 19005-2, 6.1.7.2)."""
FORBIDDEN = (
    "AA",
    "AcroForm",
    "NeedsRendering",
    "OCProperties",
    "OpenAction",
    "Perms",
    "Requirements",
)
"""What a catalogue of a book must not have, by ISO 19005-2, 6.4 to 6.11, or has no use for."""
LONGEST_STRING = 32767
LONGEST_NAME = 127
RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
DC = "{http://purl.org/dc/elements/1.1/}"
PDFA = "{http://www.aiim.org/pdfa/ns/id/}"
PDFUA = "{http://www.aiim.org/pdfua/ns/id/}"
SCHEMA = "{http://www.aiim.org/pdfa/ns/schema#}"
KNOWN = frozenset(
    (
        "adobe:ns:meta/",
        "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "http://purl.org/dc/elements/1.1/",
        "http://ns.adobe.com/xap/1.0/",
        "http://ns.adobe.com/xap/1.0/mm/",
        "http://ns.adobe.com/xap/1.0/rights/",
        "http://ns.adobe.com/pdf/1.3/",
        "http://www.aiim.org/pdfa/ns/id/",
        "http://www.aiim.org/pdfa/ns/extension/",
        "http://www.aiim.org/pdfa/ns/schema#",
        "http://www.aiim.org/pdfa/ns/property#",
    )
)
"""Namespaces of metadata that PDF/A knows itself (ISO 19005-2, 6.6.2.3.1)."""


def check_document(pdf: pikepdf.Pdf, path: Path) -> Iterator[Fault]:
    """Give the faults of a PDF as a whole."""
    yield from _file(pdf, path)
    yield from _objects(pdf)
    yield from _catalogue(pdf)
    yield from _about(pdf)
    yield from _metadata(pdf)
    yield from _colours(pdf)


def _file(pdf: pikepdf.Pdf, path: Path) -> Iterator[Fault]:
    """ISO 19005-2, 6.1.2 and 6.1.3; ISO 14289-1, 6.1 and 7.16."""
    if not re.fullmatch(r"1\.[4-7]", pdf.pdf_version):
        yield fault("file", "header", f"the version is {pdf.pdf_version}, not 1.7 or less")
    if pdf.is_encrypted:
        yield fault("file", "trailer", "the file is encrypted")
    if not kids_of(pdf.trailer.get("/ID")):
        yield fault("file", "trailer", "the file has no identifier")
    if not path.read_bytes().rstrip(b"\r\n").endswith(b"%%EOF"):
        yield fault("file", "trailer", "something follows the end of the file")


def _objects(pdf: pikepdf.Pdf) -> Iterator[Fault]:
    """ISO 19005-2, 6.1.7 (filters) and 6.1.13 (limits)."""
    for item in pdf.objects:
        where = f"object {item.objgen[0]}"
        if isinstance(item, pikepdf.Stream):
            for name in kids_of(item.get("/Filter")):
                if name_of(name) not in FILTERS:
                    yield fault("filter", where, f"{name} is not allowed")
            if "/F" in item or "/FFilter" in item:
                yield fault("filter", where, "a stream has its content outside of the file")
        if isinstance(item, (pikepdf.Dictionary, pikepdf.Stream)):
            yield from _long(item, where)


def _long(item: Any, where: str) -> Iterator[Fault]:
    for key, value in item.items():
        if isinstance(value, pikepdf.String) and len(bytes(value)) > LONGEST_STRING:
            yield fault("limit", where, f"{key} is a text of more than {LONGEST_STRING} bytes")
        if isinstance(value, pikepdf.Name) and len(str(value)) - 1 > LONGEST_NAME:
            yield fault("limit", where, f"{key} is a name of more than {LONGEST_NAME} bytes")


def _catalogue(pdf: pikepdf.Pdf) -> Iterator[Fault]:
    """ISO 14289-1, 6.2, 7.1 and 7.2; ISO 19005-2, 6.4 to 6.11."""
    root = pdf.Root
    marks = held(root, "MarkInfo")
    if not marks.get("/Marked", False) or marks.get("/Suspects", False):
        yield fault("tagged", "catalogue", "the file is not said to be tagged")
    if not held(root, "ViewerPreferences").get("/DisplayDocTitle", False):
        yield fault("title", "catalogue", "readers are not told to show the title")
    if not LANGUAGE.fullmatch(str(root.get("/Lang", ""))):
        yield fault("language", "", "the language of the document is not set")
    names = held(root, "Names")
    unwanted = [key for key in FORBIDDEN if f"/{key}" in root]
    unwanted += [key for key in ("JavaScript", "EmbeddedFiles") if f"/{key}" in names]
    for key in unwanted:
        yield fault("catalogue", "", f"there must be no {key}")
    for number, page in enumerate(pdf.pages, 1):
        if "/AA" in page or "/PresSteps" in page:
            yield fault("catalogue", f"page {number}", "a page must do nothing by itself")


def _about(pdf: pikepdf.Pdf) -> Iterator[Fault]:
    told = held(pdf.trailer, "Info")
    for name in ("Title", "CreationDate", "ModDate"):
        if not str(told.get(f"/{name}", "")):
            yield fault("metadata", "", f"{name} is not set")


def _metadata(pdf: pikepdf.Pdf) -> Iterator[Fault]:
    """ISO 14289-1, 5 and 7.1 (Matterhorn 06); ISO 19005-2, 6.6."""
    stream = pdf.Root.get("/Metadata")
    if stream is None:
        yield fault("xmp", "", "there are no XMP metadata")
        return
    xmp = ElementTree.fromstring(stream.read_bytes())
    for name, value in ((PDFUA + "part", "1"), (PDFA + "part", "2"), (PDFA + "conformance", "A")):
        if _said(xmp, name) != value:
            yield fault("xmp", "", f"{name.rpartition('/')[2].strip('}')} is not {value}: {name}")
    title = next((item.text for item in xmp.iterfind(f".//{DC}title//{RDF}li")), None)
    if not title:
        yield fault("xmp", "", "dc:title is not set")
    elif title != str(held(pdf.trailer, "Info").get("/Title", "")):
        yield fault("xmp", "", "the titles in the XMP metadata and in the file differ")
    declared = {item.text for item in xmp.iter(f"{SCHEMA}namespaceURI")}
    used = {
        name[1:].partition("}")[0]
        for item in xmp.iter()
        for name in (item.tag, *item.attrib)
        if name.startswith("{")
    }
    for space in sorted(used - KNOWN - declared - {"http://www.w3.org/XML/1998/namespace"}):
        yield fault("xmp", "", f"no schema describes {space}")


def _said(xmp: ElementTree.Element, name: str) -> str:
    for item in xmp.iter():
        if name in item.attrib:
            return item.attrib[name]
        if item.tag == name:
            return item.text or ""
    return ""


def _colours(pdf: pikepdf.Pdf) -> Iterator[Fault]:
    """ISO 19005-2, 6.2.3: what the colours of the file mean."""
    for intent in kids_of(pdf.Root.get("/OutputIntents")):
        profile = intent.get("/DestOutputProfile")
        if name_of(intent.get("/S")) == "GTS_PDFA1" and profile is not None:
            data = profile.read_bytes()
            if data[12:16] in (b"mntr", b"prtr") and data[16:20] == b"RGB ":
                return
    yield fault("colour", "", "no output intent says what the colours mean")
