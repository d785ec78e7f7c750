"""Small PDFs, made letter by letter where a typesetter would not do what is to be shown."""

from __future__ import annotations

import typst

FONTS = ("Times-Roman", "Times-Italic", "Times-Bold")
"""Typefaces that every reader of PDF has: /F0, /F1, /F2."""


def typeset(source: str) -> bytes:
    """Set pages with Typst, in its own typefaces."""
    made = typst.compile(source.encode(), format="pdf", ignore_system_fonts=True)
    assert isinstance(made, bytes)
    return made


def drawn(*pages: str, encrypt: bool = False) -> bytes:
    """Make a PDF of 400 by 600 points a page from the operators that draw its pages."""
    fonts = " ".join(f"/F{k} {3 + k} 0 R" for k in range(len(FONTS)))
    first = 3 + len(FONTS)
    kids = " ".join(f"{first + 2 * k} 0 R" for k in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        *(f"<< /Type /Font /Subtype /Type1 /BaseFont /{font} >>" for font in FONTS),
    ]
    for k, content in enumerate(pages):
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 600]"
            f" /Resources << /Font << {fonts} >> >> /Contents {first + 2 * k + 1} 0 R >>"
        )
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
    trailer = f"/Size {len(objects) + 1} /Root 1 0 R"
    if encrypt:
        objects.append(f"<< /Filter /Standard /V 1 /R 2 /P -4 /O <{'41' * 32}> /U <{'42' * 32}> >>")
        trailer = f"/Size {len(objects) + 1} /Root 1 0 R /Encrypt {len(objects)} 0 R"
        trailer += f" /ID [<{'43' * 16}> <{'43' * 16}>]"
    return made(*objects, trailer=trailer)


def made(*objects: str, trailer: str = "") -> bytes:
    """Make a PDF of its objects, of which the first is the catalogue."""
    trailer = trailer or f"/Size {len(objects) + 1} /Root 1 0 R"
    body, places = "%PDF-1.4\n", []
    for number, item in enumerate(objects, 1):
        places.append(len(body))
        body += f"{number} 0 obj\n{item}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    start = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    return f"{body}{start}trailer << {trailer} >>\nstartxref\n{len(body)}\n%%EOF\n".encode(
        "latin-1"
    )


def show(x: float, y: float, text: str, size: float = 10, font: int = 0) -> str:
    """Draw a text with its baseline at x and y, from the page's lower left corner."""
    return f"BT /F{font} {size} Tf {x} {y} Td ({text}) Tj ET"


def page(content: str, resources: str = "", more: tuple[str, ...] = (), entries: str = "") -> bytes:
    """Make a PDF of one page, of its operators; `more` are objects from 6 on."""
    return made(
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 600] {entries} /Contents 5 0 R"
        f" /Resources << /Font << /F0 4 0 R >> {resources} >> >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >>",
        f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
        *more,
    )


def form(content: str, others: str = "") -> str:
    """Give a form, an object that may draw `others` by their names."""
    return (
        f"<< /Type /XObject /Subtype /Form /BBox [0 0 400 600] /Length {len(content)} /Resources"
        f" << /Font << /F0 4 0 R >> /XObject << {others} >> >> >>\nstream\n{content}\nendstream"
    )


def endless() -> bytes:
    """Make a page without end: ten forms draw the next ten times, a thousand million words."""
    forms = [form(f"/X{k + 1} Do " * 10, f"/X{k + 1} {k + 7} 0 R") for k in range(9)]
    last = form(show(50, 500, "The harbour lies open."))
    return page("/X0 Do", "/XObject << /X0 6 0 R >>", (*forms, last))
