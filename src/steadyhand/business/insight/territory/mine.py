"""All that is worth a visit among a technician's customers, list by list, each with the worst first."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from steadyhand.business.calls.queries.maintenance import DueMachine, due_of
from steadyhand.business.dealership.settings.values import values_of
from steadyhand.business.insight.territory.places import MachineAt, machines_at
from steadyhand.business.insight.territory.settings import (
    AHEAD_DAYS,
    TROUBLE_CALLS,
    TROUBLE_DAYS,
    UNHAPPY_DAYS,
    UNVISITED_DAYS,
)
from steadyhand.business.insight.territory.silent import Silent, silent
from steadyhand.business.insight.territory.trouble import Troubled, troubled
from steadyhand.business.insight.territory.unhappy import Unhappy, unhappy
from steadyhand.business.insight.territory.unseen import NotCome, Unseen, coming, not_come, unseen
from steadyhand.business.machines.settings import SILENT_DAYS, SILENT_GAPS
from steadyhand.business.machines.upkeep.facts import counts_of
from steadyhand.business.machines.upkeep.maintenance import Basis
from steadyhand.business.machines.upkeep.running import run_since
from steadyhand.business.people.customers import CustomerLine, customers_answered_for
from steadyhand.shared.actor import Actor

DAY = timedelta(days=1)
# Of these the pace is told: more aren't shown.
SHOWN = 50
# A pace is that of the last months: how it ran two years ago says nothing about next week.
PACE = timedelta(days=120)


@dataclass(frozen=True, slots=True)
class Looked:
    """By which thresholds the lists were made: what the dealership set."""

    trouble_calls: int
    trouble_days: int
    unhappy_days: int
    unvisited_days: int
    silent_days: int
    ahead_days: int


@dataclass(frozen=True, slots=True)
class Due:
    """A machine whose maintenance is due, and how many pages a day it makes, where its meters tell."""

    due: DueMachine
    pages_a_day: float | None


@dataclass(frozen=True, slots=True)
class Territory:
    """A technician's customers, and what is worth a visit: every list with the worst first."""

    customers: tuple[CustomerLine, ...]
    machines: dict[UUID, MachineAt]
    not_come: tuple[NotCome, ...]
    troubled: tuple[Troubled, ...]
    unhappy: tuple[Unhappy, ...]
    due_by_pages: tuple[Due, ...]
    due_by_days: tuple[Due, ...]
    silent: tuple[Silent, ...]
    unseen: tuple[Unseen, ...]
    # When somebody is at a customer next, as planned.
    coming: dict[UUID, datetime]
    looked: Looked


def territory_of(by: Actor, technician_id: UUID, *, today: date, now: datetime) -> Territory:
    """Return what is worth a visit among the customers that a technician answers for today.

    Some twenty queries for up to 500 customers and 500 machines, however many calls the dealership has had.
    """
    customers = customers_answered_for(by, technician_id, on=today)
    ids = [line.id for line in customers]
    values = values_of(
        by.tenant_id,
        (TROUBLE_CALLS, TROUBLE_DAYS, UNHAPPY_DAYS, UNVISITED_DAYS, AHEAD_DAYS, SILENT_DAYS, SILENT_GAPS),
    )
    machines = machines_at(by, ids)
    planned = coming(by, ids, now=now)
    due = due_of(by, list(machines), until=today + values[AHEAD_DAYS] * DAY)
    by_pages = [each for each in due if each.basis is Basis.PAGES][:SHOWN]
    by_days = [each for each in due if each.basis is Basis.DAYS][:SHOWN]
    pace = _pace(by, [each.machine_id for each in (*by_pages, *by_days)], now=now)
    unhappy_since = now - values[UNHAPPY_DAYS] * DAY
    return Territory(
        customers=customers,
        machines=machines,
        not_come=not_come(by, ids, since=unhappy_since, now=now),
        troubled=troubled(by, machines, since=now - values[TROUBLE_DAYS] * DAY, least_calls=values[TROUBLE_CALLS]),
        unhappy=unhappy(by, ids, since=unhappy_since),
        due_by_pages=tuple(Due(each, pace.get(each.machine_id)) for each in by_pages),
        due_by_days=tuple(Due(each, pace.get(each.machine_id)) for each in by_days),
        silent=silent(by, machines, at_least=values[SILENT_DAYS] * DAY, usual_gaps=values[SILENT_GAPS], now=now),
        # Whoever is seen soon needn't be remembered.
        unseen=tuple(
            each
            for each in unseen(by, ids, since=now - values[UNVISITED_DAYS] * DAY)
            if each.customer_id not in planned
        ),
        coming=planned,
        looked=Looked(
            trouble_calls=values[TROUBLE_CALLS],
            trouble_days=values[TROUBLE_DAYS],
            unhappy_days=values[UNHAPPY_DAYS],
            unvisited_days=values[UNVISITED_DAYS],
            silent_days=values[SILENT_DAYS],
            ahead_days=values[AHEAD_DAYS],
        ),
    )


def _pace(by: Actor, machine_ids: list[UUID], *, now: datetime) -> dict[UUID, float]:
    counts = counts_of(by, machine_ids, since=now - PACE) if machine_ids else {}
    runs = {machine_id: run_since(each, None) for machine_id, each in counts.items()}
    return {machine_id: run.pages_a_day for machine_id, run in runs.items() if run is not None}
