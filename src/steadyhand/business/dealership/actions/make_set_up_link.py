"""Whoever runs the server gets a link by which the first dealership is set up in a browser."""

from datetime import datetime, timedelta

from django.db import transaction

from steadyhand.business.dealership.described import CannotRunItSo
from steadyhand.business.dealership.models import Dealership
from steadyhand.shared.actor import the_system
from steadyhand.shared.identity import new_id
from steadyhand.shared.links import forget_links_without_owner, make_link

SET_UP = "set-up"
# Whoever starts the server stands before it; a day covers a handover to the administrator, and a restart makes another.
VALID = timedelta(days=1)


@transaction.atomic
def make_set_up_link(*, maker: str, now: datetime) -> str:
    """Return the token of the one link that sets up a dealership here, once; older ones open nothing from now on.

    It is about the dealership that doesn't exist yet: founded by this link, it has the link's tenant as its id.

    Raises:
        CannotRunItSo: there is a dealership already, whose administrators invite others.
    """
    firm = Dealership.objects.first()
    if firm is not None:
        raise CannotRunItSo(
            f"{firm.name} is set up already. Its administrators invite others under People; `steadyhand user add` "
            "makes another administrator."
        )
    forget_links_without_owner(SET_UP)
    tenant_id = new_id()
    by = the_system(tenant_id, maker)
    return make_link(by=by, purpose=SET_UP, about_id=tenant_id, expires_at=now + VALID, now=now)
