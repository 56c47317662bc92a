"""What does the record say about technicians: who they are, what they can do, what they are certified for?"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from steadyhand.business.people.claims import ClaimLine, claim_line, claims_of, known_on
from steadyhand.business.people.described import DescribedCertificate, DescribedTechnician
from steadyhand.business.people.levels import Source
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
    # `Norvik C4: independent`, the best first; what nobody but they themselves says is left out.
    skills: tuple[str, ...]
    certificates: int
    next_expiry_on: date | None
    left_on: date | None


@dataclass(frozen=True, slots=True)
class SkillLine:
    """How well they know something, by the best that others say; `own_level` is what they say themselves."""

    # Of the claim that counts.
    id: UUID
    name: str
    level: int
    label: str
    source: Source
    own_level: int | None = None
    expires_on: date | None = None

    @property
    def own_label(self) -> str:
        return "" if self.own_level is None else str(Skill.Level(self.own_level).label)

    @property
    def is_seen(self) -> bool:
        """Tell whether anybody but themselves says so."""
        return self.source is not Source.SELF


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


def technician_lines(by: Actor, *, on: date) -> tuple[TechnicianLine, ...]:
    """Return the technicians of the actor's branches as of a day, those who work here first. Three queries."""
    rows = list(Technician.objects.visible_to(by).select_related("branch").order_by("name", "id"))
    ids = [row.id for row in rows]
    claims = claims_of(Skill.objects.of(by.tenant_id).filter(technician_id__in=ids))
    skills = {
        technician_id: [f"{line.name}: {line.label}" for line in skill_lines(of_one, on) if line.is_seen]
        for technician_id, of_one in claims.items()
    }
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
            skills=tuple(skills.get(row.id, ())),
            certificates=len(standing_certificates(held[row.id])),
            next_expiry_on=min(
                (ends for each in standing_certificates(held[row.id]) if (ends := each.described.expires_on)),
                default=None,
            ),
            left_on=row.left_on,
        )
        for row in rows
    ]
    return tuple(sorted(lines, key=lambda line: line.left_on is not None))


def technician_card(by: Actor, technician_id: UUID, *, on: date) -> TechnicianCard | None:
    """Return one technician with what counts on a day, or None where the actor can't see them. Three queries."""
    row = Technician.objects.visible_to(by).select_related("branch").filter(id=technician_id).first()
    if row is None:
        return None
    claims = claims_of(Skill.objects.visible_to(by).filter(technician_id=technician_id))
    certificates = Certification.objects.visible_to(by).filter(technician_id=technician_id)
    return TechnicianCard(
        id=row.id,
        number=row.ref,
        branch=row.branch.name,
        user_id=row.user_id,
        described=_described(DescribedTechnician, row),
        skills=skill_lines(claims.get(technician_id, ()), on),
        certificates=tuple(
            CertificateLine(each.id, _described(DescribedCertificate, each))
            for each in certificates.order_by("vendor", "line", "-got_on", "id")
        ),
    )


def skill_lines(claims: Iterable[ClaimLine], on: date) -> tuple[SkillLine, ...]:
    """Return how somebody stands in each skill on a day, the best first."""
    lines = []
    for known in known_on(claims, on).values():
        shown = known.best or known.own
        if shown is not None:
            lines.append(
                SkillLine(
                    id=shown.id,
                    name=known.name,
                    level=known.level,
                    label=str(Skill.Level(known.level).label),
                    source=shown.claim.source,
                    own_level=known.own.claim.level if known.own else None,
                    expires_on=known.best.claim.expires_on if known.best else None,
                )
            )
    return tuple(sorted(lines, key=lambda line: (not line.is_seen, -line.level, line.name)))


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


def claim_of(by: Actor, skill_id: UUID) -> tuple[UUID, ClaimLine] | None:
    """Return whom a claim is about, and the claim."""
    row = Skill.objects.visible_to(by).filter(id=skill_id).first()
    return (row.technician_id, claim_line(row)) if row else None


def certificate_of(by: Actor, certificate_id: UUID) -> tuple[UUID, CertificateLine] | None:
    """Return whose certificate it is, and the certificate."""
    row = Certification.objects.visible_to(by).filter(id=certificate_id).first()
    return (row.technician_id, CertificateLine(row.id, _described(DescribedCertificate, row))) if row else None


def _described(form: type[DescribedT], row: Any) -> DescribedT:
    return form(**{field.name: getattr(row, field.name) for field in fields(form)})
