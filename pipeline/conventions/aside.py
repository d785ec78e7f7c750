"""What a transcriber added to a book: the contract for setting it aside, which the account checks.

It looks at the source alone. Each kind has words or signs that no author writes in such a place; a
paragraph of the book that was taken for one of them by mistake is found out.
"""

from __future__ import annotations

import re

from pipeline.language import all_words
from pipeline.model.rules import has_text

# Project Gutenberg's marks, as its files have had them since 1993; a long title wraps. Where the
# asterisks behind it are lost, the mark is its line.
BEGINS = re.compile(
    r"^[ \t]*\*{3} ?START OF (?:THE|THIS) PROJECT GUTENBERG"
    r"(?:(?:[^\n]*\n(?![ \t\r]*\n)){0,3}?[^\n]*\*{3}[ \t]*\r?$|[^\n]*)"
    r"|^[ \t]*\*END\W{0,3}THE SMALL PRINT.*$",
    re.M | re.I,
)
ENDS = re.compile(r"^[ \t]*(?:\*{3} ?)?END OF (?:THE |THIS )?PROJECT GUTENBERG\b", re.M | re.I)
# Wikisource's exports say on the title page where and when they were made, and close with a chapter
# about the library; its name is what all languages' forms have in common.
LIBRARY = r"(?:Wikisource|Wikiźród\w+|Викитек\w+|Viquitexts|Vikikaynak|Wikizdroj\w+|Βικιθήκη\w*)"
EXPORTED = re.compile(rf"[^\n]{{1,40}}\b{LIBRARY}\b[^\n]{{0,30}}\d[^\n]{{0,30}}")
ABOUT = re.compile(rf"[^\n]{{3,80}}\n(?:[ \t]*\r?\n)+[ \t]*[^\n]{{3,120}}\b{LIBRARY}\b[^\n]*\n?")
CREDIT = re.compile(
    r"(?:Produced|Prepared|Transcribed|Scanned|Digiti[sz]ed|Credits:|E-?text|This e-?(?:text|book)"
    r"|HTML version|Proofread)\b(?=[^\n]*(?:\bby\b|\bfrom\b|:))",
    re.I,
)
REMARK = re.compile(
    r"(?:[^\w\n]|_)*(?:transcri(?:ber|ptor|ption)\W?s?\W? ?(?:note|remark|comment)"
    r"|notes? of (?:the )?transcriber|TN:|proofer\W?s?\W? note"
    r"|anmerkung(?:en)? (?:zur|der) (?:transkription|transkriptor)|hinweise? zur transkription"
    r"|notes? (?:du|de la|sur la|des?) transcri|note au lecteur de ce fichier"
    r"|notas? del? transcriptor|note? del trascrittore|nota de transcri"
    r"|opmerking\w* van de bewerker"
    r"|от переводчика в электронный)",
    re.I,
)
PAGE_SIGN = re.compile(
    r"^(?:%+ ?)?-{3,} ?File: ?(?P<file>[\w.-]+?)\.\w{3,4}-{2,}(?:.*?Folio (?P<folio>\w+))?.*$",
    re.M,
)
PICTURE = (
    r"(?:[A-Z][a-z]+ )?(?:Illustration|Illustratie|Illustrazione|Ilustraci[óo]n|Abbildung|Gravure"
    r"|Image|Vignette|Music|Decoration|Facsimile|Frontispiece|Photograph|Drawing|Diagram|Map|Bild)"
    r"(?: [a-z]+)?s?"
)
"""What stands in brackets where a picture or music stood."""
BARE_PICTURE = re.compile(rf"^[ \t]*\[{PICTURE}\.?\][ \t]*\r?$", re.M)
BLANK_PAGE = re.compile(r"^[ \t]*\[Blank Page\][ \t]*\r?$", re.M | re.I)
BOX = re.compile(r"\A[ \t]*\+-+\+[ \t]*\r?\n")
NOTE_WORDS = all_words("notes") | all_words("note_labels")
LONGEST_CREDIT = 12
"""Lines."""


def is_aside(kind: str, raw: str, start: int, end: int, text: str) -> bool | None:
    """Tell whether raw[start:end] shows that it is of a kind; None: a kind that is not known here.

    `text` is what the rules of cleaning left of it, whose contracts are checked besides.

    >>> note = "[Transcriber's Note: misprints were kept.]"
    >>> is_aside("transcriber", note, 0, 42, note)
    True
    """
    if kind == "licence":
        return _is_licence(raw, start, end, text)
    if kind == "transcriber":
        return _is_transcribers(text)
    if kind == "page-sign":
        return _is_page_sign(text.strip())
    if kind == "notes-heading":
        return is_notes_heading(text)
    return None


def _is_transcribers(text: str) -> bool:
    """A note, a credit, or the sign of a picture."""
    said = REMARK.match(BOX.sub("", text, count=1)) is not None or is_bare_picture(text)
    credit = CREDIT.match(text.strip()) and text.count("\n") <= LONGEST_CREDIT
    return said or bool(credit) or EXPORTED.fullmatch(text.strip()) is not None


def is_bare_picture(text: str) -> bool:
    """Tell whether a line only says that a picture, or music, stood there.

    >>> is_bare_picture("[Illustration]"), is_bare_picture("[Illustration: A lock.]")
    (True, False)
    """
    return BARE_PICTURE.fullmatch(text.strip()) is not None


def _is_licence(raw: str, start: int, end: int, text: str) -> bool:
    """A header runs from the source's beginning to its mark, a footer from its mark to the end."""
    if not has_text(raw[:start]):
        marks = list(BEGINS.finditer(text))
        return bool(marks) and not text[marks[-1].end() :].strip()
    closing = ENDS.match(text.lstrip("\r\n")) or ABOUT.match(text.replace("\r", "").lstrip())
    return closing is not None and not has_text(raw[end:])


def _is_page_sign(line: str) -> bool:
    """A line, with which blank ones may be set aside that stood above or below it."""
    sign = PAGE_SIGN.match(line) or BLANK_PAGE.match(line)
    return sign is not None and not {"\n", "\r"}.intersection(line)


def is_notes_heading(text: str) -> bool:
    """Tell whether a line only says that notes stand below it.

    >>> is_notes_heading("FOOTNOTES:"), is_notes_heading("Notes of a journey")
    (True, False)
    """
    return text.strip(" \t\r\n[].:_=*-—").lower() in NOTE_WORDS
