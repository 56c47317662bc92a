"""A branch's customers and technicians, as the territory designer wants them: from its own visits of the past year."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
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
from steadyhand.business.people.queries import lines_certified, lines_ever_certified, technicians_of
from steadyhand.shared.actor import Actor

MONTHS = 12
_YEAR = timedelta(days=365)
# Twenty days of six hours at customers and on the way to them. Ours; only shares count, and all have the same.
MINUTES_A_MONTH = 20 * 6 * 60.0
# While nobody has been timed here, a visit takes an hour.
_USUAL_MINUTES = 60.0


@dataclass(frozen=True, slots=True)
class RegionFound:
    """The region, the customers left out because nothing is known of their place, and how many visits it rests on."""

    region: Region | None
    without_place: tuple[str, ...]
    visits: int


def region_of(by: Actor, branch_id: UUID, *, knobs: Knobs, today: date, now: datetime) -> RegionFound:
    """Return a branch's region; None where it has no technician, or nothing is known of any place. Seven queries.

    Whoever made most of a customer's visits counts as answerable for it. They are taken to start from the middle of
    where they worked.
    """
    people = technicians_of(by, on=today, branch_id=branch_id)
    machines = standing_at(by, branch_id)
    work = work_at_sites(by, branch_id, since=now - _YEAR, until=now)
    places = {
        site_id: found.place
        for site_id, found in places_of_sites(by.tenant_id, {each.site_id for each in machines}).items()
    }
    without = {each.customer for each in machines if each.site_id not in places}
    machines = [each for each in machines if each.site_id in places]
    visits = sum(each.visits for each in work)
    if not people or not machines:
        return RegionFound(None, tuple(sorted(without)), visits)
    ids = {each.id for each in people}
    can = lines_certified(by.tenant_id, ids, on=today)
    starts = _starts(work, places)
    middle = _middle([(place, 1.0) for place in places.values()])
    region = Region(
        tuple(
            Answerable(
                str(each.id), starts.get(each.id, middle), MINUTES_A_MONTH, each.name, can.get(each.id, frozenset())
            )
            for each in people
        ),
        tuple(_customers(machines, work, places, ids, lines_ever_certified(by.tenant_id))),
        knobs,
    )
    return RegionFound(region, tuple(sorted(without)), visits)


def _customers(
    machines: Sequence[StandingAt],
    work: Sequence[WorkAtSite],
    places: Mapping[UUID, Place],
    people: set[UUID],
    lines: frozenset[str],
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
        by_family: dict[str, float] = defaultdict(float)
        for each in mine:
            sites[each.site_id] += expected[each.site_id, each.family]
            by_family[each.family.casefold()] += expected[each.site_id, each.family].minutes
        most = max(sorted(by_family), key=lambda family: by_family[family])
        found.append(
            Served(
                key=str(customer_id),
                name=mine[0].customer,
                sites=tuple(Stop(places[site], each.minutes, each.visits) for site, each in sites.items()),
                now=_most_there([came[site] for site in sites]),
                needs=frozenset({most} & lines),
            )
        )
    return found


def _most_there(came: Sequence[Mapping[UUID, int]]) -> str:
    visits: dict[UUID, int] = defaultdict(int)
    for each in came:
        for technician_id, count in each.items():
            visits[technician_id] += count
    return str(max(sorted(visits), key=lambda each: visits[each])) if visits else ""


def _expected(machines: Sequence[StandingAt], work: Sequence[WorkAtSite]) -> dict[tuple[UUID, str], Expected]:
    """Return work a month by site and family: a site's own visits, drawn towards those of the family at the branch."""
    seen: dict[tuple[UUID, str], int] = defaultdict(int)
    of_family: dict[str, int] = defaultdict(int)
    for done in work:
        seen[done.site_id, done.family] += done.visits
        of_family[done.family] += done.visits
    standing: dict[str, int] = defaultdict(int)
    for each in machines:
        standing[each.family] += each.machines
    timed = sum(done.timed for done in work)
    minutes = sum(done.minutes for done in work) / timed if timed else _USUAL_MINUTES
    found = {}
    for each in machines:
        one = corrective(
            seen[each.site_id, each.family],
            each.machines * MONTHS,
            usual_a_month=of_family[each.family] / (standing[each.family] * MONTHS),
            minutes_a_visit=minutes,
        )
        found[each.site_id, each.family] = Expected(one.minutes * each.machines, one.visits * each.machines)
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
