"""A branch's customers and technicians, as the territory designer wants them: from its record and a year of visits."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

import numpy as np

from steadyhand.business.calls.queries.work_at_sites import WorkAtSite, work_at_sites
from steadyhand.business.dispatch.queries.site_places import places_of_sites
from steadyhand.business.dispatch.territories.region import Answerable, Knobs, Region, Served, Stop
from steadyhand.business.dispatch.territories.workload import Expected, corrective
from steadyhand.business.dispatch.travel.places import Place
from steadyhand.business.machines.standing_at import StandingAt, standing_at
from steadyhand.business.people.sending import TechnicianDay, Wishes, answerable_for, technicians_for_day, wishes_of
from steadyhand.shared.actor import Actor

MONTHS = 12
_YEAR = timedelta(days=365)
# What is decided for later counts already, or it would be proposed again.
_AHEAD = timedelta(days=366)
# Twenty days of six hours at customers and on the way to them. Ours; only shares count, and all have the same.
MINUTES_A_MONTH = 20 * 6 * 60.0
# While nobody has been timed here, a visit takes an hour.
_USUAL_MINUTES = 60.0
_NO_WISHES = Wishes({}, {})


@dataclass(frozen=True, slots=True)
class RegionFound:
    """The region, the customers left out because nothing is known of their place, and what it rests on.

    `written`: by customer, who is written down as answerable; of the others whoever came most often counts.
    """

    region: Region | None
    without_place: tuple[str, ...]
    visits: int
    written: Mapping[UUID, UUID]


def region_of(by: Actor, branch_id: UUID, *, knobs: Knobs, today: date, now: datetime) -> RegionFound:
    """Return a branch's region; None where it has no technician, or nothing is known of any place. Some 20 queries.

    Whose day starts nowhere that is written down is taken to start from the middle of where they worked.
    """
    people = technicians_for_day(by.tenant_id, branch_id, on=today)
    machines = standing_at(by, branch_id)
    work = work_at_sites(by, branch_id, since=now - _YEAR, until=now)
    found = places_of_sites(by.tenant_id, {each.site_id for each in machines})
    places = {site_id: each.place for site_id, each in found.items()}
    without = {each.customer for each in machines if each.site_id not in places}
    machines = [each for each in machines if each.site_id in places]
    customers = {each.customer_id for each in machines}
    written = answerable_for(by.tenant_id, customers, on=today + _AHEAD)
    visits = sum(each.visits for each in work)
    if not people or not machines:
        return RegionFound(None, tuple(sorted(without)), visits, written)
    starts = _starts(work, places)
    middle = _middle([(place, 1.0) for place in places.values()])
    region = Region(
        tuple(
            Answerable(
                str(who.id),
                _start(who, starts.get(who.id, middle)),
                MINUTES_A_MONTH,
                who.name,
                _can(who, machines, today),
            )
            for who in people
        ),
        tuple(
            _customers(
                machines,
                work,
                places,
                {who.id for who in people},
                written,
                wishes_of(by.tenant_id, customers, on=today),
            )
        ),
        knobs,
    )
    return RegionFound(region, tuple(sorted(without)), visits, written)


def _start(who: TechnicianDay, otherwise: Place) -> Place:
    return otherwise if who.starts_at is None else Place(who.starts_at.latitude, who.starts_at.longitude)


def _can(who: TechnicianDay, machines: Sequence[StandingAt], today: date) -> frozenset[str]:
    """Return which of the needs of what stands here somebody meets."""
    return frozenset(
        need
        for each in machines
        for need in _needs(each)
        if who.certificates.get(need, date.min) >= today or _knows(who, each, need)
    )


def _knows(who: TechnicianDay, machine: StandingAt, need: str) -> bool:
    return need == _skill(machine) and who.skills.get(machine.skill_name, 0) >= machine.skill_level


def _needs(machine: StandingAt) -> list[str]:
    return [each for each in (machine.certificate_line, _skill(machine)) if each]


def _skill(machine: StandingAt) -> str:
    return f"{machine.skill_name} at level {machine.skill_level}" if machine.skill_name else ""


def _customers(
    machines: Sequence[StandingAt],
    work: Sequence[WorkAtSite],
    places: Mapping[UUID, Place],
    people: Collection[UUID],
    written: Mapping[UUID, UUID],
    wishes: Mapping[UUID, Wishes],
) -> list[Served]:
    expected = _expected(machines, work)
    of_customer: dict[UUID, list[StandingAt]] = defaultdict(list)
    for each in machines:
        of_customer[each.customer_id].append(each)
    came: dict[UUID, dict[UUID, int]] = defaultdict(lambda: defaultdict(int))
    for done in work:
        if done.technician_id in people:
            came[done.site_id][done.technician_id] += done.visits
    found = []
    for customer_id, mine in of_customer.items():
        sites: dict[UUID, Expected] = defaultdict(lambda: Expected(0.0, 0.0))
        for each in mine:
            sites[each.site_id] += expected[each]
        wish = wishes.get(customer_id, _NO_WISHES)
        now = written.get(customer_id)
        found.append(
            Served(
                key=str(customer_id),
                name=mine[0].customer,
                sites=tuple(Stop(places[site], each.minutes, each.visits) for site, each in sites.items()),
                now=str(now) if now in people else _most_there([came[site] for site in sites]),
                # Nobody can be certified for everything that stands at a large customer: what makes most work decides.
                needs=frozenset(_needs(max(mine, key=lambda each: expected[each].minutes))),
                only=frozenset(map(str, wish.only)) or None,
                not_wanted=frozenset(map(str, wish.never)),
            )
        )
    return found


def _most_there(came: Sequence[Mapping[UUID, int]]) -> str:
    visits: dict[UUID, int] = defaultdict(int)
    for each in came:
        for technician_id, count in each.items():
            visits[technician_id] += count
    return str(max(sorted(visits), key=lambda each: visits[each])) if visits else ""


def _expected(machines: Sequence[StandingAt], work: Sequence[WorkAtSite]) -> dict[StandingAt, Expected]:
    """Return work a month: a site's own visits to machines of a family, drawn towards those of the family here."""
    seen: dict[tuple[UUID, str], int] = defaultdict(int)
    of_family: dict[str, int] = defaultdict(int)
    for done in work:
        seen[done.site_id, done.family] += done.visits
        of_family[done.family] += done.visits
    standing: dict[str, int] = defaultdict(int)
    at_site: dict[tuple[UUID, str], int] = defaultdict(int)
    for each in machines:
        standing[each.family] += each.machines
        at_site[each.site_id, each.family] += each.machines
    timed = sum(done.timed for done in work)
    minutes = sum(done.minutes for done in work) / timed if timed else _USUAL_MINUTES
    found = {}
    for each in machines:
        one = corrective(
            seen[each.site_id, each.family],
            at_site[each.site_id, each.family] * MONTHS,
            usual_a_month=of_family[each.family] / (standing[each.family] * MONTHS),
            minutes_a_visit=minutes,
        )
        found[each] = Expected(one.minutes * each.machines, one.visits * each.machines)
    return found


def _starts(work: Sequence[WorkAtSite], places: Mapping[UUID, Place]) -> dict[UUID, Place]:
    been: dict[UUID, list[tuple[Place, float]]] = defaultdict(list)
    for done in work:
        if done.site_id in places:
            been[done.technician_id].append((places[done.site_id], float(done.visits)))
    return {technician_id: _middle(there) for technician_id, there in been.items()}


def _middle(there: Sequence[tuple[Place, float]]) -> Place:
    # A branch lies within a few hundred kilometres, and none across the date line.
    weights = [weight for _, weight in there]
    return Place(
        float(np.average([place.latitude for place, _ in there], weights=weights)),
        float(np.average([place.longitude for place, _ in there], weights=weights)),
    )
