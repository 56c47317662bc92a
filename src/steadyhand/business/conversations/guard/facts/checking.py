"""What does the record have to say about a text? One verdict for each thing said in it that a record could know."""

from datetime import datetime
from functools import cache
from importlib import import_module

from steadyhand.business.conversations.guard.facts.claims import (
    Claim,
    Language,
    NameClaim,
    NumberClaim,
    PriceClaim,
    StateClaim,
    TermClaim,
    TimeClaim,
)
from steadyhand.business.conversations.guard.facts.clock import on_the_clock_of
from steadyhand.business.conversations.guard.facts.contracts import judge_term
from steadyhand.business.conversations.guard.facts.judging import Judged
from steadyhand.business.conversations.guard.facts.machines import judge_number
from steadyhand.business.conversations.guard.facts.parts import judge_state
from steadyhand.business.conversations.guard.facts.people import judge_name
from steadyhand.business.conversations.guard.facts.prices import judge_price
from steadyhand.business.conversations.guard.facts.record import Facts
from steadyhand.business.conversations.guard.facts.times import judge_time
from steadyhand.business.conversations.guard.findings import Finding, Label, Severity, Tier
from steadyhand.business.conversations.guard.times.reading import LanguageMissing
from steadyhand.business.conversations.guard.verdicts import ClaimKind, Holding, Verdict

# The folders of `guard/languages/` that have a `facts/`.
WITH_FACTS = ("en",)
_FOLDER = "steadyhand.business.conversations.guard.languages"


def check(text: str, *, facts: Facts, at: datetime, language: str = "en") -> tuple[Verdict, ...]:
    """Return how what a text says stands to the record, in the order of the text.

    `at` is when it is said, on the dealership's clock: the record's days are told by it. A moment without a zone, in
    either, is taken to be of that clock.

    Raises:
        LanguageMissing: nobody wrote for this language how a record is spoken of.
    """
    if language not in WITH_FACTS:
        raise LanguageMissing(f"Facts can't be checked in {language!r} yet, only in {', '.join(WITH_FACTS)}.")
    spoken = _language(language)
    judged = Judged(text, on_the_clock_of(at, facts), spoken)
    verdicts = [_judge(claim, judged) for claim in spoken.claims_in(text, judged.facts, at)]
    return tuple(sorted(verdicts, key=lambda verdict: (verdict.start, verdict.end, verdict.kind)))


@cache
def _language(language: str) -> Language:
    spoken: Language = import_module(f"{_FOLDER}.{language}.facts").LANGUAGE
    return spoken


def _judge(claim: Claim, judged: Judged) -> Verdict:
    match claim:
        case TimeClaim():
            return judge_time(claim, judged)
        case StateClaim():
            return judge_state(claim, judged)
        case PriceClaim():
            return judge_price(claim, judged)
        case NumberClaim():
            return judge_number(claim, judged)
        case NameClaim():
            return judge_name(claim, judged)
        case TermClaim():
            return judge_term(claim, judged)


def findings_of(verdicts: tuple[Verdict, ...]) -> tuple[Finding, ...]:
    """Return the findings that verdicts make: a time earlier than the record keeps is an overpromise.

    Another false fact has none of the labels; it is told by its verdict alone.
    """
    return tuple(
        Finding(
            start=verdict.start,
            end=verdict.end,
            label=Label.OVERPROMISE,
            tier=Tier.CONFIRM,
            rule="record.tighter",
            why=f"That is earlier than we can keep: {verdict.record_says}{_from(verdict)}.",
            say_instead=verdict.say_instead,
            severity=Severity.HIGH,
        )
        for verdict in verdicts
        if verdict.kind is ClaimKind.TIME and verdict.holding is Holding.TIGHTER
    )


def _from(verdict: Verdict) -> str:
    return f" ({verdict.source})" if verdict.source else ""
