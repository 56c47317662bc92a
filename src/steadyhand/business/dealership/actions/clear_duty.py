"""A day goes back to the pattern."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.dealership.described import CannotRunItSo
from steadyhand.business.dealership.models import OnCallChange
from steadyhand.business.dealership.rota.checking import check_not_over, the_branch
from steadyhand.business.dealership.rota.rules import Place
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import record_change


@transaction.atomic
def clear_duty(*, by: Actor, branch_id: UUID, on: date, place: Place, now: datetime, why: str = "") -> None:
    """Forget who was put on call for one day: the pattern holds again.

    Raises:
        CannotRunItSo: not their branch, the day is over, or it follows the pattern already.
    """
    branch = the_branch(by, branch_id)
    check_not_over(branch, on, now=now)
    change = OnCallChange.objects.of(by.tenant_id).filter(branch=branch, duty_on=on, place=place).first()
    if change is None:
        raise CannotRunItSo(f"{on:%A} {on.day} {on:%B} follows the weekly pattern already.")
    was = {f"{place.label}, {on:%Y-%m-%d}": change.user.name}
    change.delete()
    record_change(branch, by=by, at=now, verb="on call back to the pattern", why=why, was=was)
