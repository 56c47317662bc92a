"""A line of somebody's path has come due, or a candidate's day has come and what was known of them goes."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import OuterRef, Subquery

from steadyhand.business.dealership.present import today_at
from steadyhand.business.followups.actions.open_followup import open_followup
from steadyhand.business.followups.keeping.book import Subject
from steadyhand.business.learning.actions.hiring.end_interviews import end_interviews
from steadyhand.business.learning.kinds import DEVELOPMENT
from steadyhand.business.learning.models import Candidate, HiringDecision, PathStep, Scorecard
from steadyhand.business.learning.queries.coaches import LEADS
from steadyhand.business.learning.refusing import CannotHire
from steadyhand.shared.actor import Actor, the_system
from steadyhand.shared.history import record_change

ABOUT = "learning.pathstep"
# A check is arranged a week ahead.
AHEAD = timedelta(days=7)
ERASED = "erased"


def watch_hiring(tenant_id: UUID, *, now: datetime) -> int:
    """Open follow-ups of path lines due within a week, erase candidates whose day is over; return how many of both."""
    by, today = the_system(tenant_id, "Steadyhand"), today_at(tenant_id, now)
    # What was decided anew has a path anew: the one before is only to be read.
    decisions = HiringDecision.objects.of(tenant_id).filter(candidate_id=OuterRef("decision__candidate_id"))
    latest = decisions.order_by("-at", "-id").values("id")[:1]
    steps = PathStep.objects.of(tenant_id).filter(
        decision_id=Subquery(latest),
        done_at__isnull=True,
        due_on__lte=today + AHEAD,
        followup_id__isnull=True,
        decision__candidate__technician__isnull=False,
    )
    due = list(steps.select_related("decision__candidate__technician", "decision__candidate__opening"))
    for step in due:
        _open(by, step, now)
    over = list(Candidate.objects.of(tenant_id).filter(erased_at__isnull=True, keep_until__lt=today))
    for candidate in over:
        _erase(by, candidate, why="Their day had come.", now=now)
    return len(due) + len(over)


def erase_candidate(*, by: Actor, candidate_id: UUID, now: datetime) -> None:
    """Erase what is known of a candidate now, because they asked for it or nobody needs it.

    Raises:
        CannotHire: they aren't at the actor's branches, or are erased already.
    """
    rows = Candidate.objects.visible_to(by.within(LEADS)).filter(erased_at__isnull=True)
    candidate = rows.filter(id=candidate_id).first()
    if candidate is None:
        raise CannotHire("This candidate isn't at your branches, or is erased already.")
    _erase(by, candidate, why="By hand.", now=now)


@transaction.atomic
def _open(by: Actor, step: PathStep, now: datetime) -> None:
    candidate = step.decision.candidate
    technician = candidate.technician
    assert technician is not None  # noqa: S101  # only hired ones were asked for
    followup_id = open_followup(
        by=by,
        kind=DEVELOPMENT.name,
        subject=Subject(
            branch_id=candidate.opening.branch_id,
            title=f"{technician.name}: {step.with_what}, to be there by {step.due_on}"[:200],
            about_kind=ABOUT,
            about_id=step.id,
        ),
        words=f"How it is checked: {step.check_by}",
        owner=step.decision.by_id,
        listeners=[step.decision.by_id],
        now=now,
    )
    PathStep.objects.filter(**step.where()).update(followup_id=followup_id)


@transaction.atomic
def _erase(by: Actor, candidate: Candidate, *, why: str, now: datetime) -> None:
    """Take names, marks, notes and reasons away; of who was hired the path stays, for it is a colleague's by now."""
    cards = Scorecard.objects.of(by.tenant_id).filter(candidate=candidate)
    waiting = list(cards.filter(handed_in_at__isnull=True))
    decisions = HiringDecision.objects.of(by.tenant_id).filter(candidate=candidate)
    if candidate.technician_id is None:
        decisions.delete()
    else:
        decisions.update(why=ERASED, reasons={})
    Candidate.objects.filter(**candidate.where()).update(name=ERASED, reached_by="", erased_at=now)
    record_change(candidate, by=by, at=now, verb="candidate erased", why=why)
    end_interviews(by, waiting, outcome="not_held", now=now)
    cards.delete()
