"""A line of a path is checked on its day, or gets another one."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.dealership.present import today_at
from steadyhand.business.followups.keeping.acting import act
from steadyhand.business.followups.rules import events as e
from steadyhand.business.learning.models import PathStep
from steadyhand.business.learning.queries.coaches import LEADS
from steadyhand.business.learning.refusing import CannotHire
from steadyhand.shared.actor import Actor, the_system
from steadyhand.shared.history import record_change


@transaction.atomic
def check_step(*, by: Actor, step_id: UUID, due_on: date | None, now: datetime) -> None:
    """Say that a line of a path is checked and there, or (`due_on`) give it another day.

    Raises:
        CannotHire: it isn't at their branches, is checked already, or the day is over.
    """
    rows = PathStep.objects.visible_to(by.within(LEADS)).select_related("decision__candidate")
    # Of two who check it at one moment the second hears that it is.
    rows = rows.select_for_update(of=("self",))
    step = rows.filter(id=step_id, decision__candidate__technician__isnull=False).first()
    if step is None:
        raise CannotHire("This line isn't at your branches any more, or its candidate doesn't work here yet.")
    if step.done_at:
        raise CannotHire("This line is checked already; nothing was changed.")
    if due_on is not None and due_on <= today_at(by.tenant_id, now):
        raise CannotHire(f"{due_on} is over: give it a day to come.")
    if due_on is None:
        PathStep.objects.filter(**step.where()).update(done_at=now)
        record_change(step, by=by, at=now, verb="path line checked")
    else:
        PathStep.objects.filter(**step.where()).update(due_on=due_on, followup_id=None, was_put_off=True)
        was, became = {"due_on": step.due_on}, {"due_on": due_on}
        record_change(step, by=by, at=now, verb="path line put off", was=was, became=became)
    if step.followup_id:
        outcome, words = ("done", "Checked, and there.") if due_on is None else ("later", "It has another day now.")
        ended = e.Ended(at=now, by=None, outcome=outcome, words=words)
        act(the_system(by.tenant_id, by.name), step.followup_id, ended, with_record=True)
