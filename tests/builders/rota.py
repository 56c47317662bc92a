"""A rota of one week: Bruno every night, Mira behind him."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from uuid import UUID

from tests.builders.record import MONDAY, a_branch, a_user

from steadyhand.business.calls.alerts.models import Alert, AlertStep
from steadyhand.business.calls.alerts.rules import Rung
from steadyhand.business.calls.models import Call
from steadyhand.business.dealership.actions.set_rota import set_rota
from steadyhand.business.dealership.actions.take_leave import take_leave
from steadyhand.business.dealership.models import Branch, User
from steadyhand.business.dealership.rota.rules import Place, Turn
from steadyhand.business.dealership.rules import Role
from steadyhand.flows.visit.alert_next import PURPOSE
from steadyhand.shared.actor import the_system
from steadyhand.shared.links import make_link


def on_call(
    *people: User, branch: Branch | None = None, days: Mapping[int, User] | None = None, since: date | None = None
) -> None:
    """Put people on call every night, the first and the second; `days` are weekdays on which another is first."""
    branch = branch or a_branch()
    turns: dict[Turn, UUID] = {
        (0, weekday, place): person.id
        for place, person in zip(Place, people, strict=False)
        for weekday in range(7)
    }  # fmt: skip
    turns |= {(0, weekday, Place.FIRST): person.id for weekday, person in (days or {}).items()}
    by = the_system(branch.tenant_id, "the test")
    set_rota(by=by, branch_id=branch.id, weeks=1, starts_on=since or MONDAY.date(), turns=turns, now=MONDAY)


def bruno_and_mira(branch: Branch | None = None) -> tuple[User, User]:
    """Return two technicians who are on call every night, in this order."""
    branch = branch or a_branch()
    bruno = a_user(Role.TECHNICIAN, branch=branch, name="Bruno Salas", phone="(614) 555-0142")
    mira = a_user(Role.TECHNICIAN, branch=branch, name="Mira Tanaka", phone="(614) 555-0143")
    on_call(bruno, mira, branch=branch)
    return bruno, mira


def a_leave(user: User, *, now: datetime = MONDAY) -> UUID:
    """Return a leave of a week from tomorrow on."""
    starts_on = now.date() + timedelta(days=1)
    by = the_system(user.tenant_id, "the test")
    return take_leave(by=by, user_id=user.id, starts_on=starts_on, until=starts_on + timedelta(days=7), now=now)


def an_alert(call: Call, user: User, *, now: datetime = MONDAY) -> tuple[AlertStep, str]:
    """Return an alert of somebody to a call, as it stands before any message has gone, and the token of its link."""
    until = now + timedelta(hours=10)
    alert = Alert.objects.create(
        tenant_id=call.tenant_id, call=call, began_at=now, because="taken after hours", until=until
    )
    step = AlertStep.objects.create(
        tenant_id=call.tenant_id, alert=alert, number=1, user=user, name=user.name, rung=Rung.FIRST, alerted_at=now
    )
    by = the_system(call.tenant_id, "the test")
    return step, make_link(by=by, purpose=PURPOSE, about_id=step.id, expires_at=until, now=now)
