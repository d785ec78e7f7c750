"""Checks of what is drawn on a PDF's pages: all of it is tagged or an artifact, and once only.

After the Matterhorn Protocol 1.1 for PDF/UA-1 (ISO 14289-1, 7.1 and 7.20), checkpoints 01 (real
content is tagged) and 30 (drawings used in several places), and ISO 19005-2, 6.1.13 and 6.2.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import pikepdf

from pipeline.write.check import Fault
from pipeline.write.pdf.checks.elements import Element
from pipeline.write.pdf.checks.faults import fault, held, kids_of, name_of, number_tree

ARTIFACT = "Artifact"
PAINTING = frozenset(("S s f F f* B B* b b* sh Do Tj TJ ' \" INLINE").split())
OTHER = frozenset(
    "q Q cm w J j M d ri i gs m l c v y h re n W W* BT ET Tc Tw Tz TL Tf Tr Ts Td TD Tm T* CS cs SC"
    " SCN sc scn G g RG rg BMC BDC EMC MP DP BX EX d0 d1".split()
)
"""The operators of PDF 1.7 (ISO 32000-1, annex A) but those for CMYK, which no output intent of
ours gives a meaning (ISO 19005-2, 6.2.4.3)."""
DEEPEST = 28
"""How deep states may be nested (ISO 19005-2, 6.1.13)."""
TRANSFER = ("TR", "HTP", "HTO")
BLENDING = frozenset(
    "Normal Compatible Multiply Screen Overlay Darken Lighten ColorDodge ColorBurn HardLight"
    " SoftLight Difference Exclusion Hue Saturation Color Luminosity".split()
)


@dataclass(slots=True)
class FontUse:
    """What is shown in one font."""

    font: Any
    codes: set[int] = field(default_factory=set)
    unspelt: set[int] = field(default_factory=set)
    """Those shown, somewhere, without an ActualText that says what they stand for."""


@dataclass(slots=True)
class _Marked:
    """A sequence of marked content."""

    artifact: bool
    number: int | None
    spelt: bool


class Content:
    """What is drawn on the pages of a PDF, read once for all checks."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.faults: list[Fault] = []
        self.numbers: dict[tuple[int, int], set[int]] = {}
        """For each page, by its object, the numbers of its marked content."""
        self.fonts: dict[tuple[int, int], FontUse] = {}
        self._seen: set[tuple[int, int]] = set()
        for label, page in enumerate(pdf.pages, 1):
            self.numbers[page.obj.objgen] = set()
            _Reader(self, f"page {label}", page.obj.objgen).read(page.obj, page.resources, [])

    def add(self, id: str, where: str, message: str) -> None:
        """Note a fault, once a place."""
        found = fault(id, where, message)
        if found not in self.faults:
            self.faults.append(found)

    def first(self, item: Any) -> bool:
        """Tell whether an object has not been seen before."""
        new = item.objgen not in self._seen
        self._seen.add(item.objgen)
        return new


class _Reader:
    """Reads the content of one page."""

    def __init__(self, content: Content, where: str, page: tuple[int, int]) -> None:
        self.content, self.where, self.page = content, where, page

    def read(self, stream: Any, resources: Any, around: list[_Marked]) -> None:
        """Read a page, or a drawing on it within the marked content around it."""
        marks = list(around)
        depth = 0
        font: FontUse | None = None
        for instruction in pikepdf.parse_content_stream(stream):
            operands, operator = list(instruction.operands), instruction.operator
            name = "INLINE" if str(operator) == "INLINE IMAGE" else str(operator)
            if name in ("BMC", "BDC"):
                marks.append(self._begun(operands, marks, inside=bool(around)))
            elif name == "EMC":
                marks.pop()
            elif name == "Tf":
                font = self._font(resources.Font[operands[0]])
            elif name in ("Tj", "TJ", "'", '"') and font is not None:
                self._shown(operands[-1], font, marks)
            elif name == "q":
                depth += 1
            elif name == "Q":
                depth -= 1
            elif name == "gs":
                self._state(resources.ExtGState[operands[0]])
            elif name == "Do":
                self._drawing(resources.XObject[operands[0]], resources, marks)
            if depth > DEEPEST:
                self.content.add("limit", self.where, "states are nested too deep")
            if name not in PAINTING and name not in OTHER:
                self.content.add("operator", self.where, f"{name} is not allowed")
            if name in PAINTING and not any(m.artifact or m.number is not None for m in marks):
                self.content.add(
                    "content", self.where, "what is drawn is neither tagged nor artifact"
                )
        if len(marks) != len(around) or depth:
            self.content.add("content", self.where, "marks or states are not ended")

    def _begun(self, operands: Sequence[Any], marks: list[_Marked], inside: bool) -> _Marked:
        about = operands[1] if len(operands) > 1 else {}
        number: Any = about.get("/MCID") if isinstance(about, pikepdf.Dictionary) else None
        spelt = isinstance(about, pikepdf.Dictionary) and "/ActualText" in about
        begun = _Marked(name_of(operands[0]) == ARTIFACT, number, spelt)
        if begun.artifact and any(mark.number is not None for mark in marks):
            self.content.add("content", self.where, "an artifact stands in what is tagged")
        if number is not None:
            if begun.artifact or any(mark.artifact for mark in marks):
                self.content.add("content", self.where, "what is tagged stands in an artifact")
            if inside:
                self.content.add("content", self.where, "a drawing has tagged content of its own")
            elif number in self.content.numbers[self.page]:
                self.content.add("content", self.where, f"two contents have the number {number}")
            self.content.numbers[self.page].add(int(number))
        return begun

    def _font(self, font: Any) -> FontUse:
        return self.content.fonts.setdefault(font.objgen, FontUse(font))

    def _shown(self, text: Any, font: FontUse, marks: list[_Marked]) -> None:
        pieces = [bytes(item) for item in kids_of(text) if isinstance(item, pikepdf.String)]
        codes = {
            int.from_bytes(piece[k : k + 2], "big")
            for piece in pieces
            for k in range(0, len(piece), 2)
        }
        font.codes |= codes
        if not any(mark.spelt for mark in marks):
            font.unspelt |= codes

    def _state(self, state: Any) -> None:
        """ISO 19005-2, 6.2.5 and 6.2.10."""
        blending = name_of(state.get("/BM"))
        if any(f"/{key}" in state for key in TRANSFER) or (blending and blending not in BLENDING):
            self.content.add("state", self.where, "a graphics state has what PDF/A forbids")

    def _drawing(self, item: Any, resources: Any, marks: list[_Marked]) -> None:
        """ISO 19005-2, 6.2.8 and 6.2.9; ISO 14289-1, 7.20."""
        if name_of(item.get("/Subtype")) == "Form":
            if any(f"/{key}" in item for key in ("Ref", "PS", "OPI")):
                self.content.add("drawing", self.where, "a drawing has what PDF/A forbids")
            self.read(
                item, item.get("/Resources", resources), marks or [_Marked(False, None, False)]
            )
        elif self.content.first(item):
            self._picture(item)

    def _picture(self, item: Any) -> None:
        if item.get("/Interpolate", False):
            self.content.add("picture", self.where, "a picture is to be smoothed")
        if "/Alternates" in item or "/OPI" in item:
            self.content.add("picture", self.where, "a picture has others to take its place")
        if int(item.get("/BitsPerComponent", 8)) not in (1, 2, 4, 8, 16):
            self.content.add("picture", self.where, "a picture has a strange depth")
        space = item.get("/ColorSpace")
        if name_of(space) == "DeviceCMYK":
            self.content.add("colour", self.where, "a picture's colours mean nothing")


def check_content(
    pdf: pikepdf.Pdf, content: Content, elements: Sequence[Element]
) -> Iterator[Fault]:
    """Give the faults of what is drawn, and hold it against the structure."""
    yield from content.faults
    if not any(use.codes for use in content.fonts.values()):
        yield fault("text-layer", "", "no page has text")
    owners: dict[tuple[tuple[int, int], int], Element] = {}
    for element in elements:
        for place in element.content:
            if place in owners:
                yield fault("content", element.where, "its content is another's too")
            if place[1] not in content.numbers.get(place[0], ()):
                yield fault("content", element.where, "its content is on no page")
            owners[place] = element
    yield from _parents(pdf, content, owners)


def _parents(
    pdf: pikepdf.Pdf,
    content: Content,
    owners: dict[tuple[tuple[int, int], int], Element],
) -> Iterator[Fault]:
    """ISO 32000-1, 14.7.4.4: from content one finds the element it belongs to."""
    listed = dict(number_tree(held(pdf.Root, "StructTreeRoot").get("/ParentTree")))
    for label, page in enumerate(pdf.pages, 1):
        known = kids_of(listed.get(int(page.get("/StructParents", -1))))
        for number in sorted(content.numbers[page.obj.objgen]):
            owner = owners.get((page.obj.objgen, number))
            if owner is None:
                yield fault("content", f"page {label}", f"content {number} belongs to no element")
            elif number >= len(known) or known[number].objgen != owner.item.objgen:
                yield fault(
                    "content", f"page {label}", f"content {number} does not find its element"
                )
