"""A promise keeps all that was known when it was given, and somebody sees to it."""

from collections.abc import Callable
from typing import Any

import pytest
from tests.builders import a_branch, a_customer
from tests.builders.kept import row_of, what_happened
from tests.builders.promises import DAY, HOUR, NOW, a_clinic, promise

from steadyhand.business.calls.models import Call
from steadyhand.business.dealership.models import User
from steadyhand.business.followups.actions.end_followup import end_followup
from steadyhand.business.followups.actions.merge_followups import merge_followups
from steadyhand.business.followups.actions.pause import pause
from steadyhand.business.followups.actions.promise_step import promise_step
from steadyhand.business.followups.models import FollowUpListener
from steadyhand.business.followups.rules.standing import CannotHappen
from steadyhand.business.promises.actions.give_promise import CannotPromise, Given, give_promise
from steadyhand.business.promises.models import Promise
from steadyhand.business.promises.rules import Channel, PromiseKind
from steadyhand.flows.visit.identify_caller import identify_caller
from steadyhand.shared.actor import the_system
from steadyhand.shared.models import Change, OutgoingMessage

pytestmark = pytest.mark.django_db
NOON_TOMORROW = NOW + DAY + 2 * HOUR


def test_it_keeps_what_was_known_and_is_the_giver_s() -> None:
    clinic = a_clinic()

    given = clinic.gives()

    row, followup = promise(given.id), row_of(given.followup_id)
    assert (row.said, row.to_whom, row.given_by_name, row.state) == (
        "Thursday, before noon",
        "Grace Chen",
        "Dana",
        "open",
    )
    assert row.earliest_at is not None
    assert row.earliest_at <= row.by_at
    assert (row.target_share, row.is_norm, row.is_sooner, row.followup_id) == (0.95, True, False, followup.id)
    assert row.forecast["shares"][-1] == 0.95
    assert (clinic.house.name_of(followup.owner_id), followup.step_due_at) == ("Dana", row.by_at)
    assert what_happened(followup.id) == ["opened", "step promised", "acknowledged"]
    assert followup.title == f"Promised: somebody is there · call {clinic.call.ref} · Chen Family Clinic"
    assert Change.objects.get(about_id=row.id).verb == "gave a promise"


def test_what_a_technician_promises_is_a_dispatcher_s_to_see_to() -> None:
    clinic = a_clinic()

    given = clinic.gives(by="Bruno", channel=Channel.IN_PERSON)

    followup = row_of(given.followup_id)
    assert clinic.house.name_of(followup.owner_id) == "Dana"
    listeners = FollowUpListener.objects.filter(followup_id=followup.id).values_list("user_id", flat=True)
    assert [clinic.house.name_of(each) for each in listeners] == ["Bruno"]
    assert what_happened(followup.id) == ["opened", "step promised"]


def test_sooner_than_the_engine_says_needs_a_reason() -> None:
    clinic = a_clinic()

    with pytest.raises(CannotPromise, match=r"earliest time that is kept 95 % of the time is .* write why"):
        clinic.gives(by_at=NOON_TOMORROW)
    assert not Promise.objects.exists()


def test_sooner_with_a_reason_is_counted() -> None:
    clinic = a_clinic()

    row = promise(clinic.gives(by_at=NOON_TOMORROW, sooner_because="Bruno is next door").id)

    assert (row.is_sooner, row.sooner_because) == (True, "Bruno is next door")
    assert row.earliest_at is not None
    assert row.by_at < row.earliest_at


def test_a_reason_for_what_is_not_sooner_is_not_kept_against_anybody() -> None:
    row = promise(a_clinic().gives(sooner_because="just in case").id)

    assert (row.is_sooner, row.sooner_because) == (False, "")


def test_beyond_the_contract_s_term_the_manager_hears_at_once() -> None:
    clinic = a_clinic(respond_by=NOW + 6 * HOUR)
    User.objects.filter(id=clinic.house.id_of("Ruth")).update(phone="+16145550101")

    given = clinic.gives()

    assert promise(given.id).beyond_term_at == NOW + 6 * HOUR
    assert given.alerted == ("Ruth",)
    message = OutgoingMessage.objects.get()
    assert message.recipient == "+16145550101"
    assert "Dana gives a time: Thursday, before noon" in message.body
    assert "The contract says today at 4:00 pm" in message.body
    listeners = FollowUpListener.objects.filter(followup_id=given.followup_id).values_list("user_id", flat=True)
    assert {clinic.house.name_of(each) for each in listeners} == {"Dana", "Ruth"}


def test_within_the_term_nobody_is_alerted() -> None:
    clinic = a_clinic(respond_by=NOW + 9 * DAY)

    assert clinic.gives().alerted == ()
    assert not OutgoingMessage.objects.exists()


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"by_at": NOW}, "has passed already"),
        ({"from_at": NOW + 9 * DAY}, "end before it begins"),
        ({"kind": PromiseKind.OTHER}, "Say in a line what is promised"),
    ],
)
def test_nonsense_is_refused_in_a_sentence(facts: dict[str, Any], why: str) -> None:
    with pytest.raises(CannotPromise, match=why):
        a_clinic().gives(**facts)


def test_the_program_promises_nothing() -> None:
    clinic = a_clinic()
    given = Given(kind=PromiseKind.ARRIVAL, by_at=NOW + 9 * DAY, channel=Channel.PHONE, call_id=clinic.call.id)

    with pytest.raises(CannotPromise, match="given by a person"):
        give_promise(by=the_system(clinic.call.tenant_id, "Steadyhand"), given=given, now=NOW)


def test_a_customer_of_another_branch_is_not_promised_anything() -> None:
    clinic = a_clinic()
    elsewhere = a_customer("Far Away", branch=a_branch("DAY"))
    dana = clinic.house.by("Dana")
    here = type(dana)(
        dana.tenant_id, dana.user_id, dana.name, dana.roles, frozenset({clinic.house.branch.id}), dana.held
    )
    given = Given(
        kind=PromiseKind.OTHER, by_at=NOW + DAY, channel=Channel.PHONE, customer_id=elsewhere.id, about="Ring them"
    )

    with pytest.raises(CannotPromise, match="isn't one of your branches' customers"):
        give_promise(by=here, given=given, now=NOW)


def test_its_follow_up_ends_only_with_it() -> None:
    clinic = a_clinic()
    given, other = clinic.gives(), clinic.gives(kind=PromiseKind.OTHER, about="A call")
    dana, it = clinic.house.by("Dana"), given.followup_id

    by_hand: tuple[Callable[[], None], ...] = (
        lambda: end_followup(by=dana, followup_id=it, outcome="kept", words="Done", now=NOW),
        lambda: promise_step(by=dana, followup_id=it, words="Later", due_at=NOW + 9 * DAY, now=NOW),
        lambda: pause(by=dana, followup_id=it, words="Wait", until=NOW + DAY, now=NOW),
        lambda: merge_followups(by=dana, followup_id=it, into=other.followup_id, now=NOW),
    )
    for refused in by_hand:
        with pytest.raises(CannotHappen, match="stands for a promise to a customer"):
            refused()
    assert (row_of(it).state, promise(given.id).state) == ("open", "open")


@pytest.mark.parametrize("kind", [PromiseKind.ARRIVAL, PromiseKind.FIX])
def test_nobody_is_promised_two_times_for_the_same(kind: PromiseKind) -> None:
    clinic = a_clinic()
    clinic.gives(kind=kind, by_at=NOW + 40 * DAY)

    with pytest.raises(CannotPromise, match=r"have been promised .* already: agree with them on another time"):
        clinic.gives(kind=kind, by_at=NOW + 41 * DAY)
    assert Promise.objects.count() == 1


def test_it_was_promised_to_whoever_the_call_turns_out_to_be_from() -> None:
    clinic = a_clinic()
    unknown = Call.objects.create(
        tenant_id=clinic.call.tenant_id,
        ref="99001",
        branch=clinic.house.branch,
        caller_name="Somebody",
        problem="It jams",
        taken_at=NOW,
        taken_at_how="observed",
    )
    given = clinic.gives(call_id=unknown.id)
    assert (promise(given.id).customer_id, promise(given.id).to_whom) == (None, "Somebody")

    identify_caller(
        by=clinic.house.by("Dana"), call_id=unknown.id, version=1, customer_id=clinic.house.customer.id, now=NOW
    )

    assert promise(given.id).customer_id == clinic.house.customer.id
