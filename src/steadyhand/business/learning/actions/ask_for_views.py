"""Halfway through a quarter whoever leads is reminded to have everybody say how they see the programme."""

from datetime import datetime, timedelta
from uuid import UUID, uuid5

from steadyhand.business.dealership.present import today_at, working_here
from steadyhand.business.dealership.queries import first_branch
from steadyhand.business.followups.actions.open_followup import open_followup
from steadyhand.business.followups.keeping.book import Subject
from steadyhand.business.followups.owners import LADDER
from steadyhand.business.followups.queries.about import followups_about
from steadyhand.business.learning.kinds import COACHING
from steadyhand.business.learning.models import CoachingPlan
from steadyhand.business.learning.self_assessment.rules import closes_on, quarter_of, quarter_said
from steadyhand.shared.actor import the_system

ABOUT = "learning.programme"
HALFWAY = timedelta(days=45)


def ask_for_views(tenant_id: UUID, *, now: datetime) -> int:
    """Open the quarter's follow-up once its middle has come, where anybody is coached at all; return how many."""
    today = today_at(tenant_id, now)
    quarter_on = quarter_of(today)
    if today < quarter_on + HALFWAY or not CoachingPlan.objects.of(tenant_id).exists():
        return 0
    # The quarter has no row of its own.
    about_id = uuid5(tenant_id, f"programme {quarter_on}")
    branch_id = first_branch(tenant_id)
    if branch_id is None or followups_about(tenant_id, ABOUT, about_id):
        return 0
    people = working_here(tenant_id, branch_id=None, roles=LADDER, at=now)
    if not people:
        return 0
    open_followup(
        by=the_system(tenant_id, "Steadyhand"),
        kind=COACHING.name,
        subject=Subject(
            branch_id=branch_id,
            title=f"How we see it, {quarter_said(quarter_on)}",
            about_kind=ABOUT,
            about_id=about_id,
        ),
        words="Ask everybody for five minutes with the twenty sentences (People, How we see it), and take one of the "
        "three things to begin with. What came out is shown once the answers are closed: there, as soon as enough have "
        f"answered, or by itself on {closes_on(quarter_on).day} {closes_on(quarter_on):%B}.",
        listeners=[people[0].id],
        now=now,
    )
    return 1
