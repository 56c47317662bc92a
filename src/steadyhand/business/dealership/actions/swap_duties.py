"""Two people on call change places."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from steadyhand.business.dealership.actions.change_duty import put_on_call
from steadyhand.business.dealership.described import CannotRunItSo
from steadyhand.business.dealership.rota.checking import check_not_over, the_branch
from steadyhand.business.dealership.rota.reading import people_called, rota_of
from steadyhand.business.dealership.rota.rules import Place, duty_on
from steadyhand.shared.actor import Actor


@transaction.atomic
def swap_duties(
    *, by: Actor, branch_id: UUID, on: date, other_on: date, place: Place, now: datetime, why: str = ""
) -> None:
    """Let whoever is on call on either day be on call on the other one.

    Raises:
        CannotRunItSo: not their branch, a day is over or nobody's, both are the same person's, or somebody is away.
    """
    branch = the_branch(by, branch_id)
    first, second = sorted((on, other_on))
    if first == second:
        raise CannotRunItSo("Choose two different days to swap.")
    check_not_over(branch, first, now=now)
    rota = rota_of(by.tenant_id, branch_id, starts_on=first, until=second + timedelta(days=1))
    found = {day: duty_on(rota, day, place).user_id for day in (first, second)}
    for day, user_id in found.items():
        if user_id is None:
            raise CannotRunItSo(f"Nobody is {place.label} on {day:%A} {day.day} {day:%B}, so there is nobody to swap.")
    one, other = (user_id for user_id in found.values() if user_id)
    if one == other:
        name = people_called(by.tenant_id, [one])[one].name
        raise CannotRunItSo(f"{name} is {place.label} on both days; there is nothing to swap.")
    put_on_call(branch, on=first, place=place, user_id=other, by=by, now=now, why=why or "swap")
    put_on_call(branch, on=second, place=place, user_id=one, by=by, now=now, why=why or "swap")
