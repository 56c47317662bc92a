"""On one day somebody else is on call."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from steadyhand.business.dealership.described import CannotRunItSo
from steadyhand.business.dealership.models import Branch, OnCallChange
from steadyhand.business.dealership.rota.checking import check_not_over, the_branch, the_person
from steadyhand.business.dealership.rota.reading import people_called, rota_of
from steadyhand.business.dealership.rota.rules import Place, Rota, duty_on
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import record_change


@transaction.atomic
def change_duty(
    *, by: Actor, branch_id: UUID, on: date, place: Place, user_id: UUID, now: datetime, why: str = ""
) -> None:
    """Put somebody on call for one day, whoever the pattern names.

    Raises:
        CannotRunItSo: not their branch, the day is over, or somebody who isn't there, is away or is on call already.
    """
    branch = the_branch(by, branch_id)
    check_not_over(branch, on, now=now)
    the_person(by, branch_id, user_id)
    put_on_call(branch, on=on, place=place, user_id=user_id, by=by, now=now, why=why)


def put_on_call(
    branch: Branch, *, on: date, place: Place, user_id: UUID, by: Actor, now: datetime, why: str = ""
) -> None:
    """Write down who is on call on a day, with an entry in the history. The branch is locked.

    Raises:
        CannotRunItSo: they are away that day, or on call in the other place.
    """
    rota = rota_of(by.tenant_id, branch.id, starts_on=on, until=on + timedelta(days=1))
    _check_free(rota, by.tenant_id, on=on, place=place, user_id=user_id)
    was_id = duty_on(rota, on, place).user_id
    OnCallChange.objects.of(by.tenant_id).filter(branch=branch, duty_on=on, place=place).delete()
    planned = rota.pattern.person_on(on, place) if rota.pattern else None
    if user_id != planned:
        OnCallChange.objects.create(
            tenant_id=by.tenant_id, branch=branch, duty_on=on, place=place, user_id=user_id, why=why
        )
    names = people_called(by.tenant_id, {each for each in (was_id, user_id) if each})
    said = f"{place.label}, {on:%Y-%m-%d}"
    record_change(
        branch,
        by=by,
        at=now,
        verb="on call changed",
        why=why,
        was={said: names[was_id].name if was_id else "nobody"},
        became={said: names[user_id].name},
    )


def _check_free(rota: Rota, tenant_id: UUID, *, on: date, place: Place, user_id: UUID) -> None:
    day = f"{on:%A} {on.day} {on:%B}"
    if any(leave.user_id == user_id and leave.is_on(on) for leave in rota.leaves):
        name = people_called(tenant_id, [user_id])[user_id].name
        raise CannotRunItSo(f"{name} is on leave on {day}; choose somebody else, or end the leave first.")
    other = Place.SECOND if place is Place.FIRST else Place.FIRST
    if duty_on(rota, on, other).user_id == user_id:
        name = people_called(tenant_id, [user_id])[user_id].name
        raise CannotRunItSo(f"{name} is {other.label} on {day} already; choose somebody else.")
