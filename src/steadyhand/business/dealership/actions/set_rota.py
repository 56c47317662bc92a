"""The weekly pattern of a branch's rota is set."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from steadyhand.business.dealership.described import CannotRunItSo
from steadyhand.business.dealership.models import OnCallPattern, OnCallTurn
from steadyhand.business.dealership.rota.checking import the_branch, the_person
from steadyhand.business.dealership.rota.rules import MOST_WEEKS, Place, Turn
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import record_change
from steadyhand.shared.rows import RowQuerySet


@transaction.atomic
def set_rota(
    *, by: Actor, branch_id: UUID, weeks: int, starts_on: date, turns: Mapping[Turn, UUID], now: datetime
) -> None:
    """Let these people be on call in these weeks, which go round; what was set for single days stays.

    Raises:
        CannotRunItSo: not their branch, too many weeks, somebody who isn't there, or one person first and second.
    """
    branch = the_branch(by, branch_id)
    if not 1 <= weeks <= MOST_WEEKS:
        raise CannotRunItSo(f"A rota goes round in 1 to {MOST_WEEKS} weeks; {weeks} can't be meant.")
    names = {user_id: the_person(by, branch_id, user_id).name for user_id in set(turns.values())}
    kept = {turn: user_id for turn, user_id in turns.items() if turn[0] < weeks}
    for (week, weekday, place), user_id in kept.items():
        if place is Place.SECOND and kept.get((week, weekday, Place.FIRST)) == user_id:
            raise CannotRunItSo(
                f"{names[user_id]} is first and second on call on the same day; leave the second empty or choose "
                "somebody else."
            )
    monday = starts_on - timedelta(days=starts_on.weekday())
    OnCallPattern.objects.of(by.tenant_id).filter(branch=branch).delete()
    was = _said(OnCallTurn.objects.of(by.tenant_id).filter(branch=branch).select_related("user"))
    OnCallTurn.objects.of(by.tenant_id).filter(branch=branch).delete()
    OnCallPattern.objects.create(tenant_id=by.tenant_id, branch=branch, starts_on=monday, weeks=weeks)
    rows = [
        OnCallTurn(tenant_id=by.tenant_id, branch=branch, week=week, weekday=weekday, place=place, user_id=user_id)
        for (week, weekday, place), user_id in sorted(kept.items())
    ]
    OnCallTurn.objects.bulk_create(rows)
    became = _said(OnCallTurn.objects.of(by.tenant_id).filter(branch=branch).select_related("user"))
    record_change(branch, by=by, at=now, verb="rota set", was=was, became={"weeks": weeks} | became)


def _said(turns: RowQuerySet[OnCallTurn]) -> dict[str, str]:
    """Return a pattern as the history shows it: `{"week 1, first": "Mon Bruno Salas, Tue …"}`."""
    said: dict[str, list[str]] = {}
    days = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
    for turn in turns.order_by("week", "place", "weekday"):
        said.setdefault(f"week {turn.week + 1}, {turn.place}", []).append(f"{days[turn.weekday]} {turn.user.name}")
    return {key: ", ".join(parts) for key, parts in said.items()}
