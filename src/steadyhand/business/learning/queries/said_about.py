"""What was said about a technician, by whose eyes, and what did they answer? All of it, to themselves first."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from steadyhand.business.learning.coaching.cadence import Sort
from steadyhand.business.learning.coaching.rules import Answer, Source, TookOver
from steadyhand.business.learning.models import (
    CoachingReply,
    CoachingStep,
    Observation,
    RideAlong,
)
from steadyhand.shared.actor import Actor

# A year and more of coaching; everything older is in the person's file.
MOST = 60


@dataclass(frozen=True, slots=True)
class Reply:
    words: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Seen:
    """One line: a behaviour on a job."""

    id: UUID
    behaviour: str
    answer: Answer
    note: str
    source: Source
    observer: str
    job: str
    at: datetime
    replies: tuple[Reply, ...]


@dataclass(frozen=True, slots=True)
class Ride:
    """A ride-along with its lines."""

    id: UUID
    technician_id: UUID
    observer: str
    source: Source
    job: str
    happened_at: datetime
    goal: str
    took_over: TookOver
    keep: str
    change: str
    signed_at: datetime | None
    signed: str
    lines: tuple[Seen, ...]
    replies: tuple[Reply, ...]


@dataclass(frozen=True, slots=True)
class Talk:
    id: UUID
    coach: str
    week: int
    at: datetime
    agreed: str
    replies: tuple[Reply, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """Everything, the newest first; `own` are the technician's own words on their jobs, `customers` what they said."""

    rides: tuple[Ride, ...]
    talks: tuple[Talk, ...]
    own: tuple[Seen, ...]
    customers: tuple[Seen, ...]


def said_about(by: Actor, technician_id: UUID, *, most: int = MOST) -> Said:
    """Return all that was said about a technician; the page has looked whether the actor may read it. Four queries."""
    replies: dict[UUID, list[Reply]] = defaultdict(list)
    for about_id, words, at in (
        CoachingReply.objects.of(by.tenant_id)
        .filter(technician_id=technician_id)
        .order_by("at", "id")
        .values_list("about_id", "words", "at")
    ):
        replies[about_id].append(Reply(words, at))
    rides = list(
        RideAlong.objects.of(by.tenant_id)
        .filter(technician_id=technician_id)
        .select_related("observer")
        .order_by("-happened_at", "-id")[:most]
    )
    lines: dict[UUID | None, list[Seen]] = defaultdict(list)
    own: list[Seen] = []
    rows = Observation.objects.of(by.tenant_id).filter(technician_id=technician_id).select_related("observer")
    for row in rows.order_by("-at", "id")[: most * 6]:
        seen = Seen(
            id=row.id,
            behaviour=row.behaviour,
            answer=Answer(row.answer),
            note=row.note,
            source=Source(row.source),
            observer=row.observer.name,
            job=row.job,
            at=row.at,
            replies=tuple(replies[row.id]),
        )
        if row.ride_along_id:
            lines[row.ride_along_id].append(seen)
        else:
            own.append(seen)
    talks = CoachingStep.objects.of(by.tenant_id).filter(
        plan__technician_id=technician_id, sort=Sort.TALK, standing=CoachingStep.Standing.DONE, done_at__isnull=False
    )
    return Said(
        rides=tuple(
            Ride(
                id=row.id,
                technician_id=row.technician_id,
                observer=row.observer.name,
                source=Source(row.source),
                job=row.job,
                happened_at=row.happened_at,
                goal=row.goal,
                took_over=TookOver(row.took_over),
                keep=row.keep,
                change=row.change,
                signed_at=row.signed_at,
                signed=row.get_signed_display() if row.signed else "",
                lines=tuple(lines[row.id]),
                replies=tuple(replies[row.id]),
            )
            for row in rides
        ),
        talks=tuple(
            Talk(row.id, row.coach.name if row.coach else "", row.week, row.done_at, row.agreed, tuple(replies[row.id]))
            for row in talks.select_related("coach").order_by("-done_at", "-id")[:most]
            if row.done_at
        ),
        own=tuple(line for line in own if line.source is Source.SELF),
        customers=tuple(line for line in own if line.source is Source.CUSTOMER),
    )


def counts_of(tenant_id: UUID, technician_id: UUID) -> dict[str, int]:
    """Return how many opportunities there were for each behaviour, by code. One query."""
    rows = Observation.objects.of(tenant_id).filter(technician_id=technician_id).exclude(answer=Answer.NO_CHANCE)
    counted: dict[str, int] = defaultdict(int)
    for code in rows.values_list("behaviour", flat=True):
        counted[code] += 1
    return dict(counted)


def asked_by_another(by: Actor, technician_id: UUID, *, since: datetime) -> tuple[str, ...]:
    """Return which behaviours somebody else has answered on a ride-along since then. One query.

    A second observer is asked the same; not told what was answered, for whoever knows it sees it.
    """
    rows = Observation.objects.of(by.tenant_id).filter(
        technician_id=technician_id, ride_along__isnull=False, at__gte=since
    )
    codes = rows.exclude(observer_id=by.user_id).order_by("-at", "id").values_list("behaviour", flat=True)
    return tuple(dict.fromkeys(codes))


def answered_lately(by: Actor, technicians: Collection[UUID], *, since: datetime) -> dict[UUID, Reply]:
    """Return each technician's latest answer to what was said about them since then. One query."""
    rows = CoachingReply.objects.of(by.tenant_id).filter(technician_id__in=technicians, at__gte=since)
    ordered = rows.order_by("at", "id").values_list("technician_id", "words", "at")
    return {technician_id: Reply(words, at) for technician_id, words, at in ordered}


def unsigned_rides(by: Actor) -> int:
    """Return how many ride-alongs wait for the actor's own signature. One query."""
    if by.user_id is None:
        return 0
    rows = RideAlong.objects.of(by.tenant_id).filter(technician__user_id=by.user_id, signed_at__isnull=True)
    return rows.count()


def said_on(by: Actor, visit_id: UUID, technician_id: UUID) -> Collection[str]:
    """Return which behaviours a technician has given their own word on for a job. One query."""
    rows = Observation.objects.of(by.tenant_id).filter(
        visit_id=visit_id, technician_id=technician_id, source=Source.SELF
    )
    return frozenset(rows.values_list("behaviour", flat=True))
