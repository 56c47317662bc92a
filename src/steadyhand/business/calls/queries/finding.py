"""Which call has the number that somebody read out?"""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Q

from steadyhand.business.calls.models import Call, Visit
from steadyhand.business.customers.finding import CallerFound, in_one_line
from steadyhand.shared.actor import Actor
from steadyhand.shared.lookup import LAST

# A problem is told in sentences; a line of results has room for its beginning.
BEGINNING = 60


def calls_numbered(by: Actor, typed: str, *, most: int) -> list[CallerFound]:
    """Return calls whose number begins with what was typed, the shortest numbers first; the text must hold a digit."""
    number = typed.strip().removeprefix("#")
    if not any(letter.isdecimal() for letter in number):
        return []
    # Numbers are compared byte by byte, so both ways of writing letters are asked for.
    begins = Q()
    for form in dict.fromkeys((number, number.upper(), number.lower())):
        begins |= Q(ref__gte=form, ref__lt=form + LAST)
    rows = Call.objects.visible_to(by).filter(begins).select_related("customer").order_by("ref")[:most]
    return [
        CallerFound(
            kind="call",
            id=row.id,
            title=f"Call {row.ref}",
            detail=in_one_line(
                row.customer.name if row.customer else row.caller_name or "caller unknown",
                row.problem if len(row.problem) <= BEGINNING else f"{row.problem[:BEGINNING].rstrip()}…",
                row.get_state_display(),
            ),
            customer_id=row.customer_id,
            site_id=row.site_id,
            machine_id=row.machine_id,
            contact_id=row.contact_id,
        )
        for row in rows
    ]


def names_of_visits(by: Actor, ids: Collection[UUID]) -> dict[UUID, str]:
    """Return visits as people name them: `Call 10023, visit 1`."""
    rows = Visit.objects.visible_to(by).select_related("call").filter(id__in=ids)
    return {row.id: f"Call {row.call.ref}, visit {row.number}" for row in rows}


def numbers_of_calls(by: Actor, ids: Collection[UUID]) -> dict[UUID, str]:
    """Return calls as people name them: `Call 10023`."""
    return {row.id: f"Call {row.ref}" for row in Call.objects.visible_to(by).filter(id__in=ids)}
