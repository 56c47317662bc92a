"""A plan that nobody asked for waits on somebody's desk, until it is accepted, set aside or overtaken."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from steadyhand.business.dispatch.day_plan.rules import Change, Trigger
from steadyhand.business.dispatch.kinds import ABOUT, DAY_PLAN
from steadyhand.business.followups.actions.open_followup import open_followup
from steadyhand.business.followups.hearers import hearers_at
from steadyhand.business.followups.keeping.acting import act
from steadyhand.business.followups.keeping.book import Subject
from steadyhand.business.followups.queries.about import followups_about
from steadyhand.business.followups.rules import events as e
from steadyhand.shared.actor import Actor, the_system

# Who ends it along with its plan.
PROGRAM = "Steadyhand"
# Whoever asked for a plan sees it already.
ASKED_FOR = (Trigger.BY_HAND, Trigger.MOVED)


def ask_to_look(
    *, by: Actor, plan_id: UUID, branch_id: UUID, on: date, trigger: Trigger, changes: Collection[Change], now: datetime
) -> None:
    """Put a plan on a dispatcher's desk. Call it inside a transaction, and last: it opens the book of follow-ups."""
    counted = ", ".join(
        f"{count} {change.label}"
        for change in (Change.NEW, Change.MOVED, Change.RETIMED, Change.LEFT_OUT)
        if (count := sum(each is change for each in changes))
    )
    open_followup(
        by=by,
        kind=DAY_PLAN.name,
        subject=Subject(
            branch_id=branch_id,
            title=f"Plan for {on.day} {on:%B}, {trigger.label}: {counted or 'nothing changes'}"[:200],
            about_kind=ABOUT,
            about_id=plan_id,
        ),
        words=f"Made because {_because(trigger)}. Nothing is applied before somebody accepts it.",
        listeners=hearers_at(by.tenant_id, branch_id, at=now),
        now=now,
    )


def end_asking(tenant_id: UUID, plan_ids: Collection[UUID], *, outcome: str, words: str, now: datetime) -> None:
    """End what waits for plans. Call it inside a transaction, and last: it opens the book of follow-ups."""
    for plan_id in plan_ids:
        for each in followups_about(tenant_id, ABOUT, plan_id):
            if each.is_open:
                ended = e.Ended(at=now, by=None, outcome=outcome, words=words)
                act(the_system(tenant_id, PROGRAM), each.id, ended, with_record=True)


def _because(trigger: Trigger) -> str:
    return "the day begins" if trigger is Trigger.MORNING else trigger.label
