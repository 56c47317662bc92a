"""What do the numbers need to know of each call of a machine, and what does it rest on?"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from steadyhand.business.calls.callbacks.norms import ModelNorm
from steadyhand.business.calls.callbacks.rules import (
    Basis,
    CallForCallback,
    Interval,
    Judged,
    Norm,
    Verdict,
    judge_calls,
    runs_between,
)
from steadyhand.business.calls.rules import CallState, CallType, VisitState
from steadyhand.business.insight.reckoning.judging import LeftOut, for_the_rule, left_out
from steadyhand.business.insight.reckoning.seen import SeenCall, SeenMachine
from steadyhand.business.insight.reckoning.times import (
    Gap,
    Waited,
    counted_visits,
    downtime_of,
    is_in_term,
    response_of,
)

UNKNOWN = Norm(None, None)


@dataclass(frozen=True, slots=True)
class NormSet:
    """A version of the models' norms: by which share of the mean it limits, and which chance floors stand beside."""

    version: int
    share: float
    memoryless: float
    models: Mapping[str, ModelNorm]

    def norm_of(self, model: str) -> Norm:
        found = self.models.get(model)
        return found.norm if found else UNKNOWN

    def chance_of(self, model: str, basis: Basis) -> float:
        """Return which share of calls would be too soon by chance; memoryless where no shape is known."""
        found = self.models.get(model)
        floor = (found.floor_in_pages if basis is Basis.PAGES else found.floor_in_days) if found else None
        return self.memoryless if floor is None or floor.fitted is None else floor.fitted


class Norms(Protocol):
    """Which version counts for a call taken then?"""

    def for_call(self, taken_at: datetime) -> NormSet | None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What the numbers know of one call."""

    call_id: UUID
    verdict: Verdict
    left_out: LeftOut | None
    after_id: UUID | None
    basis: Basis | None
    ran: float | None
    limit: float | None
    version: int
    chance: float | None
    chance_memoryless: float | None
    came_back: bool
    pages: int | None
    pages_since: int | None
    is_fixed_first: bool | None
    is_held: bool
    visits_over: int
    visits_done: int
    response_minutes: int | None
    response_gap: Gap | None
    downtime_minutes: int | None
    downtime_gap: Gap | None
    term_minutes: int | None
    is_term_average: bool
    is_in_term: bool | None
    segment: str
    phone: str


def facts_of(machine: SeenMachine, norms: Norms) -> Iterator[Fact]:
    """Yield what the numbers know of each call of one machine (or of one call about an unknown machine)."""
    seen = list(for_the_rule(machine))
    verdicts, versions = _verdicts(machine, seen, norms)
    runs = dict(runs_between(seen))
    came_back = {judged.after for judged in verdicts.values() if judged.verdict is Verdict.CALLBACK}
    for call in machine.calls:
        key = call.id.hex
        why_not = left_out(call, machine)
        judged = Judged(key, machine.model, Verdict.NOT_COUNTED) if why_not else verdicts[key]
        yield _fact(call, machine, judged, why_not, versions.get(key), runs.get(key), came_back=key in came_back)


def _verdicts(
    machine: SeenMachine, seen: Sequence[CallForCallback], norms: Norms
) -> tuple[dict[str, Judged], dict[str, NormSet]]:
    """Return each call's verdict by the version that counts for it, and that version."""
    versions = {}
    for call in seen:
        found = norms.for_call(call.taken_at)
        if found is not None:
            versions[call.call] = found
    verdicts: dict[str, Judged] = {}
    # The whole chain is judged by each version that counts somewhere in it, and of each the calls it counts for are
    # kept: what a call comes after is the same by all.
    for number in {found.version for found in versions.values()} or {0}:
        mine = {key: found for key, found in versions.items() if found.version == number}
        one = next(iter(mine.values()), None)
        norm = {machine.model: one.norm_of(machine.model)} if one else {}
        for judged in judge_calls(seen, norm, share=one.share if one else 0.0):
            if judged.call in mine or not versions:
                verdicts[judged.call] = judged
    return verdicts, versions


def _fact(
    call: SeenCall,
    machine: SeenMachine,
    judged: Judged,
    why_not: LeftOut | None,
    version: NormSet | None,
    run: Interval | None,
    *,
    came_back: bool,
) -> Fact:
    over = counted_visits(call)
    response, downtime = response_of(call), downtime_of(call)
    # Only what could have been a callback has a chance of being one: a call after an install or a maintenance is
    # counted apart, one that nothing came before can't have come back.
    could_be = judged.verdict in (Verdict.CALLBACK, Verdict.ORIGINAL) and _is_after_repair(judged, machine)
    floor = version.chance_of(machine.model, judged.basis) if version and judged.basis and could_be else None
    return Fact(
        call_id=call.id,
        verdict=judged.verdict,
        left_out=why_not,
        after_id=UUID(hex=judged.after) if judged.after else None,
        basis=judged.basis,
        ran=judged.ran,
        limit=judged.limit,
        version=version.version if version and judged.basis else 0,
        chance=floor,
        chance_memoryless=version.memoryless if version and floor is not None else None,
        came_back=came_back,
        pages=call.pages,
        pages_since=run.pages if run and why_not is None else None,
        is_fixed_first=_fixed_first(call),
        is_held=any(visit.state is VisitState.PARTS for visit in over),
        visits_over=len(over),
        visits_done=sum(visit.state is VisitState.DONE for visit in over),
        response_minutes=_minutes(response),
        response_gap=response.gap if response else None,
        downtime_minutes=_minutes(downtime),
        downtime_gap=downtime.gap if downtime else None,
        term_minutes=call.term.minutes if call.term else None,
        is_term_average=call.term.is_average if call.term else False,
        is_in_term=is_in_term(call, response),
        segment=call.segment,
        phone=_phone(call),
    )


def _is_after_repair(judged: Judged, machine: SeenMachine) -> bool:
    before = next((call for call in machine.calls if call.id.hex == judged.after), None)
    return before is not None and before.call_type is CallType.CORRECTIVE


def _fixed_first(call: SeenCall) -> bool | None:
    """Return whether a closed corrective call took one visit; None where that is no question or nobody came."""
    over = counted_visits(call)
    if call.call_type is not CallType.CORRECTIVE or call.state is not CallState.CLOSED or not over:
        return None
    return len(over) == 1 and over[0].state is VisitState.DONE


def _minutes(waited: Waited | None) -> int | None:
    return waited.minutes if waited else None


def _phone(call: SeenCall) -> str:
    """Return how it went on the phone; a file may only say that the call was solved there."""
    if call.phone is None:
        return "fixed" if call.call_type is CallType.PHONE_FIX and call.state is CallState.CLOSED else ""
    if not call.phone.was_fixed:
        return "tried"
    return {None: "fixed", True: "held", False: "not_held"}[call.phone.has_held]
