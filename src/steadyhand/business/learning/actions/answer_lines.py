"""A technician says what they tried on a job, and answers what others said about them."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.calls.queries.jobs_lately import job_called
from steadyhand.business.learning.coaching.rules import Answer, Source
from steadyhand.business.learning.content.behaviours import behaviours
from steadyhand.business.learning.models import CoachingReply, CoachingStep, Observation, RideAlong
from steadyhand.business.learning.queries.hired import is_said_when_hired
from steadyhand.business.people.queries import technician_of_user
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import record_change


class CannotAnswer(Exception):
    """It can't be kept like this; the message says what to do."""


@transaction.atomic
def say_tried(*, by: Actor, visit_id: UUID, answers: Mapping[str, Answer], note: str, now: datetime) -> int:
    """Keep a technician's own word on what they tried on one of their jobs; return how many lines.

    Raises:
        CannotAnswer: it isn't their job, was said already, or says nothing.
    """
    job, mine = job_called(by, visit_id), _mine(by)
    if by.user_id is None or job is None or mine is None or job.technician_id != mine:
        raise CannotAnswer("This isn't one of your own visits: say what you tried from one of yours.")
    known = {each.code for each in behaviours()}
    if not answers or not set(answers) <= known:
        raise CannotAnswer("Tap an answer for one of them at least.")
    said = Observation.objects.of(by.tenant_id).filter(visit_id=visit_id, source=Source.SELF, technician_id=mine)
    if already := set(said.values_list("behaviour", flat=True)) & set(answers):
        raise CannotAnswer(
            f"You have said it already for {len(already)} of them on this visit; a word stays as it was."
        )
    Observation.objects.bulk_create(
        Observation(
            tenant_id=by.tenant_id,
            technician_id=mine,
            visit_id=visit_id,
            job=job.said[:300],
            source=Source.SELF,
            observer_id=by.user_id,
            behaviour=code,
            answer=answer,
            note=note.strip()[:300],
            at=now,
        )
        for code, answer in answers.items()
    )
    return len(answers)


@transaction.atomic
def answer_line(*, by: Actor, about_id: UUID, words: str, now: datetime) -> None:
    """Keep a technician's answer to something that was said about them; whoever reads the line reads it, too.

    Raises:
        CannotAnswer: the line isn't about them, or the answer says nothing.
    """
    mine = _mine(by)
    if mine is None or not _is_about(by.tenant_id, about_id, mine):
        raise CannotAnswer("This isn't about you, or isn't there any more.")
    if not words.strip():
        raise CannotAnswer("Write your answer first.")
    reply = CoachingReply.objects.create(
        tenant_id=by.tenant_id, technician_id=mine, about_id=about_id, words=words.strip()[:1000], at=now
    )
    record_change(reply, by=by, at=now, verb="coaching answered")


def _mine(by: Actor) -> UUID | None:
    return technician_of_user(by.tenant_id, by.user_id) if by.user_id else None


def _is_about(tenant_id: UUID, about_id: UUID, technician_id: UUID) -> bool:
    return (
        Observation.objects.of(tenant_id).filter(id=about_id, technician_id=technician_id).exists()
        or RideAlong.objects.of(tenant_id).filter(id=about_id, technician_id=technician_id).exists()
        or CoachingStep.objects.of(tenant_id).filter(id=about_id, plan__technician_id=technician_id).exists()
        or is_said_when_hired(tenant_id, technician_id, about_id)
    )
