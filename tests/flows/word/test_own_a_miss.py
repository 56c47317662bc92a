"""A miss is owned: told, made right with a new time, and its cause kept inside."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.builders import MONDAY, a_technician
from tests.builders.desk import a_planned_visit
from tests.builders.kept import House, a_house
from tests.builders.watching import TWO, a_promise, as_it_stands, at_chens

from steadyhand.business.calls.actions.arrive import arrive
from steadyhand.business.conversations.actions.release_held import release_held
from steadyhand.business.conversations.models import HeldMessage
from steadyhand.business.followups.actions.end_followup import end_followup
from steadyhand.business.followups.models import FollowUp
from steadyhand.business.followups.rules.standing import CannotHappen
from steadyhand.business.promises.actions.keep_word import Said
from steadyhand.business.promises.models import Promise, PromiseWord
from steadyhand.business.promises.queries.speaking_of import spoken_of
from steadyhand.business.promises.rules import CannotHappenToPromise, Cause, Channel, PromiseState, WordSort
from steadyhand.flows.word.likely_cause import likely_cause
from steadyhand.flows.word.own_a_miss import Owned, own_a_miss
from steadyhand.flows.word.watch_promises import watch_promises
from steadyhand.shared.actor import the_system

pytestmark = pytest.mark.django_db
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
SAID = Said(sort=WordSort.OWNED, channel=Channel.PHONE, words="We said two and did not keep that. We are sorry.")


def missed(house: House, **facts: object) -> Promise:
    promise = a_promise(house, **facts)  # type: ignore[arg-type]
    watch_promises(by=the_system(house.branch.tenant_id, "Steadyhand"), now=promise.by_at + MINUTE)
    return as_it_stands(promise)


def owned_followup(promise: Promise) -> FollowUp:
    return FollowUp.objects.get(about_id=promise.id, kind="missed_promise")


def likely(house: House, promise: Promise) -> Cause | None:
    about = spoken_of(house.by("Dana"), promise.id)
    assert about is not None
    return likely_cause(by=house.by("Dana"), about=about, now=TWO + HOUR)


def test_owned_with_a_new_time_it_stays_missed_and_the_new_one_follows() -> None:
    house = a_house()
    promise = missed(house)
    again = TWO + timedelta(days=7)

    own_a_miss(
        by=house.by("Dana"),
        promise_id=promise.id,
        owned=Owned(said=SAID, cause=Cause.OVERRUN, new_by_at=again),
        now=TWO + HOUR,
    )

    promise = as_it_stands(promise)
    assert (promise.state, promise.cause) == (PromiseState.MISSED, Cause.OVERRUN)
    assert PromiseWord.objects.get(promise=promise).words == SAID.words
    assert Promise.objects.get(instead_of=promise).by_at == again
    assert owned_followup(promise).outcome == "made_right"


def test_something_else_must_be_said_in_words() -> None:
    house = a_house()
    promise = missed(house)

    with pytest.raises(CannotHappenToPromise, match="helps nobody"):
        own_a_miss(
            by=house.by("Dana"), promise_id=promise.id, owned=Owned(said=SAID, cause=Cause.OTHER), now=TWO + HOUR
        )

    assert owned_followup(promise).state == "open"


def test_what_was_not_missed_is_not_owned() -> None:
    house = a_house()
    promise = a_promise(house)

    with pytest.raises(CannotHappenToPromise, match="Only a miss"):
        own_a_miss(by=house.by("Dana"), promise_id=promise.id, owned=Owned(said=SAID, cause=Cause.OVERRUN), now=MONDAY)


def test_a_miss_is_not_ended_in_the_inbox_where_nothing_would_be_kept() -> None:
    house = a_house()
    promise = missed(house)

    with pytest.raises(CannotHappen, match="own it there"):
        end_followup(
            by=house.by("Dana"),
            followup_id=owned_followup(promise).id,
            outcome="unreached",
            words="Nobody there",
            now=TWO + HOUR,
        )


def test_promised_sooner_than_the_odds_allowed_is_its_own_cause() -> None:
    house = a_house()

    assert likely(house, missed(house, is_sooner=True)) is Cause.TOO_SOON


def test_a_call_nobody_planned_a_visit_for_was_forgotten() -> None:
    house = a_house()

    assert likely(house, missed(house)) is Cause.FORGOTTEN


def test_an_earlier_visit_that_took_longer_is_found_in_the_record() -> None:
    house = a_house()
    first, second = at_chens(house), at_chens(house)
    bruno = a_technician(user=house.people["Bruno"], branch=house.branch)
    earlier = a_planned_visit(call=first, technician=bruno, at=MONDAY + HOUR, by=house.by("Dana"))
    a_planned_visit(call=second, technician=bruno, at=TWO - HOUR, by=house.by("Dana"))
    arrive(by=house.by("Bruno"), visit_id=earlier.id, version=earlier.version, now=MONDAY + HOUR)

    assert likely(house, missed(house, call=second)) is Cause.OVERRUN


def test_owned_in_words_that_the_record_contradicts_the_miss_stays_owed_until_they_are_sent() -> None:
    house = a_house()
    call = at_chens(house, mobile="+16145550149", has_agreed_to_sms=True)
    promise = missed(house, call=call)
    words = "We are sorry. We can be with you on Friday before 9."
    owned = Owned(
        said=replace(SAID, channel=Channel.TEXT, words=words), cause=Cause.OVERRUN, new_by_at=TWO + timedelta(days=7)
    )

    came = own_a_miss(by=house.by("Dana"), promise_id=promise.id, owned=owned, now=TWO + HOUR)

    assert came.waits
    assert came.new is not None
    assert as_it_stands(promise).cause == Cause.OVERRUN
    assert owned_followup(promise).state == "open"
    release_held(by=house.by("Ruth"), held_id=HeldMessage.objects.get().id, why="Planned so.", now=TWO + HOUR + MINUTE)
    assert owned_followup(promise).outcome == "made_right"
