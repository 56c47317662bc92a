"""What stands beside the form of a new call: who was found, what is open there, what was done last?"""

from datetime import datetime
from typing import Any

from django.urls import reverse

from steadyhand.business.calls.queries.calls_list import last_visits_at, open_calls_at
from steadyhand.business.calls.queries.glances import Glances, glances_at, last_fix_at
from steadyhand.flows.visit.find_caller import CallerFound, find_caller
from steadyhand.flows.visit.know_caller import CallerKnown, CallerNotThere, know_caller
from steadyhand.flows.visit.watch_for_callback import watch_for_callback
from steadyhand.pages.common.saying import Saying
from steadyhand.pages.dispatcher.choosing import chosen_of_found, machines_to_choose, said_of
from steadyhand.shared.actor import Actor

# As many as fit under the field without scrolling past the form.
MOST_FOUND = 8


def found_there(by: Actor, typed: str, saying: Saying) -> dict[str, Any]:
    """Return the lines to choose from, what is to see of each at once, and all that is known of the first."""
    found = find_caller(by=by, typed=typed, most=MOST_FOUND) if typed else []
    glances = glances_at(
        by,
        customer_ids={one.customer_id for one in found if one.customer_id},
        watched=watch_for_callback(by=by, machine_ids={one.machine_id for one in found if one.machine_id}),
        now=saying.now,
    )
    first = next((one for one in found if one.kind != "call"), None)
    return {
        "typed": typed,
        "results": [_result(one, glances) for one in found],
        "preview": _preview(by, first, saying) if first else None,
        "saying": saying,
    }


def about_caller(by: Actor, known: CallerKnown | None, *, now: datetime) -> dict[str, Any]:
    """Return what is worth knowing while they talk."""
    if known is None:
        return {"known": None}
    machine_id = known.machine.id if known.machine else None
    customer_id = known.customer.id
    watched = watch_for_callback(by=by, machine_ids={machine_id} if machine_id else ())
    return {
        "known": known,
        "open_calls": open_calls_at(by, customer_id=customer_id, machine_id=machine_id),
        "last_visits": last_visits_at(by, customer_id=customer_id, machine_id=machine_id),
        "last_fix": last_fix_at(by, machine_id, within=watched[machine_id], now=now) if machine_id else None,
        "machines": () if machine_id else machines_to_choose(by, customer_id),
    }


def _result(one: CallerFound, glances: Glances) -> dict[str, Any]:
    """Return a line to choose: a call leads to its page, all else fills in the form."""
    if one.kind == "call":
        return {"kind": one.kind, "title": one.title, "detail": one.detail, "url": reverse("call", args=[one.id])}
    return {
        "kind": one.kind,
        "title": one.title,
        "detail": one.detail,
        "url": f"{reverse('new-call')}?{said_of(one)}",
        "caller_url": f"{reverse('new-call-caller')}?{said_of(one)}",
        "open_said": _open_said(one, glances),
        "fixed_at": glances.fixed_lately.get(one.machine_id) if one.machine_id else None,
    }


def _open_said(one: CallerFound, glances: Glances) -> str:
    here = glances.open_by_machine.get(one.machine_id, 0) if one.machine_id else 0
    if here:
        return f"{here} open about this machine"
    there = glances.open_by_customer.get(one.customer_id, 0) if one.customer_id else 0
    return f"{there} open at this customer" if there else ""


def _preview(by: Actor, first: CallerFound, saying: Saying) -> dict[str, Any] | None:
    """Return all that is known of the first line; None where it has gone in this very moment."""
    try:
        known = know_caller(by=by, now=saying.now, **chosen_of_found(by, first))
    except CallerNotThere:
        return None
    return about_caller(by, known, now=saying.now)
