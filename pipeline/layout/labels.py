"""Lines that may begin a note: a number or a sign at their head, and what speaks for it.

A line that begins with "12" may be a note, a list item, a year or the tail of a sentence. Three
things tell: a marker with the same label stands above it on the page, its label follows the label
of the note before it, and it is written as the other notes are.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Container, Sequence
from typing import NamedTuple

from pipeline.book import Line

LATE = 4
"""Pages after its marker on which a note is still looked for."""
SIGNS = "*∗†‡§‖¶#"
LABEL = re.compile(
    rf"(?P<open>[\[(])?(?P<label>\d{{1,3}}(?!\d)|[{SIGNS}]{{1,4}}|[⁰¹²³⁴⁵⁶⁷⁸⁹]{{1,3}}|[a-z](?=[.)\]]))"
    r"(?P<close>[\])]\.?|\.\)?)?(?P<gap>\s*)(?P<rest>\S)?"
)
# Letters or signs that make the number before them a quantity, an ordinal, a range or a clock time.
QUANTITY = re.compile(r"[\d%‰°€$£½¼¾/:–—-]|(?:st|nd|rd|th|er|ère|ème|º|ª|me|°|го|й|я|е)\b|[.,]\d")
GLUED = re.compile(
    r"(?<=[^\W\d_]|[.,;:!?)\]\"'”’»…%*—–-])(\d{1,3})(?!\d)|(?<=\d{4})(\d{1,3})(?!\d)"
    r"|(?<![^\s\[(])(\d{1,3})(?=[^\W\d_]{2}|[\"“«])"
    r"|\[(\d{1,3})\]|\((\d{1,3})\)"
)
RAISED = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
MARKING = re.compile(rf"[\d⁰¹²³⁴⁵⁶⁷⁸⁹{SIGNS}]")
SIGN = re.compile(rf"[{SIGNS}]{{1,4}}")
PLAIN_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹∗", "0123456789*")


class LabelLine(NamedTuple):
    """A line that may begin a note."""

    line: int
    page: int
    label: str
    style: str
    """What encloses the label: "1.", "[1]", "1 " or, when glued to the text, "1"."""
    supported: bool
    """A marker with this label stands above it on its page, or on the page before."""
    value: int
    """The number of a numeric label, else 0."""


def read_label(text: str) -> tuple[str, str, int] | None:
    """Give the label that a line begins with, how it is written, and where the text begins.

    >>> read_label("12. See above."), read_label("*Ibid."), read_label("[3] See")
    (('12', '1. ', 4), ('*', '1', 1), ('3', '[1] ', 4))
    >>> [read_label(text) for text in ("3rd of May", "5 %", "14–18", "1920 was a good year")]
    [None, None, None, None]
    """
    match = LABEL.match(text)
    if match is None or bool(match["open"]) != bool(match["close"] and match["close"][0] in "])"):
        return None
    label = match["label"].translate(PLAIN_DIGITS)
    end = match.end("close") if match["close"] else match.end("label")
    if label.isdigit() and QUANTITY.match(
        text, match.end("label") if not match["gap"] else match.end("gap")
    ):
        return None
    if not label.isdigit() and not label.isalpha() and len(set(label)) > 1:
        return None
    style = f"{match['open'] or ''}1{match['close'] or ''}{' ' if match['gap'] else ''}"
    return label, style, end + len(match["gap"])


def label_lines(lines: Sequence[Line], folios: Container[int]) -> list[LabelLine]:
    """Give all lines that may begin a note; `folios` are lines known to be something else."""
    heads = [
        (i, read_label(line.text)) for i, line in enumerate(lines) if line.text and i not in folios
    ]
    pages = {lines[i].page for i, head in heads if head}
    wanted = {page - back for page in pages for back in range(LATE + 1)}
    seen: dict[int, dict[str, int]] = defaultdict(dict)
    for i, line in enumerate(lines):
        if line.page in wanted:
            for label in marker_labels(line.text):
                seen[line.page].setdefault(label, i)
    found = []
    for i, head in heads:
        if head is None:
            continue
        label, style, _ = head
        page = lines[i].page
        # A typesetter with no room pushes a note on. A label of two digits, or one in brackets,
        # is rare enough to look for its marker further back.
        back = LATE if len(label) > 1 or style[0] in "[(" else 1
        supported = seen[page].get(label, i) < i or any(
            label in seen.get(page - k, {}) for k in range(1, back + 1)
        )
        if label.isalpha() and not supported:
            continue
        value = int(label) if label.isdigit() else 0
        found.append(LabelLine(i, page, label, style, supported, value))
    return found


def marker_labels(text: str) -> list[str]:
    """Give the labels of all that may be a marker in a line, the one at its head left out.

    >>> marker_labels('the text"34 and more,* but not 5 apples')
    ['34', '*']
    """
    if not MARKING.search(text):
        return []
    found = ["".join(filter(None, groups)) for groups in GLUED.findall(text)]
    found += [m[0].translate(PLAIN_DIGITS) for m in RAISED.finditer(text)]
    found += [m[0].translate(PLAIN_DIGITS) for m in SIGN.finditer(text) if m.start()]
    return found


def note_chain(found: Sequence[LabelLine]) -> set[int]:
    """Give the lines of the chain of labels that runs best through the book.

    From one note to the next the number rises by one, or begins again at 1 on a later page; a
    number may be missing. What has a marker above it weighs most, so that a numbered list, which
    has none, makes no chain of its own.
    """
    numbers = [c for c in found if c.value]
    styles = Counter(c.style for c in numbers if c.supported)
    usual = styles.most_common(1)[0][0] if styles else ""
    best: list[float] = []
    back: list[int] = []
    for j, here in enumerate(numbers):
        weight = (1.0 if here.supported else -0.3) + (0.3 if here.style == usual else -0.4)
        best.append(weight)
        back.append(-1)
        for i in range(j - 1, max(-1, j - 40), -1):
            step = _step(numbers[i], here)
            if step is not None and best[i] + weight + step > best[j]:
                best[j], back[j] = best[i] + weight + step, i
    if not best:
        return set()
    at = max(range(len(best)), key=best.__getitem__)
    chain = []
    while at >= 0:
        chain.append(at)
        at = back[at]
    return _kept([numbers[k] for k in reversed(chain)], usual)


def _step(before: LabelLine, here: LabelLine) -> float | None:
    """Weigh a step of the chain; None forbids it."""
    rise = here.value - before.value
    if rise == 1:
        return 0.5 * (here.supported + before.supported)
    if here.value <= 2 and here.page > before.page:
        return 0.4 if here.value == 1 else -0.5
    if 2 <= rise <= 8:
        return 0.2 - 0.2 * rise
    return None


def _kept(chain: list[LabelLine], usual: str) -> set[int]:
    """Keep what is supported, and what stands between supported notes in their style."""
    kept = set()
    for k, here in enumerate(chain):
        near = chain[max(0, k - 2) : k + 3]
        if here.supported or (here.style == usual and sum(c.supported for c in near) >= 2):
            kept.add(here.line)
    return kept
