"""The quotation marks of a book, read paragraph by paragraph: what opens and closes, what is left.

The reading is that of the house typography (`pipeline.conventions.quotes`), with the marks of other
languages that the book uses besides its own, and with quotations that go on over paragraphs.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from pipeline.checks.proof import Proof
from pipeline.conventions.house import SINGLE, House, house_of
from pipeline.conventions.quotes.marks import GOES_ON, read_paragraph
from pipeline.conventions.quotes.paragraph import Reading, Turned, Unclosed
from pipeline.language import Language
from pipeline.model.finding import Span

PARAGRAPH = re.compile(r"[^\n\f][^\n]*(?:\n(?!\n)[^\n]*)*")
MARK = re.compile(
    r"[\"“”„«»‘‚‹›,'`’´](?:(?<=[\"“”„«»‘‚‹›])|(?<=,),|(?<=')'|(?<=`)`|(?<=['’`´])(?:(?<!\w.)|(?!\w)))"
)
OPENS = re.compile(r"([“”„«»])(?:(?<=[\s(\[—–-].)|(?<=^.))(?=\w)", re.M)
CLOSES = re.compile(r"([“”«»])(?<=[\w.,!?…].)(?=[\s.,;:!?)\]—–-]|$)", re.M)
NAME = re.compile(r"[“„«](\w[^“”„«»\"\n]{1,40})[”“»]")
SAYER = re.compile(r"[,!?—–.…][”»“] (\w+)")
LEAST = 3
"""Times that a mark or a word is used in one way from which the book means it so."""
OPENS_TOO = 0.8
"""How often a mark opens for each time that it closes, from which it does both, as in Swedish."""
FAR = 8
"""Paragraphs over which a quotation may go on whose inner paragraphs are not marked."""
STOPS = ".,;:!?… \n"
SAID = 0.4
"""Share of a word's places that are behind what is said, from which it is taken to say who does."""
CLOSED = frozenset('”»"')
CLOSING = re.compile(r"[”»\"](?:(?<=[”»])|(?<=\w.))")
NOTED = 0.2
"""Share of the quotations with a note at their end, from which that is where they have one."""
QUOTED = re.compile(r"[“«][^“”«»\n]*[”»]")
WORDS = 4
"""Words of a quotation from which it is more than a term."""
FEW = 25
"""Marks at fault that are asked about, however few there are."""
UNREAD = 0.6
"""Share of marks at fault from which the book's way of quoting is not understood."""


@dataclass
class Quotations:
    """What the marks of a book leave to ask. Places are offsets in its string."""

    house: House
    opened: int = 0
    unclosed: list[Unclosed] = field(default_factory=list)
    unopened: list[int] = field(default_factory=list)
    turned: list[Turned] = field(default_factory=list)
    mismatched: list[Turned] = field(default_factory=list)
    """Marks that close a quotation, or open it, though they are of another kind than its other."""
    nested: list[Span] = field(default_factory=list)
    """Quotations within others that are set in the same marks."""
    unsure: list[Reading] = field(default_factory=list)
    """Straight marks that the typography has left, apart from those without a partner."""
    names: frozenset[str] = frozenset()
    """What the book sets in quotation marks, of a few words each."""
    notes_quotations: bool = False
    """Whether the book gives notes to what it quotes: many markers stand behind a closing mark."""
    quotes_words: bool = False
    """Whether the book quotes single words and terms more often than sentences."""
    sayers: frozenset[str] = frozenset()
    """Words that follow what is said, as "said" does."""

    @property
    def understood(self) -> bool:
        """Whether so many marks find their partners that what is left means something."""
        faults = len(self.unclosed) + len(self.unopened) + len(self.turned)
        return faults <= FEW or faults < UNREAD * self.opened


def quotations(proof: Proof) -> Quotations:
    """Read the marks of a proof."""
    return read_quotations(proof.string, proof.language, [m.start for m in proof.references])


def read_quotations(string: str, language: Language, markers: Sequence[int] = ()) -> Quotations:
    """Read the marks of a whole book; `markers` are the places of the references to notes.

    >>> from pipeline.language import language
    >>> read = read_quotations("“Go on.\\n\\n“And on,” he said. “Then", language("en"))
    >>> [each.open.at for each in read.unclosed], read.unopened
    ([28], [])
    """
    house = house_of(string, language)
    read = Quotations(house._replace(language=_with_pairs(string, language)))
    read.names = frozenset(NAME.findall(string))
    read.sayers = _sayers(string)
    noted = sum(not CLOSED.isdisjoint(string[at - 2 : at]) for at in markers)
    read.notes_quotations = noted > NOTED * len(CLOSING.findall(string))
    lengths = [match[0].count(" ") for match in QUOTED.finditer(string)]
    read.quotes_words = sum(length < WORDS for length in lengths) > len(lengths) / 2
    carried: list[Unclosed] = []
    last = 0
    for match in PARAGRAPH.finditer(string):
        start, stop = match.span()
        if "\f" in string[last:start]:
            carried = _left(read, carried, string)
        if MARK.search(string, start, stop):
            carried = _paragraph(read, carried, start, stop, string)
        last = stop
    _left(read, carried, string)
    read.unclosed.sort(key=lambda each: each.open.at)
    _match(read, string)
    _pair(read, string)
    return read


def _paragraph(
    read: Quotations, carried: list[Unclosed], start: int, stop: int, string: str
) -> list[Unclosed]:
    """Read a paragraph; give what is open at its end, the outermost first."""
    if carried and string[start] == carried[0].open.closer:
        start += 1  # It says that the quotation goes on, as old French prints it.
    elif carried and string[start] not in GOES_ON[carried[0].open.double]:
        _left(read, carried, string)
    state = read_paragraph(string, start, stop, read.house)
    read.opened += len(MARK.findall(string, start, stop)) // 2
    read.unclosed += state.unclosed
    read.unopened += state.unopened
    read.turned += state.turned
    read.nested += state.nested
    partnerless = {*state.unopened, *(each.at for each in state.stack)}
    partnerless.update(each.open.at for each in state.unclosed)
    read.unsure += [
        each for each in state.readings if not each.sure and each.start not in partnerless
    ]
    return [Unclosed(each, stop) for each in state.stack]


def _left(read: Quotations, carried: list[Unclosed], string: str) -> list[Unclosed]:
    """Count what is open, and does not go on, for unclosed; nothing is open then.

    Where two quotations in guillemets end at one place, one mark may close both.
    """
    for each in carried[:1]:
        text = string[each.open.at + 1 : each.before].rstrip(STOPS)
        if not (each.open.closer == "»" and text.endswith("»")):
            read.unclosed.append(each)
    return []


def _match(read: Quotations, string: str) -> None:
    """Take what is open together with a mark of the other kind that closes nothing before its end.

    A double mark was read as a single one, which OCR often does.
    """
    matched: set[int] = set()
    openers = {closer: opener for opener, closer in read.house.closers.items()}
    for each in read.unclosed:
        start = each.open.at
        at = next((at for at in read.unopened if start < at <= each.before), None)
        if at is None or (string[at] in SINGLE) != each.open.double or at in matched:
            continue
        double = Turned(at, each.open.closer) if each.open.double else None
        single = Turned(start, openers.get(string[at], ""))
        read.mismatched.append(double or single)
        matched |= {start, at}
    read.unclosed = [each for each in read.unclosed if each.open.at not in matched]
    read.unopened = [at for at in read.unopened if at not in matched]


def _pair(read: Quotations, string: str) -> None:
    """Take what is open at a paragraph's end together with the next mark that closes nothing.

    Not every book marks the paragraphs between anew, nor what stands between them.
    """
    paired: set[int] = set()
    for k, each in enumerate(read.unclosed):
        following = read.unclosed[k + 1 : k + 2]
        stop = following[0].open.at if following else len(string)
        at = next((at for at in read.unopened if each.before < at < stop), None)
        if at is None or string[each.before] != "\n":
            continue
        between = string[each.before : at]
        if "\f" not in between and between.count("\n\n") <= FAR:
            paired |= {each.open.at, at}
    read.unclosed = [each for each in read.unclosed if each.open.at not in paired]
    read.unopened = [at for at in read.unopened if at not in paired]


def _sayers(string: str) -> frozenset[str]:
    """Find the words that stand behind what is said more than by chance.

    >>> sorted(_sayers("“No,” cried he. " * 3 + "“No,” and then and there and " * 3))
    ['cried']
    """
    found = Counter(SAYER.findall(string))
    return frozenset(
        word
        for word, count in found.items()
        if count >= LEAST and count > SAID * string.count(f" {word} ")
    )


def _with_pairs(string: str, language: Language) -> Language:
    """Add the pairs of marks that a book uses besides those of its language, as it uses them.

    >>> from pipeline.language import language
    >>> _with_pairs("«Oui», «non», «si», “no”", language("en")).quotes
    ('“”', '‘’', '«»')
    """
    opens, closes = (Counter(sign.findall(string)) for sign in (OPENS, CLOSES))
    known = {pair[0] for pair in language.quotes}
    added = []
    for mark, count in opens.items():
        if mark not in known and count >= LEAST and count >= closes[mark] * OPENS_TOO:
            closer = _closer(string, mark)
            added += [mark + closer] if closer else []
    taken = {pair[0] for pair in added}
    kept = tuple(pair for pair in language.quotes if not taken & set(pair))
    return replace(language, quotes=(*kept, *added))


def _closer(string: str, mark: str) -> str:
    """Find the mark that stands most often behind another, where one can close."""
    following = Counter(re.findall(rf"{mark}[^“”«»\n]*([“”«»])", string))
    return following.most_common(1)[0][0] if following else ""
