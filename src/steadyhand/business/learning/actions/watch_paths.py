"""A line of somebody's path has come due, or is ready to be checked before its day: whoever decided hears of it."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import OuterRef, Q, Subquery

from steadyhand.business.followups.actions.open_followup import open_followup
from steadyhand.business.followups.keeping.book import Subject
from steadyhand.business.learning.kinds import DEVELOPMENT
from steadyhand.business.learning.models import HiringDecision, PathStep
from steadyhand.business.learning.queries.ready import ready_lines
from steadyhand.shared.actor import Actor

ABOUT = "learning.pathstep"
# A check is arranged a week ahead.
AHEAD = timedelta(days=7)


def open_path_lines(by: Actor, *, today: date, now: datetime) -> int:
    """Open a follow-up for each line of who works here that is due within a week or ready; return how many."""
    # What was decided anew has a path anew: the one before is only to be read.
    decisions = HiringDecision.objects.of(by.tenant_id).filter(candidate_id=OuterRef("decision__candidate_id"))
    latest = decisions.order_by("-at", "-id").values("id")[:1]
    works = Q(decision__candidate__technician__left_on__isnull=True) | Q(
        decision__candidate__technician__left_on__gt=today
    )
    steps = PathStep.objects.of(by.tenant_id).filter(
        works,
        decision_id=Subquery(latest),
        done_at__isnull=True,
        followup_id__isnull=True,
        decision__candidate__technician__isnull=False,
    )
    walked = list(steps.select_related("decision__candidate__technician", "decision__candidate__opening"))
    ready = ready_lines(by.tenant_id, walked, on=today)
    due = [step for step in walked if step.due_on <= today + AHEAD or step.id in ready]
    for step in due:
        _open(by, step, ready.get(step.id, ""), now)
    return len(due)


@transaction.atomic
def _open(by: Actor, step: PathStep, ready: str, now: datetime) -> None:
    candidate = step.decision.candidate
    technician = candidate.technician
    assert technician is not None  # noqa: S101  # only hired ones were asked for
    day = f"{step.due_on.day} {step.due_on:%B %Y}"
    followup_id = open_followup(
        by=by,
        kind=DEVELOPMENT.name,
        subject=Subject(
            branch_id=candidate.opening.branch_id,
            title=f"{technician.name}: {step.with_what}, to be there by {day}"[:200],
            about_kind=ABOUT,
            about_id=step.id,
        ),
        words=f"{f'Ready to check: {ready}. ' if ready else ''}How it is checked: {step.check_by}",
        owner=step.decision.by_id,
        listeners=[step.decision.by_id],
        now=now,
    )
    PathStep.objects.filter(**step.where()).update(followup_id=followup_id)
