"""What is asked, as marked words: the empty marks of `pipeline.write.emended` are filled.

A question has a place where it begins and the length of what it is about in the source. Of that, so
much is marked as stands in one run of the text, and at least a word; a point is marked by a stroke.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml import etree

from pipeline.model.finding import Finding
from pipeline.write.inlines import ASKED
from pipeline.write.page import classes

WORD = re.compile(r"\S+")


def mark_words(content: etree._Element, findings: Sequence[Finding]) -> None:
    """Let each mark of a question hold the words that it is about.

    >>> from pipeline.write.page import element
    >>> p = element("p", "Teh ", element("span", class_="asked", data_reading="0"))
    >>> p[0].tail = "lader. He"
    >>> mark_words(p, [Finding("x", "query", (4, 9), "?")])
    >>> etree.tostring(p[0], with_tail=True)
    b'<span class="asked" data-reading="0">lader</span>. He'
    """
    for mark in [node for node in content.iter("span") if ASKED in classes(node)]:
        start, end = findings[int(mark.get("data-reading", ""))].where
        text, within = _next_text(mark)
        length = _length(text, end - start)
        if not length:
            mark.set("class", f"{ASKED} point")
        elif within is None:
            mark.text, mark.tail = text[:length], text[length:]
        else:
            # What follows is emphasized: the mark goes into it.
            parent = mark.getparent()
            assert parent is not None
            parent.remove(mark)
            mark.text, mark.tail = text[:length], text[length:]
            within.text = None
            within.insert(0, mark)


def _next_text(mark: etree._Element) -> tuple[str, etree._Element | None]:
    """Give the text behind a mark, and the element that it is in if that is another one."""
    if mark.tail:
        return mark.tail, None
    behind = mark.getnext()
    while behind is not None and behind.text is None and len(behind):
        behind = behind[0]
    if behind is None or ASKED in classes(behind) or behind.tag == "a":
        return "", None
    return behind.text or "", behind


def _length(text: str, asked: int) -> int:
    """Give how much of a text to mark: what is asked about, but whole where that is longer.

    >>> _length("lader. He", 5), _length("one two three", 0), _length("one two", 99)
    (5, 0, 7)
    """
    if not asked:
        return 0
    found = WORD.search(text)
    if found is None:
        return 0
    return len(text[: max(asked, found.start() + 1)].rstrip())
