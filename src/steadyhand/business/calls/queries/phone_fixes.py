"""What was tried on the phone, whom do we ring back today, and how often did it hold?"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Q

from steadyhand.business.calls.models import PhoneFix
from steadyhand.business.calls.queries.board import who_said
from steadyhand.business.calls.queries.call import machine_said
from steadyhand.shared.actor import Actor

MOST_CHECKS = 100


@dataclass(frozen=True, slots=True)
class CheckDue:
    """A call that was solved on the phone, and whoever is to be asked whether it still works."""

    call_id: UUID
    number: str
    who: str
    contact: str
    phone: str
    machine: str
    problem: str
    told_customer: str
    check_on: date
    tried_at: datetime
    tried_by: str


@dataclass(frozen=True, slots=True)
class TriedByPhone:
    """What was tried for one call."""

    tried_at: datetime
    tried_by: str
    steps: tuple[str, ...]
    was_fixed: bool
    told_customer: str
    has_held: bool | None


@dataclass(frozen=True, slots=True)
class PhoneFigures:
    """How phone fixes went, apart from visits: no call of theirs is in a figure of calls fixed on site.

    `held` and `not_held` are those that somebody has asked about since.
    """

    tried: int
    fixed: int
    held: int
    not_held: int


def checks_due(by: Actor, *, on: date, branch_id: UUID | None = None) -> tuple[CheckDue, ...]:
    """Return whom to ring back on this day or since before it, the longest waiting first."""
    rows = PhoneFix.objects.visible_to(by).filter(check_on__isnull=False, checked_at__isnull=True, check_on__lte=on)
    if branch_id is not None:
        rows = rows.filter(call__branch_id=branch_id)
    rows = rows.select_related("call__customer", "call__contact", "call__machine__model")
    return tuple(_check_due(row) for row in rows.order_by("check_on", "tried_at")[:MOST_CHECKS])


def tried_by_phone(by: Actor, call_id: UUID) -> tuple[TriedByPhone, ...]:
    """Return what was tried on the phone for a call, newest first."""
    rows = PhoneFix.objects.visible_to(by).filter(call_id=call_id).order_by("-tried_at")
    return tuple(
        TriedByPhone(row.tried_at, row.tried_by, tuple(row.steps), row.was_fixed, row.told_customer, row.has_held)
        for row in rows
    )


def phone_figures(by: Actor, *, since: datetime, until: datetime) -> PhoneFigures:
    """Return how phone fixes went that were tried from `since` until `until`."""
    rows = PhoneFix.objects.visible_to(by).filter(tried_at__gte=since, tried_at__lt=until)
    counted = rows.aggregate(
        tried=Count("id"),
        fixed=Count("id", filter=Q(was_fixed=True)),
        held=Count("id", filter=Q(has_held=True)),
        not_held=Count("id", filter=Q(has_held=False)),
    )
    return PhoneFigures(**counted)


def _check_due(row: PhoneFix) -> CheckDue:
    call = row.call
    assert row.check_on is not None  # noqa: S101  # the query asks for those with a day
    contact = call.contact
    return CheckDue(
        call_id=call.id,
        number=call.ref,
        who=who_said(call),
        contact=contact.name if contact else call.caller_name,
        phone=((contact.mobile or contact.phone) if contact else "")
        or call.caller_phone
        or (call.customer.phone if call.customer else ""),
        machine=machine_said(call) or call.said_about_machine,
        problem=call.problem,
        told_customer=row.told_customer,
        check_on=row.check_on,
        tried_at=row.tried_at,
        tried_by=row.tried_by,
    )
