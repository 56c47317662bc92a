"""Does a branch stand together once a month? Whoever leads is reminded on its first working day, with the kit ready."""

from datetime import date, datetime
from uuid import UUID

from steadyhand.business.dealership.branches import BranchFacts, branches_of
from steadyhand.business.dealership.calendars import spans_on
from steadyhand.business.dealership.present import today_at, working_here
from steadyhand.business.followups.actions.end_followup import end_followup
from steadyhand.business.followups.actions.open_followup import open_followup
from steadyhand.business.followups.keeping.book import Subject
from steadyhand.business.followups.owners import LADDER
from steadyhand.business.followups.queries.about import followups_about, open_about
from steadyhand.business.learning.actions.hold_huddle import ABOUT
from steadyhand.business.learning.content.huddles import MINUTES, module_of_month
from steadyhand.business.learning.kinds import HUDDLE
from steadyhand.business.learning.models import HuddleHeld, ModuleReading
from steadyhand.shared.actor import Actor, the_system


def watch_huddles(tenant_id: UUID, *, now: datetime) -> int:
    """Open a follow-up for each branch whose huddle of the month is to come, and end those of months that are over.

    It rests on days on which the branch is closed, and where the huddle of the month was held or somebody said why
    not. Houses in which nobody has read a module yet aren't asked. Return how many were opened and ended.
    """
    by, today = the_system(tenant_id, "Steadyhand"), today_at(tenant_id, now)
    first = today.replace(day=1)
    done = _end_old(by, first, now)
    if not ModuleReading.objects.of(tenant_id).filter(done_at__isnull=False).exists():
        return done
    branches = branches_of(by)
    hours = spans_on(tenant_id, [each.calendar_id for each in branches], on=today)
    return done + sum(_remind(by, each, today, now) for each in branches if hours.get(each.calendar_id))


def _remind(by: Actor, branch: BranchFacts, today: date, now: datetime) -> int:
    first = today.replace(day=1)
    asked = followups_about(by.tenant_id, ABOUT, branch.id)
    if any(each.is_open or today_at(by.tenant_id, each.opened_at) >= first for each in asked):
        return 0
    if HuddleHeld.objects.of(by.tenant_id).filter(branch_id=branch.id, held_on__gte=first).exists():
        return 0
    people = working_here(by.tenant_id, branch_id=branch.id, roles=LADDER, at=now)
    if not people:
        return 0
    module = module_of_month(today)
    open_followup(
        by=by,
        kind=HUDDLE.name,
        subject=Subject(
            branch_id=branch.id,
            title=f"{branch.name}: the huddle of {today:%B}, “{module.title}”",
            about_kind=ABOUT,
            about_id=branch.id,
        ),
        words=(
            f"{MINUTES} minutes before the vans leave, on a day of this month that suits you. The kit is ready to "
            "print; anybody may lead it. Keep afterwards who was there, and this ends by itself."
        ),
        listeners=[people[0].id],
        now=now,
    )
    return 1


def _end_old(by: Actor, first: date, now: datetime) -> int:
    """End what is still open from an earlier month: the next month has a module of its own, and nothing is owed."""
    over = [
        each.id
        for branch_id in open_about(by.tenant_id, ABOUT)
        for each in followups_about(by.tenant_id, ABOUT, branch_id)
        if each.is_open and today_at(by.tenant_id, each.opened_at) < first
    ]
    for followup_id in over:
        words = "The month is over. Nothing is made up for: the next one has a kit of its own."
        end_followup(by=by, followup_id=followup_id, outcome="not_held", words=words, now=now)
    return len(over)
