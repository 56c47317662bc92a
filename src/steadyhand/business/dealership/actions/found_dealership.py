"""A dealership begins: its own row, its first calendar and its branches."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.dealership.actions.add_calendar import add_calendar
from steadyhand.business.dealership.actions.open_branch import open_branch
from steadyhand.business.dealership.described import CannotRunItSo, DescribedBranch, DescribedCalendar
from steadyhand.business.dealership.models import Dealership
from steadyhand.shared.actor import the_system
from steadyhand.shared.identity import new_id

# Monday to Friday, eight to five: what most dealerships in the trade state; the calendar page changes it.
FIRST_HOURS = {day: ["08:00-17:00"] for day in ("mon", "tue", "wed", "thu", "fri")}
FIRST_CALENDAR = "Weekdays 8 to 5"
OWN_CALENDAR = "Working hours"
# Countries whose people say 2:40 pm. Source: CLDR 45, timeData, preferred "h".
SAY_AM_AND_PM = frozenset({"US", "CA", "AU", "NZ", "IN", "PH"})


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstBranch:
    """One of the places it works from at the start; they keep the first calendar."""

    code: str
    name: str
    street: str = ""
    city: str = ""
    phone: str = ""


@transaction.atomic
def found_dealership(
    *,
    founder: str,
    name: str,
    country: str,
    region: str,
    zone: str,
    branches: Sequence[FirstBranch],
    is_demo: bool,
    now: datetime,
    weekly: Mapping[str, list[str]] | None = None,
    rests_on_holidays: bool = True,
    tenant_id: UUID | None = None,
) -> UUID:
    """Begin a dealership with at least one branch, whose phone is the dealership's; return its id.

    `founder` is the name that the history shows, for nobody can have signed in yet. `weekly` is as
    shared.working_hours keeps it, eight to five if left out; `tenant_id` is given where a link was made for it before.

    Raises:
        CannotRunItSo: it is open already, or its zone, holidays or branches can't be meant.
    """
    if Dealership.objects.filter(name=name).exists():
        raise CannotRunItSo(f"{name} is open already: its people are in `steadyhand user list`.")
    dealership = Dealership.objects.create(
        id=tenant_id or new_id(),
        name=name,
        country=country,
        region=region,
        zone=zone,
        clock="12" if country in SAY_AM_AND_PM else "24",
        phone=branches[0].phone,
        is_demo=is_demo,
    )
    by = the_system(dealership.id, founder)
    holidays_of = "-".join(part for part in (country, region) if part) if rests_on_holidays else ""
    hours = DescribedCalendar(
        name=FIRST_CALENDAR if weekly in (None, FIRST_HOURS) else OWN_CALENDAR,
        zone=zone,
        weekly=FIRST_HOURS if weekly is None else weekly,
        holidays_of=holidays_of,
    )
    calendar_id = add_calendar(by=by, calendar=hours, now=now)
    for branch in branches:
        described = DescribedBranch(
            code=branch.code,
            name=branch.name,
            zone=zone,
            calendar_id=calendar_id,
            street=branch.street,
            city=branch.city,
            phone=branch.phone,
        )
        open_branch(by=by, branch=described, now=now)
    return dealership.id
