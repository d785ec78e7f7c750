"""ONIX code lists, as far as an edition needs them (EDItEUR, issue 75)."""

from __future__ import annotations

import langcodes

ROLES = {
    "adp": "B05",
    "aft": "A19",
    "ann": "A20",
    "arr": "B25",
    "art": "A07",
    "aui": "A24",
    "aut": "A01",
    "bkd": "A11",
    "cmm": "A21",
    "cmp": "A06",
    "com": "C01",
    "cov": "A36",
    "ctb": "A32",
    "ctg": "A39",
    "cwt": "A21",
    "edt": "B01",
    "ill": "A12",
    "lbt": "A04",
    "lyr": "A05",
    "nrt": "E07",
    "pht": "A13",
    "red": "B01",
    "trc": "B33",
    "trl": "B06",
    "waw": "A19",
    "wfw": "A23",
    "win": "A24",
    "wpr": "A15",
}
"""List 17, by MARC relator codes."""
OTHER_ROLE = "Z99"
FEATURES = {
    "ARIA": "30",
    "alternativeText": "14",
    "displayTransformability": "36",
    "pageBreakMarkers": "19",
    "pageNavigation": "41",
    "readingOrder": "13",
    "structuralNavigation": "29",
    "tableOfContents": "11",
}
"""List 196, by schema.org's words for features of accessibility."""
WITHOUT_SIGHT = "52"
"""List 196: words are enough to read all of it."""
SUMMARY = "00"
"""List 196: the feature's description sums up the publication's accessibility."""
HAZARDS = {"none": "00"}
"""List 143, by schema.org's words for hazards."""
DATE_FORMATS = {4: "05", 6: "01", 8: "00"}
"""List 55, by the number of a date's figures."""
QUALIFIERS = {"1": "94", "2": "95", "3": "96", "4": "97", "5": "98", "6": "99"}
"""List 27: the schemes of Thema's qualifiers (place, language, time …), by their first figure."""
BISAC, THEMA, KEYWORDS = "10", "93", "20"
"""List 27."""


def language_code(tag: str) -> str:
    """Give list 74's code for a language: of ISO 639-2, in its bibliographic form.

    >>> language_code("de-AT"), language_code("en"), language_code("x-private")
    ('ger', 'eng', 'und')
    """
    try:
        return langcodes.Language.get(tag).to_alpha3(variant="B")
    except LookupError:
        return "und"


def thema_scheme(code: str) -> str:
    """Give list 27's code for a Thema code: of a subject, or of a qualifier of its kind.

    >>> thema_scheme("FBC"), thema_scheme("3MNQ")
    ('93', '96')
    """
    return QUALIFIERS.get(code[0], THEMA)
