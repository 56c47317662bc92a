"""Customers whose lease or contract ends within half a year, and what they want."""

from datetime import timedelta

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from steadyhand.business.customers.queries.ending import contracts_ending
from steadyhand.business.customers.settings import LEASE_ENDS_SOON_DAYS
from steadyhand.business.dealership.rules import Role
from steadyhand.business.dealership.settings.values import value_of
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.record.editing import date_said, shown
from steadyhand.pages.common.saying import saying_for

ONE_DAY = timedelta(days=1)


@open_to({Role.SALES, Role.SERVICE_MANAGER, Role.PRINCIPAL})
@require_GET
def ending(request: SignedInRequest) -> HttpResponse:
    """Show what ends as soon as the dealership wants to hear of it, half a year by default, the next one first."""
    today = saying_for(request).today
    ahead = timedelta(days=value_of(request.actor.tenant_id, LEASE_ENDS_SOON_DAYS))
    rows = [
        {
            "ending": found,
            "contract_ends": date_said(found.ends_on),
            "lease_ends": date_said(found.lease_ends_on),
            "goals": [(words, who, date_said(on)) for words, who, on in found.goals],
        }
        for found in contracts_ending(request.actor, since=today, until=today + ahead + ONE_DAY)
    ]
    return shown(request, "inbox/sales.html", {"rows": rows})
