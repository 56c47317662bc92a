"""Everything that was claimed about what technicians know: read once, told for any day."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from steadyhand.business.people.levels import Claim, Source, Standing, standing_on
from steadyhand.business.people.models import Skill
from steadyhand.shared.actor import Actor


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """One claim as it was made. `by` is empty where it came in a file or is older than claims."""

    id: UUID
    name: str
    claim: Claim
    by: str
    said_at: datetime | None
    evidence: str
    revoked_by: str
    revoked_why: str


@dataclass(frozen=True, slots=True)
class Known:
    """How somebody stands in one skill on a day, and the claims it rests on; None where there is none."""

    name: str
    standing: Standing
    best: ClaimLine | None
    own: ClaimLine | None

    @property
    def level(self) -> int:
        return self.standing.level


def claims_of(rows: "QuerySet[Skill, Skill]") -> dict[UUID, list[ClaimLine]]:
    """Return the claims of these rows by technician, oldest first. One query."""
    found: dict[UUID, list[ClaimLine]] = defaultdict(list)
    for row in rows.order_by("id"):
        found[row.technician_id].append(claim_line(row))
    return dict(found)


def claim_line(row: Skill) -> ClaimLine:
    claim = Claim(row.level, Source(row.source), row.valid_from, row.expires_on, row.revoked_on, row.id)
    return ClaimLine(
        row.id, row.name, claim, row.by_name, row.said_at, row.evidence, row.revoked_by_name, row.revoked_why
    )


def known_on(claims: Iterable[ClaimLine], on: date) -> dict[str, Known]:
    """Return how somebody stands in each skill on a day, by name in small letters, of what counts then."""
    named: dict[str, list[ClaimLine]] = defaultdict(list)
    for line in claims:
        named[line.name.strip().casefold()].append(line)
    found: dict[str, Known] = {}
    for name, lines in named.items():
        standing = standing_on((line.claim for line in lines), on)
        if standing.best is None and standing.own is None:
            continue
        best = next((line for line in lines if line.claim is standing.best), None)
        own = next((line for line in lines if line.claim is standing.own), None)
        shown = best or own
        assert shown is not None  # noqa: S101  # one of the two is there, as was just asked
        found[name] = Known(shown.name, standing, best, own)
    return found


def levels_on(rows: "QuerySet[Skill, Skill]", on: date) -> dict[UUID, Mapping[str, int]]:
    """Return what counts of each technician's skills on a day, by name in small letters. One query.

    Somebody's own word counts nowhere; a skill of which there is nothing else is left out.
    """
    found: dict[UUID, Mapping[str, int]] = {}
    for technician_id, claims in claims_of(rows).items():
        known = known_on(claims, on)
        found[technician_id] = {name: each.level for name, each in known.items() if each.best is not None}
    return found


def claims_about(by: Actor, technician_id: UUID) -> tuple[ClaimLine, ...]:
    """Return all claims about a technician, the latest first. One query."""
    rows = Skill.objects.visible_to(by).filter(technician_id=technician_id).order_by("-id")
    return tuple(claim_line(row) for row in rows)


def claims_about_all(by: Actor, technicians: Collection[UUID]) -> dict[UUID, list[ClaimLine]]:
    """Return all claims about each of these technicians at the actor's branches, oldest first. One query."""
    return claims_of(Skill.objects.visible_to(by).filter(technician_id__in=technicians))
