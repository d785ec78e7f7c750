"""Bytes to letters: UTF-8, what a byte-order mark says, or an encoding of before Unicode.

Which of the old ones it is the bytes do not say. charset-normalizer (A. Tahri) tells which may be,
and of these the one is taken that makes words of a language out of the bytes beyond ASCII.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping, Sequence
from itertools import islice
from typing import NamedTuple

NAMES = {
    "cp1252": "Windows-1252 (Latin-1)",
    "iso8859_15": "Latin-9",
    "mac_roman": "Mac Roman",
    "cp850": "DOS code page 850",
    "cp437": "DOS code page 437",
    "cp1250": "Windows-1250",
    "iso8859_2": "Latin-2",
    "cp852": "DOS code page 852",
    "cp1251": "Windows-1251",
    "koi8_r": "KOI8-R",
    "cp866": "DOS code page 866",
    "iso8859_5": "ISO 8859-5",
    "mac_cyrillic": "Mac Cyrillic",
    "cp1253": "Windows-1253",
    "iso8859_7": "ISO 8859-7",
    "cp1254": "Windows-1254",
    "utf_16_le": "UTF-16",
    "utf_16_be": "UTF-16",
    "utf_32_le": "UTF-32",
    "utf_32_be": "UTF-32",
}
LEGACY = [name for name in NAMES if not name.startswith("utf")]
"""Those that are tried, the likelier first: of two that give the same letters it is named."""
MARKS = (
    (codecs.BOM_UTF32_LE, "utf_32_le"),
    (codecs.BOM_UTF32_BE, "utf_32_be"),
    (codecs.BOM_UTF16_LE, "utf_16_le"),
    (codecs.BOM_UTF16_BE, "utf_16_be"),
    (codecs.BOM_UTF8, "utf-8"),
)
WIDE = ((4, 3, "utf_32_be"), (4, 0, "utf_32_le"), (2, 1, "utf_16_be"), (2, 0, "utf_16_le"))
"""Encodings without a mark: bytes to a letter, and which of them is no NUL in a Western text."""
HEAD, FULL = 4096, 0.7
"""Bytes that betray one, and the share of their other bytes that are NUL."""
SURROGATES = re.compile("[\udc80-\udcff]+")
SEQUENCE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
WORD = re.compile(rb"[A-Za-z'\x80-\xff-]+")
OPENING = "“‘„‚«»‹›¿¡—–…•·§°£¬'-"
CLOSING = "”’“‘«»‹›—–…°¢©®™½¼¾¹²³†‡¬'-"
"""Signs beyond ASCII that stand before and behind words."""
NAMED = 0.2
"""What charset-normalizer's opinion weighs beside a word."""
POSSIBLE = 0.6
"""How much less a word may weigh, as letters, than in the best encoding for the other to be held
against the words of a language."""
COMMON = 1e-6
"""Share of all words from which a known word is no chance, as some misspellings are."""
PART = 1 << 17
"""Bytes from which the language and the possible encodings are told."""
SAMPLE, LONGEST = 400, 100
"""Different words that are looked at, and bytes of each."""
PYTHONS = frozenset("idna punycode raw-unicode-escape undefined unicode-escape utf-7".split())
"""What Python calls encodings, and no file is in: some read letters as others, or take long."""
CLEAR = 0.25
"""By how much a word in the best encoding must weigh more than in the next for it to be sure."""


class Decoded(NamedTuple):
    """A file's letters, the codec that gave them, and how sure it is that it is the right one."""

    text: str
    codec: str = "utf-8"
    certainty: float = 1.0

    @property
    def name(self) -> str:
        """The encoding as people call it."""
        return NAMES.get(self.codec, self.codec)


def marked_encoding(data: bytes) -> str:
    """Give the codec that a byte-order mark names, or NUL bytes betray; empty: none.

    >>> marked_encoding("Wörter".encode("utf-16")), marked_encoding("Wörter".encode("utf-16-be"))
    ('utf_16_le', 'utf_16_be')
    >>> marked_encoding("Wörter".encode())
    ''
    """
    for mark, codec in MARKS:
        if data.startswith(mark):
            return codec
    head = data[:HEAD]
    if b"\0" not in head:
        return ""
    for width, letter, codec in WIDE:
        columns = [head[k::width] for k in range(width)]
        low = columns.pop(letter)
        if low and 0 not in low and all(column.count(0) > FULL * len(column) for column in columns):
            return codec
    return ""


def decode(data: bytes, declared: str = "") -> Decoded:
    """Decode a file; `declared` is the encoding that the file itself claims, if any.

    A byte that has no meaning becomes a lone surrogate (PEP 383), so that none is lost.

    >>> decode(b"caf\\xc3\\xa9 and caf\\xe9").text
    'café and caf\\udce9'
    >>> decode("Les élèves étaient très gênés.".encode("mac_roman"))[:2]
    ('Les élèves étaient très gênés.', 'mac_roman')
    """
    return _of_unicode(data) or _as_declared(data, declared) or _legacy([data])[0]


def decode_pages(files: Sequence[bytes]) -> list[Decoded]:
    """Decode the page files of one book: those in an old encoding are in the same."""
    found = [_of_unicode(data) for data in files]
    old = [data for data, decoded in zip(files, found, strict=True) if decoded is None]
    others = iter(_legacy(old) if old else ())
    return [decoded or next(others) for decoded in found]


def _of_unicode(data: bytes) -> Decoded | None:
    """Decode what is marked as Unicode, or is UTF-8 but for a few bytes."""
    codec = marked_encoding(data)
    if codec and codec != "utf-8":
        return Decoded(data.decode(codec, "replace"), codec)
    text = data.decode("utf-8", "surrogateescape")
    bad = 0 if text.isascii() else len(text) - len(SURROGATES.sub("", text))
    right = not bad or codec or sum(1 for _ in islice(SEQUENCE.finditer(data), bad)) == bad
    return Decoded(text) if right else None


def _as_declared(data: bytes, declared: str) -> Decoded | None:
    try:
        if declared and codecs.lookup(declared).name not in PYTHONS:
            return Decoded(data.decode(declared), declared)
    except (LookupError, UnicodeError):
        pass
    return None


def _legacy(files: Sequence[bytes]) -> list[Decoded]:
    data = b"\n".join(files)
    words = _words_beyond(data)
    named = _named(data)
    weights: dict[str, float] = {}
    readings: dict[str, list[str]] = {}
    for codec in LEGACY:
        decoded = [word.decode(codec, "replace") for word in words]
        if decoded not in readings.values():
            readings[codec] = decoded
            weights[codec] = _weight(decoded, {}) + NAMED * (codec in named)
    least = max(weights.values()) - POSSIBLE
    for codec in [codec for codec in weights if weights[codec] >= least]:
        weights[codec] += _weight(readings[codec], _frequencies(data, codec))
    best, *others = sorted(weights, key=lambda codec: -weights[codec])
    second = max((weights[codec] for codec in others), default=weights[best])  # no word may differ
    sure = weights[best] - second >= CLEAR
    return [
        Decoded(each.decode(best, "surrogateescape"), best, 0.95 if sure else 0.5) for each in files
    ]


def _words_beyond(data: bytes) -> list[bytes]:
    """Give the first of the different words that have signs beyond ASCII."""
    found: dict[bytes, None] = {}
    for match in WORD.finditer(data):
        if not match[0].isascii():
            found[match[0][:LONGEST]] = None
            if len(found) == SAMPLE:
                break
    return list(found)


def _named(data: bytes) -> set[str]:
    """Give the encodings that charset-normalizer holds possible."""
    # Imported here: few files are not in UTF-8.
    from charset_normalizer import from_bytes

    matches = from_bytes(data[:PART], cp_isolation=LEGACY)
    return {codec for match in matches for codec in (match.encoding, *match.could_be_from_charset)}


def _frequencies(data: bytes, codec: str) -> Mapping[str, float]:
    """Give the words of the language that the file seems to be in, if decoded so."""
    # Imported here for the same reason: the lists of words are large.
    from pipeline.language import guess_language
    from pipeline.language.frequencies import frequencies

    tag = guess_language(data[:PART].decode(codec, "replace"))
    return frequencies(tag)


def _weight(words: Sequence[str], known: Mapping[str, float]) -> float:
    """Weigh how much words with signs beyond ASCII look like words, from -1 to 2."""
    return sum(_weight_of(word, known) for word in words) / len(words)


def _weight_of(word: str, known: Mapping[str, float]) -> float:
    """Give 2 for a known word, 1 for an English one between such signs, -1 for no word at all."""
    inner = word.lstrip(OPENING).rstrip(CLOSING)
    plain = inner.replace("’", "'")
    if not plain or plain.isascii():
        return 1.0
    if share := known.get(plain.lower()):
        return 2.0 if share > COMMON else 1.2
    parts = re.split(r"['—–-]+", plain)
    if not all(map(str.isalpha, parts)) or len({_script(sign) for sign in "".join(parts)}) > 1:
        return -1.0
    cased = all(part.islower() or part.isupper() or part.istitle() for part in parts)
    return 0.5 if cased else -1.0


def _script(letter: str) -> str:
    code = ord(letter)
    return "Greek" if 0x370 <= code < 0x400 else "Cyrillic" if 0x400 <= code < 0x530 else "Latin"
