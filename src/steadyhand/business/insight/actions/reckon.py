"""Bring the numbers to what the record says: what changed, or all of it, in short steps that may stop anywhere."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from time import monotonic
from uuid import UUID

from steadyhand.business.calls.models import Call
from steadyhand.business.dealership.queries import the_dealership
from steadyhand.business.dealership.settings.values import value_of
from steadyhand.business.insight.actions.keep_facts import keep_facts
from steadyhand.business.insight.actions.make_norms import CHUNK, chunks_of_machines, make_norms
from steadyhand.business.insight.actions.tally_months import tally_stale_months
from steadyhand.business.insight.models import NormVersion, Reckoning
from steadyhand.business.insight.norms import norms_in_force
from steadyhand.business.insight.noticing import has_landed_since, what_changed
from steadyhand.business.insight.reading import RecordReader
from steadyhand.business.insight.settings import CALLBACK_SHARE
from steadyhand.shared.actor import Actor

# Calls about no known machine in one step.
LOOSE_CHUNK = 500
# After a sweep the next one waits so many times as long as it took: a house whose files land every few minutes spends
# a twentieth of one core on its numbers. Ours.
REST = 19
FIRST = "the first reckoning"


@dataclass(frozen=True, slots=True)
class Reckoned:
    """What one reckoning did."""

    facts: int
    months: int
    # Why everything was gone through; empty: only what changed was.
    because: str = ""


def reckon(*, by: Actor, now: datetime, whole_because: str = "") -> Reckoned:
    """Reckon what changed since the last time, or everything where that is due; safe to stop and to run again.

    `whole_because`: go through everything, and why.
    """
    state = Reckoning.objects.of(by.tenant_id).first() or Reckoning.objects.create(tenant_id=by.tenant_id)
    reader = RecordReader(by, zone=the_dealership(by.tenant_id).zone)
    changed = 0
    if state.changes_seen_at is not None:
        changed = _reckon_changes(by, reader, state, now)
    because = whole_because or _why_sweep(by, state)
    if because and state.sweep_because != because:
        _set(state, sweep_because=because)
    if state.sweep_because and (whole_because or _may_sweep(state, now)):
        changed += _sweep(by, reader, state, now)
    elif not state.sweep_because:
        because = ""
        _renew_norms(by, reader, state, now)
    else:
        because = ""
    return Reckoned(changed, tally_stale_months(by=by), because)


def _reckon_changes(by: Actor, reader: RecordReader, state: Reckoning, now: datetime) -> int:
    assert state.changes_seen_at is not None  # noqa: S101  # mypy: the caller asked
    noticed = what_changed(by, since=state.changes_seen_at, swept_from=state.swept_from_at)
    if noticed.sweep_because and not state.sweep_because:
        _set(state, sweep_because=noticed.sweep_because)
    norms = norms_in_force(by.tenant_id)
    changed = 0
    for machine_ids in _in_steps(sorted(noticed.machine_ids), CHUNK):
        changed += keep_facts(by=by, read=reader.machines(machine_ids), norms=norms)
    for call_ids in _in_steps(sorted(noticed.call_ids), LOOSE_CHUNK):
        changed += keep_facts(by=by, read=reader.loose_calls(call_ids), norms=norms)
    _set(state, changes_seen_at=now)
    return changed


def _why_sweep(by: Actor, state: Reckoning) -> str:
    """Return why everything must be gone through, or nothing."""
    if state.sweep_because:
        return state.sweep_because
    if state.swept_from_at is None:
        return FIRST
    if has_landed_since(by, state.swept_from_at):
        return "files have landed"
    newest = NormVersion.objects.of(by.tenant_id).order_by("-number").first()
    if newest is not None and newest.share != value_of(by.tenant_id, CALLBACK_SHARE):
        return "the callback limit was changed"
    return ""


def _may_sweep(state: Reckoning, now: datetime) -> bool:
    """Tell whether the last sweep is long enough ago for what it took; one that was broken off goes on at once."""
    if state.swept_at is None or state.sweep_begun_at is not None:
        return True
    return (now - state.swept_at).total_seconds() >= REST * state.sweep_seconds


def _sweep(by: Actor, reader: RecordReader, state: Reckoning, now: datetime) -> int:
    """Go through all calls, or on through those that an earlier sweep didn't reach."""
    started = monotonic()
    if state.sweep_begun_at is None:
        make_norms(
            by=by,
            reader=reader,
            share=value_of(by.tenant_id, CALLBACK_SHARE),
            because=state.sweep_because,
            counts_from=None,
            now=now,
        )
        _set(state, sweep_begun_at=now, norms_looked_at=now)
    norms = norms_in_force(by.tenant_id)
    changed = 0
    if not state.are_machines_swept:
        for machine_ids in chunks_of_machines(by, most=CHUNK, after=state.sweep_machine_id):
            changed += keep_facts(by=by, read=reader.machines(machine_ids), norms=norms)
            _set(state, sweep_machine_id=machine_ids[-1])
        _set(state, are_machines_swept=True)
    for calls in _loose_calls(by, state):
        changed += keep_facts(by=by, read=reader.loose_calls([call_id for call_id, _ in calls]), norms=norms)
        _set(state, sweep_call_id=calls[-1][0], sweep_call_at=calls[-1][1])
    _set(
        state,
        sweep_because="",
        swept_from_at=state.sweep_begun_at,
        # What changed meanwhile is seen the next time.
        changes_seen_at=state.changes_seen_at or state.sweep_begun_at,
        sweep_begun_at=None,
        sweep_machine_id=None,
        are_machines_swept=False,
        sweep_call_at=None,
        sweep_call_id=None,
        swept_at=now,
        sweep_seconds=monotonic() - started,
    )
    return changed


def _loose_calls(by: Actor, state: Reckoning) -> Iterator[list[tuple[UUID, datetime]]]:
    """Yield calls about no known machine in steps, in the order they were taken."""
    while True:
        rows = Call.objects.visible_to(by).filter(machine__isnull=True).order_by("taken_at", "id")
        if state.sweep_call_at is not None:
            rows = rows.filter(taken_at__gte=state.sweep_call_at)
            rows = rows.exclude(taken_at=state.sweep_call_at, id__lte=state.sweep_call_id)
        calls = list(rows.values_list("id", "taken_at")[:LOOSE_CHUNK])
        if not calls:
            return
        yield calls


def _renew_norms(by: Actor, reader: RecordReader, state: Reckoning, now: datetime) -> None:
    """Make a version for a new month's calls, once a month; the earlier months' calls keep theirs."""
    if state.norms_looked_at is None or reader.month_on(state.norms_looked_at) != reader.month_on(now):
        share = value_of(by.tenant_id, CALLBACK_SHARE)
        make_norms(by=by, reader=reader, share=share, because="a new month", counts_from=now, now=now)
        _set(state, norms_looked_at=now)


def _in_steps(ids: list[UUID], size: int) -> Iterator[list[UUID]]:
    for start in range(0, len(ids), size):
        yield ids[start : start + size]


def _set(state: Reckoning, **facts: object) -> None:
    """Keep how far it has come; the row in hand is brought along."""
    for name, value in facts.items():
        setattr(state, name, value)
    Reckoning.objects.filter(**state.where()).update(**facts)
