"""Why was a promise missed, as far as the record tells? Whoever owns the miss confirms it, or names another cause."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from steadyhand.business.calls.kinds import ABOUT_A_CALL
from steadyhand.business.calls.queries.that_day import ThatDay, VisitThen, that_day
from steadyhand.business.dealership.present import away_between
from steadyhand.business.dealership.settings.values import value_of
from steadyhand.business.followups.queries.about import about_any
from steadyhand.business.people.queries import lines_certified, lines_ever_certified
from steadyhand.business.promises.causes import VisitBefore, WhatHappened, suggested_cause
from steadyhand.business.promises.facts import time_of
from steadyhand.business.promises.queries.speaking_of import SpokenOf
from steadyhand.business.promises.rules import Cause, PromiseKind
from steadyhand.business.promises.settings import CUT_OFF
from steadyhand.business.stock.kinds import PART_REQUEST
from steadyhand.flows.word.speaking import hours_for
from steadyhand.shared.actor import Actor

DAY = timedelta(days=1)


def likely_cause(*, by: Actor, about: SpokenOf, now: datetime) -> Cause | None:
    """Return what the record says was the cause; None where it doesn't tell. Nine queries at most."""
    promise = about.promise
    day = that_day(by.tenant_id, promise.call_id, at=promise.by_at) if promise.call_id else None
    if day is None:
        is_part = promise.kind is PromiseKind.PART
        return suggested_cause(
            WhatHappened(
                kind=promise.kind,
                given_at=promise.given_at,
                by_at=promise.by_at,
                is_sooner=promise.is_sooner,
                part_after_cut_off=_is_after_cut_off(by, about, promise.given_at, now) if is_part else None,
            )
        )
    visit = day.visit
    return suggested_cause(
        WhatHappened(
            kind=promise.kind,
            given_at=promise.given_at,
            by_at=promise.by_at,
            is_sooner=promise.is_sooner,
            part_after_cut_off=_part(by, about, day, now),
            has_visit=visit is not None,
            planned_for=visit.planned_for if visit else None,
            was_away=visit is not None and _was_away(by, visit, about, now),
            is_uncertified=visit is not None and _is_uncertified(by, visit, day, about, now),
            before=tuple(_before(each, now) for each in day.before),
        )
    )


def _before(visit: VisitThen, now: datetime) -> VisitBefore:
    planned = visit.planned_for or visit.call_taken_at
    return VisitBefore(
        planned_until=planned + timedelta(minutes=visit.planned_minutes),
        until=visit.finished_at or now,
        is_urgent=visit.is_urgent,
        call_taken_at=visit.call_taken_at,
    )


def _part(by: Actor, about: SpokenOf, day: ThatDay, now: datetime) -> bool | None:
    """Tell whether the part that it waited for was asked for after orders had gone out; None: it waited for none."""
    promise = about.promise
    is_about_one = promise.kind is PromiseKind.PART or (promise.kind is PromiseKind.FIX and day.needed_a_part)
    if not is_about_one or promise.call_id is None:
        return None
    asked = about_any(by.tenant_id, ABOUT_A_CALL, [promise.call_id], kind=PART_REQUEST.name)
    opened_at = asked[-1].opened_at if asked else promise.given_at
    return _is_after_cut_off(by, about, opened_at, now)


def _is_after_cut_off(by: Actor, about: SpokenOf, asked_at: datetime, now: datetime) -> bool:
    zone = ZoneInfo(hours_for(by, about, now=now).zone)
    return asked_at.astimezone(zone).time() > time_of(value_of(by.tenant_id, CUT_OFF))


def _was_away(by: Actor, visit: VisitThen, about: SpokenOf, now: datetime) -> bool:
    if visit.technician_user_id is None or visit.arrived_at is not None:
        return False
    on = (visit.planned_for or about.promise.by_at).astimezone(ZoneInfo(hours_for(by, about, now=now).zone)).date()
    return bool(away_between(by.tenant_id, [visit.technician_user_id], since=on, until=on + DAY))


def _is_uncertified(by: Actor, visit: VisitThen, day: ThatDay, about: SpokenOf, now: datetime) -> bool:
    if visit.technician_id is None or not day.family:
        return False
    family = day.family.casefold()
    on = about.promise.by_at.astimezone(ZoneInfo(hours_for(by, about, now=now).zone)).date()
    held = lines_certified(by.tenant_id, [visit.technician_id], on=on).get(visit.technician_id, frozenset())
    return family in lines_ever_certified(by.tenant_id) and family not in held
