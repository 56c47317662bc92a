"""One of a pair writes about a week: what went well, what was hard, what comes next, and whether they met."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from steadyhand.business.people.described import CannotBeSo
from steadyhand.business.people.growth.models import LONGEST_WORDS, Pair, Worksheet
from steadyhand.business.people.growth.pairing import monday_of
from steadyhand.business.people.growth.rules import PairState
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import record_change

WEEK = timedelta(days=7)


@transaction.atomic
def write_worksheet(  # a week has this many lines
    *,
    by: Actor,
    pair_id: UUID,
    week_on: date,
    met_on: date | None,
    went_well: str,
    was_hard: str,
    next_step: str,
    today: date,
    now: datetime,
) -> UUID:
    """Write one's own sheet of a week, or change it, and return its id. `week_on` is any day of the week.

    Raises:
        CannotBeSo: not one of the two, a week to come or before they began, nothing written, or a day of another week.
    """
    pair = Pair.objects.visible_to(by).select_related("learner", "mentor").filter(id=pair_id).first()
    sides = {pair.mentor.user_id: True, pair.learner.user_id: False} if pair else {}
    if pair is None or by.user_id is None or by.user_id not in sides:
        raise CannotBeSo("Only the two of a pair write its sheets; others read them.")
    if pair.state != PairState.RUNNING or pair.starts_on is None:
        raise CannotBeSo("This pair doesn't run, so there is no week to write about.")
    monday = monday_of(week_on)
    if monday > today or monday < monday_of(pair.starts_on):
        raise CannotBeSo(f"There is no week of {monday}: they began on {pair.starts_on}, and today is {today}.")
    if met_on is not None and (not monday <= met_on < monday + WEEK or met_on > today):
        raise CannotBeSo("The day on which you met isn't one of this week until today; choose another one.")
    words = {"went_well": went_well.strip(), "was_hard": was_hard.strip(), "next_step": next_step.strip()}
    if not any(words.values()) and met_on is None:
        raise CannotBeSo("Write a word, or the day on which you met.")
    if any(len(each) > LONGEST_WORDS for each in words.values()):
        raise CannotBeSo(f"Each line has {LONGEST_WORDS} characters at most.")
    facts = {"met_on": met_on, **words, "written_at": now, "by_name": by.name}
    # Its words are for the two and who leads them; the history says only that they wrote.
    on_record = {"week_on": monday, "met_on": met_on}
    sheets = Worksheet.objects.of(by.tenant_id).select_for_update()
    row = sheets.filter(pair=pair, week_on=monday, is_mentors=sides[by.user_id]).first()
    if row is not None:
        Worksheet.objects.filter(**row.where()).update(**facts)
        record_change(row, by=by, at=now, verb="worksheet changed", became=on_record)
        return row.id
    row = Worksheet(tenant_id=by.tenant_id, pair=pair, week_on=monday, is_mentors=sides[by.user_id], **facts)
    row.save(force_insert=True)
    record_change(row, by=by, at=now, verb="worksheet written", became=on_record)
    return row.id
