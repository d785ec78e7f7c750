"""What opens a note that a transcriber wrote out: `[Footnote 12: `, or an arrow to its marker."""

from __future__ import annotations

import re

LABEL = r"\d{1,4}[a-z]?|[A-Za-z]{1,2}|[ivxlcIVXLC]{1,7}|[*∗†‡§‖¶#+]{1,6}"
OPENING = re.compile(
    rf"(?P<on>\*?)\[ ?(?:(?:Footnote|Foot-note|Fußnote|Fussnote|Voetnoot|Fotnot|Alaviite|Przypis"
    rf"|Сноска|FN|Note en bas de page)(?P<sure>)|Note|Anmerkung|Noot|Nota|Rodapé|Примечание)"
    rf"(?:[ \t]+#?\[?(?P<label>{LABEL})\]?)?\.?[ \t]*:[ \t]*",
    re.I,
)
WORD = re.compile(r"(?:Note|Footnote|Anmerkung|Nota) (?P<label>\d{1,4}|[A-Z])[ \t]*[.:][ \t]*")
# Wikisource's notes begin with an arrow back to their markers, which need not be numbered; letters
# or decimals tell several markers apart.
ARROW = re.compile(
    r"(?:(?P<label>\d{1,4})\.[ \t]*)?↑[ \t]*(?:(?:\d{1,4}[.,]\d{1,2}|[a-z])[ \t]+)*(?=\S)"
)


def bracket_label(text: str) -> str:
    """Give the label in what stands before a note's words; empty if there is none.

    >>> bracket_label("[Footnote 12: "), bracket_label("]")
    ('12', '')
    """
    match = opening(text)
    return (match["label"] or "") if match is not None else ""


def opening(text: str) -> re.Match[str] | None:
    """Match what opens a note's words at the head of a text."""
    head = text.lstrip()
    return OPENING.match(head) or WORD.match(head) or ARROW.match(head + "…")
