"""The evidence for a line's being a heading's."""

from __future__ import annotations

from pipeline.conventions.titles import in_title_case, is_date, leads_on
from pipeline.layout.clues import Clues, Place
from pipeline.layout.decoding.carried import SHORTEST
from pipeline.layout.decoding.reading import Reading
from pipeline.layout.facts import FULLEST, NEVER, Facts
from pipeline.layout.paging.folios import NEAR
from pipeline.layout.paging.pages import EDGE
from pipeline.layout.setting.casts import Cast

WIDE = -4.0
"""What its looks say at worst against a line that the book itself says is a heading."""
CAPITALS = 4.0
"""What it says besides for a line's going on with a heading if both are in capitals."""
RARE = 2.5
"""What it says for a heading that there is a blank line above it in mid-page, where the book has
hardly any."""
LISTED = 10.0
"""What the outline says at least of a number that the printed contents lists."""
UNEVEN = 4
"""Letters by which centred lines that begin at one place do not differ."""
LETTER = -4.0
"""What it says against a line's being a heading's that it is a date below one: a letter begins."""
PROSE = 3
"""Lines beginning with small letters that are no heading's, however short."""
JOINED = 4.0
"""What it says against a heading that no blank line parts it from prose as it parts paragraphs."""
SET_OUT = 4.0
"""What it says against a heading's last line that something must come after its end."""

STANZA = 8.0
"""What it says against a heading in a book of verse that a line has others right above or below."""


def title_weight(clues: Clues, place: Place, reading: Reading, k: int) -> float:
    """Weigh a line for being a heading's: its words, its place, and what its neighbours are.

    How the book sets its headings is left aside.
    """
    text, facts = clues.paging.lines[place.line].text, clues.facts[place.line]
    shown = clues.outline.get(place.line, 0.0)
    edge = min(place.top, place.bottom) <= EDGE and shown < LISTED
    if text.isdecimal() and edge and _may_be_folio(clues, place):
        return -6.0
    score = (
        -4.0 + (WIDE if facts.title <= NEVER else facts.title) + _standing(clues, place, reading, k)
    )
    # Of a line that is set like the text, its type says more than its number.
    score += min(shown, 0.0) if _is_plain(facts.cast) else shown
    if facts.cast is not None:
        score += _type_weight(facts.cast)
    if place.gap and 0 < place.after < 9 and facts.unfinished and text[-1] not in ",;:—–-":
        score += 1.5  # a paragraph of its own, and no sentence
    if clues.habits.verse:
        score -= STANZA * (not place.apart)
    else:
        score -= 4.0 * reading.poem[k]
    score -= 6.0 * reading.part[k]
    score += 4.0 * (reading.heads[k] and facts.width < 0.87)
    score += _going_on(clues, reading, k, text, facts)
    if _above_prose(clues, reading, k):
        joined = clues.habits.blank_paragraphs and not place.after
        score -= SET_OUT * leads_on(text) + JOINED * joined
    count = clues.heads[0].get(facts.key, 0)
    if count > 1 and place.top <= 2:
        # The first of a chapter's heads is its heading; the book's title heads half the pages.
        heading = place.line in clues.fresh
        again = -4.0 if count == 2 else -8.0
        few = facts.numbered or count < 0.2 * len(clues.paging.starts)
        score += 2.5 if heading and few else again
    return score


def _going_on(clues: Clues, reading: Reading, k: int, text: str, facts: Facts) -> float:
    """Weigh a line for going on with the heading above it, or else with the text above it."""
    before = reading.before[k]
    if before < 0:
        return 0.0
    above, upper = clues.facts[before], clues.paging.lines[before].text
    capitals = len(text) > SHORTEST and text.isupper()
    score = 0.0
    if reading.named[k] or reading.carried[k]:
        if is_date(text):
            return LETTER
        titled = capitals or (facts.unfinished and in_title_case(text))
        prose = facts.width >= (FULLEST if titled else 0.87) or _runs_into(clues, reading, k)
        plain = _is_plain(facts.cast) and not _is_plain(above.cast)
        if reading.named[k] and not prose and not text[0].islower() and not plain:
            score = 1.0 if facts.sentence else 4.0
        elif reading.carried[k] and (text[0].islower() or not prose):
            score = 3.0 + 3.5 * text[0].islower()
    if not score and above.width > 0.85 and above.unfinished and not above.numbered:
        # A line cut short before its measure has ended, whatever its last character is.
        return -4.0
    return score + CAPITALS * (score > 0 and capitals and upper.isupper())


def _above_prose(clues: Clues, reading: Reading, k: int) -> bool:
    """Is the line below a filled one?"""
    following = reading.following[k]
    return following >= 0 and clues.facts[following].width > 0.87


def _type_weight(cast: Cast) -> float:
    """Weigh the type of a line for its being a heading's."""
    if cast.scale < 1:
        return 1.0 * cast.heavy - 4.0
    if _is_plain(cast):
        return -6.0 if cast.first else -3.0  # set as a paragraph is
    return 5.0 * (cast.scale > 1) + 3.0 * cast.heavy + 1.5 * cast.centred + 0.5 * cast.slanted


def _is_plain(cast: Cast | None) -> bool:
    """Is a line set like the text, with nothing to tell it apart?"""
    if cast is None or cast.scale != 1:
        return False
    return not (cast.heavy or cast.slanted or cast.centred)


def _may_be_folio(clues: Clues, place: Place) -> bool:
    """May a number at its page's edge be the folio, after those of the pages before?"""
    page, folios = clues.paging.lines[place.line].page, clues.paging.folios
    if page in folios:
        # That of the next page stands here if the break between the two was lost.
        near = abs(folios[page].value - int(clues.paging.lines[place.line].text)) <= 1
        return near and not (place.top == 0 and _at_foot(clues, folios[page].line))
    before = next((p for p in range(page - 1, max(-1, page - NEAR), -1) if p in folios), None)
    if before is None:
        return clues.paging.known
    return int(clues.paging.lines[place.line].text) == folios[before].value + page - before


def _at_foot(clues: Clues, line: int) -> bool:
    """Is a line the last filled one of its page?"""
    below = (each for each in clues.paging.lines[line + 1 : line + 1 + EDGE] if each.text)
    return all(each.page != clues.paging.lines[line].page for each in below)


def _runs_into(clues: Clues, reading: Reading, k: int) -> bool:
    """Do the lines below go on in small letters, one to the full measure, as a paragraph does?"""
    for following in reading.following[k : k + PROSE]:
        if following < 0 or not clues.paging.lines[following].text[0].islower():
            return False
        if clues.facts[following].width >= 0.87:
            return True
    return True


def _hangs(clues: Clues, place: Place, following: int) -> bool:
    """Does a line begin where the one right below it begins, and end elsewhere, as verse does?"""
    if following < 0 or place.after:
        return False
    here, below = clues.paging.lines[place.line], clues.paging.lines[following]
    return here.indent == below.indent and abs(len(here.text) - len(below.text)) > UNEVEN


def _standing(clues: Clues, place: Place, reading: Reading, k: int) -> float:
    """Weigh where a line stands on its page for its being a heading."""
    habits, line = clues.habits, clues.paging.lines[place.line]
    above, below = place.gap > habits.usual_gap, 9 > place.after > habits.usual_gap
    score = 1.0 * above + 1.5 * below + 1.5 * (above and below)
    if above and not habits.usual_gap and reading.rank[k] > 0 and _above_prose(clues, reading, k):
        score += RARE * (in_title_case(line.text) and clues.facts[place.line].unfinished)
    score += 0.4 if 0 < place.after < 9 else -1.0 if place.after == 9 else 0.0
    following = reading.following[k]
    if reading.rank[k] == 0:
        score += -3.5 if reading.echoes[k] else 1.5
    if reading.opening[k]:
        # The short lines that open a page are a heading, however they begin.
        score += 2.5 if habits.heads > 0.5 or below else 1.5
        score += 3.5 * (line.text[0].islower() and reading.rank[k] > 0)
    elif following >= 0 and clues.paging.lines[following].text[0].islower():
        score -= 2.0 * (not reading.carried[k])
    facts = clues.facts[place.line]
    if facts.centred and clues.heads[0].get(facts.key, 0) < 2:
        return score + 3.0 * (not _hangs(clues, place, following))
    if facts.first:
        return score - 3.0
    return score + 1.5 * (line.indent > 8 and facts.width < 0.8)
