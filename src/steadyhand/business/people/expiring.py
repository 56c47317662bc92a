"""Which certificates run out soon, and which of them haven't been renewed?"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q

from steadyhand.business.people.models import Certification
from steadyhand.shared.rows import RowQuerySet

LONGEST_GRACE = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Expiring:
    """A certificate whose last day is near, and whose it is. `user_id` None: they don't sign in."""

    id: UUID
    what: str
    # The day to renew it by, and the last on which it counts, later by the vendor's grace.
    renew_by: date
    expires_on: date
    reminded_days: int | None
    technician: str
    user_id: UUID | None
    branch_id: UUID

    @property
    def has_grace(self) -> bool:
        return self.renew_by < self.expires_on


def certificates_ending(tenant_id: UUID, *, since: date, renew_until: date) -> tuple[Expiring, ...]:
    """Return certificates of who works here that hold since then, are to be renewed by then, and none outlasts."""
    # No vendor's grace is longer than a year; what it moves is looked at below.
    rows = _standing(tenant_id, since).filter(expires_on__gte=since, expires_on__lte=renew_until + LONGEST_GRACE)
    rows = rows.select_related("technician").order_by("expires_on", "id")
    outlasted = _outlasted(tenant_id, rows.values_list("technician_id", flat=True))
    return tuple(
        Expiring(
            id=row.id,
            what=f"{row.vendor} {row.line}",
            renew_by=row.expires_on - timedelta(days=row.grace_days),
            expires_on=row.expires_on,
            reminded_days=row.reminded_days,
            technician=row.technician.name,
            user_id=row.technician.user_id,
            branch_id=row.technician.branch_id,
        )
        for row in rows
        if row.expires_on is not None
        and row.expires_on == outlasted[row.technician_id, row.vendor, row.line]
        and row.expires_on - timedelta(days=row.grace_days) <= renew_until
    )


def still_runs_out(tenant_id: UUID, ids: Collection[UUID], *, until: date) -> frozenset[UUID]:
    """Return those of these certificates that are to be renewed by a day or ended, and that nothing has replaced."""
    rows = list(
        Certification.objects.of(tenant_id)
        .filter(id__in=ids, expires_on__lte=until + LONGEST_GRACE, technician__left_on__isnull=True)
        .values_list("id", "technician_id", "vendor", "line", "expires_on", "grace_days")
    )
    outlasted = _outlasted(tenant_id, {technician_id for _, technician_id, *_ in rows})
    return frozenset(
        row_id
        for row_id, technician_id, vendor, line, on, grace_days in rows
        if on is not None and on == outlasted[technician_id, vendor, line] and on - timedelta(days=grace_days) <= until
    )


def _standing(tenant_id: UUID, on: date) -> RowQuerySet[Certification]:
    return Certification.objects.of(tenant_id).filter(
        Q(technician__left_on__isnull=True) | Q(technician__left_on__gt=on)
    )


def _outlasted(tenant_id: UUID, technicians: Collection[UUID]) -> dict[tuple[UUID, str, str], date]:
    """Return the last day on which any certificate of a technician's line holds; without one it holds for ever."""
    latest: dict[tuple[UUID, str, str], date] = {}
    rows = Certification.objects.of(tenant_id).filter(technician_id__in=technicians)
    for technician_id, vendor, line, on in rows.values_list("technician_id", "vendor", "line", "expires_on"):
        key = (technician_id, vendor, line)
        latest[key] = max(latest.get(key, date.min), on or date.max)
    return latest
