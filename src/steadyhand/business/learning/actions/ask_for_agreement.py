"""Once a quarter two people watch the same visit; whoever leads is reminded where nobody has, and the reminder ends."""

from datetime import datetime, time, timedelta
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from steadyhand.business.dealership.present import today_at, working_here
from steadyhand.business.dealership.queries import firm_of, first_branch
from steadyhand.business.followups.actions.end_followup import end_followup
from steadyhand.business.followups.actions.open_followup import open_followup
from steadyhand.business.followups.keeping.book import Subject
from steadyhand.business.followups.owners import LADDER
from steadyhand.business.followups.queries.about import followups_about
from steadyhand.business.learning.kinds import COACHING
from steadyhand.business.learning.models import CoachingPlan
from steadyhand.business.learning.queries.agreement import alikeness_at
from steadyhand.business.learning.queries.coaches import coaches_of
from steadyhand.business.learning.self_assessment.rules import quarter_of, quarter_said
from steadyhand.shared.actor import the_system

ABOUT = "learning.agreement"
# A month into the quarter: before that it may still come about by itself.
AFTER = timedelta(days=30)
TWO = 2


def ask_for_agreement(tenant_id: UUID, *, now: datetime) -> int:
    """Remind whoever leads to have two people score one ride-along this quarter; end it once two have. Return how many.

    Only where somebody is coached, and two people have time to observe.
    """
    by = the_system(tenant_id, "Steadyhand")
    today = today_at(tenant_id, now)
    quarter_on = quarter_of(today)
    # The quarter has no row of its own.
    about_id = uuid5(tenant_id, f"agreement {quarter_on}")
    known = followups_about(tenant_id, ABOUT, about_id)
    if today < quarter_on + AFTER or (known and not any(each.is_open for each in known)):
        return 0
    since = datetime.combine(quarter_on, time(), tzinfo=ZoneInfo(firm_of(by).zone))
    if visits := alikeness_at(by, since=since).visits:
        words = f"Two people have scored the same visit {'once' if visits == 1 else f'{visits} times'} this quarter."
        for each in known:
            if each.is_open:
                end_followup(by=by, followup_id=each.id, outcome="done", words=words, now=now)
        return len(known)
    branch_id = first_branch(tenant_id)
    if known or branch_id is None or not _can(tenant_id, now):
        return 0
    people = working_here(tenant_id, branch_id=None, roles=LADDER, at=now)
    if not people:
        return 0
    open_followup(
        by=by,
        kind=COACHING.name,
        subject=Subject(
            branch_id=branch_id,
            title=f"Two people watch one visit, {quarter_said(quarter_on)}",
            about_kind=ABOUT,
            about_id=about_id,
        ),
        words="Ride along in twos once, and each fill in the form before you talk about it. Whether you see the same "
        "stands under Adoption. It ends by itself when you have.",
        listeners=[people[0].id],
        now=now,
    )
    return 1


def _can(tenant_id: UUID, now: datetime) -> bool:
    is_coached = CoachingPlan.objects.of(tenant_id).filter(ended_at__isnull=True).exists()
    return is_coached and len(coaches_of(tenant_id, now=now)) >= TWO
