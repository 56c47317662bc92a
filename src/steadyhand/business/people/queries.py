"""Who can be sent? Technicians of the branches that somebody plans for."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from steadyhand.business.people.claims import levels_on
from steadyhand.business.people.models import Certification, Skill, Technician
from steadyhand.shared.actor import Actor


@dataclass(frozen=True, slots=True)
class TechnicianFacts:
    """A technician who can be given visits."""

    id: UUID
    name: str
    branch_id: UUID


def technicians_of(by: Actor, *, on: date, branch_id: UUID | None = None) -> tuple[TechnicianFacts, ...]:
    """Return who works at the actor's branches, or at one of them, on this day, by name."""
    here = Technician.objects.visible_to(by).filter(_works(on))
    if branch_id is not None:
        here = here.filter(branch_id=branch_id)
    rows = here.order_by("name", "id").values_list("id", "name", "branch_id")
    return tuple(TechnicianFacts(*row) for row in rows)


def who_starts_at_branch(by: Actor, *, on: date, branch_id: UUID | None = None) -> frozenset[UUID]:
    """Return whose day starts at their branch on this day, of the actor's branches or of one. One query."""
    here = Technician.objects.visible_to(by).filter(_works(on), day_starts_at=Technician.StartsAt.BRANCH)
    if branch_id is not None:
        here = here.filter(branch_id=branch_id)
    return frozenset(here.values_list("id", flat=True))


def how_many_technicians(by: Actor, *, on: date) -> int:
    """Count who works at the actor's branches on this day."""
    return Technician.objects.visible_to(by).filter(_works(on)).count()


def technician_of(by: Actor, technician_id: UUID, *, on: date) -> TechnicianFacts | None:
    """Return one technician who works here on this day, or None."""
    mine = Technician.objects.visible_to(by).filter(_works(on), id=technician_id)
    row = mine.values_list("id", "name", "branch_id").first()
    return None if row is None else TechnicianFacts(*row)


@dataclass(frozen=True, slots=True)
class OwnTechnician:
    """The technician as whom somebody signs in; `calendar_id` None: they keep their branch's."""

    id: UUID
    branch_id: UUID
    calendar_id: UUID | None


def own_technician(by: Actor, *, on: date) -> OwnTechnician | None:
    """Return as which technician the actor signs in and works on a day; None: as none. One query."""
    if by.user_id is None:
        return None
    mine = Technician.objects.of(by.tenant_id).filter(_works(on), user_id=by.user_id)
    row = mine.order_by("id").values_list("id", "branch_id", "calendar_id").first()
    return OwnTechnician(*row) if row else None


def _works(on: date) -> Q:
    return Q(left_on__isnull=True) | Q(left_on__gt=on)


@dataclass(frozen=True, slots=True)
class Listed:
    """A technician as the files list them; `user_id` None: nobody signs in as them."""

    id: UUID
    name: str
    email: str
    phone: str
    branch_id: UUID
    user_id: UUID | None


def listed_technicians(by: Actor, *, on: date) -> tuple[Listed, ...]:
    """Return who works at the actor's branches on this day, with how they are reached and who they sign in as."""
    return _listed(Technician.objects.visible_to(by).filter(_works(on)))


def listed_without_user(by: Actor, *, on: date) -> tuple[Listed, ...]:
    """Return those of the listed technicians whom nobody signs in as."""
    return _listed(Technician.objects.visible_to(by).filter(_works(on), user__isnull=True))


def _listed(rows: QuerySet[Technician, Technician]) -> tuple[Listed, ...]:
    columns = ("id", "name", "email", "phone", "branch_id", "user_id")
    return tuple(Listed(*row) for row in rows.order_by("name", "id").values_list(*columns))


def phone_of_user(tenant_id: UUID, user_id: UUID) -> str:
    """Return the phone of the technician who signs in as this user; empty for everybody else."""
    mine = Technician.objects.of(tenant_id).filter(user_id=user_id)
    return mine.values_list("phone", flat=True).first() or ""


@dataclass(frozen=True, slots=True)
class Known:
    """A technician who signs in, and what the record says they know of a family of machines."""

    technician_id: UUID
    user_id: UUID
    branch_id: UUID
    level: int
    is_certified: bool


def who_knows(tenant_id: UUID, *, family: str, maker: str, users: Collection[UUID], on: date) -> tuple[Known, ...]:
    """Return the technicians who sign in as these users, with their skill and certificate for a family. Three queries.

    A skill or a certificate is a family's where it bears its name; letters' case doesn't count.
    """
    rows = Technician.objects.of(tenant_id).filter(_works(on), user_id__in=users)
    columns = rows.values_list("id", "user_id", "branch_id")
    mine = {technician_id: (user_id, branch_id) for technician_id, user_id, branch_id in columns if user_id is not None}
    named = Skill.objects.of(tenant_id).filter(technician_id__in=mine, name__iexact=family)
    levels = {who: max(known.values(), default=0) for who, known in levels_on(named, on).items()} if family else {}
    held = Certification.objects.of(tenant_id).filter(technician_id__in=mine, vendor__iexact=maker, line__iexact=family)
    held = held.filter(Q(expires_on__isnull=True) | Q(expires_on__gte=on))
    certified = set(held.values_list("technician_id", flat=True)) if family else set()
    return tuple(
        Known(technician_id, user_id, branch_id, levels.get(technician_id, 0), technician_id in certified)
        for technician_id, (user_id, branch_id) in mine.items()
    )


def lines_certified(tenant_id: UUID, technicians: Collection[UUID], *, on: date) -> dict[UUID, frozenset[str]]:
    """Return the families for which each technician holds a certificate on a day, in small letters. One query."""
    held = Certification.objects.of(tenant_id).filter(technician_id__in=technicians)
    held = held.filter(Q(expires_on__isnull=True) | Q(expires_on__gte=on))
    found: dict[UUID, set[str]] = {}
    for technician_id, line in held.values_list("technician_id", "line"):
        found.setdefault(technician_id, set()).add(line.casefold())
    return {technician_id: frozenset(lines) for technician_id, lines in found.items()}


def lines_ever_certified(tenant_id: UUID) -> frozenset[str]:
    """Return the families for which anybody here ever held a certificate, in small letters. One query."""
    lines = Certification.objects.of(tenant_id).order_by("line").values_list("line", flat=True).distinct()
    return frozenset(line.casefold() for line in lines)


@dataclass(frozen=True, slots=True)
class Certified:
    """Who holds a certificate for a family on a day. `is_kept_track_of`: the record names such certificates at all."""

    is_kept_track_of: bool
    holders: int
    # Those of them who sign in, and may be on leave.
    user_ids: tuple[UUID, ...]


def certified_for(tenant_id: UUID, *, family: str, maker: str, on: date) -> Certified:
    """Return who may be sent to machines of a family that needs a certificate. One query.

    Where no certificate for the family was ever written down nobody is asked for one.
    """
    rows = Certification.objects.of(tenant_id).filter(vendor__iexact=maker, line__iexact=family)
    found = rows.values_list(
        "technician_id", "technician__user_id", "expires_on", "technician__left_on", "technician__started_on"
    )
    ever = list(found) if maker and family else []
    holds = {
        technician_id: user_id
        for technician_id, user_id, expires_on, left_on, started_on in ever
        if (expires_on is None or expires_on >= on)
        and (left_on is None or left_on > on)
        and (started_on is None or started_on <= on)
    }
    return Certified(bool(ever), len(holds), tuple(user_id for user_id in holds.values() if user_id))


@dataclass(frozen=True, slots=True)
class Employed:
    """When a technician works at a branch; None: since or for ever."""

    branch_id: UUID
    started_on: date | None
    left_on: date | None

    def works_on(self, on: date) -> bool:
        return (self.started_on is None or self.started_on <= on) and (self.left_on is None or self.left_on > on)


def employed_at(tenant_id: UUID) -> list[Employed]:
    """Return everybody who works or has worked as a technician, with where and when. One query."""
    rows = Technician.objects.of(tenant_id).values_list("branch_id", "started_on", "left_on")
    return [Employed(*row) for row in rows]


def terms_of(tenant_id: UUID, technicians: Collection[UUID]) -> dict[UUID, tuple[date | None, date | None]]:
    """Return since when and until when each of these technicians works or worked here. One query."""
    rows = Technician.objects.of(tenant_id).filter(id__in=technicians).values_list("id", "started_on", "left_on")
    return {technician_id: (started_on, left_on) for technician_id, started_on, left_on in rows}


def technician_of_user(tenant_id: UUID, user_id: UUID) -> UUID | None:
    """Return the technician who signs in as this user. One query."""
    return Technician.objects.of(tenant_id).filter(user_id=user_id).values_list("id", flat=True).first()


def user_of_technician(tenant_id: UUID, technician_id: UUID) -> UUID | None:
    """Return whom a technician signs in as; None where nobody does. One query."""
    return Technician.objects.of(tenant_id).filter(id=technician_id).values_list("user_id", flat=True).first()
