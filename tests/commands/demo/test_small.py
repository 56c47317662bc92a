"""The small demo is made by the importer and the real flows, and every role finds something worth doing."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from django.test import override_settings

from steadyhand.business.calls.models import Call, Visit
from steadyhand.business.calls.rules import CallState, VisitState
from steadyhand.business.dealership.models import Dealership, User
from steadyhand.business.dealership.rules import Role
from steadyhand.commands.application import CannotDo
from steadyhand.commands.demo.cast import PASSWORD, PEOPLE, TECHNICIANS
from steadyhand.commands.demo.small import make_small_demo
from steadyhand.commands.demo.today import middle_of_day
from steadyhand.shared.clock import How

pytestmark = pytest.mark.django_db

NEW_YORK = ZoneInfo("America/New_York")
# A Wednesday, half past twelve in Columbus.
NOON = datetime(2026, 11, 18, 17, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def _made(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[None]:  # noqa: ARG001
    """Make the demo once: every test sees it and takes its own changes back, and in the end it goes itself."""
    with (
        override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media")),
        django_db_blocker.unblock(),
        transaction.atomic(),
    ):
        make_small_demo(now=NOON, tell=lambda _: None)
        with django_db_blocker.block():
            yield
        transaction.set_rollback(True)


@pytest.fixture
def _demo(_made: None, db: None) -> None:
    """Let a test see the demo."""


@pytest.mark.usefixtures("_demo")
def test_every_role_signs_in_and_every_technician_has_a_visit_today() -> None:
    users = {user.email: user for user in User.objects.of(Dealership.objects.get().id)}

    assert {person.role for person in PEOPLE} == set(Role)
    assert all(users[person.email].check_password(PASSWORD) for person in PEOPLE)
    today = Visit.objects.of(Dealership.objects.get().id).filter(planned_for__date=NOON.date())
    assert set(today.values_list("technician__user__name", flat=True)) == {
        "Bruno Salas",
        *(person.name for person in TECHNICIANS),
    }


@pytest.mark.usefixtures("_demo")
def test_calls_stand_as_the_story_tells() -> None:
    calls = Call.objects.of(Dealership.objects.get().id)

    waiting = calls.filter(state=CallState.WAITING).values_list("waiting_for", flat=True)
    assert Counter(waiting) == {"parts": 2, "it": 2, "hands": 1}
    assert calls.filter(state=CallState.TO_PLAN).count() == 7
    assert calls.filter(state=CallState.TO_PLAN, respond_by__lt=NOON).exists()
    assert calls.filter(customer__isnull=True).get().caller_name == "Somebody from Alder House"
    assert calls.filter(taken_at__gt=NOON).count() == 0


@pytest.mark.usefixtures("_demo")
def test_bruno_is_at_chen_s_clinic_with_one_visit_done_and_two_to_come() -> None:
    today = Visit.objects.of(Dealership.objects.get().id).filter(
        technician__name="Bruno Salas", planned_for__date=NOON.date()
    )

    states = list(today.order_by("planned_for").values_list("state", flat=True))
    assert states == [VisitState.DONE, VisitState.ON_SITE, VisitState.PLANNED, VisitState.PLANNED]
    at_chen = today.get(state=VisitState.ON_SITE)
    assert (at_chen.call.customer and at_chen.call.customer.name, at_chen.arrived_at_how) == (
        "Chen Family Clinic",
        How.OBSERVED,
    )


@pytest.mark.usefixtures("_demo")
def test_it_is_only_ever_made_in_an_empty_database() -> None:
    with pytest.raises(CannotDo, match="Lakeside Office Machines is in this database already"):
        make_small_demo(now=NOON, tell=lambda _: None)


@pytest.mark.parametrize(
    ("hour", "middle"), [(3, "11:00"), (11, "11:00"), (12, "12:00"), (13, "13:00"), (14, "14:00"), (23, "14:00")]
)
def test_whoever_looks_at_night_sees_a_working_day(hour: int, middle: str) -> None:
    now = datetime(2026, 11, 18, hour, 7, 30, tzinfo=NEW_YORK)

    assert middle_of_day(now, NEW_YORK) == datetime.fromisoformat(f"2026-11-18T{middle}:00").replace(tzinfo=NEW_YORK)
