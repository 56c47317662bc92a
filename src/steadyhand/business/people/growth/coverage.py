"""Who can do what at some branches, read for the matrix and for what hangs on one person. Frozen rows, few queries."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q

from steadyhand.business.dealership.settings.values import value_of
from steadyhand.business.machines.field_needs import FieldNeed, field_needs
from steadyhand.business.people import settings
from steadyhand.business.people.claims import Known, claims_of, known_on
from steadyhand.business.people.growth.covering import Costs, Cover, KnownCourse, Person, Wanted, covers
from steadyhand.business.people.growth.ladders import WANTED, Meaning, ladders_of
from steadyhand.business.people.growth.models import Course, Profile
from steadyhand.business.people.growth.needs import posts_of
from steadyhand.business.people.growth.rules import SkillKind
from steadyhand.business.people.growth.shipped import Need
from steadyhand.business.people.levels import ALONE
from steadyhand.business.people.models import Certification, Skill, Technician
from steadyhand.shared.actor import Actor

CENTS = 100
# The post of somebody for whom none is written down.
USUAL_POST = "technician"


@dataclass(frozen=True, slots=True)
class Row:
    """One technician of the matrix: how they stand in each skill, and what their post asks for."""

    id: UUID
    name: str
    branch_id: UUID
    post: str
    post_title: str
    known: Mapping[str, Known]
    # The last days by `maker line` in small letters, and how those are written.
    certificates: Mapping[str, date]
    certificate_titles: Mapping[str, str]
    # By skill in small letters; the level that their post asks for, and whether it is an essential.
    wanted: Mapping[str, Need]

    def person(self) -> Person:
        """Return them as far as covering asks."""
        return Person(
            id=self.id,
            name=self.name,
            skills={name: each.level for name, each in self.known.items() if each.best is not None},
            holds_until={
                name: each.best.claim.expires_on
                for name, each in self.known.items()
                if each.best is not None and each.best.claim.expires_on is not None
            },
            certificates=self.certificates,
        )


@dataclass(frozen=True, slots=True)
class Column:
    """One skill of the matrix, or one certificate: how many can do it alone, or hold it, of how many are wanted."""

    key: str
    title: str
    kind: SkillKind | None
    meaning: Meaning | None
    alone: int
    wanted: int

    @property
    def is_certificate(self) -> bool:
        return self.kind is None


@dataclass(frozen=True, slots=True)
class Coverage:
    """The matrix of a day, and how each kind of machine in the field is covered."""

    on: date
    ahead: date
    rows: tuple[Row, ...]
    columns: tuple[Column, ...]
    covers: tuple[Cover, ...]
    # What isn't of one kind of machine, a craft or a certificate, and hangs on one person or on nobody.
    besides: tuple[Cover, ...]
    # What ways out are reckoned with.
    courses: tuple[KnownCourse, ...]
    costs: Costs

    @property
    def risks(self) -> tuple[Cover, ...]:
        return tuple(cover for cover in self.covers if cover.is_risk)


def coverage_of(by: Actor, *, on: date, branch_id: UUID | None = None) -> Coverage:
    """Return who can do what at the actor's branches, or at one, on a day. Some fifteen queries."""
    rows = _rows(by, on, branch_id)
    ahead = on + timedelta(days=value_of(by.tenant_id, settings.LOOK_AHEAD_DAYS))
    needs = field_needs(by, branch_id=branch_id)
    people = [row.person() for row in rows]
    certified = _ever_certified(by.tenant_id) if needs else frozenset()
    wanted = [_wanted(need, people, certified) for need in needs]
    courses, costs = courses_known(by.tenant_id), costs_of(by.tenant_id)
    columns = _columns(by.tenant_id, rows)
    covered = covers(wanted, people, ahead=ahead, courses=courses, costs=costs)
    besides = covers(_besides(columns, covered), people, ahead=ahead, courses=courses, costs=costs)
    return Coverage(
        on=on,
        ahead=ahead,
        rows=rows,
        columns=columns,
        covers=covered,
        besides=tuple(each for each in besides if each.is_risk) if rows else (),
        courses=courses,
        costs=costs,
    )


def _besides(columns: tuple[Column, ...], covered: tuple[Cover, ...]) -> list[Wanted]:
    """Return what the matrix has beyond machines as something to be covered, where two people are wanted for it.

    What a kind of machine at risk asks for is told there.
    """
    told = {key for cover in covered if cover.is_risk for key in (cover.wanted.skill, cover.wanted.certificate)}
    found = []
    for column in columns:
        if column.kind is SkillKind.FAMILY or column.key in told or column.wanted < WANTED:
            continue
        if column.is_certificate:
            found.append(Wanted(title=column.title, certificate=column.key, certificate_line=column.title))
        else:
            found.append(Wanted(title=column.title, skill=column.key))
    return found


def costs_of(tenant_id: UUID) -> Costs:
    """Return what learning takes where no course is written down, as the dealership has it."""
    return Costs(
        level_hours=value_of(tenant_id, settings.LEVEL_HOURS),
        level_weeks=value_of(tenant_id, settings.LEVEL_WEEKS),
        certificate_hours=value_of(tenant_id, settings.CERTIFICATE_HOURS),
        certificate_weeks=value_of(tenant_id, settings.CERTIFICATE_WEEKS),
        certificate_cents=value_of(tenant_id, settings.CERTIFICATE_COST) * CENTS,
        hour_cents=value_of(tenant_id, settings.HOUR_COST) * CENTS,
    )


def courses_known(tenant_id: UUID) -> tuple[KnownCourse, ...]:
    """Return the courses that somebody can be sent to. One query."""
    rows = Course.objects.of(tenant_id).filter(ended_on__isnull=True).order_by("name", "id")
    return tuple(
        KnownCourse(
            name=row.name,
            skill=row.skill.casefold(),
            to_level=row.to_level,
            certificate=f"{row.vendor} {row.line}".strip().casefold(),
            hours=row.hours,
            weeks=row.weeks,
            cost_cents=row.cost_cents,
        )
        for row in rows
    )


def _rows(by: Actor, on: date, branch_id: UUID | None) -> tuple[Row, ...]:
    here = Technician.objects.visible_to(by).filter(Q(left_on__isnull=True) | Q(left_on__gt=on))
    if branch_id is not None:
        here = here.filter(branch_id=branch_id)
    rows = list(here.order_by("name", "id").values_list("id", "name", "branch_id"))
    ids = [row_id for row_id, *_ in rows]
    claims = claims_of(Skill.objects.of(by.tenant_id).filter(technician_id__in=ids))
    held: dict[UUID, dict[str, date]] = defaultdict(dict)
    titles: dict[UUID, dict[str, str]] = defaultdict(dict)
    certificates = Certification.objects.of(by.tenant_id).filter(
        Q(expires_on__isnull=True) | Q(expires_on__gte=on), technician_id__in=ids
    )
    for who, vendor, line, ends in certificates.values_list("technician_id", "vendor", "line", "expires_on"):
        key, last = f"{vendor} {line}".strip().casefold(), ends or date.max
        held[who][key] = max(last, held[who].get(key, last))
        titles[who][key] = f"{vendor} {line}".strip()
    given = Profile.objects.of(by.tenant_id).filter(technician_id__in=ids).exclude(post="")
    posts = dict(given.values_list("technician_id", "post"))
    known_posts = {post.key: post for post in posts_of(by.tenant_id)}
    found = []
    for row_id, name, branch in rows:
        post = known_posts.get(posts.get(row_id, USUAL_POST), known_posts[USUAL_POST])
        wanted: dict[str, Need] = {}
        for need in post.needs:
            key = need.skill.casefold()
            # Of two lines about one skill the essential stands, then the higher.
            if key and (key not in wanted or (need.is_must, need.level) > (wanted[key].is_must, wanted[key].level)):
                wanted[key] = need
        known = known_on(claims.get(row_id, ()), on)
        found.append(
            Row(row_id, name, branch, post.key, post.title, known, dict(held[row_id]), dict(titles[row_id]), wanted)
        )
    return tuple(found)


def _ever_certified(tenant_id: UUID) -> frozenset[str]:
    """Return the certificates that anybody here ever held, in small letters: of others nobody keeps track."""
    rows = Certification.objects.of(tenant_id).values_list("vendor", "line").distinct().order_by("vendor", "line")
    return frozenset(f"{vendor} {line}".strip().casefold() for vendor, line in rows)


def _wanted(need: FieldNeed, people: list[Person], certified: frozenset[str]) -> Wanted:
    """Return what a kind of machine asks for: as the catalogue has it, else the family's own skill and certificate.

    Where nobody was ever rated in a family or certified for it, it isn't kept track of and asks for nothing.
    """
    skill, level = need.skill_name.casefold(), need.skill_level
    if not skill and any(need.family.casefold() in person.skills for person in people):
        skill, level = need.family.casefold(), ALONE
    line = need.certificate_line or need.family
    certificate = f"{need.maker} {line}".strip().casefold()
    is_asked = bool(need.certificate_line) or (bool(need.family) and certificate in certified)
    return Wanted(
        title=need.title,
        maker=need.maker,
        skill=skill,
        level=level or ALONE,
        certificate=certificate if is_asked else "",
        certificate_line=line if is_asked else "",
        machines=need.machines,
        customers=need.customers,
    )


def _columns(tenant_id: UUID, rows: tuple[Row, ...]) -> tuple[Column, ...]:
    ladders = ladders_of(tenant_id)
    titles: dict[str, str] = {}
    for row in rows:
        for name, known in row.known.items():
            titles.setdefault(name, known.name)
        for key, need in row.wanted.items():
            titles.setdefault(key, need.skill)
    for key, name in ladders.names.items():
        titles.setdefault(key, name)
    columns = []
    for key, title in titles.items():
        meaning = ladders.of(title)
        alone = sum(1 for row in rows if key in row.known and row.known[key].level >= ALONE)
        columns.append(Column(key, title, meaning.kind, meaning, alone, meaning.wanted))
    order = list(SkillKind)
    columns.sort(key=lambda column: (order.index(column.kind) if column.kind else len(order), column.title.casefold()))
    lines = {key: title for row in rows for key, title in row.certificate_titles.items()}
    held = {key: sum(1 for row in rows if key in row.certificates) for key in lines}
    return (*columns, *(Column(key, lines[key], None, None, held[key], WANTED) for key in sorted(lines)))
