"""An address of the web as it is read in print, and as it must have been (RFC 3986).

Lines are broken within addresses, readers of images set blanks behind their full stops, and typists
lose a colon. What an address may hold at each of its places is known, so that most of this is
certain: between the scheme and the first solidus no blank can be the author's.
"""

from __future__ import annotations

import re
from typing import NamedTuple

# A scheme, perhaps misspelt, with its signs; or "www" alone, which begins a host.
BEGINNING = re.compile(
    r"(?=[hfw])(?<![\w/.@-])(?:(?P<scheme>h[ht]?t?t[tp]p?s?|ftp)(?P<signs>\s?[:;.]{0,2}\s?[/\\]{1,3}\s?|:\s?(?=www))"
    r"|(?=www\s?[.,]\s?\w))",
    re.I,
)
AGAIN = re.compile(r"(?:https?\s?:\s?/{1,2}\s?)+", re.I)
LABEL = re.compile(r"[^\W_](?:[\w-]*[^\W_])?")
POINT = re.compile(r"\s?[.,]\s?(?=[^\W_])")
LONG_TOP = frozenset("com org net edu gov info int mil biz eu museum name online site рф".split())
"""Top-level domains of more than two letters that stand in books; those of two are countries'."""
PATH = re.compile(r"[^\s<>\"“”„«»‹›]*")
KINDS = r"(?:html?|shtml|xhtml|php\d?|aspx?|jsp|pdf|docx?|jpe?g|png|gif|txt|xml)"
KIND_BEHIND = re.compile(rf"\s?\.?\s?{KINDS}\b(?![\w/])")
GOES_ON = re.compile(r" /?[a-z0-9][\w%.~=&?+-]*(?:[/_=&?-][\w%.~=&?+/-]*)+")
FILE = re.compile(rf" [\w%~-]+\.{KINDS}\b(?![\w/])")
SOLIDUS = re.compile(r" /[\w%.~-]+")
PART = re.compile(r"[-_/=&?]")
END = ".,;:!?…’'\u2019"
BRACKETS = {")": "(", "]": "[", "}": "{"}
LONGEST = 400


class Address(NamedTuple):
    """An address of the web: where it stands in a text, and what it must have been."""

    start: int
    end: int
    mended: str
    certainty: float
    """How sure it is that this is what it was."""
    faults: tuple[str, ...]
    """What is wrong with it, in words."""


class _Reading:
    """An address while it is read, with what was wrong so far."""

    def __init__(self, text: str, at: int) -> None:
        self.text, self.at = text, at
        self.mended, self.sure = "", 1.0
        self.faults: dict[str, None] = {}

    def fault(self, said: str, certainty: float) -> None:
        self.faults.setdefault(said)
        self.sure = min(self.sure, certainty)


def addresses(text: str) -> list[Address]:
    """Find the addresses of the web in a text.

    >>> [each[2:] for each in addresses("at http://www. mill. org/a.html.")]
    [('http://www.mill.org/a.html', 0.97, ('a blank within',))]
    >>> [each.mended for each in addresses("https://www. mill.org/a/ wheel.html.")]
    ['https://www.mill.org/a/wheel.html']
    >>> [each[2:] for each in addresses("http//http://mill.org and www.mill.org/x")]
    [('http://mill.org', 0.97, ('its scheme is not whole', 'a scheme twice'))]
    """
    found: list[Address] = []
    for match in BEGINNING.finditer(text):
        if found and match.start() < found[-1].end:
            continue
        reading = _Reading(text, match.end())
        _scheme(reading, match)
        if _host(reading):
            _path(reading)
            _ending(reading)
            if reading.faults:
                found.append(
                    Address(
                        match.start(),
                        reading.at,
                        reading.mended,
                        reading.sure,
                        tuple(reading.faults),
                    )
                )
    return found


def _scheme(reading: _Reading, match: re.Match[str]) -> None:
    scheme, signs = match["scheme"], match["signs"]
    if scheme is None:
        return
    right = "ftp" if scheme.lower() == "ftp" else "https" if scheme[-1] in "sS" else "http"
    if signs != "://" or scheme.lower() != right:
        blank = re.sub(r"\s", "", signs) == "://" and scheme.lower() == right
        reading.fault("a blank within" if blank else "its scheme is not whole", 0.97)
    reading.mended = f"{right}://"
    if again := AGAIN.match(reading.text, reading.at):
        reading.at = again.end()
        reading.fault("a scheme twice", 0.97)
        reading.mended = "https://" if "https" in again[0].lower() else "http://"


def _host(reading: _Reading) -> bool:
    """Read the host label by label; a full stop and a blank may also end the sentence."""
    label = LABEL.match(reading.text, reading.at)
    labels = []
    while label is not None:
        labels.append(label[0])
        reading.mended += label[0]
        reading.at = label.end()
        point = POINT.match(reading.text, reading.at)
        following = LABEL.match(reading.text, point.end()) if point else None
        if point is None or following is None:
            break
        if point[0] != ".":
            if not _host_goes_on(reading.text, labels, following):
                break
            blank = "," not in point[0]
            reading.fault("a blank within" if blank else "a comma for a full stop", 0.97)
        reading.mended += "."
        label = following
    return len(labels) > 1


def _host_goes_on(text: str, labels: list[str], following: re.Match[str]) -> bool:
    """Does a host go on behind a full stop with a blank, or behind a comma?"""
    if not following[0][:1].islower() and not following[0].isdigit():
        return False
    if labels[-1].lower() == "www":
        return True
    rest = text[following.end() : following.end() + 1]
    whole = len(labels) > 1 and is_top(labels[-1])
    if rest == "/" and is_top(following[0]):
        return True
    return not whole and (is_top(following[0]) or rest in (".", "/"))


def is_top(label: str) -> bool:
    """May a label be a top-level domain?

    >>> is_top("by"), is_top("Org"), is_top("mill")
    (True, True, False)
    """
    lower = label.lower()
    return lower in LONG_TOP or (len(lower) == 2 and lower.isalpha())


def _path(reading: _Reading) -> None:
    text = reading.text
    gap = SOLIDUS.match(text, reading.at)
    if gap and len(PART.findall(gap[0])) + ("." in gap[0]) > 1:
        reading.fault("a blank within", 0.9)
        reading.at += 1
    start = reading.at
    match = PATH.match(text, start)
    path = match[0] if match else ""
    if not path.startswith(("/", ":", "?", "#", "\\")):
        return
    reading.at += len(path)
    if "\\" in path:
        reading.fault("a backslash for a solidus", 0.95)
    while reading.at - start < LONGEST:
        behind = KIND_BEHIND.match(text, reading.at)
        bare = path.endswith(".")
        if behind and behind[0] != behind[0].strip() and (bare != ("." in behind[0])):
            more, certainty = behind[0], 0.97
        elif (file := FILE.match(text, reading.at)) and PART.search(path[-1:]):
            more, certainty = file[0], 0.95
        elif (on := GOES_ON.match(text, reading.at)) and PART.search(path[-1:]) and path != "/":
            more = on[0]
            certainty = 0.95 if len(PART.findall(more)) > 2 else 0.8
        else:
            break
        reading.fault("a blank within", certainty)
        path += "".join(more.split())
        reading.at += len(more)
    reading.mended += path.replace("\\", "/")


def _ending(reading: _Reading) -> None:
    """Leave off what belongs to the sentence: its marks, and a bracket that opened before."""
    while reading.mended:
        last = reading.mended[-1]
        opened = BRACKETS.get(last)
        unopened = opened and reading.mended.count(opened) < reading.mended.count(last)
        if not (last in END or unopened):
            break
        reading.mended = reading.mended[:-1]
        reading.at -= 1
    for close, opened in BRACKETS.items():
        if reading.mended.count(opened) > reading.mended.count(close):
            reading.fault(f"a bracket is not closed: {opened}", 0.0)
