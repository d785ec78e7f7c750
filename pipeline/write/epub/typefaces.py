"""The theme's typefaces in the EPUB: of each face that is used, the signs that are set in it.

WOFF2, a core media type of EPUB 3.3; not obfuscated, since the licences of the themes' typefaces do
not ask for it, and some reading systems cannot undo it. A subset is an altered typeface, whose name
may be reserved: so it is called after the theme's family. Its notices of copyright and licence
stay.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from struct import pack, unpack
from types import SimpleNamespace

from lxml import etree

from pipeline.machine.cache import kept, key
from pipeline.write.epub.cascade import Cascade, Setting
from pipeline.write.epub.packing import Item
from pipeline.write.theme import Face, Theme

ALWAYS = " -\u00a0\u00ad\u2010\u2022…"
"""What a reading system adds by itself: hyphens, bullets, an ellipsis where it cuts."""
FEATURES = "c2sc case lnum onum pnum smcp subs sups tnum".split()
"""What a style may ask for; whatever text is shaped with in any case, HarfBuzz keeps by itself."""
MORE_NAMES = (7, 8, 9, 11, 13, 14)
"""Trade mark, makers, their address, and the licence; HarfBuzz keeps the records up to 6."""
QUALITY = 10
"""How hard Brotli tries, of 11 at most."""
OWN_NAMES = (1, 3, 4, 6, 16)
"""Records of the name table (OpenType specification) that name the family and the face."""


def typefaces(
    theme: Theme, css: str, documents: Iterable[etree._Element]
) -> tuple[str, list[Item]]:
    """Give rules `@font-face` and the files they name, for documents without namespaces.

    Signs that a face does not have are left to the reading system, in its own typeface.
    """
    rules, items = [], []
    for setting, signs in sorted(Cascade(css).signs(documents).items()):
        face = _face(theme, setting)
        if face is None or not "".join(signs).strip():
            continue
        name = "-".join([setting.family, *(part for part in setting[1:] if part != "normal")])
        path = f"fonts/{name.lower()}.woff2"
        content = _subset(face, "".join(sorted({*ALWAYS, *signs})), name)
        items.append(Item(f"font-{name.lower()}", path, "font/woff2", content))
        rules.append(
            f'@font-face {{ font-family: {setting.family}; src: url("{path}");'
            f" font-style: {setting.style}; font-weight: {setting.weight}; }}\n"
        )
    return "".join(rules), items


def _face(theme: Theme, setting: Setting) -> Face | None:
    wanted = (setting.family, setting.style, setting.weight)
    return next((f for f in theme.faces if (f.family, f.style, f.weight) == wanted), None)


def _subset(face: Face, signs: str, name: str) -> bytes:
    """Give the subset of a face as WOFF2, under another name."""
    return kept(
        lambda: key("typeface", face.path.read_bytes(), signs, name),
        lambda: _woff2(_reduced(face.path, signs), name),
    )


def _woff2(made: bytes, name: str) -> bytes:
    """Give a subset as WOFF2, under another name."""
    import brotli
    from fontTools.ttLib import TTFont, woff2
    from fontTools.ttLib.tables.DefaultTable import DefaultTable

    # fontTools lets nobody choose how hard Brotli tries: most takes thrice as long as the next, for
    # one byte in a hundred and fifty.
    tried = partial(brotli.compress, quality=QUALITY)
    woff2.brotli = SimpleNamespace(**vars(brotli) | {"compress": tried})
    # What HarfBuzz has made stays as it is, but for the names.
    font = TTFont(io.BytesIO(made), recalcTimestamp=False, recalcBBoxes=False)
    names = DefaultTable("name")
    names.data = _renamed(font.reader["name"], name)
    font["name"] = names
    if "CFF " in font:
        table = font["CFF "].cff
        table.fontNames = [name]
        table.topDictIndex[0].FullName = table.topDictIndex[0].FamilyName = name
    out = io.BytesIO()
    font.flavor = "woff2"
    font.save(out, reorderTables=True)
    return out.getvalue()


def _renamed(table: bytes, name: str) -> bytes:
    """Put another name into a name table, in its format 0 (OpenType specification).

    fontTools could do it, but what it loads for that takes longer than all else here.
    """
    count, start = unpack(">HH", table[2:6])
    records, strings = b"", b""
    for record in range(count):
        *kind, id, length, offset = unpack(">6H", table[6 + 12 * record :][:12])
        string = table[start + offset :][:length]
        if id in OWN_NAMES:
            string = name.encode("utf-16-be")
        records += pack(">6H", *kind, id, len(string), len(strings))
        strings += string
    return pack(">HHH", 0, count, 6 + len(records)) + records + strings


def _reduced(path: Path, signs: str) -> bytes:
    """Reduce a face, by HarfBuzz, to some signs and to what its features make of them."""
    import uharfbuzz

    wanted = uharfbuzz.SubsetInput()
    wanted.unicode_set.update(map(ord, signs))
    wanted.layout_feature_tag_set.update(int.from_bytes(tag.encode()) for tag in FEATURES)
    wanted.name_id_set.update(MORE_NAMES)
    # Without subroutines, the outlines come out smaller from Brotli.
    wanted.flags = (
        uharfbuzz.SubsetFlags.NO_HINTING
        | uharfbuzz.SubsetFlags.DESUBROUTINIZE
        | uharfbuzz.SubsetFlags.NOTDEF_OUTLINE
    )
    whole = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(path)))
    made: bytes = uharfbuzz.subset(whole, wanted).blob.data
    return made
