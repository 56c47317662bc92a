"""Somebody is asked to interview a candidate, and to mark what they see."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from steadyhand.business.dealership.present import Present, person_here
from steadyhand.business.followups.actions.open_followup import open_followup
from steadyhand.business.followups.keeping.book import Subject
from steadyhand.business.learning.actions.hiring.end_interviews import ABOUT
from steadyhand.business.learning.actions.hiring.interviewing import Meeting, check_meeting, title_of, wait_for
from steadyhand.business.learning.actions.hiring.reaching import candidate_to_lead
from steadyhand.business.learning.kinds import INTERVIEW
from steadyhand.business.learning.models import Candidate, CandidateReading, Scorecard
from steadyhand.business.learning.refusing import CannotHire
from steadyhand.shared.actor import Actor, the_system
from steadyhand.shared.history import record_change


@transaction.atomic
def ask_rater(*, by: Actor, candidate_id: UUID, user_id: UUID, meeting: Meeting | None = None, now: datetime) -> None:
    """Ask somebody to interview a candidate; they find their kit from their inbox, and when they meet.

    Raises:
        CannotHire: they don't work here, were asked already, or have read what others saw; the candidate has withdrawn
            or works here; or the time can't be.
    """
    candidate = candidate_to_lead(by, candidate_id)
    _check_candidate(candidate)
    person = person_here(by.tenant_id, user_id, at=now)
    if person is None:
        raise CannotHire("They don't work here any more: ask somebody else.")
    _check_blind(by, candidate, person)
    check_meeting(meeting, now=now)
    card = Scorecard(
        tenant_id=by.tenant_id,
        candidate=candidate,
        rater_id=user_id,
        marks={},
        notes={},
        asked_at=now,
        meets_at=meeting.begins_at if meeting else None,
        meets_until=meeting.ends_at if meeting else None,
    )
    try:
        with transaction.atomic():
            card.save(force_insert=True)
    except IntegrityError as error:
        raise CannotHire(f"{person.name} has been asked already.") from error
    record_change(card, by=by, at=now, verb="rater asked", became={"rater": person.name, "meets_at": card.meets_at})
    followup_id = open_followup(
        by=the_system(by.tenant_id, by.name),
        kind=INTERVIEW.name,
        subject=Subject(
            branch_id=candidate.opening.branch_id,
            title=title_of(by, candidate.opening.title, meeting),
            about_kind=ABOUT,
            about_id=candidate.id,
        ),
        words="Your questions, with what a weak, a fair and a strong answer sounds like, are ready. Mark what you saw; "
        "what you didn't get to is “not assessed”. You read the others' after you have handed yours in.",
        owner=user_id,
        listeners=[user_id],
        now=now,
    )
    Scorecard.objects.filter(**card.where()).update(followup_id=followup_id)
    if meeting is not None:
        wait_for(by, followup_id, candidate.opening.title, meeting, now=now)


def _check_candidate(candidate: Candidate) -> None:
    if candidate.withdrew_at:
        raise CannotHire("They don't want the post any more: nobody has to look.")
    if candidate.technician_id:
        raise CannotHire("They work here by now: who rides along with them sees how they do.")


def _check_blind(by: Actor, candidate: Candidate, person: Present) -> None:
    """Refuse whoever has read what others saw; who could have and hasn't may look."""
    read = CandidateReading.objects.of(by.tenant_id).filter(candidate=candidate, reader_id=person.id).order_by("at")
    first = read.first()
    if first is not None:
        what = CandidateReading.What(first.what).label
        raise CannotHire(
            f"{person.name} has read {what} of {candidate.name}: ask somebody who hasn't, and who sees for themselves."
        )
