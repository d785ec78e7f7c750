"""English grammar by Harper, with the rules that leave old prose alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, pairwise
from typing import TYPE_CHECKING, NamedTuple

from pipeline.checks.proof import Answer, Proof, Query
from pipeline.model.finding import Span

if TYPE_CHECKING:
    from harper import Lint

KEPT = {
    "an article before the wrong sound": "AnA",
    "a word for one that looks or sounds like it, where only the other can stand": (
        "AllReady AllThough AtLeasToLeast AtLestToLeast BainBane BareInMind BellowBelow"
        " BoarderBorder CauseItIsBecause DespiteItIs DissembleDisassemble DoToDueTo EludedTo"
        " ExitedExcitedContext ExtendOrExtent FeelFell FlauntForFlout HopHope HowMach LaughOfAt"
        " LeadRiseTo LikelyHood OnesSelf PiqueInterest PrincipleToPrincipalRoleNoun RallyToReally"
        " ReadsAndWrites RegimenRegiment RelayOnForRely RogueRouge SeamToSeem SpinalChord"
        " StrikeChord SummarySummery TheWhetherWeather ThesesThese ThingThink ThoughThought"
        " ToLoseTooLoose ToTooIdioms WaistWaste WasAloud WroteToRote"
    ),
    "words that do not agree, or of which one is too much": (
        "AnAnother AnotherOnes AnotherThings CanBeSeen CorrectNumberSuffix CriteriaPhenomena"
        " EachOthersPossessive ElsePossessive EverEvery EverPronounRelPronoun FreePredicate HeDos"
        " HelpedPast IAmAgreement IsBeenAuxSequence ItTimeAuxiliary MayOfPronoun ModalSeem"
        " NorModalPronoun NotBeAfterNot OughtToBe PluralDecades ProgressiveNeedsBe PronounAre"
        " QuantifierNeedsOf SomeWithoutArticle SubjectAndObjectPronoun SubjectPronoun ThatThis"
        " TheAnother TheMy TheTheToThatThe Themself ToTo TooTo WentAheadAndAgreement WishCould"
        " WithoutOut YourOutClauseAgreement"
    ),
    "a preposition that the verb does not take, as translators' mother tongues have it": (
        "AccuseOf AllowTo AmountsFor ArriveTo AspireTo AwaitFor AwareOf CapitalizeOn CommitmentTo"
        " ComprisesOf CraveFor CureFor DateBackFrom DespiteOf ExceptOf FascinatedBy FondOn"
        " FriendOfMe HandfulOfMore ImplementIn InADifferentDirection InFavourOfDoing InLieuOf"
        " InNeedOf InRetaliationTo InThe InspiredBy InvestIn JealousOf LookForwardTo"
        " LookingForwardTo NotIn ObsessPreposition OnFloor ResponsibilityFor ResponsibleFor"
        " RifeWith RiseTheQuestion SimilarLike SinceDuration TakeALookTo ThriveOn UnderneathOf"
        " WasComprisedOf WorthToDo"
    ),
}
"""The rules of Harper that are asked, and for what: of 917, those that fired at most twice on eight
books from 1748 to 1922 (462,000 words, proofread) and speak of what an extractor, a typesetter or a
translator gets wrong. Left out are those that correct how such books are written (commas before
"and", numerals in words, long sentences, compounds, "which" for "that", a pronoun's case, the
subjunctive), the names of products, and what other checks here ask about, with the book's own words
as evidence: spelling, doubled words, hyphens, quotation marks, blanks."""
PARAGRAPHS = re.compile(r"\n\n")
AT_ONCE = 50_000
"""Letters that Harper is given at once."""
OLD_AN = re.compile(r"[Aa]n? (?:h|u|e[uw]|one|once|[^a-z])|[Aa]n?\b[^ ]")
"""Articles that older books have before these ("an history", "an union"), and no articles."""


class Remark(NamedTuple):
    """What Harper says about a stretch of the string."""

    place: Span
    message: str
    news: tuple[str, ...]


def doubtful_grammar(proof: Proof) -> Iterator[Query]:
    """What the grammar checker Harper takes for a fault, in English, where book.toml asks for it.

    >>> from dataclasses import replace
    >>> from pipeline.checks.proof import proof_of_text
    >>> from pipeline.model.settings import Checks, Settings
    >>> proof = proof_of_text("It was an hundred years old. He did it despite of the flood.")
    >>> [*doubtful_grammar(proof)]
    []
    >>> asked = replace(proof, settings=Settings(checks=Checks(grammar=True)))
    >>> [[answer.new for answer in query.proposals] for query in doubtful_grammar(asked)]
    [['despite', 'in spite of']]
    """
    if not proof.settings.checks.grammar or proof.language.code != "en":
        return
    for place, message, news in sorted(_remarks(proof.string)):
        if proof.language_at(place[0]) == proof.book.language:
            answers = [Answer(new, 0.5) for new in news[:3]]
            yield proof.ask(*place, message, answers, 0.5)


def _remarks(string: str) -> Iterator[Remark]:
    # Imported here: the grammar is loaded in a second, and most books do not ask for it.
    from harper import Language, Linter, SuggestionKind

    linter = Linter()
    kept = set(chain.from_iterable(rules.split() for rules in KEPT.values()))
    linter.set_lint_config({rule: rule in kept for rule in linter.get_lint_config()})
    for start, stop in pairwise(_cuts(string)):
        for lint in linter.lint(string[start:stop], language=Language.PLAINTEXT):
            place = (lint.span.start + start, lint.span.end + start)
            article = lint.problem_text.lower() in ("a", "an")
            if not (article and OLD_AN.match(string, place[0])):
                yield Remark(place, lint.message, tuple(_news(lint, SuggestionKind.INSERT_AFTER)))


def _news(lint: Lint, insert: object) -> Iterator[str]:
    for each in lint.suggestions:
        before = lint.problem_text if each.kind == insert else ""
        yield before + each.replacement_text


def _cuts(string: str) -> list[int]:
    """Cut between paragraphs into parts that are not too long.

    >>> len(_cuts("A paragraph.\\n\\n" * 9_999))
    4
    """
    cuts = [0]
    for match in PARAGRAPHS.finditer(string):
        if match.end() - cuts[-1] > AT_ONCE:
            cuts.append(match.end())
    return [*cuts, len(string)]
