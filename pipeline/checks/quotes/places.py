"""Where a lost quotation mark is likely to have stood."""

from __future__ import annotations

import re
from bisect import bisect_right

from pipeline.checks.proof import Proof
from pipeline.checks.quotes.reading import quotations
from pipeline.checks.sentences import SENTENCE_END, sentence_ends

MOST = 3
"""Places that are proposed."""
BREAKS = re.compile(r"[,!?—–.…] ?(?=\s(\w+))")
COLON = re.compile(r"[:,] (?=\w)")
STOPS = ".,;:!?…"
OPENERS = ("“", "„", "«", '"')
INSERTED = re.compile(r"(?<=[,!?—–])(?P<said>) (?:[^\W\d_]+ ){0,4}[^\W\d_]+[,:;.—] ?\Z")
LONGEST = 60
"""Letters of the words that say who speaks."""
SPEAKING = (",", ":", ";", ".", "!", "?", "—", "–", "(", "")
TERM = re.compile(r"[^\W_]+")
COMMONEST = 6.3
"""Frequency in the language of articles, prepositions and the like."""


def closings(proof: Proof, at: int, before: int) -> list[tuple[int, float]]:
    """Give the likely ends of a quotation that opens at a place, the likeliest first."""
    string = proof.string
    places: dict[int, float] = {}
    marker = _at_marker(proof, at, before, places)
    _behind_name(proof, at, before, places)
    _before_insertion(proof, at, before, places)
    ends = [*sentence_ends(string, at + 1, before, proof.language)]
    alone = string[at - 1] == "\n"
    last = at + 1 + len(string[at + 1 : before].rstrip())
    others = {ends[0]: 0.5} if len(ends) > 1 and not alone else {}
    if proof.once(quotations).quotes_words and not alone:
        _behind_term(proof, at, before, others)
    others.setdefault(last, 0.8 if alone else 0.5 if len(ends) < 2 else 0.4)
    for place, certainty in others.items():
        if place > at + 1 and abs(place - marker) > 1:
            places.setdefault(place, certainty)
    return sorted(places.items(), key=lambda place: -place[1])[:MOST]


def _before_insertion(proof: Proof, at: int, before: int, places: dict[int, float]) -> None:
    """Find the end of what is said before the words that say who speaks, or what refers to it.

    These follow a stop; behind them the quotation goes on, or the sentence ends. What stands in
    brackets behind a quotation says where it is from.
    """
    string = proof.string
    inserted = INSERTED.search(string, max(at + 1, before - LONGEST), before)
    if inserted is not None and string[before : before + 1] in OPENERS:
        places.setdefault(inserted.start("said"), 0.8)
    for match in BREAKS.finditer(string, at + 1, before):
        if match[1] in proof.once(quotations).sayers:
            places.setdefault(match.end(), 0.8)
            break
    bracket = string.find(" (", at + 1, before)
    if bracket > 0 and not SENTENCE_END.search(string, at + 1, bracket):
        places.setdefault(bracket, 0.5)


def _behind_term(proof: Proof, at: int, before: int, places: dict[int, float]) -> None:
    """Find the end of the first words that could be a term: before one of the commonest words.

    Behind a stop it is rather a sentence that is quoted.
    """
    certainty = 0.35 if proof.string[max(0, at - 2) : at].strip()[-1:] in SPEAKING else 0.55
    for k, word in enumerate(TERM.finditer(proof.string, at + 1, before)):
        if k and (word[0].islower() and proof.lexicon.zipf(word[0]) > COMMONEST):
            places.setdefault(len(proof.string[: word.start()].rstrip()), certainty)
            return
        if not proof.string[word.end() : word.end() + 1].strip(" -’"):
            continue
        places.setdefault(word.end(), certainty)
        return


def _at_marker(proof: Proof, at: int, before: int, places: dict[int, float]) -> int:
    """Find the first marker in the quotation: it may have taken the place of the closing mark.

    It has, almost certainly, where a sentence ends there and the book gives notes to quotations.
    Where the sentence goes on over another quotation, so does this one.
    """
    string, refs = proof.string, [mark.start for mark in proof.references]
    k = bisect_right(refs, at + 1)
    further = 0
    if k < len(refs) and refs[k] > before and not SENTENCE_END.search(string, at, before):
        stop = SENTENCE_END.search(string, before)
        further = stop.end() if stop else 0
    if k == len(refs) or refs[k] > max(before, further) or "\n" in string[at : refs[k]]:
        return -1
    place = len(string[: refs[k]].rstrip()) if string[refs[k] - 1].isspace() else refs[k]
    ends = string[place - 1] in STOPS or string[refs[k] : refs[k] + 1] in (*STOPS, "\n", "")
    certainty = 0.6
    if ends and string[place - 1] in ",;:":
        certainty = 0.7
    elif ends:
        certainty = 0.97 if proof.once(quotations).notes_quotations else 0.7
    places[place] = certainty - (0.1 if further else 0)
    return place


def _behind_name(proof: Proof, at: int, before: int, places: dict[int, float]) -> None:
    """Find the end of a name that the quotation begins with, and that is quoted elsewhere."""
    string = proof.string
    words = [m.end() for m in re.finditer(r"\w+", string[at + 1 : min(before, at + 50)])]
    for end in reversed(words):
        if string[at + 1 : at + 1 + end] in proof.once(quotations).names:
            places[at + 1 + end] = 0.9
            return


def openings(proof: Proof, at: int) -> list[tuple[int, float]]:
    """Give the likely beginnings of a quotation that closes at a place, the likeliest first."""
    string = proof.string
    first = proof.starts[proof.piece_at(at)]
    first = max(first, max(string.rfind(mark, first, at) for mark in '“”«»"') + 1)
    places: dict[int, float] = {}
    ends = [*sentence_ends(string, first, at, proof.language)]
    starts = [at - len(string[end:at].lstrip()) for end in ends if string[end:at].strip()]
    begun = at - len(string[first:at].lstrip())
    colons = [match.end() for match in COLON.finditer(string, begun, at) if match[0][0] == ":"]
    if colons:
        places[colons[-1]] = 0.6
    if starts:
        places.setdefault(starts[-1], 0.5)
    if string[begun - 1] == "\n" or not starts:
        places.setdefault(begun, 0.6 if not starts else 0.45)
    return sorted(places.items(), key=lambda place: -place[1])[:MOST]
