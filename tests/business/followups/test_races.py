"""Somebody leaves while something is given to them: neither waits for the other in a circle, and who stays has it."""

import threading
from collections.abc import Callable
from datetime import timedelta
from time import monotonic, sleep
from typing import Any

import pytest
from django.db import connection, transaction
from tests.builders import MONDAY
from tests.builders.kept import House, a_house, opened_in, row_of
from tests.builders.together import at_once

from steadyhand.business.dealership.actions.change_roles import change_roles
from steadyhand.business.dealership.actions.deactivate_user import deactivate_user
from steadyhand.business.dealership.actions.take_leave import take_leave
from steadyhand.business.dealership.described import RoleAt
from steadyhand.business.dealership.rules import Role

pytestmark = pytest.mark.django_db(transaction=True)
MOST_SECONDS = 5.0


def leaves(house: House) -> None:
    deactivate_user(by=house.by("Joan"), user_id=house.id_of("Elena"), now=MONDAY)


def goes_on_leave(house: House) -> None:
    on = MONDAY.date()
    elena = house.id_of("Elena")
    take_leave(by=house.by("Joan"), user_id=elena, starts_on=on, until=on + timedelta(days=3), now=MONDAY)


def drives_from_now_on(house: House) -> None:
    roles = [RoleAt(Role.TECHNICIAN)]
    change_roles(by=house.by("Joan"), user_id=house.id_of("Elena"), roles=roles, now=MONDAY)


@pytest.mark.parametrize("goes", [leaves, goes_on_leave, drives_from_now_on])
def test_what_is_given_to_somebody_who_goes_at_that_moment_is_somebody_else_s(goes: Callable[[House], None]) -> None:
    house = a_house()
    is_written = threading.Event()

    def gives() -> Any:
        with transaction.atomic():
            followup_id = opened_in(house, owner=house.id_of("Elena"))
            is_written.set()
            until_somebody_waits()
        return followup_id

    def goes_meanwhile() -> None:
        is_written.wait(MOST_SECONDS)
        goes(house)

    given, gone = at_once(gives, goes_meanwhile)

    assert gone is None
    assert row_of(given).owner_id == house.id_of("Priya")


def until_somebody_waits() -> None:
    """Hold what is held until the other one waits for it; where one writer shuts out all others, they wait anyway."""
    if connection.vendor != "postgresql":
        return
    gives_up_at = monotonic() + MOST_SECONDS
    with connection.cursor() as cursor:
        while monotonic() < gives_up_at:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0]:
                return
            sleep(0.01)
    raise AssertionError("Nobody ever waited, so nothing is shown.")
