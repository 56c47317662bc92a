"""A candidate works here: from now on the lines of their path come due."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.dealership.present import today_at
from steadyhand.business.learning.hiring.rules import Verdict
from steadyhand.business.learning.models import Candidate, HiringDecision
from steadyhand.business.learning.queries.coaches import LEADS
from steadyhand.business.learning.refusing import CannotHire
from steadyhand.business.people.queries import technician_of
from steadyhand.shared.actor import Actor
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
