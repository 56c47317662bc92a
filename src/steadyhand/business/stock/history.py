"""What has the record to teach about parts? Calls for the engine, with the pages that their machines had printed."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from steadyhand.business.calls.queries.jobs_done import MOST, JobDone, jobs_done
from steadyhand.business.machines.catalogue import PartOfFamily, every_part
from steadyhand.business.machines.upkeep.facts import all_counts, counts_of
from steadyhand.business.machines.upkeep.running import Counted, pages_by
from steadyhand.business.stock.kits.cases import Call, CatalogPart, Done
from steadyhand.shared.actor import Actor

DAY_SECONDS = 86_400.0
Counts = Mapping[UUID, Mapping[str, Sequence[Counted]]]


def day_of(moment: datetime) -> float:
    """Return a moment as the engine counts: days since 1970."""
    return moment.timestamp() / DAY_SECONDS


def history_of(by: Actor, *, most: int = MOST) -> list[Done]:
    """Return the newest calls that are over, oldest first. Four queries."""
    jobs = jobs_done(by, most=most)
    counts = all_counts(by) if jobs else {}
    return [done_of(job, counts) for job in jobs]


def history_of_machines(by: Actor, machine_ids: Sequence[UUID]) -> tuple[dict[UUID, list[Done]], Counts]:
    """Return these machines' calls that are over, and their meters. Four queries."""
    counts = counts_of(by, machine_ids)
    found: dict[UUID, list[Done]] = {machine_id: [] for machine_id in machine_ids}
    for job in jobs_done(by, machine_ids=machine_ids):
        found[job.machine_id].append(done_of(job, counts))
    return found, counts


def catalogue_of(by: Actor) -> tuple[list[CatalogPart], dict[str, PartOfFamily]]:
    """Return the catalogue for the engine, and each number's part. One query."""
    parts = every_part(by)
    return (
        [
            CatalogPart(number=part.number, name=part.name, family=part.family, life_pages=part.life_pages)
            for part in parts
        ],
        {part.number: part for part in parts},
    )


def done_of(job: JobDone, counts: Counts) -> Done:
    assert job.closed_at is not None  # noqa: S101  # mypy: closed calls only
    return Done(
        call=call_of(job, counts),
        # A file may bring a closing that lies before the call.
        closed_day=day_of(max(job.closed_at, job.taken_at)),
        parts=job.parts,
        cause=job.cause_code,
        correction=job.correction_code,
    )


def call_of(job: JobDone, counts: Counts) -> Call:
    """Return a call as it was known when it was taken."""
    return Call(
        key=job.call_id.hex,
        taken_day=day_of(job.taken_at),
        machine=job.machine_id.hex,
        model=job.model,
        family=job.family,
        call_type=job.call_type,
        problem=job.problem_code,
        text=job.problem,
        meter=pages_by(counts.get(job.machine_id, {}), job.taken_at),
    )
