"""Does the principal's own module still hold? Asked of them once somebody has begun to learn, and then each year."""

from datetime import datetime, timedelta
from uuid import UUID

from steadyhand.business.dealership.present import working_here
from steadyhand.business.dealership.queries import first_branch
from steadyhand.business.dealership.rules import Role
from steadyhand.business.followups.actions.open_followup import open_followup
from steadyhand.business.followups.keeping.book import Subject
from steadyhand.business.followups.queries.about import followups_about, open_about
from steadyhand.business.learning.actions.write_why import ABOUT
from steadyhand.business.learning.kinds import WHY
from steadyhand.business.learning.models import ModuleReading, OwnWhy
from steadyhand.shared.actor import the_system

HOLDS_FOR = timedelta(days=365)
# Asked again no sooner, however it ended.
ASKED_AGAIN_AFTER = timedelta(days=90)


def watch_why(tenant_id: UUID, *, now: datetime) -> int:
    """Open a follow-up with the principal where their module is missing or a year old; return how many (0 or 1)."""
    latest = OwnWhy.objects.of(tenant_id).order_by("-at", "-id").first()
    if latest is not None and latest.at + HOLDS_FOR > now:
        return 0
    if open_about(tenant_id, ABOUT) or _was_asked(tenant_id, now):
        return 0
    if latest is None and not ModuleReading.objects.of(tenant_id).filter(done_at__isnull=False).exists():
        return 0
    branch_id = first_branch(tenant_id)
    people = working_here(tenant_id, branch_id=None, roles=[Role.PRINCIPAL], at=now)
    if branch_id is None or not people:
        return 0
    title = "Your own module: does it still hold?" if latest else "Your own module: why we do this"
    open_followup(
        by=the_system(tenant_id, "Steadyhand"),
        kind=WHY.name,
        subject=Subject(branch_id=branch_id, title=title, about_kind=ABOUT, about_id=tenant_id),
        words=(
            "Your people learn how we want to be with customers. Why, for whom, and what it is not, they should read "
            "in your own words: Learning, “Why we do this”."
        ),
        owner=people[0].id,
        listeners=[people[0].id],
        now=now,
    )
    return 1


def _was_asked(tenant_id: UUID, now: datetime) -> bool:
    asked = followups_about(tenant_id, ABOUT, tenant_id)
    return any(each.last_at + ASKED_AGAIN_AFTER > now for each in asked)
