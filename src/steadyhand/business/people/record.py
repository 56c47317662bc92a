"""What does the record say about technicians: who they are, what they can do, what they are certified for?"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from steadyhand.business.people.described import DescribedCertificate, DescribedTechnician
from steadyhand.business.people.models import Certification, Skill, Technician
from steadyhand.shared.actor import Actor

DescribedT = TypeVar("DescribedT", DescribedTechnician, DescribedCertificate)
LEVELS: tuple[tuple[int, str], ...] = tuple((level.value, str(level.label)) for level in Skill.Level)


@dataclass(frozen=True, slots=True)
class TechnicianLine:
    """A technician in a list."""

    id: UUID
    name: str
    number: str
    branch: str
    network_level: int
    # `Norvik C4: independent`, the best first.
    skills: tuple[str, ...]
    certificates: int
    next_expiry_on: date | None
    left_on: date | None


@dataclass(frozen=True, slots=True)
class SkillLine:
    """How well they know something."""

    id: UUID
    name: str
    level: int
    label: str


@dataclass(frozen=True, slots=True)
class CertificateLine:
    """A certificate and until when it holds."""

    id: UUID
    described: DescribedCertificate


@dataclass(frozen=True, slots=True)
class TechnicianCard:
    """A technician with everything that decides where they can be sent."""

    id: UUID
    number: str
    branch: str
    user_id: UUID | None
    described: DescribedTechnician
    skills: tuple[SkillLine, ...]
    certificates: tuple[CertificateLine, ...]


def technician_lines(by: Actor) -> tuple[TechnicianLine, ...]:
    """Return the technicians of the actor's branches, those who work here first. Three queries."""
    rows = list(Technician.objects.visible_to(by).select_related("branch").order_by("name", "id"))
    ids = [row.id for row in rows]
    skills: dict[UUID, list[str]] = defaultdict(list)
    for skill in Skill.objects.of(by.tenant_id).filter(technician_id__in=ids).order_by("-level", "name"):
        skills[skill.technician_id].append(str(skill))
    held: dict[UUID, list[CertificateLine]] = defaultdict(list)
    for certificate in Certification.objects.of(by.tenant_id).filter(technician_id__in=ids):
        held[certificate.technician_id].append(
            CertificateLine(certificate.id, _described(DescribedCertificate, certificate))
        )
    lines = [
        TechnicianLine(
            id=row.id,
            name=row.name,
            number=row.ref,
            branch=row.branch.name,
            network_level=row.network_level,
            skills=tuple(skills[row.id]),
            certificates=len(standing_certificates(held[row.id])),
            next_expiry_on=min(
                (on for each in standing_certificates(held[row.id]) if (on := each.described.expires_on)), default=None
            ),
            left_on=row.left_on,
        )
        for row in rows
    ]
    return tuple(sorted(lines, key=lambda line: line.left_on is not None))


def technician_card(by: Actor, technician_id: UUID) -> TechnicianCard | None:
    """Return one technician, or None where the actor can't see them. Three queries."""
    row = Technician.objects.visible_to(by).select_related("branch").filter(id=technician_id).first()
    if row is None:
        return None
    skills = Skill.objects.visible_to(by).filter(technician_id=technician_id).order_by("-level", "name", "id")
    certificates = Certification.objects.visible_to(by).filter(technician_id=technician_id)
    return TechnicianCard(
        id=row.id,
        number=row.ref,
        branch=row.branch.name,
        user_id=row.user_id,
        described=_described(DescribedTechnician, row),
        skills=tuple(SkillLine(each.id, each.name, each.level, each.get_level_display()) for each in skills),
        certificates=tuple(
            CertificateLine(each.id, _described(DescribedCertificate, each))
            for each in certificates.order_by("vendor", "line", "-got_on", "id")
        ),
    )


def standing_certificates(lines: Iterable[CertificateLine]) -> tuple[CertificateLine, ...]:
    """Return of each vendor's line the certificate that holds longest: it has renewed the others."""
    longest: dict[tuple[str, str], CertificateLine] = {}
    for each in lines:
        key = (each.described.vendor, each.described.line)
        if key not in longest or _holds_longer(each, longest[key]):
            longest[key] = each
    return tuple(longest.values())


def _holds_longer(one: CertificateLine, other: CertificateLine) -> bool:
    """Tell whether one outlasts the other; without a last day it holds for ever."""
    return (one.described.expires_on or date.max) > (other.described.expires_on or date.max)


def skill_of(by: Actor, skill_id: UUID) -> tuple[UUID, SkillLine] | None:
    """Return whose skill it is, and the skill."""
    row = Skill.objects.visible_to(by).filter(id=skill_id).first()
    return (row.technician_id, SkillLine(row.id, row.name, row.level, row.get_level_display())) if row else None


def certificate_of(by: Actor, certificate_id: UUID) -> tuple[UUID, CertificateLine] | None:
    """Return whose certificate it is, and the certificate."""
    row = Certification.objects.visible_to(by).filter(id=certificate_id).first()
    return (row.technician_id, CertificateLine(row.id, _described(DescribedCertificate, row))) if row else None


def _described(form: type[DescribedT], row: Any) -> DescribedT:
    return form(**{field.name: getattr(row, field.name) for field in fields(form)})
