"""A book at which several read, for tests of rounds."""

from __future__ import annotations

from pipeline.decisions.make import Maker
from pipeline.model.decision import Decision
from pipeline.model.finding import Action
from pipeline.model.settings import Proofreading, Round
from pipeline.proofreading.blind import visible
from pipeline.proofreading.event import Event
from pipeline.proofreading.marking import reading
from pipeline.proofreading.pages import proof_pages
from pipeline.proofreading.states import PageState, page_states
from tests.dump import recovered, source_of

RAW = "The mill stood by the river.\n\fIt was old, and the the wheel was tom.\n\fNobody knew it.\n"
SOURCE = source_of(RAW)
PAGES = proof_pages(SOURCE, recovered(RAW))
TEXT: tuple[Round, ...] = ("text", "text")
ALL: tuple[Round, ...] = ("text", "text", "formatting")


class Desk:
    """A book at which readers work."""

    def __init__(self, rounds: tuple[Round, ...] = TEXT, blind: bool = False) -> None:
        self.settings = Proofreading(rounds, blind)
        self.events: list[Event] = []
        self.decisions: list[Decision] = []

    @property
    def states(self) -> tuple[PageState, ...]:
        return page_states(PAGES, self.events, self.settings.rounds)

    def read(self, page: int, reader: str) -> bool:
        """Have a page read, if its next round is for this reader."""
        event = reading(self.states[page], self.settings, reader)
        self.events += [event] if event else []
        return event is not None

    def decide(self, reader: str, words: str, action: Action = "replace", **rest: str) -> Decision:
        at = RAW.index(words)
        self.decisions.append(Maker(SOURCE, reader).make(action, (at, at + len(words)), **rest))
        return self.decisions[-1]

    def seen(self, reader: str) -> list[str]:
        """Give which words the decisions are about that a reader sees."""
        shown = visible(SOURCE, self.decisions, self.states, reader)
        return [each.quote.exact or each.action for each in shown]
