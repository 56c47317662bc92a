"""Which colleagues could help with what stands in front of somebody, and what speaks for each?"""

import heapq
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from steadyhand.business.calls.queries.asking import AskedFrom
from steadyhand.business.calls.queries.knowing import Fixed, who_fixed, who_is_under_way
from steadyhand.business.dealership.branches import branch_names
from steadyhand.business.dealership.calendars import hours_to_count_by
from steadyhand.business.dealership.present import Present, today_at, working_here
from steadyhand.business.dealership.queries import the_dealership
from steadyhand.business.dealership.rules import Role
from steadyhand.business.obstacles.asking import Colleague
from steadyhand.business.obstacles.models import HelpAsk, TakesQuestions
from steadyhand.business.people.queries import who_knows
from steadyhand.shared.working_hours import is_open

# Of other branches' technicians, those who know most: each branch's hours are looked up, and more would wait too long.
MOST_ELSEWHERE = 8


def colleagues_for(tenant_id: UUID, visit: AskedFrom, *, asker: UUID, now: datetime) -> tuple[Colleague, ...]:
    """Return the technicians of the visit's branch but for the asker and those on leave. Twelve queries at most."""
    own = working_here(tenant_id, branch_id=visit.branch_id, roles=(Role.TECHNICIAN,), at=now)
    found = _known(tenant_id, visit, [each for each in own if each.id != asker], now)
    is_open_now = is_open(hours_to_count_by(tenant_id, visit.branch_id, around=now), now)
    return tuple(replace(each, is_on_duty=is_open_now) for _, each in found)


def colleagues_elsewhere(tenant_id: UUID, visit: AskedFrom, *, asker: UUID, now: datetime) -> tuple[Colleague, ...]:
    """Return technicians of other branches who know most of what stands there, by their own branch's hours.

    Sixteen queries at most, and four for each branch of those.
    """
    own = working_here(tenant_id, branch_id=visit.branch_id, roles=(Role.TECHNICIAN,), at=now)
    nobody = {asker, *(each.id for each in own)}
    everywhere = working_here(tenant_id, branch_id=None, roles=(Role.TECHNICIAN,), at=now)
    found = _known(tenant_id, visit, [each for each in everywhere if each.id not in nobody], now)
    able = [(branch_id, each) for branch_id, each in found if each.known and each.may_be_asked]
    most = heapq.nsmallest(MOST_ELSEWHERE, able, key=lambda it: (-it[1].known, it[1].asked_today, it[1].name))
    names = branch_names(tenant_id, {branch_id for branch_id, _ in most})
    is_open_at = {each: is_open(hours_to_count_by(tenant_id, each, around=now), now) for each in names}
    return tuple(
        replace(each, branch=names[branch_id], is_on_duty=is_open_at[branch_id])
        for branch_id, each in most
        if branch_id in names
    )


def _known(tenant_id: UUID, visit: AskedFrom, here: Iterable[Present], now: datetime) -> list[tuple[UUID, Colleague]]:
    """Return what is known of these people, with each one's branch; of whose day it is nothing yet."""
    people = {each.id: each for each in here if not each.is_on_leave and each.has_password}
    today = today_at(tenant_id, now)
    known = who_knows(tenant_id, family=visit.model_family, maker=visit.maker, users=people, on=today)
    technicians = [each.technician_id for each in known]
    fixed: dict[UUID, Fixed] = {}
    if visit.problem_code_id and visit.model_id:
        fixed = who_fixed(
            tenant_id,
            problem_code_id=visit.problem_code_id,
            model_id=visit.model_id,
            family=visit.model_family,
            technicians=technicians,
        )
    under_way = who_is_under_way(tenant_id, technicians, now=now)
    takes_questions = frozenset(
        TakesQuestions.objects.of(tenant_id).filter(user_id__in=people, until__gt=now).values_list("user_id", flat=True)
    )
    asked = _asked_today(tenant_id, list(people), now)
    return [
        (
            each.branch_id,
            Colleague(
                user_id=each.user_id,
                name=people[each.user_id].name,
                level=each.level,
                is_certified=each.is_certified,
                on_model=fixed.get(each.technician_id, Fixed()).on_model,
                on_family=fixed.get(each.technician_id, Fixed()).on_family,
                last_on=fixed.get(each.technician_id, Fixed()).last_on,
                is_busy=each.technician_id in under_way,
                is_available=each.user_id in takes_questions,
                asked_today=asked[each.user_id],
            ),
        )
        for each in known
    ]


def start_of_day(tenant_id: UUID, now: datetime) -> datetime:
    """Return the midnight with which today began at the dealership."""
    zone = ZoneInfo(the_dealership(tenant_id).zone)
    return datetime.combine(now.astimezone(zone).date(), time(0), tzinfo=zone)


def _asked_today(tenant_id: UUID, users: list[UUID], now: datetime) -> Counter[UUID]:
    rows = HelpAsk.objects.of(tenant_id).filter(user_id__in=users, asked_at__gte=start_of_day(tenant_id, now))
    return Counter(rows.exclude(answer=HelpAsk.Answer.WITHDRAWN).values_list("user_id", flat=True))
