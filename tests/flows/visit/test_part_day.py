"""It waits for a part: the day that is named is the engine's, and what was said to the customer is promised."""

from datetime import timedelta

import pytest
from tests.builders.promises import DAY, HOUR, NOW, Clinic, a_clinic
from tests.business.promises.test_expecting import a_fitted_model

from steadyhand.business.calls.closing import Closing
from steadyhand.business.calls.rules import VisitState
from steadyhand.business.promises.models import FittedModel, Promise
from steadyhand.flows.visit.arrive import arrive
from steadyhand.flows.visit.close_visit import close_visit
from steadyhand.flows.visit.part_day import part_day

pytestmark = pytest.mark.django_db


def a_clinic_that_waits_for_a_part(*, hours: float = 20.0) -> Clinic:
    clinic = a_clinic()
    model = a_fitted_model(clinic.call, hours=hours)
    FittedModel.objects.filter(id=model.id).update(kind="part")
    return clinic


def closed_saying(clinic: Clinic, next_step: str) -> None:
    visit, bruno = clinic.visit(), clinic.house.by("Bruno")
    arrive(by=bruno, visit_id=visit.id, version=1, now=NOW)
    closing = Closing(outcome=VisitState.PARTS, told_customer="The fuser is worn.", next_step=next_step)
    close_visit(by=bruno, visit_id=visit.id, version=2, closing=closing, now=NOW + HOUR)


def test_without_history_no_day_is_named() -> None:
    clinic = a_clinic()

    assert part_day(by=clinic.house.by("Bruno"), visit_id=clinic.visit().id, now=NOW) is None


def test_with_history_the_day_is_the_engine_s_and_never_sooner() -> None:
    clinic = a_clinic_that_waits_for_a_part()

    on = part_day(by=clinic.house.by("Bruno"), visit_id=clinic.visit().id, now=NOW)

    assert on is not None
    assert on > NOW.date()


def test_what_is_said_to_the_customer_is_promised_in_person() -> None:
    clinic = a_clinic_that_waits_for_a_part()

    closed_saying(
        clinic, "I'm asking for the part today. The part will be here by Friday 20 March, and we'll call you."
    )

    row = Promise.objects.get()
    assert (row.kind, row.channel, row.given_by_name, row.to_whom) == ("part", "in_person", "Bruno", "Grace Chen")
    assert (row.by_at - NOW) // timedelta(days=1) == 11
    assert row.said == "Friday 20 March by the end of the day"
    assert not row.is_sooner


def test_a_day_of_their_own_that_is_sooner_is_counted() -> None:
    clinic = a_clinic_that_waits_for_a_part(hours=60.0)

    closed_saying(clinic, "The part will be here by Tuesday 10 March.")

    row = Promise.objects.get()
    assert (row.is_sooner, row.sooner_because) == (True, "Named to the customer when the visit was closed")


def test_the_same_day_named_again_is_the_same_promise() -> None:
    clinic = a_clinic_that_waits_for_a_part()
    clinic.gives(kind="part", by_at=NOW + 11 * DAY + 7 * HOUR)

    closed_saying(clinic, "The part will be here by Friday 20 March.")

    assert [row.state for row in Promise.objects.order_by("given_at")] == ["open"]


def test_words_without_a_day_promise_nothing() -> None:
    clinic = a_clinic_that_waits_for_a_part()

    closed_saying(clinic, "We'll call you by Friday 13 March with the day we come back.")

    assert not Promise.objects.exists()
