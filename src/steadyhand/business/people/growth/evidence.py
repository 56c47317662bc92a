"""What is written down of some technicians: certificates that hold, and levels with what they rest on."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from steadyhand.business.people.claims import Known, claims_of, known_on
from steadyhand.business.people.models import Certification, Skill
from steadyhand.shared.actor import Actor


@dataclass(frozen=True, slots=True)
class Held:
    """A certificate that holds. `named` are its vendor and line in small letters."""

    vendor: str
    line: str
    got_on: date | None

    @property
    def named(self) -> tuple[str, str]:
        return self.vendor.strip().casefold(), self.line.strip().casefold()


def held_by(by: Actor, technicians: Collection[UUID], *, on: date) -> dict[UUID, tuple[Held, ...]]:
    """Return the certificates that these technicians hold on a day. One query."""
    found: dict[UUID, list[Held]] = defaultdict(list)
    rows = Certification.objects.visible_to(by).filter(
        Q(expires_on__isnull=True) | Q(expires_on__gte=on), technician_id__in=technicians
    )
    for row in rows.order_by("vendor", "line", "-got_on", "id"):
        found[row.technician_id].append(Held(row.vendor, row.line, row.got_on))
    return {technician_id: tuple(held) for technician_id, held in found.items()}


def known_by(by: Actor, technicians: Collection[UUID], *, on: date) -> dict[UUID, dict[str, Known]]:
    """Return how these technicians stand in each skill on a day, by its name in small letters. One query."""
    claims = claims_of(Skill.objects.visible_to(by).filter(technician_id__in=technicians))
    return {technician_id: known_on(lines, on) for technician_id, lines in claims.items()}


def certificates_named(tenant_id: UUID) -> tuple[tuple[str, str], ...]:
    """Return the vendors and lines of all certificates that anybody here ever held. One query."""
    rows = Certification.objects.of(tenant_id).values_list("vendor", "line").distinct().order_by("vendor", "line")
    return tuple(dict.fromkeys((vendor.strip(), line.strip()) for vendor, line in rows if line.strip()))
