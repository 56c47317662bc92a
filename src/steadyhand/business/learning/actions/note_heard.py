"""A customer told who leads what a technician did on a job: their words, as a line of its own."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.calls.queries.jobs_lately import job_called
from steadyhand.business.learning.coaching.rules import Answer, Source
from steadyhand.business.learning.content.behaviours import behaviours
from steadyhand.business.learning.models import Observation
from steadyhand.business.learning.queries.coaches import LEADS
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import record_change


class CannotNoteHeard(Exception):
    """It can't be kept like this; the message says what to do."""


@transaction.atomic
def note_heard(
    *, by: Actor, technician_id: UUID, visit_id: UUID, behaviour: str, was_seen: bool, words: str, now: datetime
) -> UUID:
    """Keep what a customer said of one job; the technician reads it with their words. Return the line's id.

    Raises:
        CannotNoteHeard: another's job, an unknown behaviour, no words, or said already.
    """
    job = job_called(by, visit_id)
    if by.user_id is None or not by.is_one_of(*LEADS):
        raise CannotNoteHeard("What a customer says is written down by a manager.")
    if job is None or job.technician_id != technician_id:
        raise CannotNoteHeard("That visit isn't this technician's any more: pick another one.")
    if behaviour not in {each.code for each in behaviours() if each.customers_see}:
        raise CannotNoteHeard("Choose from the list what the customer spoke of.")
    if not words.strip():
        raise CannotNoteHeard("Write down what the customer said, in their words: the technician reads it.")
    lines = Observation.objects.of(by.tenant_id).filter(visit_id=visit_id, behaviour=behaviour, source=Source.CUSTOMER)
    if lines.exists():
        raise CannotNoteHeard("A customer's word on that is kept for this visit already.")
    line = Observation.objects.create(
        tenant_id=by.tenant_id,
        technician_id=technician_id,
        visit_id=visit_id,
        job=job.said[:300],
        source=Source.CUSTOMER,
        observer_id=by.user_id,
        behaviour=behaviour,
        answer=Answer.SEEN if was_seen else Answer.NOT_SEEN,
        note=words.strip()[:300],
        at=now,
    )
    record_change(line, by=by, at=now, verb="customer's word noted", became={"behaviour": behaviour})
    return line.id
