"""What is known of some calls is kept, where it is not what was known before."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from steadyhand.business.calls.callbacks.rules import Verdict
from steadyhand.business.insight.counting import JUDGED
from steadyhand.business.insight.models import CallFact, MachineRuns, StaleMonth
from steadyhand.business.insight.norms import VersionedNorms
from steadyhand.business.insight.reading import Home, Read
from steadyhand.business.insight.reckoning.facts import Fact, facts_of
from steadyhand.shared.actor import Actor
from steadyhand.shared.identity import new_id
from steadyhand.shared.upsert import upsert_rows

# Rows in one transaction: some tens of milliseconds on SQLite, where call taking waits for a write.
CHUNK = 500
LIST = 5_000
_FACT = (
    "verdict", "left_out", "after_id", "basis", "ran", "limit", "version", "chance", "chance_memoryless", "came_back",
    "pages", "pages_since", "is_fixed_first", "is_held", "visits_over", "visits_done", "response_minutes",
    "response_gap", "downtime_minutes", "downtime_gap", "term_minutes", "is_term_average", "is_in_term", "segment",
    "phone",
)  # fmt: skip
_HOME = ("branch_id", "machine_id", "model_id", "taken_at", "month_on", "call_type", "is_cancelled")
_WORDS = frozenset(("left_out", "basis", "response_gap", "downtime_gap"))
COLUMNS = (*_HOME, *_FACT)
_MONTH = COLUMNS.index("month_on")
_RUNS = ("branch_id", "model_id", "calls", "callbacks", "runs", "run_pages", "last_taken_at")


def keep_facts(*, by: Actor, read: Read, norms: VersionedNorms) -> int:
    """Judge these machines' calls, keep what changed, and mark the months it changes; return how many changed.

    What is reckoned has no history: it follows from rows that have one.
    """
    facts: dict[UUID, Fact] = {}
    runs: list[MachineRuns] = []
    for machine in read.machines:
        own = list(facts_of(machine, norms))
        facts |= {fact.call_id: fact for fact in own}
        if machine.machine and own:
            runs.append(_runs(by, UUID(hex=machine.machine), own, read))
    known = _known(by, read.homes)
    wanted = {call_id: _values(read.homes[call_id], fact) for call_id, fact in facts.items()}
    changed = [call_id for call_id, values in wanted.items() if known.get(call_id) != values]
    for start in range(0, len(changed), CHUNK):
        _write(by, {call_id: wanted[call_id] for call_id in changed[start : start + CHUNK]}, known)
    _keep_runs(by, runs)
    return len(changed)


def _values(home: Home, fact: Fact) -> tuple[Any, ...]:
    """Return a row's values in the order of the columns, as the database gives them back."""
    values = [getattr(home, name) for name in _HOME]
    for name in _FACT:
        value = getattr(fact, name)
        values.append(value or "" if name in _WORDS else value)
    return tuple(str(value) if isinstance(value, str) else value for value in values)


def _known(by: Actor, call_ids: Collection[UUID]) -> dict[UUID, tuple[Any, ...]]:
    wanted = list(call_ids)
    found: dict[UUID, tuple[Any, ...]] = {}
    # A placeholder of a machine may have more calls than a database takes in one list.
    for start in range(0, len(wanted), LIST):
        rows = CallFact.objects.of(by.tenant_id).filter(call_id__in=wanted[start : start + LIST])
        found |= {call_id: tuple(values) for call_id, *values in rows.values_list("call_id", *COLUMNS)}
    return found


@transaction.atomic
def _write(by: Actor, wanted: dict[UUID, tuple[Any, ...]], known: dict[UUID, tuple[Any, ...]]) -> None:
    upsert_rows(
        CallFact,
        ("id", "tenant_id", "call_id", *COLUMNS),
        [(new_id(), by.tenant_id, call_id, *values) for call_id, values in wanted.items()],
        unique=("call_id", "tenant_id"),
    )
    months = {values[_MONTH] for values in wanted.values()}
    # A call whose day was put right leaves one month for another.
    mark_stale(by, months | {known[call_id][_MONTH] for call_id in wanted if call_id in known})


def mark_stale(by: Actor, months: Iterable[date]) -> None:
    """Say that these months must be tallied anew. Call it in the transaction that changes their facts."""
    rows = [StaleMonth(tenant_id=by.tenant_id, month_on=month_on, mark=new_id()) for month_on in sorted(months)]
    StaleMonth.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["month_on", "tenant_id"], update_fields=["mark"]
    )


def _runs(by: Actor, machine_id: UUID, facts: list[Fact], read: Read) -> MachineRuns:
    counted = [fact for fact in facts if fact.verdict in JUDGED]
    pages = [fact.pages_since for fact in counted if fact.pages_since is not None]
    stands = read.stands[machine_id]
    return MachineRuns(
        tenant_id=by.tenant_id,
        machine_id=machine_id,
        branch_id=stands.branch_id,
        model_id=stands.model_id,
        calls=len(counted),
        callbacks=sum(fact.verdict is Verdict.CALLBACK for fact in counted),
        runs=len(pages),
        run_pages=sum(pages),
        last_taken_at=max(read.homes[fact.call_id].taken_at for fact in facts),
    )


def _keep_runs(by: Actor, runs: list[MachineRuns]) -> None:
    rows = MachineRuns.objects.of(by.tenant_id).filter(machine_id__in=[row.machine_id for row in runs])
    known = {machine_id: tuple(values) for machine_id, *values in rows.values_list("machine_id", *_RUNS)}
    changed = [row for row in runs if known.get(row.machine_id) != tuple(getattr(row, name) for name in _RUNS)]
    MachineRuns.objects.bulk_create(
        changed, update_conflicts=True, unique_fields=["machine", "tenant_id"], update_fields=[*_RUNS]
    )
