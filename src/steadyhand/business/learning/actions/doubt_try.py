"""Somebody disagrees with what a drill said of their words; a person reads it and answers."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.dealership.queries import own_branch
from steadyhand.business.followups.actions.open_followup import open_followup
from steadyhand.business.followups.keeping.book import Subject
from steadyhand.business.learning.content.drills import drill
from steadyhand.business.learning.kinds import DOUBT
from steadyhand.business.learning.models import DrillTry
from steadyhand.business.learning.refusing import CannotLearn, learner
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import record_change


@transaction.atomic
def doubt_try(*, by: Actor, try_id: UUID, words: str, now: datetime) -> UUID:
    """Ask whoever coaches to look at a try, and return the follow-up's id: they read the words, the asker hears.

    Raises:
        CannotLearn: it isn't their try, it was doubted before, or no reason was given.
    """
    if not words.strip():
        raise CannotLearn("Write what was missed: one sentence is enough.")
    found = DrillTry.objects.of(by.tenant_id).select_for_update().filter(id=try_id, user_id=learner(by)).first()
    if found is None:
        raise CannotLearn("This try isn't among yours: open the drill again.")
    if found.doubt_id is not None:
        raise CannotLearn("You have said so already; what becomes of it stands in your inbox.")
    branch_id = own_branch(by)
    if branch_id is None:
        raise CannotLearn("There is no branch yet whose manager could read it: ask your administrator.")
    told = drill(found.drill)
    title = told.title if told else found.drill
    followup_id = open_followup(
        by=by,
        kind=DOUBT.name,
        subject=Subject(
            branch_id=branch_id, title=f"Drill “{title}”: {by.name} sees it otherwise",
            about_kind="learning.drilltry", about_id=found.id,
        ),
        words=f"{words.strip()}\n\nWhat {by.name} wrote: {found.words}\n\n{_said(found)}",
        now=now,
    )  # fmt: skip
    DrillTry.objects.filter(**found.where()).update(doubt=words.strip(), doubt_id=followup_id)
    record_change(found, by=by, at=now, verb="drill doubted")
    return followup_id


def _said(found: DrillTry) -> str:
    points = found.outcome.get("points", [])
    lines = [f"{'Seen' if each['is_met'] else 'Not seen'}: {each['means']}" for each in points]
    return "\n".join(lines) or "It was a talk with choices."
