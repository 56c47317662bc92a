"""Which certificates run out soon, and which of them haven't been renewed?"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from steadyhand.business.people.models import Certification
from steadyhand.shared.rows import RowQuerySet


@dataclass(frozen=True, slots=True)
class Expiring:
    """A certificate whose last day is near, and whose it is. `user_id` None: they don't sign in."""

    id: UUID
    what: str
    expires_on: date
    technician: str
    user_id: UUID | None
    branch_id: UUID


def certificates_ending(tenant_id: UUID, *, since: date, until: date) -> tuple[Expiring, ...]:
    """Return certificates of who works here that end within these days and that no other of theirs outlasts."""
    rows = _standing(tenant_id, since).filter(expires_on__gte=since, expires_on__lte=until)
    rows = rows.select_related("technician").order_by("expires_on", "id")
    outlasted = _outlasted(tenant_id, rows.values_list("technician_id", flat=True))
    return tuple(
        Expiring(
            id=row.id,
            what=f"{row.vendor} {row.line}",
            expires_on=row.expires_on,
            technician=row.technician.name,
            user_id=row.technician.user_id,
            branch_id=row.technician.branch_id,
        )
        for row in rows
        if row.expires_on is not None and row.expires_on == outlasted[row.technician_id, row.vendor, row.line]
    )


def still_runs_out(tenant_id: UUID, ids: Collection[UUID], *, until: date) -> frozenset[UUID]:
    """Return those of these certificates that end by a day, or have ended, and that nothing has replaced."""
    rows = list(
        Certification.objects.of(tenant_id)
        .filter(id__in=ids, expires_on__lte=until, technician__left_on__isnull=True)
        .values_list("id", "technician_id", "vendor", "line", "expires_on")
    )
    outlasted = _outlasted(tenant_id, {technician_id for _, technician_id, *_ in rows})
    return frozenset(
        row_id for row_id, technician_id, vendor, line, on in rows if on == outlasted[technician_id, vendor, line]
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
