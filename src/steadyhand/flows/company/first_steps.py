"""From nothing to the first call: which steps are done, which have begun, and what comes next? Worked out from rows."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from steadyhand.business.calls.queries.how_many import calls_counted, has_taken_a_call
from steadyhand.business.customers.queries.how_many import customers_counted
from steadyhand.business.dealership.directory import BranchLine, branch_lines, ways_in
from steadyhand.business.dealership.queries import the_dealership
from steadyhand.business.dealership.rota.reading import has_rota
from steadyhand.business.dealership.settings.values import is_any_changed
from steadyhand.business.machines.how_many import machines_counted
from steadyhand.business.people.queries import Listed, listed_without_user
from steadyhand.shared.actor import Actor

# Past this a number says no more than "many".
MOST_COUNTED = 1_000


class Step(StrEnum):
    """One of the steps, in the order in which they are best taken."""

    BRANCHES = "branches"
    LISTS = "lists"
    SETTINGS = "settings"
    PEOPLE = "people"
    FIRST_CALL = "first_call"
    ON_CALL = "on_call"


# Not every dealership comes at night: this one may stay undone.
BY_CHOICE = frozenset({Step.ON_CALL})


class Standing(StrEnum):
    """How far a step is."""

    TO_DO = "to do"
    BY_CHOICE = "if you come at night"
    BEGUN = "begun"
    DONE = "done"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What the rows say; counts stop one past MOST_COUNTED."""

    # The open ones, each with the name of the hours it keeps.
    branches: tuple[BranchLine, ...]
    customers: int
    machines: int
    contracts: int
    calls: int
    is_import_waiting: bool
    is_setting_changed: bool
    do_defaults_suit: bool
    technicians_in: int
    # Each with name.
    technicians_invited: tuple[tuple[UUID, str], ...]
    # Listed in the files, and nobody signs in as them.
    without_way_in: tuple[Listed, ...]
    is_desk_in: bool
    has_taken_a_call: bool
    is_somebody_on_call: bool


def first_steps(*, by: Actor, is_import_waiting: bool, today: date) -> Found:
    """Return what there is already, in at most twelve queries. Whether an import waits, its door knows."""
    firm, counted = the_dealership(by.tenant_id), customers_counted(by, most=MOST_COUNTED)
    ways = ways_in(by, most=MOST_COUNTED + 1)
    return Found(
        branches=tuple(line for line in branch_lines(by) if not line.described.is_closed),
        customers=counted.customers,
        machines=machines_counted(by, most=MOST_COUNTED),
        contracts=counted.contracts,
        calls=calls_counted(by, most=MOST_COUNTED),
        is_import_waiting=is_import_waiting,
        is_setting_changed=is_any_changed(by.tenant_id),
        do_defaults_suit=firm.defaults_suit_since is not None,
        technicians_in=ways.technicians_in,
        technicians_invited=ways.technicians_invited,
        without_way_in=listed_without_user(by, on=today),
        is_desk_in=ways.desk_in > 0,
        has_taken_a_call=has_taken_a_call(by.tenant_id),
        is_somebody_on_call=has_rota(by.tenant_id),
    )


def standings(found: Found) -> dict[Step, Standing]:
    """Return how far each step is, in their order."""
    return {
        Step.BRANCHES: _standing(is_done=bool(found.branches)),
        Step.LISTS: _standing(
            is_done=bool(found.customers and found.machines),
            has_begun=bool(found.customers or found.machines or found.is_import_waiting),
        ),
        Step.SETTINGS: _standing(is_done=found.is_setting_changed or found.do_defaults_suit),
        Step.PEOPLE: _standing(is_done=found.technicians_in > 0, has_begun=bool(found.technicians_invited)),
        Step.FIRST_CALL: _standing(is_done=found.has_taken_a_call),
        Step.ON_CALL: Standing.DONE if found.is_somebody_on_call else Standing.BY_CHOICE,
    }


def next_step(standing: dict[Step, Standing]) -> Step | None:
    """Return the first step that isn't done, None when all are that must be."""
    wanting = {Standing.TO_DO, Standing.BEGUN}
    return next((step for step, how_far in standing.items() if how_far in wanting), None)


def _standing(*, is_done: bool, has_begun: bool = False) -> Standing:
    if is_done:
        return Standing.DONE
    return Standing.BEGUN if has_begun else Standing.TO_DO
