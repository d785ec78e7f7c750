"""From an answer to a question to the decisions that say it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.decisions.answers import accepted, dismissed, proposed
from pipeline.decisions.make import Maker
from pipeline.decisions.quoting import fold
from pipeline.decisions.settle import Settled
from pipeline.decisions.silence import OWN
from pipeline.desk.answering.reply import Reply
from pipeline.desk.asked import Asked
from pipeline.desk.naming import QUERY, about
from pipeline.errors import RecensionError
from pipeline.model.decision import Decision, Said
from pipeline.model.finding import Finding, Proposal


def answering(
    maker: Maker, asked: Asked, open_: Sequence[Asked], settled: Settled, reply: Reply
) -> list[Decision]:
    """Make the decisions of an answer. `open_` are all open questions, `settled` what is decided.

    Raises:
        RecensionError: the question cannot be answered so.
    """
    finding = asked.finding
    if finding.check in OWN:
        return _of_decisions(maker, finding, settled, reply)
    if reply.do in ("take-back", "hold"):
        raise _unfit("no decision is asked about", asked, "answer it: accept, own, keep or query")
    if reply.do == "query":
        return [_query(maker, asked, reply)]
    answers = _answers(maker.source.text, asked, open_, reply)
    rest = _rest(reply)
    if reply.do == "keep":
        findings = [each for each, _ in answers]
        if reply.scope == "every" and not maker.source.text[slice(*finding.where)].strip():
            raise _unfit("no words stand there", asked, "leave it as it is here")
        return [each.decision for each in dismissed(maker, findings, **rest)]
    return [each.decision for each in accepted(maker, _taken(answers), **rest)]


def alike(raw: str, asked: Asked, open_: Sequence[Asked], proposal: Proposal | None) -> list[Asked]:
    """Give the open questions of one check about the same words, to which the answer belongs too.

    A proposal belongs to those that propose it themselves.
    """
    words = fold(raw[slice(*asked.finding.where)])
    found = []
    for each in open_:
        finding = each.finding
        same = finding.check == asked.finding.check and fold(raw[slice(*finding.where)]) == words
        if same and (proposal is None or _own(finding, proposal) is not None):
            found.append(each)
    return found if any(each.key == asked.key for each in found) else [asked, *found]


def _answers(
    raw: str, asked: Asked, open_: Sequence[Asked], reply: Reply
) -> list[tuple[Finding, Proposal | None]]:
    """Give the questions that are answered, each with the answer that is taken."""
    chosen = _proposal(asked, reply)
    if reply.scope != "alike":
        return [(asked.finding, chosen)]
    sought = chosen if reply.do == "accept" else None
    found = [(each.finding, chosen) for each in alike(raw, asked, open_, sought)]
    if reply.do == "accept" and chosen is not None:
        return [(each, _own(each, chosen) or chosen) for each, _ in found]
    if reply.do == "own":
        return [(each, _reading(each, reply)) for each, _ in found]
    return found


def _proposal(asked: Asked, reply: Reply) -> Proposal | None:
    """Give the answer that is taken; None: it is left as it is."""
    finding = asked.finding
    if reply.do == "keep":
        return None
    if reply.do == "own":
        return _reading(finding, reply)
    if not 0 <= reply.k < len(finding.proposals):
        raise _unfit("this answer is not proposed", asked, "give a reading of your own")
    return finding.proposals[reply.k]


def _reading(finding: Finding, reply: Reply) -> Proposal:
    """Give a reader's own reading as a proposal; without letters it deletes what is there."""
    told = proposed(finding, reply.new)
    assert told is not None  # a reading is given
    start, end = told.at or finding.where
    if start == end:
        if not reply.new:
            raise RecensionError("nothing to put in is given", finding.check, "give a reading")
        return told._replace(action="insert")
    return told if reply.new else told._replace(action="delete")


def _own(finding: Finding, proposal: Proposal) -> Proposal | None:
    """Give the proposal of a finding that says what another finding's does."""
    for each in finding.proposals:
        if (each.action, each.new) == (proposal.action, proposal.new):
            return each
    return None


def _taken(
    answers: Sequence[tuple[Finding, Proposal | None]],
) -> Iterator[tuple[Finding, Proposal]]:
    for finding, proposal in answers:
        assert proposal is not None  # it is not left as it is
        yield finding, proposal


def _rest(reply: Reply) -> Said:
    if not reply.scope:
        return reply.said
    return {**reply.said, "scope": "every" if reply.scope == "every" else "here"}


def _query(maker: Maker, asked: Asked, reply: Reply) -> Decision:
    if not reply.new.strip():
        raise _unfit("the question is missing", asked, "say what is asked")
    finding = asked.finding
    return maker.make("query", finding.where, reply.new.strip(), check=finding.check, **reply.said)


def _of_decisions(maker: Maker, finding: Finding, settled: Settled, reply: Reply) -> list[Decision]:
    """Answer a question about decisions: by taking them back, or all but one.

    A query to the author is answered by a reading, or by leaving its place; it is taken back then.
    """
    them = about(finding, settled)
    if reply.do == "hold":
        if reply.id not in {each.id for each in them}:
            raise RecensionError("it is not asked about", reply.id or "id", "choose one of the two")
        them = [each for each in them if each.id != reply.id]
    undone = [replace(maker.undo(each), check=finding.check) for each in them]
    if reply.do in ("take-back", "hold"):
        if not undone:
            raise RecensionError("it was taken back already", finding.check)
        return undone
    if finding.check == QUERY and reply.do in ("own", "keep"):
        return [*undone, *_answered(maker, finding, them, reply)]
    raise RecensionError("it cannot be answered so", finding.check, "take the decision back")


def _answered(
    maker: Maker, finding: Finding, queries: Sequence[Decision], reply: Reply
) -> Iterator[Decision]:
    """Answer what was asked of the author in the name of the check that had asked before."""
    check = queries[0].check if queries else finding.check
    if reply.do == "own":
        told = _reading(finding, reply)
        yield maker.make(told.action, finding.where, told.new, check=check, **reply.said)
    else:
        yield maker.make("keep", finding.where, check=check, **reply.said)


def _unfit(message: str, asked: Asked, remedy: str) -> RecensionError:
    return RecensionError(message, f"{asked.finding.check}, line {asked.line}", remedy)
