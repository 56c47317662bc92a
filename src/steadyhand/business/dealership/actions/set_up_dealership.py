"""The first dealership is founded through its link, with the administrator who founds it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.dealership.actions.found_dealership import FirstBranch, found_dealership
from steadyhand.business.dealership.actions.invite_user import invite_user
from steadyhand.business.dealership.actions.make_set_up_link import SET_UP
from steadyhand.business.dealership.actions.set_password import set_password
from steadyhand.business.dealership.described import CannotRunItSo, RoleAt
from steadyhand.business.dealership.models import Dealership
from steadyhand.business.dealership.queries import actor_for
from steadyhand.business.dealership.rules import Role
from steadyhand.shared.actor import the_system
from steadyhand.shared.links import LinkRefused, follow_link, use_up_link


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFirm:
    """A dealership as its founder describes it; `weekly` as shared.working_hours keeps it."""

    name: str
    country: str
    region: str
    zone: str
    weekly: Mapping[str, list[str]]
    rests_on_holidays: bool
    branch: FirstBranch


@dataclass(frozen=True, slots=True, kw_only=True)
class Founder:
    """Who founds it: the first administrator, and what else they are here for."""

    name: str
    email: str
    password: str
    other_roles: Collection[Role] = ()


@transaction.atomic
def set_up_dealership(*, token: str, firm: NewFirm, founder: Founder, now: datetime) -> UUID:
    """Found the dealership of this link, once, and return the id of its administrator, who can sign in.

    Raises:
        CannotRunItSo: the link is over, there is a dealership meanwhile, or something described can't be meant.
    """
    try:
        link = follow_link(token, purpose=SET_UP, now=now)
    except LinkRefused:
        raise CannotRunItSo(
            "This link is used up or has run out: `steadyhand dealership link` makes another."
        ) from None
    # Of two at once the second waits for the first one's row, and finds the link closed.
    if not use_up_link(link, now=now):
        raise CannotRunItSo("This link has just been used: sign in with what was chosen then.")
    if Dealership.objects.exists():
        raise CannotRunItSo("A dealership was opened here meanwhile: ask its administrator to invite you.")
    found_dealership(
        founder=founder.name,
        name=firm.name,
        country=firm.country,
        region=firm.region,
        zone=firm.zone,
        branches=[firm.branch],
        is_demo=False,
        now=now,
        weekly=firm.weekly,
        rests_on_holidays=firm.rests_on_holidays,
        tenant_id=link.tenant_id,
    )
    user_id = invite_user(
        by=the_system(link.tenant_id, founder.name),
        name=founder.name,
        email=founder.email,
        phone="",
        roles=[RoleAt(role) for role in {Role.ADMINISTRATOR, *founder.other_roles}],
        now=now,
    )
    set_password(by=actor_for(user_id), password=founder.password, now=now)
    return user_id
