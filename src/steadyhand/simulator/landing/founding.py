"""The firm itself in the database: calendars, branches, and the people who sign in. Few rows, one by one."""

from typing import Any
from uuid import UUID

from django.contrib.auth.hashers import make_password

from steadyhand.business.dealership.models import Branch, Calendar, ClosedDay, Dealership, RoleHeld, User
from steadyhand.simulator.happenings import BranchOpened, CalendarSet, DealershipFounded, PersonJoined, PersonLeft
from steadyhand.simulator.landing.ids import Ids

# Printed wherever a made-up dealership is started, so no secret; it opens nothing but one.
PASSWORD = "show-me-around"  # noqa: S105


class Founding:
    """Writes what a dealership is made of, before anything arrives in it."""

    def __init__(self, ids: Ids, tenant_id: UUID) -> None:
        self._ids = ids
        self.tenant_id = tenant_id
        self.country = "US"
        # One hash for everybody: each costs a third of a second, and nobody's secret depends on it.
        self._password = make_password(PASSWORD, salt=tenant_id.hex)

    def found(self, happening: DealershipFounded) -> None:
        self.country = happening.country
        Dealership.objects.create(
            id=self.tenant_id,
            name=happening.name,
            country=happening.country,
            region=happening.region,
            zone=happening.zone,
            clock=happening.clock,
            phone=happening.phone,
            email=happening.email,
            is_demo=True,
        )

    def set_calendar(self, happening: CalendarSet) -> None:
        calendar = Calendar.objects.create(
            **self._row(happening.key, happening),
            name=happening.name,
            zone=happening.zone,
            weekly={day: list(spans) for day, spans in happening.weekly},
            holidays_of=happening.holidays_of,
        )
        for closed_on, reason in happening.closed_days:
            ClosedDay.objects.create(
                **self._row(f"{happening.key}/{closed_on}", happening),
                calendar=calendar,
                closed_on=closed_on,
                reason=reason,
            )

    def open_branch(self, happening: BranchOpened) -> None:
        Branch.objects.create(
            **self._row(happening.key, happening),
            code=happening.code,
            name=happening.name,
            zone=happening.zone,
            calendar_id=UUID(self._ids.of(happening.calendar)),
            street=happening.street,
            city=happening.city,
            latitude=happening.latitude,
            longitude=happening.longitude,
            phone=happening.phone,
        )

    def let_in(self, happening: PersonJoined) -> None:
        user = User.objects.create(
            **self._row(happening.key, happening),
            name=happening.name,
            email=happening.email,
            phone=happening.phone,
            password=self._password,
        )
        for role in happening.roles:
            RoleHeld.objects.create(
                **self._row(f"{happening.key}/{role}", happening),
                user=user,
                role=role,
                branch_id=UUID(self._ids.of(happening.branch)) if happening.branch else None,
            )

    def close_account(self, happening: PersonLeft) -> None:
        User.objects.of(self.tenant_id).filter(id=UUID(self._ids.of(happening.key))).update(is_active=False)

    def _row(
        self, key: str, happening: DealershipFounded | CalendarSet | BranchOpened | PersonJoined
    ) -> dict[str, Any]:
        return {"id": UUID(self._ids.born(key, happening.at)), "tenant_id": self.tenant_id}
