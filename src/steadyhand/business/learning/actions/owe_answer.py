"""A candidate waits to hear: by a day that is said, and somebody has it until they do."""

from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from steadyhand.business.dealership.branches import branch_of
from steadyhand.business.dealership.calendars import CalendarUnusable, working_calendar
from steadyhand.business.dealership.present import today_at
from steadyhand.business.dealership.queries import the_dealership
from steadyhand.business.followups.actions.open_followup import open_followup
from steadyhand.business.followups.keeping.acting import act
from steadyhand.business.followups.keeping.book import Subject
from steadyhand.business.followups.rules import events as e
from steadyhand.business.learning.kinds import CANDIDATE_ANSWER
from steadyhand.business.learning.models import AnswerOwed, Candidate
from steadyhand.business.learning.queries.coaches import LEADS
from steadyhand.business.learning.refusing import CannotHire
from steadyhand.shared.actor import Actor, the_system
from steadyhand.shared.history import record_change
from steadyhand.shared.working_hours import BeyondHorizon, add_working_days

# Its page is the candidate's answer.
ABOUT = "learning.answerowed"
# Ours: two weeks of work are enough to interview and decide; later the good ones work elsewhere.
WORKING_DAYS = 10
WITHOUT_CALENDAR = timedelta(days=14)
LONGEST = timedelta(days=183)


def hear_by(by: Actor, branch_id: UUID, *, now: datetime) -> date:
    """Return the day by which a candidate hears unless another is said: ten working days on, by the branch's calendar.

    Two weeks where the calendar can't be read: that is said where it is kept.
    """
    today, branch = today_at(by.tenant_id, now), branch_of(by, branch_id)
    if branch is None:
        return today + WITHOUT_CALENDAR
    try:
        return add_working_days(working_calendar(by.tenant_id, branch.calendar_id, around=now), today, WORKING_DAYS)
    except (CalendarUnusable, BeyondHorizon):
        return today + WITHOUT_CALENDAR


@transaction.atomic
def owe_answer(*, by: Actor, candidate_id: UUID, by_on: date | None, now: datetime) -> None:
    """Say by when a candidate hears (None: as usual); whoever says it has it, and is told before the day comes.

    Raises:
        CannotHire: not at their branches, the day is over or half a year away, or one is owed already.
    """
    rows = Candidate.objects.visible_to(by.within(LEADS)).select_related("opening").filter(erased_at__isnull=True)
    candidate = rows.filter(id=candidate_id).first()
    if candidate is None:
        raise CannotHire("This candidate isn't at your branches, or is erased already.")
    today = today_at(by.tenant_id, now)
    day = by_on or hear_by(by, candidate.opening.branch_id, now=now)
    if not today < day <= today + LONGEST:
        raise CannotHire(f"{day} can't be: say a day to come, within half a year, by which they hear from you.")
    row, is_new = AnswerOwed.objects.of(by.tenant_id).get_or_create(
        tenant_id=by.tenant_id, candidate=candidate, defaults={"by_on": day}
    )
    if not is_new:
        raise CannotHire("By when they hear is said already: it stands on their answer's page.")
    record_change(row, by=by, at=now, verb="answer owed", became={"by_on": day})
    listeners = [by.user_id] if by.user_id else []
    system = the_system(by.tenant_id, by.name)
    followup_id = open_followup(
        by=system,
        kind=CANDIDATE_ANSWER.name,
        subject=Subject(
            branch_id=candidate.opening.branch_id,
            # No name: follow-ups outlive the candidate's data.
            title=f"A candidate waits to hear: {candidate.opening.title}"[:200],
            about_kind=ABOUT,
            about_id=candidate.id,
        ),
        words=f"They hear from us by {day}, whatever the answer is.",
        owner=by.user_id,
        listeners=listeners,
        now=now,
    )
    ends = _end_of(by.tenant_id, day)
    said = e.StepPromised(at=now, by=None, words="They hear from us.", due_at=ends)
    act(system, followup_id, said, with_record=True)
    AnswerOwed.objects.filter(**row.where()).update(followup_id=followup_id)


def owe_again(*, by: Actor, candidate_id: UUID, now: datetime) -> None:
    """Owe an answer anew to somebody who had withdrawn before they had one, by the usual day."""
    rows = AnswerOwed.objects.of(by.tenant_id).filter(candidate_id=candidate_id, outcome=AnswerOwed.Outcome.WITHDREW)
    if rows.delete()[0]:
        owe_answer(by=by, candidate_id=candidate_id, by_on=None, now=now)


def _end_of(tenant_id: UUID, day: date) -> datetime:
    zone = ZoneInfo(the_dealership(tenant_id).zone)
    return datetime.combine(day + timedelta(days=1), time(), tzinfo=zone)
