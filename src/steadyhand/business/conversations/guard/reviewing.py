"""Is a text fit for a customer to read? What its rules find, and the model's nudges after vetoes."""

from datetime import datetime
from typing import Literal

from steadyhand.business.conversations.guard.classifying import Classifier
from steadyhand.business.conversations.guard.facts.checking import WITH_FACTS, check, findings_of
from steadyhand.business.conversations.guard.facts.record import Facts
from steadyhand.business.conversations.guard.findings import Review
from steadyhand.business.conversations.guard.merging import merged
from steadyhand.business.conversations.guard.model.shipping import shipped_model
from steadyhand.business.conversations.guard.nudging import nudges
from steadyhand.business.conversations.guard.rules.collection import Rules
from steadyhand.business.conversations.guard.sentences import sentences
from steadyhand.business.conversations.guard.shipped import shipped
from steadyhand.business.conversations.guard.times.reading import WITH_TIMES, times_in
from steadyhand.business.conversations.guard.verdicts import Verdict


def review(
    text: str,
    *,
    language: str = "en",
    at: datetime | None = None,
    facts: Facts | None = None,
    rules: Rules | None = None,
    classifier: Classifier | Literal["shipped"] | None = "shipped",
) -> Review:
    """Return what is to be said about a text, whatever stands in it.

    `at` is when it is said, on the dealership's clock; without it no times are looked for, and no `facts` checked: what
    the record holds. `rules` are a dealership's: `shipped_rules` with its own added and others switched off.
    `classifier` None leaves the model out; where the shipped one can't be loaded, rules speak alone and the review is
    not whole.

    Raises:
        NoSuchLanguage: there are no rules for the language.
    """
    ours = shipped(language)
    chosen = ours.rules if rules is None else rules
    parts = sentences(text, chosen.abbreviations)
    found = chosen.find_in(parts)
    model = shipped_model(language) if classifier == "shipped" else classifier
    if model is not None:
        found += nudges(parts, model, vetoes=ours.vetoes, advice=ours.advice, language=language)
    hours = facts.hours if facts is not None else None
    times = times_in(text, at=at, hours=hours, language=language) if at is not None and language in WITH_TIMES else ()
    verdicts: tuple[Verdict, ...] = ()
    if facts is not None and at is not None and language in WITH_FACTS:
        verdicts = check(text, facts=facts, at=at, language=language)
        found = (*findings_of(verdicts), *found)
    is_whole = model is not None or classifier is None
    return Review(text=text, findings=merged(found), times=times, verdicts=verdicts, is_whole=is_whole)
