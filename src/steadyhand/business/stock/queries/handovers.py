"""Which parts are between two hands, and which are spoken for? Frozen rows, never model objects."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from steadyhand.business.stock.models import Handover, Place
from steadyhand.business.stock.trucks.keeping import side_of
from steadyhand.business.stock.trucks.rules import HandoverState, Said, Side
from steadyhand.shared.actor import Actor
from steadyhand.shared.rows import RowQuerySet

_OPEN = tuple(state for state in HandoverState if state.is_open)
# What ended longer ago is in the lines of the place.
STILL_SHOWN = timedelta(days=7)
MOST = 60


@dataclass(frozen=True, slots=True)
class HandoverRow:
    """A handover as it stands. `mine` is the side for which the reader speaks; None: neither."""

    id: UUID
    part_id: UUID
    part_number: str
    part_name: str
    quantity: int
    from_id: UUID
    from_name: str
    to_id: UUID
    to_name: str
    branch_id: UUID
    call_id: UUID | None
    call_number: str
    why: str
    begun_side: Side
    begun_by: str
    begun_at: datetime
    state: HandoverState
    given: int | None
    given_by: str
    received: int | None
    received_by: str
    ended_at: datetime | None
    ended_by: str
    answer: str
    mine: Side | None
    followup_id: UUID | None

    @property
    def turn(self) -> Side | None:
        """Return whose word is waited for; None once it is over."""
        return Said(self.given, self.received).turn if self.state.is_open else None

    @property
    def waits_for_me(self) -> bool:
        return self.mine is not None and self.turn is self.mine


@dataclass(frozen=True, slots=True)
class SpokenFor:
    """How many of a part are on their way from a place, and to it; none of them has moved in the ledger yet."""

    leaves: int = 0
    comes: int = 0


def open_handovers(by: Actor) -> tuple[HandoverRow, ...]:
    """Return what is open at the actor's branches, the oldest first. One query."""
    rows = Handover.objects.visible_to(by).filter(state__in=_OPEN)
    return _rows(by, rows.order_by("begun_at", "id")[: MOST * 5])


def ended_handovers(by: Actor, *, since: datetime) -> tuple[HandoverRow, ...]:
    """Return what has ended since then at the actor's branches, the newest first. One query."""
    rows = Handover.objects.visible_to(by).exclude(state__in=_OPEN).filter(ended_at__gte=since)
    return _rows(by, rows.order_by("-ended_at", "id")[:MOST])


def handover_called(by: Actor, handover_id: UUID) -> HandoverRow | None:
    """Return one; None where it isn't at the actor's branches. One query."""
    return next(iter(_rows(by, Handover.objects.visible_to(by).filter(id=handover_id))), None)


def spoken_for(tenant_id: UUID, place_ids: Collection[UUID]) -> dict[tuple[UUID, UUID], SpokenFor]:
    """Return by place and part what open handovers will take from it and bring to it. One query."""
    rows = Handover.objects.of(tenant_id).filter(state__in=_OPEN, received__isnull=True)
    found: dict[tuple[UUID, UUID], SpokenFor] = {}
    wanted = frozenset(place_ids)
    for source, target, part_id, asked, given in rows.values_list(
        "from_place_id", "to_place_id", "part_id", "quantity", "given"
    ):
        many = asked if given is None else given
        if source in wanted:
            was = found.get((source, part_id), SpokenFor())
            found[source, part_id] = SpokenFor(was.leaves + many, was.comes)
        if target in wanted:
            was = found.get((target, part_id), SpokenFor())
            found[target, part_id] = SpokenFor(was.leaves, was.comes + many)
    return found


def _rows(by: Actor, rows: RowQuerySet[Handover]) -> tuple[HandoverRow, ...]:
    loaded = rows.select_related("part", "call", "from_place__technician", "to_place__technician")
    return tuple(_row(by, each) for each in loaded)


def _row(by: Actor, each: Handover) -> HandoverRow:
    return HandoverRow(
        id=each.id,
        part_id=each.part_id,
        part_number=each.part.ref,
        part_name=each.part.name,
        quantity=each.quantity,
        from_id=each.from_place_id,
        from_name=_named(each.from_place),
        to_id=each.to_place_id,
        to_name=_named(each.to_place),
        branch_id=each.from_place.branch_id,
        call_id=each.call_id,
        call_number=each.call.ref if each.call else "",
        why=each.why,
        begun_side=Side(each.begun_side),
        begun_by=each.begun_by,
        begun_at=each.begun_at,
        state=HandoverState(each.state),
        given=each.given,
        given_by=each.given_by,
        received=each.received,
        received_by=each.received_by,
        ended_at=each.ended_at,
        ended_by=each.ended_by,
        answer=each.answer,
        mine=side_of(by, each),
        followup_id=each.followup_id,
    )


def _named(place: Place) -> str:
    return place.name
