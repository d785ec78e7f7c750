"""The queue: which questions are asked, in the order of their places, and which of them is next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import urlencode

from pipeline.desk.asked import Asked
from pipeline.desk.views.wording import is_short, words_at
from pipeline.model.decision import Quote
from pipeline.model.finding import Severity
from pipeline.model.settings import Round
from pipeline.proofreading.formatting import belongs
from pipeline.write.listing import SEVERITIES

ROWS = 40
"""Rows that are shown at once: more than stand on a screen, fewer than slow a page down."""
BEFORE = 6
"""Rows of these that stand before the question that is shown."""
BESIDE = 16
"""Letters that are shown on each side of a place that is too short to be known by itself."""
STATES = ("open", "answered", "all")
ALL = "all"
ROUNDS = ("", "text", "formatting", ALL)


class Filters(NamedTuple):
    """Which questions are shown; what is empty leaves all."""

    check: str = ""
    severity: str = ""
    chapter: str = ""
    state: str = "open"
    words: str = ""
    round: str = ""
    """Of which kind of rounds; empty: of that which each page needs next."""

    @property
    def query(self) -> str:
        """Give them as the query of an address, without what leaves all.

        >>> Filters(check="lost-hyphen").query, Filters().query
        ('?check=lost-hyphen', '')
        """
        chosen = {k: v for k, v in self._asdict().items() if v and (k, v) != ("state", "open")}
        return f"?{urlencode(chosen)}" if chosen else ""

    @property
    def are_set(self) -> bool:
        """Is less shown than all that is open?"""
        return self != Filters()


class Rounds(NamedTuple):
    """The rounds of a book, where they are of more than one kind."""

    rounds: tuple[Round, ...] = ()
    due: tuple[Round | None, ...] = ()
    """What each page needs next."""

    def ask(self, asked: Asked, kind: str) -> bool:
        """Tell whether a question belongs to rounds of a kind; of none: to that of its page."""
        if not self.due or kind == ALL:
            return True
        of_page = self.due[asked.page.number - 1]
        of: Round | None = of_page if not kind else "text" if kind == "text" else "formatting"
        return of is None or belongs(asked.finding.check, of, self.rounds)


ONE_KIND = Rounds()


class Row(NamedTuple):
    """A question as the queue shows it."""

    key: str
    number: int
    severity: Severity
    check: str
    words: Quote
    line: int
    current: bool
    answered: bool


class Choice(NamedTuple):
    """One value of a filter, and how many questions it would show."""

    value: str
    questions: int


@dataclass(frozen=True, slots=True)
class Queue:
    """The questions that the filters leave, those near the one that is shown."""

    rows: tuple[Row, ...]
    count: int
    """Of all that the filters leave."""
    open: int
    """Of all that is open, whatever the filters leave."""
    filters: Filters
    in_rounds: bool
    """Is less asked in one round than in another?"""
    checks: tuple[Choice, ...]
    severities: tuple[Choice, ...]
    chapters: tuple[Choice, ...]


def filters_of(fields: Mapping[str, str]) -> Filters:
    """Read the filters from the fields of an address or of a form."""
    given = {name: fields.get(name, "").strip() for name in Filters._fields}
    state = given["state"] if given["state"] in STATES else "open"
    kind = given["round"] if given["round"] in ROUNDS else ""
    return Filters(**given | {"state": state, "round": kind})


def chosen(
    asked: Sequence[Asked],
    answered: Sequence[Asked],
    filters: Filters,
    raw: str,
    rounds: Rounds = ONE_KIND,
) -> list[Asked]:
    """Give the questions that the filters leave, in the order of their places."""
    among = {"open": asked, "answered": answered}.get(filters.state)
    if among is None:
        among = sorted((*asked, *answered), key=lambda each: each.finding.where)
    words = filters.words.casefold()
    return [
        each
        for each in among
        if (not filters.check or each.finding.check == filters.check)
        and (not filters.severity or each.finding.severity == filters.severity)
        and (not filters.chapter or each.chapter == filters.chapter)
        and (not words or words in _said(each, raw))
        and rounds.ask(each, filters.round)
    ]


def _said(asked: Asked, raw: str) -> str:
    finding = asked.finding
    answers = "\n".join(proposal.new for proposal in finding.proposals)
    return f"{raw[slice(*finding.where)]}\n{finding.message}\n{answers}".casefold()


def queue(
    raw: str,
    asked: Sequence[Asked],
    answered: Sequence[Asked],
    filters: Filters,
    current: str,
    at: int,
    rounds: Rounds = ONE_KIND,
) -> Queue:
    """Make the queue near a question, or, where that is not in it, near a place of the source."""
    among = chosen(asked, answered, filters, raw, rounds)
    here = next((i for i, each in enumerate(among) if each.key == current), -1)
    if here < 0:
        here = next((i for i, each in enumerate(among) if each.finding.where[0] >= at), len(among))
    first = max(0, min(here - BEFORE, len(among) - ROWS))
    open_ = {each.key for each in asked}
    rows = tuple(
        Row(
            each.key,
            number,
            each.finding.severity,
            each.finding.check,
            short_words(raw, each),
            each.line,
            each.key == current,
            each.key not in open_,
        )
        for number, each in enumerate(among[first : first + ROWS], first + 1)
    )
    return Queue(rows, len(among), len(asked), filters, bool(rounds.due), *_choices(asked))


def short_words(raw: str, asked: Asked) -> Quote:
    """Give what a question is about; where it says nothing by itself, with words beside it."""
    before, exact, after = words_at(raw, asked.finding.where)
    if not is_short(exact):
        return Quote("", exact, "")
    return Quote(_last_words(before), exact, _last_words(after[::-1])[::-1])


def _last_words(text: str) -> str:
    """Give the last letters of a text, without the rest of a word that is cut.

    >>> _last_words("nobody knew what was built there")
    'was built there'
    """
    cut = text[-BESIDE:]
    is_whole = len(cut) == len(text) or text[-BESIDE - 1] == " " or " " not in cut
    return cut if is_whole else cut.partition(" ")[2]


def _choices(asked: Sequence[Asked]) -> tuple[tuple[Choice, ...], ...]:
    """Count what is open by check, by severity and by chapter."""
    checks = Counter(each.finding.check for each in asked)
    severities = Counter(each.finding.severity for each in asked)
    chapters = Counter(each.chapter for each in asked)
    return (
        tuple(Choice(name, checks[name]) for name in sorted(checks)),
        tuple(Choice(name, severities[name]) for name in SEVERITIES if severities[name]),
        tuple(Choice(name, count) for name, count in chapters.items()),
    )


def beside(among: Sequence[Asked], key: str, at: int) -> tuple[Asked | None, Asked | None]:
    """Give the question before a question, or before a place, and that behind it."""
    for i, each in enumerate(among):
        if each.key == key:
            before = among[i - 1] if i else None
            return before, among[i + 1] if i + 1 < len(among) else None
    behind = next((i for i, each in enumerate(among) if each.finding.where[0] >= at), len(among))
    return (
        among[behind - 1] if behind else None,
        among[behind] if behind < len(among) else None,
    )
