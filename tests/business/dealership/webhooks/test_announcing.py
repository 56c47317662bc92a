"""Other programs hear what happened and how it stands, in the transaction in which it did, and never what was said."""

import json
from typing import Any
from uuid import UUID

import pytest
from tests.builders import MONDAY, a_branch, a_call, a_machine, a_technician, a_user, an_actor
from tests.builders.webhooks import a_webhook

from steadyhand.business.calls.actions.cancel_call import cancel_call
from steadyhand.business.calls.actions.open_call import open_call
from steadyhand.business.calls.actions.plan_visit import plan_visit
from steadyhand.business.dealership.queries import actor_for
from steadyhand.business.dealership.rules import Role
from steadyhand.business.dealership.webhooks.rules import Event
from steadyhand.business.followups.actions.acknowledge import acknowledge
from steadyhand.business.followups.actions.open_followup import open_followup
from steadyhand.business.followups.keeping.book import Subject
from steadyhand.shared.models import OutgoingMessage

pytestmark = pytest.mark.django_db
WORDS = "The customer is furious"


def heard() -> list[dict[str, Any]]:
    rows = OutgoingMessage.objects.filter(channel="webhook").order_by("id")
    assert not any(WORDS in row.body for row in rows)
    return [json.loads(row.body) for row in rows]


def test_a_call_is_told_from_taken_to_over() -> None:
    branch = a_branch()
    dana, machine = an_actor(Role.DISPATCHER, branch=branch), a_machine()
    a_webhook()

    opened = open_call(
        by=dana, branch_id=branch.id, problem=WORDS, customer_id=machine.customer_id, machine_id=machine.id, now=MONDAY
    )
    technician = a_technician(branch=branch)
    visit = plan_visit(by=dana, call_id=opened.id, version=1, technician_id=technician.id, starts_at=MONDAY, now=MONDAY)
    cancel_call(by=dana, call_id=opened.id, version=2, why=WORDS, now=MONDAY)

    taken, planned, unplanned, cancelled = heard()
    assert [each["type"] for each in (taken, planned, unplanned, cancelled)] == [
        Event.CALL_TAKEN,
        Event.VISIT_PLANNED,
        Event.VISIT_CANCELLED,
        Event.CALL_CANCELLED,
    ]
    assert taken["data"]["ref"] == opened.number
    assert taken["data"]["machine_ref"] == machine.ref
    assert taken["timestamp"] == "2026-03-09T13:00:00.000Z"
    assert (planned["data"]["id"], planned["data"]["technician_ref"]) == (str(visit.id), technician.ref)
    assert cancelled["data"]["state"] == "cancelled"


def test_a_follow_up_is_told_with_its_owner_and_clock() -> None:
    branch = a_branch()
    ruth = a_user(Role.SERVICE_MANAGER, branch=branch)
    a_webhook(events=[Event.FOLLOWUP_OPENED, Event.FOLLOWUP_TAKEN_ON])
    a_webhook(events=[Event.CALL_CLOSED])

    followup_id: UUID = open_followup(
        by=an_actor(Role.DISPATCHER, branch=branch),
        kind="obstacle",
        subject=Subject(branch_id=branch.id, title=WORDS),
        words=WORDS,
        owner=ruth.id,
        now=MONDAY,
    )
    acknowledge(by=actor_for(ruth.id), followup_id=followup_id, now=MONDAY)

    opened, taken_on = heard()
    assert (opened["type"], taken_on["type"]) == (Event.FOLLOWUP_OPENED, Event.FOLLOWUP_TAKEN_ON)
    assert (opened["data"]["id"], opened["data"]["owner_id"]) == (str(followup_id), str(ruth.id))
    assert (opened["data"]["kind"], opened["data"]["state"], opened["data"]["number"]) == ("obstacle", "open", 1)
    assert opened["data"]["due"]["clock"]


def test_nobody_is_told_where_nobody_asked() -> None:
    a_call()
    a_branch()
    open_followup(
        by=an_actor(Role.DISPATCHER, branch=a_branch("DAYT")),
        kind="obstacle",
        subject=Subject(branch_id=a_branch("DAYT").id, title=WORDS),
        owner=None,
        now=MONDAY,
    )
    assert heard() == []
