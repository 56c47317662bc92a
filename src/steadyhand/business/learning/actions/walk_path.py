"""A candidate works here: their path goes on with them, and each of its lines is checked on its day or gets another."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.dealership.present import today_at
from steadyhand.business.followups.keeping.acting import act
from steadyhand.business.followups.rules import events as e
from steadyhand.business.learning.hiring.rules import Verdict
from steadyhand.business.learning.models import Candidate, HiringDecision, PathStep
from steadyhand.business.learning.queries.coaches import LEADS
from steadyhand.business.learning.refusing import CannotHire
from steadyhand.business.people.queries import technician_of
from steadyhand.shared.actor import Actor, the_system
from steadyhand.shared.history import record_change


@transaction.atomic
def begin_work(*, by: Actor, candidate_id: UUID, technician_id: UUID, now: datetime) -> None:
    """Say which technician a candidate has become: from now on the lines of their path come due.

    Raises:
        CannotHire: not at their branches, no such technician, or nobody decided to hire them.
    """
    rows = Candidate.objects.visible_to(by.within(LEADS)).filter(erased_at__isnull=True)
    candidate = rows.filter(id=candidate_id).first()
    technician = technician_of(by.within(LEADS), technician_id, on=today_at(by.tenant_id, now))
    if candidate is None or technician is None:
        raise CannotHire("This candidate or technician isn't at your branches any more: open the page anew.")
    latest = HiringDecision.objects.of(by.tenant_id).filter(candidate=candidate).order_by("-at", "-id").first()
    if latest is None or latest.verdict not in (Verdict.HIRE, Verdict.PATH):
        raise CannotHire("Nobody has decided to hire them: decide first, with reasons.")
    Candidate.objects.filter(**candidate.where()).update(technician_id=technician.id)
    record_change(candidate, by=by, at=now, verb="candidate hired", became={"technician": technician.name})


@transaction.atomic
def check_step(*, by: Actor, step_id: UUID, due_on: date | None, now: datetime) -> None:
    """Say that a line of a path is checked and there, or (`due_on`) give it another day.

    Raises:
        CannotHire: it isn't at their branches, is checked already, or the day is over.
    """
    rows = PathStep.objects.visible_to(by.within(LEADS)).select_related("decision__candidate")
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
        PathStep.objects.filter(**step.where()).update(due_on=due_on, followup_id=None)
        was, became = {"due_on": step.due_on}, {"due_on": due_on}
        record_change(step, by=by, at=now, verb="path line put off", was=was, became=became)
    if step.followup_id:
        outcome, words = ("done", "Checked, and there.") if due_on is None else ("later", "It has another day now.")
        ended = e.Ended(at=now, by=None, outcome=outcome, words=words)
        act(the_system(by.tenant_id, by.name), step.followup_id, ended, with_record=True)
