"""Promises that are watched: given by Dana through the real action, with the odds of a house that has history."""

from datetime import datetime, timedelta
from typing import Any

from tests.builders.kept import House
from tests.builders.record import MONDAY, a_call, a_contact, a_machine, a_site

from steadyhand.business.calls.models import Call
from steadyhand.business.promises.actions.give_promise import Given, give_promise
from steadyhand.business.promises.models import Promise
from steadyhand.business.promises.rules import Channel, PromiseKind

# Half of such work is done within three working hours, nineteen of twenty within eight.
USUAL = {"shares": [0.1, 0.5, 0.8, 0.95, 0.99], "hours": [1.0, 3.0, 5.0, 8.0, 16.0]}
# Promised on Monday at nine for two o'clock.
TWO = MONDAY + timedelta(hours=5)


def at_chens(house: House, **facts: Any) -> Call:
    """Return a call of Chen's clinic, which Grace made."""
    contact = a_contact(house.customer, **facts)
    return a_call(machine=a_machine(site=a_site(house.customer)), contact=contact)


def a_promise(
    house: House,
    *,
    call: Call | None = None,
    kind: PromiseKind = PromiseKind.ARRIVAL,
    by_at: datetime = TWO,
    is_sooner: bool = False,
    by: str = "Dana",
    now: datetime = MONDAY,
) -> Promise:
    """Return a promise that rests on the usual odds; what a fitted model would say is written as if one had."""
    call = call or at_chens(house)
    given = Given(
        kind=kind,
        by_at=by_at,
        channel=Channel.PHONE,
        call_id=call.id,
        about="Call with the price" if kind is PromiseKind.OTHER else "",
        sooner_because="They have a deadline.",
    )
    made = give_promise(by=house.by(by), given=given, now=now)
    sooner = {} if is_sooner else {"is_sooner": False, "sooner_because": ""}
    odds = {"forecast": USUAL, "is_norm": False, "odds_share": 0.8, "closed_cases": 400}
    Promise.objects.filter(id=made.id).update(**odds, **sooner)
    return Promise.objects.get(id=made.id)


def as_it_stands(promise: Promise) -> Promise:
    return Promise.objects.of(promise.tenant_id).get(id=promise.id)
