"""Parts that Lakeside's technicians asked for: one in each standing, a cut-off still to come, and a late order."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from steadyhand.business.calls.queries.waiting import calls_waiting
from steadyhand.business.calls.rules import WaitingFor
from steadyhand.business.people.queries import technician_of_user
from steadyhand.business.stock.actions import answer_request as answers
from steadyhand.business.stock.actions.hear_of_order import Heard, confirm_order, receive_order
from steadyhand.business.stock.actions.keep_supplier import SupplierFacts, keep_supplier
from steadyhand.business.stock.actions.put_on_order import order_for_request, order_for_shelf
from steadyhand.business.stock.orders.rules import SentBy
from steadyhand.business.stock.queries.kits import kits_of_calls
from steadyhand.business.stock.queries.orders import order_called
from steadyhand.business.stock.queries.requests import request_called
from steadyhand.business.stock.queries.shelves import PlaceRow, on_shelf, places
from steadyhand.business.stock.requests.keeping import Answered
from steadyhand.business.stock.requests.rules import WhyRefused
from steadyhand.flows.visit.answer_part import answer_part
from steadyhand.flows.visit.order_parts import hear_of_order, put_on_order, send_order, watch_orders
from steadyhand.flows.visit.request_part import request_part
from steadyhand.shared.actor import Actor, the_system

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
# Long enough ago for a supplier's arrivals to have taught something.
ARRIVALS = 5
MINUTES_A_DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class PartsDesk:
    """Who takes part: the parts clerk, two technicians, and the dealership's clock."""

    walt: Actor
    bruno: Actor
    colleague: Actor
    zone: str
    now: datetime


def tell_parts_desk(desk: PartsDesk) -> None:
    """Let parts be asked for, answered, ordered and received in the last days."""
    rooms = [place for place in places(desk.walt) if place.technician_id is None]
    trucks = {place.technician_id: place for place in places(desk.walt) if place.technician_id}
    if not rooms or desk.bruno.user_id is None:
        return
    bruno_id = technician_of_user(desk.walt.tenant_id, desk.bruno.user_id)
    own = trucks.get(bruno_id)
    room = next((each for each in rooms if own and each.branch_id == own.branch_id), rooms[0])
    parts = [row for row in on_shelf(desk.walt, room.id, now=desk.now) if row.on_hand > 1]
    if len(parts) < ARRIVALS + 3:
        return
    overnight, maker = _suppliers(desk)
    _arrivals(desk, maker, room, [row.part_id for row in parts[:ARRIVALS]])
    _late(desk, maker, room, parts[1].part_id)
    _on_its_way(desk, overnight, room, parts[0].part_id)
    _answered(desk, room, [row.part_id for row in parts[2:6]])
    _new_ones(desk, overnight, room, [row.part_id for row in parts[:3]])
    _lent(desk, trucks, bruno_id, parts[0].part_id)


def _suppliers(desk: PartsDesk) -> tuple[UUID, UUID]:
    """Return one whose cut-off is still to come, and one whose word is better than its parcels."""
    local = desk.now.astimezone(ZoneInfo(desk.zone))
    # Whoever opens the demo sees the clock run, whatever the hour: the quarter after the next.
    minutes = min((local.hour * 60 + local.minute) // 15 * 15 + 45, MINUTES_A_DAY - 1)
    overnight = SupplierFacts(
        ref="S-100",
        name="Overnight Copier Parts",
        email="orders@overnight-parts.example",
        phone="(614) 555-0190",
        account="LAKE-4471",
        cut_off_minutes=minutes,
        takes_weekends=True,
        lead_days=1,
    )
    maker = SupplierFacts(
        ref="S-200",
        name="Norvik Parts Depot",
        email="parts@norvik.example",
        account="00-88213",
        cut_off_minutes=14 * 60,
        lead_days=3,
        makers="Norvik",
    )
    first, second = (
        keep_supplier(by=desk.walt, supplier_id=None, facts=facts, now=desk.now - 30 * DAY)
        for facts in (overnight, maker)
    )
    return first, second


def _arrivals(desk: PartsDesk, supplier_id: UUID, room: PlaceRow, parts: list[UUID]) -> None:
    """Order for the shelf some weeks ago, and receive it a day later than the supplier says of itself."""
    for number, part_id in enumerate(parts):
        at = desk.now - (27 - 4 * number) * DAY
        order_id = _ordered(desk, supplier_id, room, part_id, at=at)
        _comes(desk, order_id, at=at + (6 if number % 2 else 4) * DAY)


def _late(desk: PartsDesk, supplier_id: UUID, room: PlaceRow, part_id: UUID) -> None:
    """A part that Bruno waits for should have been here two days ago."""
    at = desk.now - 11 * DAY
    request_id = _asks(desk.bruno, part_id, "Third jam in a week; the roller is glazed.", at=at)
    order_id = _order_request(desk, request_id, supplier_id, room, at=at + HOUR)
    _send(desk, order_id, at=at + 2 * HOUR)
    _hears(
        desk,
        order_id,
        lambda version, now: confirm_order(
            by=desk.walt, order_id=order_id, version=version, confirmed_on=_on(desk, -2), now=now
        ),
        at=at + DAY,
    )
    watch_orders(by=the_system(desk.walt.tenant_id, "Steadyhand"), now=desk.now - 3 * HOUR)


def _on_its_way(desk: PartsDesk, supplier_id: UUID, room: PlaceRow, part_id: UUID) -> None:
    """What a call waits for comes tomorrow or the day after, by the supplier's own word."""
    at = desk.now - DAY
    call_id = next((call.id for call in calls_waiting(desk.colleague, waiting_for=WaitingFor.PARTS)), None)
    asked = request_part(
        by=desk.colleague,
        parts={part_id: 1},
        call_id=call_id,
        technician_id=None if call_id else _own(desk.colleague),
        reason="Measured it twice: it is this one.",
        now=at,
    )
    order_id = _order_request(desk, asked[0], supplier_id, room, at=at + HOUR)
    _send(desk, order_id, at=at + HOUR + 10 * MINUTE)
    _hears(
        desk,
        order_id,
        lambda version, now: confirm_order(
            by=desk.walt,
            order_id=order_id,
            version=version,
            confirmed_on=_on(desk, 1),
            their_number="OCP-77120",
            now=now,
        ),
        at=at + 3 * HOUR,
    )


def _answered(desk: PartsDesk, room: PlaceRow, parts: list[UUID]) -> None:
    """From the shelf, with a no, and with a question back."""
    given = _asks(desk.bruno, parts[0], "Used my last one this morning.", at=desk.now - 5 * HOUR)
    _answer(
        desk,
        given,
        lambda version, now: answers.give_from_shelf(
            by=desk.walt, request_id=given, version=version, place_id=room.id, now=now
        ),
        at=desk.now - 4 * HOUR,
    )
    refused = _asks(desk.colleague, parts[1], "Would save us a second drive each month.", at=desk.now - 2 * DAY)
    _answer(
        desk,
        refused,
        lambda version, now: answers.refuse_part(
            by=desk.walt,
            request_id=refused,
            version=version,
            why=WhyRefused.TOO_DEAR,
            words="Two of them cost more than that machine is worth; the contract ends in spring.",
            now=now,
        ),
        at=desk.now - DAY,
    )
    unclear = _asks(desk.bruno, parts[2], "For the second-floor copier.", at=desk.now - 3 * HOUR)
    _answer(
        desk,
        unclear,
        lambda version, now: answers.ask_back(
            by=desk.walt,
            request_id=unclear,
            version=version,
            words="There are two kinds of it. Which number is on the old one?",
            now=now,
        ),
        at=desk.now - 2 * HOUR,
    )


def _new_ones(desk: PartsDesk, supplier_id: UUID, room: PlaceRow, parts: list[UUID]) -> None:
    """Two that nobody has answered yet, and an order that leaves before the cut-off if somebody sends it."""
    waiting = [call.id for call in calls_waiting(desk.bruno, waiting_for=WaitingFor.PARTS)]
    kits = kits_of_calls(desk.bruno, waiting)
    for call_id, kit in list(kits.items())[1:3]:
        wanted = next((part.part_id for part in kit.kit if part.part_id), None)
        if wanted:
            request_part(
                by=desk.bruno,
                parts={wanted: 1},
                call_id=call_id,
                reason="The old one is cracked. They print by hand until then.",
                wanted_on=_on(desk, 2),
                now=desk.now - 50 * MINUTE,
            )
    _asks(desk.bruno, parts[1], "My last one goes in this afternoon.", at=desk.now - 25 * MINUTE)
    for part_id in parts[:2]:
        put_on_order(
            by=desk.walt,
            do=lambda part_id=part_id: order_for_shelf(  # type: ignore[misc]
                by=desk.walt,
                supplier_id=supplier_id,
                place_id=room.id,
                part_id=part_id,
                quantity=3,
                now=desk.now - 20 * MINUTE,
            ),
            now=desk.now - 20 * MINUTE,
        )


def _lent(desk: PartsDesk, trucks: dict[UUID | None, PlaceRow], bruno_id: UUID | None, part_id: UUID) -> None:
    """A colleague's part is on Bruno's truck: they have to meet."""
    own = trucks.get(bruno_id)
    aboard = [row for row in on_shelf(desk.walt, own.id, now=desk.now) if row.on_hand > 1] if own else []
    if own is None or not aboard:
        return
    wanted = next((row.part_id for row in aboard if row.part_id != part_id), aboard[0].part_id)
    asked = _asks(desk.colleague, wanted, "Needed at half past two, and mine is gone.", at=desk.now - 90 * MINUTE)
    _answer(
        desk,
        asked,
        lambda version, now: answers.find_on_truck(
            by=desk.walt, request_id=asked, version=version, place_id=own.id, now=now
        ),
        at=desk.now - 80 * MINUTE,
    )


def _own(by: Actor) -> UUID | None:
    return technician_of_user(by.tenant_id, by.user_id) if by.user_id else None


def _asks(by: Actor, part_id: UUID, reason: str, *, at: datetime) -> UUID:
    """Return what somebody asked for, for their own truck."""
    whose = _own(by)
    return request_part(by=by, parts={part_id: 1}, technician_id=whose, reason=reason, now=at)[0]


def _answer(desk: PartsDesk, request_id: UUID, act: Callable[[int, datetime], Answered], *, at: datetime) -> None:
    row = request_called(desk.walt, request_id, now=at)
    if row is not None:
        answer_part(by=desk.walt, do=lambda: act(row.version, at), now=at)


def _ordered(desk: PartsDesk, supplier_id: UUID, room: PlaceRow, part_id: UUID, *, at: datetime) -> UUID:
    """Return an order for the shelf that left at this moment."""
    done = put_on_order(
        by=desk.walt,
        do=lambda: order_for_shelf(
            by=desk.walt, supplier_id=supplier_id, place_id=room.id, part_id=part_id, quantity=2, now=at
        ),
        now=at,
    )
    _send(desk, done.order_id, at=at)
    return done.order_id


def _order_request(desk: PartsDesk, request_id: UUID, supplier_id: UUID, room: PlaceRow, *, at: datetime) -> UUID:
    row = request_called(desk.walt, request_id, now=at)
    if row is None:
        raise LookupError(f"The part asked for at {at} is not there.")
    done = put_on_order(
        by=desk.walt,
        do=lambda: order_for_request(
            by=desk.walt,
            request_id=request_id,
            version=row.version,
            supplier_id=supplier_id,
            place_id=room.id,
            now=at,
        ),
        now=at,
    )
    return done.order_id


def _send(desk: PartsDesk, order_id: UUID, *, at: datetime) -> None:
    order = order_called(desk.walt, order_id)
    if order is not None:
        # By phone: nothing of the past must leave by itself when the demo starts.
        send_order(by=desk.walt, order_id=order_id, version=order.version, sent_by=SentBy.OTHERWISE, now=at)


def _hears(desk: PartsDesk, order_id: UUID, do: Callable[[int, datetime], Heard], *, at: datetime) -> None:
    order = order_called(desk.walt, order_id)
    if order is not None:
        hear_of_order(by=desk.walt, order_id=order_id, do=lambda: do(order.version, at), now=at)


def _comes(desk: PartsDesk, order_id: UUID, *, at: datetime) -> None:
    order = order_called(desk.walt, order_id)
    if order is None:
        return
    came = {line.id: line.quantity for line in order.lines}
    _hears(
        desk,
        order_id,
        lambda version, now: receive_order(by=desk.walt, order_id=order_id, version=version, came=came, now=now),
        at=at,
    )


def _on(desk: PartsDesk, days: int) -> date:
    """Return a day so many days from today that is no weekend."""
    on = desk.now.astimezone(ZoneInfo(desk.zone)).date() + timedelta(days=days)
    step = DAY if days > 0 else -DAY
    while on.weekday() > 4:  # noqa: PLR2004  # Friday
        on += step
    return on
