"""Headings of a transcription: what blank lines set apart.

Distributed Proofreaders leave four blank lines above a chapter's heading and two below it, two
above a section's and one below; most plain texts do much the same. The gaps are the transcriber's
own, so where a text keeps to them they decide, and nothing else is a heading.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from pipeline.conventions.titles import division, numbered, reads_as_sentence
from pipeline.language import all_words
from pipeline.transcription.lines import Paragraph

WIDE = 3
"""Blank lines above a chapter's heading."""
SECTION = 2
"""Blank lines above a section's."""
LEAST = 3
"""Wide gaps that show the use."""
KEPT = 0.6
"""Share of the gaps below which a heading must stand."""
LONGEST = 300
"""Characters of a heading."""
SHORT = 90
"""Characters of one that has neither a number nor capitals to show it."""
SPEAKER = 5
"""Times that a heading may recur between paragraphs; names above speeches recur more often."""
ENUMERATOR = re.compile(r"[^\W\d_]\)\s+")
NUMBER = re.compile(r"\d{1,4}\.?|[IVXLC]{1,8}\.?")
CONTENTS = all_words("contents")


def find_headings(groups: Sequence[Paragraph]) -> list[tuple[Paragraph, ...]]:
    """Give the headings, each as its paragraphs; nothing where the gaps do not tell them.

    >>> from pipeline.transcription.lines import paragraphs, text_lines
    >>> text = "\\n\\n\\n\\nI\\n\\n\\nWords and words, and more of them.\\n" * 4
    >>> len(find_headings(list(paragraphs(text_lines(text)))))
    4
    """
    like = [_title_like(group) for group in groups]
    chapters = _share(groups, like, range(WIDE, 99))
    sections = _share(groups, like, range(SECTION, WIDE))
    if max(chapters, sections) < KEPT:
        return []
    names = Counter(_bare(group) for group, is_like in zip(groups, like, strict=True) if is_like)
    found = list(_groups(groups, like, names, sections=sections >= KEPT))
    begins = next((k for k, (start, stop) in enumerate(found) if _opens(groups, stop)), len(found))
    return [tuple(groups[start:stop]) for start, stop in found[begins:]]


def _share(groups: Sequence[Paragraph], like: Sequence[bool], gaps: range) -> float:
    """Give the share of the gaps of a width that stand above something like a heading.

    The gap between a heading and its text tells nothing, and a few gaps tell as little.
    """
    apart = [
        like[k]
        for k in range(1, len(groups))
        if groups[k].gap in gaps and not _below_heading(groups, like, k)
    ]
    return sum(apart) / len(apart) if len(apart) >= LEAST else 0.0


def _below_heading(groups: Sequence[Paragraph], like: Sequence[bool], k: int) -> bool:
    """Do the paragraphs just above look like a heading, of up to four, below a gap?"""
    for above in range(k - 1, max(-1, k - 5), -1):
        if not like[above]:
            return False
        if groups[above].gap >= SECTION or not above:
            return True
    return False


def _groups(
    groups: Sequence[Paragraph], like: Sequence[bool], names: Counter[str], *, sections: bool
) -> Iterator[tuple[int, int]]:
    """Give the headings as ranges of paragraphs."""
    k, last, contents = 0, -1, False
    while k < len(groups) - 1:
        wide = k == 0 or groups[k].gap >= WIDE
        contents = contents and not (like[k] and _ends_contents(groups, k))
        stop = k
        if like[k] and not contents:
            if wide or (sections and groups[k].gap == SECTION and k != last):
                stop = _stop(groups, like, k)
                sure = wide or _only_numbered(groups[k]) or _opens(groups, stop)
                stop = stop if sure else k
            elif k != last and _in_capitals(groups[k]) and names[_bare(groups[k])] <= SPEAKER:
                stop = k + _is_text(groups[k + 1]) * (groups[k + 1].gap == 1)
        if stop > k:
            yield k, stop
            contents = any(_bare(group) in CONTENTS for group in groups[k:stop])
            last = stop
        k = max(stop, k + 1)


def _ends_contents(groups: Sequence[Paragraph], k: int) -> bool:
    """Does a heading stand below the table of contents, not in it?"""
    if groups[k].gap >= WIDE and not _text(groups[k])[-1:].isdigit():
        return True
    return any(reads_as_sentence(_text(group)) for group in groups[k + 1 : k + 3])


def _stop(groups: Sequence[Paragraph], like: Sequence[bool], start: int) -> int:
    """Find where a heading ends: a number takes its title along, capitals take more of them."""
    stop = start + 1
    if _bare(groups[start]) in CONTENTS:
        return stop
    while stop < min(len(groups) - 1, start + 4) and like[stop] and len(groups[stop].lines) < 4:
        named = all(_only_numbered(group) for group in groups[start:stop])
        if not (named and groups[stop].gap <= WIDE) and not (
            groups[stop].gap == 1 and _in_capitals(groups[start]) and _in_capitals(groups[stop])
        ):
            break
        stop += 1
    return stop


def _opens(groups: Sequence[Paragraph], stop: int) -> bool:
    """Does text stand below a heading, as it does not on a title page?"""
    return any(_is_text(group) for group in groups[stop : stop + 2])


def _is_text(group: Paragraph) -> bool:
    return len(group.lines) > 2 or reads_as_sentence(_text(group))


def _title_like(group: Paragraph) -> bool:
    """Do the words of a paragraph look like a heading's?"""
    text = ENUMERATOR.sub("", _text(group))
    first = next((char for char in text if char.isalnum()), "")
    if len(text) > LONGEST or not first or first.islower() or text[-1] in ",;—-":
        return False
    if _only_numbered(group) or (division(text) is not None and not reads_as_sentence(text)):
        return True
    if not any(char.isalpha() for char in text) or text[0] in "[—–-*":
        return False
    short = len(text) <= SHORT and len(group.lines) <= 2
    return text.isupper() or (short and not reads_as_sentence(text))


def _in_capitals(group: Paragraph) -> bool:
    text = _text(group)
    return text.isupper() and sum(map(str.isalpha, text)) > 3


def _only_numbered(group: Paragraph) -> bool:
    text = _text(group)
    return NUMBER.fullmatch(text) is not None or (numbered(text) and len(text.split()) <= 4)


def _bare(group: Paragraph) -> str:
    return _text(group).strip(" .:").lower()


def _text(group: Paragraph) -> str:
    return " ".join(line.text for line in group.lines)
