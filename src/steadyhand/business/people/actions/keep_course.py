"""A course that somebody can be sent to is written down, changed, or isn't offered any more."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from steadyhand.business.people.described import CannotBeSo, DescribedCourse
from steadyhand.business.people.growth.models import Course
from steadyhand.business.people.levels import MOST
from steadyhand.shared.actor import Actor
from steadyhand.shared.changing import change_row
from steadyhand.shared.history import facts_of, record_change

MOST_HOURS, MOST_WEEKS, MOST_CENTS = 2000, 260, 100_000_000


@transaction.atomic
def keep_course(
    *,
    by: Actor,
    facts: DescribedCourse,
    now: datetime,
    course_id: UUID | None = None,
    opened: Mapping[str, Any] | None = None,
) -> UUID:
    """Write a course and return its id; with one, that course is changed.

    Raises:
        ChangedMeanwhile: somebody else wrote it since the form was opened.
        CannotBeSo: no such course, another of its name, nothing that it leads to, or figures that can't be meant.
    """
    _check(facts)
    same_name = Course.objects.of(by.tenant_id).filter(name__iexact=facts.name.strip())
    if any(row_id != course_id for row_id in same_name.values_list("id", flat=True)):
        raise CannotBeSo(f"There is a course “{facts.name}” already; change that one, or choose another name.")
    if course_id is not None:
        row = Course.objects.visible_to(by).select_for_update().filter(id=course_id).first()
        if row is None:
            raise CannotBeSo("There is no such course any more; look at the list anew.")
        change_row(row, asdict(facts), by=by, at=now, verb="course changed", opened=opened)
        return row.id
    row = Course(tenant_id=by.tenant_id, **asdict(facts))
    row.save(force_insert=True)
    record_change(row, by=by, at=now, verb="course written", became=facts_of(row))
    return row.id


def _check(facts: DescribedCourse) -> None:
    if not facts.name.strip():
        raise CannotBeSo("A course needs a name.")
    if bool(facts.skill) != bool(facts.to_level) or not 0 <= facts.to_level <= MOST:
        raise CannotBeSo("Name the skill and the level that it leads to, 1 to 4, or leave both empty.")
    if bool(facts.vendor) != bool(facts.line):
        raise CannotBeSo("A certificate needs both, vendor and product line; fill in the other, or empty both.")
    if not facts.skill and not facts.vendor:
        raise CannotBeSo("What does it lead to? Name a skill and level, a vendor's certificate, or both.")
    if not (0 < facts.hours <= MOST_HOURS and 0 < facts.weeks <= MOST_WEEKS and 0 <= facts.cost_cents <= MOST_CENTS):
        raise CannotBeSo("Hours and weeks must be 1 or more, and the fee 0 or more; look at the three numbers.")
