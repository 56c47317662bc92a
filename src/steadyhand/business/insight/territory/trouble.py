"""Which machines are trouble again and again? By the calls that the numbers count, as the numbers judged them."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from steadyhand.business.calls.models import Call
from steadyhand.business.insight.counting import CALLBACKS, JUDGED
from steadyhand.business.insight.models import CallFact
from steadyhand.business.insight.queries.rows import known_of
from steadyhand.business.insight.territory.places import MOST, MachineAt, chunks
from steadyhand.business.insight.why import Known
from steadyhand.shared.actor import Actor


@dataclass(frozen=True, slots=True)
class CountedCall:
    """A call that the machine caused, and how the numbers judged it."""

    id: UUID
    number: str
    problem: str
    taken_at: datetime
    is_callback: bool
    known: Known


@dataclass(frozen=True, slots=True)
class Troubled:
    """A machine that came back, or called too often; its calls newest first."""

    at: MachineAt
    calls: tuple[CountedCall, ...]
    callbacks: int


def troubled(
    by: Actor, machines: Mapping[UUID, MachineAt], *, since: datetime, least_calls: int
) -> tuple[Troubled, ...]:
    """Return the machines with at least so many counted calls since a moment, or with a callback; the worst first.

    Most callbacks first, then most calls, then the newest. A query for 500 machines, and one for names.
    """
    found: dict[UUID, list[CallFact]] = defaultdict(list)
    for ids in chunks(machines):
        rows = CallFact.objects.visible_to(by).filter(machine_id__in=ids, taken_at__gte=since, verdict__in=JUDGED)
        for row in rows.select_related("call").order_by("-taken_at", "-id"):
            if row.machine_id is not None:
                found[row.machine_id].append(row)
    counted = {
        machine_id: (sum(row.verdict in CALLBACKS for row in facts), facts) for machine_id, facts in found.items()
    }
    worst = sorted(
        (each for each in counted.items() if each[1][0] or len(each[1][1]) >= least_calls),
        key=lambda each: (each[1][0], len(each[1][1]), each[1][1][0].taken_at, each[0]),
        reverse=True,
    )[:MOST]
    after = {row.after_id for _, (_, facts) in worst for row in facts if row.after_id}
    numbers: dict[UUID, str] = {}
    for ids in chunks(after):
        numbers |= dict(Call.objects.visible_to(by).filter(id__in=ids).values_list("id", "ref"))
    return tuple(
        Troubled(machines[machine_id], tuple(_call(row, numbers) for row in facts), callbacks)
        for machine_id, (callbacks, facts) in worst
    )


def _call(row: CallFact, numbers: Mapping[UUID, str]) -> CountedCall:
    return CountedCall(
        id=row.call_id,
        number=row.call.ref,
        problem=row.call.problem,
        taken_at=row.taken_at,
        is_callback=row.verdict in CALLBACKS,
        known=known_of(row, after_number=numbers.get(row.after_id, "") if row.after_id else ""),
    )
