"""What the record has to say about a text: a copier at Chen's clinic, a fuser on order, Bruno's word for Thursday."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from steadyhand.business.conversations.guard.facts.checking import check, findings_of
from steadyhand.business.conversations.guard.facts.record import (
    Facts,
    MachineFact,
    PartFact,
    PartState,
    PersonFact,
    PriceFact,
    PromiseFact,
    TermFact,
    TermOf,
    VisitFact,
)
from steadyhand.business.conversations.guard.findings import Label, Tier
from steadyhand.business.conversations.guard.languages.en.facts.wording import price_words, time_words
from steadyhand.business.conversations.guard.reviewing import review
from steadyhand.business.conversations.guard.times.reading import LanguageMissing
from steadyhand.business.conversations.guard.verdicts import ClaimKind, Holding, Offer, PromiseKind, Verdict

WEDNESDAY = datetime(2026, 3, 11, 10, 20)  # noqa: DTZ001 - the dealership's clock


def _at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 3, day, hour, minute)  # noqa: DTZ001 - the dealership's clock


CHEN = Facts(
    promises=(
        PromiseFact(
            kind=PromiseKind.ARRIVAL,
            from_at=_at(12, 13),
            by_at=_at(12, 15),
            safe_at=_at(12, 14, 45),
            source="promised by Dana, Tuesday 4:10 pm",
            record="promise 118",
        ),
    ),
    parts=(
        PartFact(
            number="604K-91140",
            name="fuser assembly",
            state=PartState.ORDERED,
            expected_on=date(2026, 3, 13),
            source="supplier confirmation, 10:42",
        ),
        PartFact(number="CET-7713", name="waste toner box", state=PartState.ON_VAN),
    ),
    visits=(VisitFact(technician="Bruno Keller", from_at=_at(12, 13), until_at=_at(12, 15)),),
    machines=(MachineFact(serial="1130-0412", model="Sharp MX-3071", site="Chen Clinic"),),
    prices=(PriceFact(of="drum unit", cents=24_900),),
    people=(PersonFact(name="Ana Lopes", role="dispatcher"),),
    terms=(TermFact(of=TermOf.PARTS, is_covered=True), TermFact(of=TermOf.CONTRACT, until_on=date(2026, 12, 31))),
    earliest={PromiseKind.CALL_BACK: _at(11, 15, 30)},
)


def _verdict(text: str, kind: ClaimKind, facts: Facts = CHEN) -> Verdict:
    [verdict] = [each for each in check(text, facts=facts, at=WEDNESDAY) if each.kind is kind]
    return verdict


@pytest.mark.parametrize(
    ("text", "holding"),
    [
        ("I'll be there tomorrow between 1 and 3.", Holding.MATCHES),
        ("See you Thursday.", Holding.MATCHES),
        ("I'll be there tomorrow by 2.", Holding.TIGHTER),
        ("I should be there tomorrow around 2.", Holding.MATCHES),
        ("We'll come Friday.", Holding.CONTRADICTS),
        ("We might come Friday.", Holding.CONTRADICTS),
        ("The fuser lands on Friday.", Holding.MATCHES),
        ("The fuser arrives tomorrow.", Holding.TIGHTER),
        ("The supplier says the fuser arrives Monday.", Holding.CONTRADICTS),
        ("Bruno comes with the fuser on Thursday.", Holding.MATCHES),
        ("I'll text you and be there tomorrow at 9.", Holding.TIGHTER),
        ("I'll call you by 3 today.", Holding.TIGHTER),
        ("I'll call you by 4 today.", Holding.NO_RECORD),
        ("It will be fixed by Friday noon.", Holding.NO_RECORD),
        ("Tomorrow is another day.", Holding.NOT_CHECKABLE),
    ],
)
def test_a_time_is_held_against_promises_visits_and_orders(text: str, holding: Holding) -> None:
    assert _verdict(text, ClaimKind.TIME).holding is holding


@pytest.mark.parametrize(
    "text",
    [
        "I said Friday and I missed it.",
        "I was there on Tuesday.",
        "I won't be there tomorrow.",
        "You wrote “I'll be there tomorrow at 8”.",
        "Would tomorrow at 9 suit you?",
        "Thank you for your patience.",
    ],
)
def test_the_past_a_denial_a_quotation_and_a_question_promise_nothing(text: str) -> None:
    assert not check(text, facts=CHEN, at=WEDNESDAY)


@pytest.mark.parametrize(
    ("text", "holding"),
    [
        ("The fuser is on order.", Holding.MATCHES),
        ("I ordered the fuser yesterday.", Holding.MATCHES),
        ("The fuser hasn't shipped yet.", Holding.MATCHES),
        ("The fuser has shipped.", Holding.CONTRADICTS),
        ("Part 604k91140 is in stock.", Holding.CONTRADICTS),
        ("The fuser isn't ordered.", Holding.CONTRADICTS),
        ("We have the waste toner box on the van.", Holding.MATCHES),
        ("The waste toner box was installed.", Holding.CONTRADICTS),
        ("The part was installed.", Holding.NOT_CHECKABLE),
    ],
)
def test_how_far_a_part_has_come_is_held_against_its_order(text: str, holding: Holding) -> None:
    assert _verdict(text, ClaimKind.PART_STATE).holding is holding


@pytest.mark.parametrize(
    "text", ["The fuser will be ordered today.", "Once the fuser has shipped, I'll call.", "Has the fuser shipped?"]
)
def test_what_is_to_come_is_no_state(text: str) -> None:
    assert not [each for each in check(text, facts=CHEN, at=WEDNESDAY) if each.kind is ClaimKind.PART_STATE]


@pytest.mark.parametrize(
    ("text", "kind", "holding"),
    [
        ("The drum unit costs $249.", ClaimKind.PRICE, Holding.MATCHES),
        ("The drum unit costs 299 dollars.", ClaimKind.PRICE, Holding.CONTRADICTS),
        ("That comes to $75.", ClaimKind.PRICE, Holding.NO_RECORD),
        ("It is serial number 11300412.", ClaimKind.SERIAL, Holding.MATCHES),
        ("It is serial number 1130 0412.", ClaimKind.SERIAL, Holding.MATCHES),
        ("It is serial number 1130-0413.", ClaimKind.SERIAL, Holding.CONTRADICTS),
        ("The MX3071 is an honest machine.", ClaimKind.SERIAL, Holding.MATCHES),
        ("It needs part number 999K-1.", ClaimKind.SERIAL, Holding.NO_RECORD),
        ("Bruno will come.", ClaimKind.NAME, Holding.MATCHES),
        ("Marco will come.", ClaimKind.NAME, Holding.CONTRADICTS),
        ("Your dispatcher Ana Lopes knows.", ClaimKind.NAME, Holding.MATCHES),
        ("My colleague Piet knows.", ClaimKind.NAME, Holding.NO_RECORD),
        ("Parts are covered.", ClaimKind.CONTRACT, Holding.MATCHES),
        ("Parts are billable.", ClaimKind.CONTRACT, Holding.CONTRADICTS),
        ("Your contract runs until December 31, 2026.", ClaimKind.CONTRACT, Holding.MATCHES),
        ("Your contract ends on June 30.", ClaimKind.CONTRACT, Holding.CONTRADICTS),
        ("Toner is included.", ClaimKind.CONTRACT, Holding.NO_RECORD),
    ],
)
def test_prices_numbers_names_and_terms_are_looked_up(text: str, kind: ClaimKind, holding: Holding) -> None:
    assert _verdict(text, kind).holding is holding


def test_the_sentence_comes_back_with_the_right_value_and_where_it_is_from() -> None:
    verdict = _verdict("Hi! I'll be there by tomorrow at 1. Bye", ClaimKind.TIME)

    assert verdict.say_instead == "I'll be there on Thursday, March 12 between 1 pm and 3 pm."
    assert (verdict.source, verdict.record) == ("promised by Dana, Tuesday 4:10 pm", "promise 118")
    assert _verdict("The drum unit costs $299.", ClaimKind.PRICE).say_instead == "The drum unit costs $249."
    assert _verdict("Marco will come.", ClaimKind.NAME).say_instead == "Bruno Keller will come."


def test_what_nobody_knows_is_asked_for_and_may_become_a_promise() -> None:
    verdict = _verdict("It will be fixed by Friday noon.", ClaimKind.TIME)

    assert verdict.asks == "Who told you “Friday noon”? Nothing in the record says so."
    assert verdict.offer == Offer(PromiseKind.FIX, _at(13, 12))
    # At the time that the engine can keep, not the one that was written.
    assert _verdict("I'll call you by 3 today.", ClaimKind.TIME).offer == Offer(PromiseKind.CALL_BACK, _at(11, 15, 30))


def test_only_a_time_too_early_is_an_overpromise() -> None:
    told = review("I'll be there tomorrow by 2. The fuser has shipped.", at=WEDNESDAY, facts=CHEN, classifier=None)

    [finding] = [each for each in told.findings if each.rule == "record.tighter"]
    assert (finding.label, finding.tier) == (Label.OVERPROMISE, Tier.CONFIRM)
    assert [each.holding for each in told.verdicts] == [Holding.TIGHTER, Holding.CONTRADICTS]
    assert all(each.holding.holds_message for each in told.verdicts)


def test_days_are_told_by_the_clock_of_whoever_says_it() -> None:
    promise = PromiseFact(kind=PromiseKind.ARRIVAL, by_at=datetime(2026, 3, 13, 2, 0, tzinfo=UTC))
    chicago = timezone(timedelta(hours=-5))

    [verdict] = check(
        "I'll be there on Friday.", facts=Facts(promises=(promise,)), at=WEDNESDAY.replace(tzinfo=chicago)
    )

    assert verdict.record_says == "by Thursday, March 12, 9 pm"
    assert verdict.holding is Holding.CONTRADICTS


def test_a_language_that_nobody_wrote_for_is_refused() -> None:
    with pytest.raises(LanguageMissing, match="only in en"):
        check("demain", facts=CHEN, at=WEDNESDAY, language="fr")


@settings(max_examples=60, deadline=None)
@given(days=st.integers(2, 60), first=st.integers(0, 16), long=st.integers(1, 8))
def test_a_promise_restated_matches_and_moved_does_not(days: int, first: int, long: int) -> None:
    from_at = _at(11, 8) + timedelta(days=days, minutes=30 * first)
    by_at = from_at + timedelta(minutes=30 * long)
    facts = Facts(promises=(PromiseFact(kind=PromiseKind.ARRIVAL, from_at=from_at, by_at=by_at),))

    right, sooner, later = (
        _verdict(f"I'll be with you {time_words(from_at + away, by_at + away)}.", ClaimKind.TIME, facts)
        for away in (timedelta(0), timedelta(days=-1), timedelta(days=2))
    )

    assert (right.holding, sooner.holding, later.holding) == (Holding.MATCHES, Holding.TIGHTER, Holding.CONTRADICTS)
    assert _verdict(later.say_instead, ClaimKind.TIME, facts).holding is Holding.MATCHES


@settings(max_examples=40, deadline=None)
@given(cents=st.integers(1, 10**7), more=st.integers(1, 10**5))
def test_a_price_restated_matches_and_changed_does_not(cents: int, more: int) -> None:
    facts = replace(CHEN, prices=(PriceFact(of="drum unit", cents=cents),))

    assert _verdict(f"The drum unit is {price_words(cents)}.", ClaimKind.PRICE, facts).holding is Holding.MATCHES
    wrong = _verdict(f"The drum unit is {price_words(cents + more)}.", ClaimKind.PRICE, facts)
    assert wrong.holding is Holding.CONTRADICTS
    assert wrong.say_instead == f"The drum unit is {price_words(cents)}."


@settings(max_examples=40, deadline=None)
@given(state=st.sampled_from(PartState), said=st.sampled_from(PartState))
def test_a_state_restated_never_contradicts(state: PartState, said: PartState) -> None:
    facts = Facts(parts=(PartFact(number="7", name="fuser", state=state),))
    words = {
        PartState.ORDERED: "is on order", PartState.BACKORDERED: "is on backorder", PartState.SHIPPED: "has shipped",
        PartState.ARRIVED: "has arrived", PartState.IN_STOCK: "is in stock", PartState.ON_VAN: "is on the van",
        PartState.INSTALLED: "is installed",
    }  # fmt: skip

    assert _verdict(f"The fuser {words[state]}.", ClaimKind.PART_STATE, facts).holding is Holding.MATCHES
    told = _verdict(f"The fuser {words[said]}.", ClaimKind.PART_STATE, facts)
    if told.holding is Holding.CONTRADICTS:
        assert _verdict(told.say_instead, ClaimKind.PART_STATE, facts).holding is Holding.MATCHES


_PIECES = st.sampled_from(
    [
        "the fuser", "has shipped", "$249", "tomorrow", "by 2", "serial 1130", "-", "“", "”", "\u202e😀",
        "Bruno will come", "parts are covered", "not", "?", ".", "contract runs until",
        "99/99", "I'll call", "\x00", "ﷺ", "604K-91140",
    ]
)  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(text=st.one_of(st.text(max_size=80), st.lists(_PIECES, max_size=20).map(" ".join)))
def test_any_text_is_checked_without_a_fault(text: str) -> None:
    verdicts = check(text, facts=CHEN, at=WEDNESDAY)

    assert all(0 <= each.start < each.end <= len(text) for each in verdicts)
    assert all(each.say_instead for each in verdicts if each.holding is Holding.CONTRADICTS)
    assert len(findings_of(verdicts)) == sum(each.holding is Holding.TIGHTER for each in verdicts)
