"""Making decisions: what a reader answers, quoted against the source."""

from __future__ import annotations

import getpass
import subprocess
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Unpack

from ulid import ULID

from pipeline.decisions.quoting import fold, quote
from pipeline.errors import RecensionError
from pipeline.machine import clock
from pipeline.model.book import Source
from pipeline.model.decision import EDITOR, Decision, Said, Signed
from pipeline.model.finding import Action, Finding, Proposal, Span


class Maker:
    """Makes the decisions of one reader about one source, one after the other in time."""

    def __init__(self, source: Source, reader: str, now: datetime | None = None) -> None:
        self.source = source
        self.reader = reader
        self.now = now or clock.now()

    def make(self, action: Action, at: Span, new: str = "", **said: Unpack[Signed]) -> Decision:
        """Make a decision about a stretch of the source; `said` is what else it says.

        Raises:
            RecensionError: the stretch is not in the source, or the text is none.
        """
        start, end = at
        if not 0 <= start <= end <= len(self.source.text):
            raise RecensionError(f"there is no stretch {start} to {end}", self.source.name)
        text = "".join([self.reader, new, said.get("note", "")])
        if not text.isascii() and any("\ud800" <= char <= "\udfff" for char in text):
            raise RecensionError("what is decided is no text", repr(new), "give it as UTF-8")
        # Each its own time: their order is what tells which of two answers is the later.
        self.now += timedelta(microseconds=1)
        made = Decision(
            id=str(ULID.from_datetime(self.now)),
            reader=self.reader,
            check=EDITOR,
            action=action,
            at=at,
            quote=quote(self.source.text, at),
            new=new,
            when=self.now,
            source=self.source.sha256,
        )
        return replace(made, **said)

    def accept(self, finding: Finding, proposal: Proposal, **said: Unpack[Said]) -> list[Decision]:
        """Take a proposal of a finding, for its place and the others that are asked about with it.

        Of those, for the ones where the same words stand: others are asked about with them that
        are alike in some way, such as all sums of money that are not written as most are. Where it
        holds for every place of the same text, one decision says so.
        """
        scope = said.get("scope", proposal.scope)
        told: Said = {**said, "scope": scope}
        places = [proposal.at or finding.where]
        if scope == "here" and proposal.at is None:
            words = fold(self.source.text[slice(*finding.where)])
            places += (at for at in finding.also if fold(self.source.text[slice(*at)]) == words)
        return [
            self.make(proposal.action, at, proposal.new, check=finding.check, **told)
            for at in places
        ]

    def keep(self, finding: Finding, **said: Unpack[Said]) -> Decision:
        """Leave a finding's place as it is, and have it asked about no more."""
        return self.make("keep", finding.where, check=finding.check, **said)

    def undo(self, decision: Decision) -> Decision:
        """Take back a decision, whose place may be of another source."""
        made = self.make("undo", (0, 0), decision.id, check=decision.check)
        return replace(made, quote=decision.quote)


def maker_after(source: Source, reader: str, decisions: Iterable[Decision]) -> Maker:
    """Give what makes a reader's decisions: later ones than all that the reader made before.

    Of two answers of a reader the later counts, even if the clock was set back between them.
    """
    now = clock.now()
    last = max((each.when for each in decisions if each.reader == reader), default=now)
    return Maker(source, reader, max(now, last))


def reader_name(given: str = "") -> str:
    """Give the name a reader goes by: as given, as git knows it, or the login's.

    Raises:
        RecensionError: there is none.
    """
    if given.strip():
        return given.strip()
    try:
        asked = subprocess.run(
            ["git", "config", "user.name"], capture_output=True, text=True, check=False
        )
        name = asked.stdout.strip()
    except OSError:
        name = ""
    try:
        return name or getpass.getuser()
    except (KeyError, OSError) as error:
        raise RecensionError("it is not known who decides", remedy="say it: --who NAME") from error
