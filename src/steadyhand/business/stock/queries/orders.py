"""What is on order, from whom, and when will it be here? Frozen rows, never model objects."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import F

from steadyhand.business.machines.catalogue import prices_of
from steadyhand.business.stock.models import Supplier, SupplierOrder, SupplierOrderLine
from steadyhand.business.stock.orders.rules import (
    NEWEST_ARRIVALS,
    ON_ITS_WAY,
    CutOff,
    LeadTime,
    OrderState,
    SentBy,
    counts_from,
    cut_off_today,
    is_late,
    lead_time,
    working_days_between,
)
from steadyhand.shared.actor import Actor
from steadyhand.shared.rows import RowQuerySet

# So many orders a page; older ones are found by their number in the ledger's lines.
MOST = 200
# So many arrivals are read to learn from, of all suppliers together.
_LEARNT_FROM = 2_000


@dataclass(frozen=True, slots=True)
class SupplierRow:
    """A supplier; `lead` is what its arrivals have taught of it, in working days."""

    id: UUID
    number: str
    name: str
    email: str
    phone: str
    account: str
    cut_off_minutes: int | None
    stated_days: int
    lead: LeadTime
    makers: str
    takes_weekends: bool
    is_retired: bool

    def has(self, maker: str) -> bool:
        """Tell whether it is known to have parts of this maker."""
        names = [each.strip().casefold() for each in self.makers.replace(";", ",").split(",")]
        return bool(maker) and maker.casefold() in names

    def cut_off(self, *, zone: str, now: datetime) -> CutOff | None:
        return cut_off_today(self.cut_off_minutes, zone=zone, now=now, takes_weekends=self.takes_weekends)


@dataclass(frozen=True, slots=True)
class OrderLineRow:
    id: UUID
    part_id: UUID
    part_number: str
    part_name: str
    quantity: int
    received: int
    cost_cents: int | None
    request_id: UUID | None
    call_id: UUID | None
    call_number: str
    asked_by: str
    is_off: bool

    @property
    def outstanding(self) -> int:
        return 0 if self.is_off else max(0, self.quantity - self.received)


@dataclass(frozen=True, slots=True)
class OrderRow:
    """An order with its lines, those taken off left out."""

    id: UUID
    number: str
    version: int
    state: OrderState
    supplier_id: UUID
    supplier: str
    supplier_email: str
    cut_off_minutes: int | None
    branch_id: UUID
    zone: str
    place_id: UUID
    place: str
    made_by: str
    ordered_at: datetime | None
    ordered_by: str
    sent_by: SentBy | None
    expected_on: date | None
    confirmed_on: date | None
    their_number: str
    arrived_at: datetime | None
    cancelled_because: str
    lines: tuple[OrderLineRow, ...]

    @property
    def due_on(self) -> date | None:
        return self.confirmed_on or self.expected_on

    @property
    def cents(self) -> int:
        return sum(line.quantity * (line.cost_cents or 0) for line in self.lines)

    @property
    def unpriced(self) -> int:
        return sum(line.cost_cents is None for line in self.lines)

    def is_late(self, now: datetime) -> bool:
        today = now.astimezone(ZoneInfo(self.zone)).date()
        return self.state.is_on_its_way and is_late(self.due_on, today=today)


def suppliers(by: Actor, *, with_retired: bool = False) -> tuple[SupplierRow, ...]:
    """Return the suppliers by name, each with the lead time that its arrivals have taught. Two queries."""
    rows = Supplier.objects.of(by.tenant_id)
    if not with_retired:
        rows = rows.filter(is_retired=False)
    found = list(rows.order_by("name", "id"))
    taken = _taken(by.tenant_id) if found else {}
    return tuple(
        SupplierRow(
            row.id,
            row.ref,
            row.name,
            row.email,
            row.phone,
            row.account,
            row.cut_off_minutes,
            row.lead_days,
            lead_time(row.lead_days, taken.get(row.id, [])),
            row.makers,
            row.takes_weekends,
            row.is_retired,
        )
        for row in found
    )


def supplier_called(by: Actor, supplier_id: UUID) -> SupplierRow | None:
    """Return one supplier, retired or not; None where there is none. Two queries."""
    return next((each for each in suppliers(by, with_retired=True) if each.id == supplier_id), None)


def _taken(tenant_id: UUID) -> dict[UUID, list[int]]:
    """Return by supplier how many working days its newest lines took to arrive, the newest first."""
    lines = (
        SupplierOrderLine.objects.of(tenant_id)
        .filter(arrived_at__isnull=False, order__ordered_at__isnull=False)
        .order_by("-arrived_at", "id")
        .values_list(
            "order__supplier_id",
            "order__ordered_at",
            "arrived_at",
            "order__supplier__cut_off_minutes",
            "order__branch__zone",
        )[:_LEARNT_FROM]
    )
    taken: dict[UUID, list[int]] = {}
    for supplier_id, ordered_at, arrived_at, cut_off, zone in lines:
        since = counts_from(ordered_at, cut_off, zone=zone)
        mine = taken.setdefault(supplier_id, [])
        if len(mine) < NEWEST_ARRIVALS:
            mine.append(working_days_between(since, arrived_at.astimezone(ZoneInfo(zone)).date()))
    return taken


def orders_open(by: Actor) -> tuple[OrderRow, ...]:
    """Return what isn't sent yet and what is on its way: drafts first, then what is due first. Two queries."""
    rows = SupplierOrder.objects.visible_to(by).filter(state__in=[OrderState.DRAFT, *ON_ITS_WAY])
    found = _rows(by, rows.order_by("made_at", "id")[:MOST])
    far = date.max
    return tuple(sorted(found, key=lambda each: (each.state is not OrderState.DRAFT, each.due_on or far, each.number)))


def orders_over(by: Actor, *, most: int = 30) -> tuple[OrderRow, ...]:
    """Return what arrived or was cancelled last, newest first. Two queries."""
    rows = SupplierOrder.objects.visible_to(by).filter(state__in=[OrderState.ARRIVED, OrderState.CANCELLED])
    return _rows(by, rows.order_by(F("arrived_at").desc(nulls_last=True), "-made_at", "-id")[:most])


def order_called(by: Actor, order_id: UUID) -> OrderRow | None:
    """Return one order; None where the actor can't see it. Two queries."""
    return next(iter(_rows(by, SupplierOrder.objects.visible_to(by).filter(id=order_id))), None)


def expected_for_calls(tenant_id: UUID, call_ids: Collection[UUID] | None = None) -> dict[UUID, date | None]:
    """Return for each call whose parts are on order the day on which the last of them should be here. One query.

    None: one of them is on no order that has left, so nobody knows.
    """
    lines = SupplierOrderLine.objects.of(tenant_id).filter(
        is_off=False, request__state="ordered", request__call_id__isnull=False
    )
    if call_ids is not None:
        lines = lines.filter(request__call_id__in=list(call_ids))
    expected: dict[UUID, date | None] = {}
    known = lines.values_list("request__call_id", "order__state", "order__confirmed_on", "order__expected_on")
    for call_id, state, confirmed_on, expected_on in known:
        due_on = (confirmed_on or expected_on) if OrderState(state).is_on_its_way else None
        before = expected.get(call_id, due_on)
        expected[call_id] = max(before, due_on) if before and due_on else None
    return expected


def suggested_supplier(by: Actor, known: Iterable[SupplierRow], part_ids: Collection[UUID]) -> dict[UUID, UUID]:
    """Return for each part who should be asked: who had it last, else who has its maker, else the only one.

    A part for which nothing speaks isn't among them. Two queries.
    """
    open_ones = [each for each in known if not each.is_retired]
    ids = {each.id for each in open_ones}
    lines = SupplierOrderLine.objects.of(by.tenant_id).filter(part_id__in=list(part_ids), is_off=False)
    had = {
        part_id: supplier_id
        for part_id, supplier_id in lines.order_by("id").values_list("part_id", "order__supplier_id")
        if supplier_id in ids
    }
    known_parts = prices_of(by, part_ids)
    for part_id in known_parts.keys() - had.keys():
        maker = next((each.id for each in open_ones if each.has(known_parts[part_id].maker)), None)
        anybody = [each.id for each in open_ones if not each.makers]
        only = open_ones[0].id if len(open_ones) == 1 else anybody[0] if len(anybody) == 1 else None
        if found := maker or only:
            had[part_id] = found
    return had


def _rows(by: Actor, rows: RowQuerySet[SupplierOrder]) -> tuple[OrderRow, ...]:
    found = list(rows.select_related("supplier", "place", "branch"))
    lines: dict[UUID, list[OrderLineRow]] = {}
    of = SupplierOrderLine.objects.of(by.tenant_id).filter(order_id__in=[row.id for row in found], is_off=False)
    for line in of.select_related("part", "request__call").order_by("ref", "id") if found else ():
        call = line.request.call if line.request else None
        lines.setdefault(line.order_id, []).append(
            OrderLineRow(
                line.id,
                line.part_id,
                line.part.ref,
                line.part.name,
                line.quantity,
                line.received,
                line.cost_cents,
                line.request_id,
                call.id if call else None,
                call.ref if call else "",
                line.request.asked_by_name if line.request else "",
                line.is_off,
            )
        )
    return tuple(
        OrderRow(
            row.id,
            row.ref,
            row.version,
            OrderState(row.state),
            row.supplier_id,
            row.supplier.name,
            row.supplier.email,
            row.supplier.cut_off_minutes,
            row.branch_id,
            row.branch.zone,
            row.place_id,
            row.place.name,
            row.made_by,
            row.ordered_at,
            row.ordered_by,
            SentBy(row.sent_by) if row.sent_by else None,
            row.expected_on,
            row.confirmed_on,
            row.their_number,
            row.arrived_at,
            row.cancelled_because,
            tuple(lines.get(row.id, ())),
        )
        for row in found
    )
