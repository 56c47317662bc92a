"""Bruno's morning with each of its cases, parts to count, a question of the book, and handovers that wait."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from steadyhand.business.calls.queries.to_drive_to import to_drive_to
from steadyhand.business.stock.actions.begin_handover import begin_handover
from steadyhand.business.stock.actions.confirm_handover import confirm_handover
from steadyhand.business.stock.actions.count_part import count_part
from steadyhand.business.stock.actions.move_parts import receive_parts
from steadyhand.business.stock.actions.note_audit import note_audit
from steadyhand.business.stock.actions.use_up import use_up
from steadyhand.business.stock.morning.rules import WORTH_SAYING
from steadyhand.business.stock.queries.aboard import on_hand
from steadyhand.business.stock.queries.kits import LikelyPart, kits_of_calls
from steadyhand.business.stock.queries.shelves import PlaceRow, places
from steadyhand.business.stock.queries.truck import aboard
from steadyhand.business.stock.trucks.rules import CHECKLIST, Answer
from steadyhand.shared.actor import Actor

DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Trucks:
    """Who takes part, and when."""

    walt: Actor
    bruno: Actor
    bruno_id: UUID
    colleague: Actor
    colleague_id: UUID
    zone: str
    now: datetime


def tell_trucks(told: Trucks) -> None:
    """Let the trucks of Bruno and a colleague have what each page shows; nothing where no truck is kept track of."""
    known = places(told.walt)
    truck = next((each for each in known if each.technician_id == told.bruno_id), None)
    theirs = next((each for each in known if each.technician_id == told.colleague_id), None)
    room = next(
        (each for each in known if truck and each.technician_id is None and each.branch_id == truck.branch_id), None
    )
    if truck is None or room is None:
        return
    wanted = _wanted(told)
    # One case each, the likeliest parts first: aboard, at the branch, on a colleague's truck, nowhere.
    for number, part in enumerate(wanted):
        _lies(told, part, number % 4, truck=truck, room=room, known=known)
    _doubt(told, truck, {part.part_id for part in wanted})
    if theirs is not None and theirs.branch_id == truck.branch_id:
        _between(told, truck, theirs, room, {part.part_id for part in wanted})
    _looked(told, truck)


def _wanted(told: Trucks) -> list[LikelyPart]:
    """Return the parts that Bruno's calls of today may well need, one of each, the likeliest first."""
    zone = ZoneInfo(told.zone)
    begins = datetime.combine(told.now.astimezone(zone).date(), time(), tzinfo=zone)
    visits = [
        visit
        for visit in to_drive_to(told.bruno, starts_at=begins, until=begins + DAY)
        if visit.technician_id == told.bruno_id
    ]
    kits = kits_of_calls(told.bruno, [visit.call_id for visit in visits])
    likely = [part for kit in kits.values() for part in kit.parts if part.part_id and part.chance >= WORTH_SAYING]
    return list({part.part_id: part for part in sorted(likely, key=lambda each: each.chance)}.values())[::-1]


def _lies(
    told: Trucks,
    part: LikelyPart,
    case: int,
    *,
    truck: PlaceRow,
    room: PlaceRow,
    known: Iterable[PlaceRow],
) -> None:
    """Let so many of a part lie at each place of the branch that the case holds, by counting."""
    if part.part_id is None:
        return
    have = on_hand(told.walt, [part.part_id])
    wanted = {truck.id: 2 if case == 0 else 0, room.id: 3 if case == 1 else 0}
    for place in known:
        if place.branch_id != truck.branch_id:
            continue
        # Whichever colleague comes near today has some.
        found = wanted.get(place.id, 2 if case == 2 else 0)  # noqa: PLR2004  # the third of four cases
        if have.get(place.id, {}).get(part.part_id, 0) != found:
            count_part(by=told.walt, place_id=place.id, part_id=part.part_id, found=found, now=told.now - 2 * DAY)


def _doubt(told: Trucks, truck: PlaceRow, apart: set[UUID | None]) -> None:
    """Let one part be below nothing: it was put aboard without a word, and used."""
    rows = [row for row in aboard(told.walt, truck.id, now=told.now) if row.part_id not in apart and row.on_hand > 0]
    if not rows:
        return
    row = min(rows, key=lambda each: (each.on_hand, each.number))
    use_up(
        by=told.bruno,
        place_id=truck.id,
        part_id=row.part_id,
        quantity=row.on_hand + 1,
        why="Both went into the workshop machine; one had come straight from the supplier",
        now=told.now - DAY,
    )


def _between(told: Trucks, truck: PlaceRow, theirs: PlaceRow, room: PlaceRow, apart: set[UUID | None]) -> None:
    """Let a colleague give Bruno something, ask him for something, and one handover end in two numbers."""
    rows = [row for row in aboard(told.walt, truck.id, now=told.now) if row.on_hand > 0 and row.part_id not in apart]
    if len(rows) < 3:  # noqa: PLR2004  # one for each
        return
    first, second, third = (row.part_id for row in rows[:3])
    receive_parts(by=told.walt, place_id=theirs.id, parts={first: 2}, why="Weekly delivery", now=told.now - DAY)
    receive_parts(by=told.walt, place_id=truck.id, parts={third: 2}, why="Weekly delivery", now=told.now - DAY)
    begin_handover(
        by=told.colleague, from_id=theirs.id, to_id=truck.id, part_id=first, quantity=1,
        why="You said you were down to the last one.", now=told.now - HOUR,
    )  # fmt: skip
    begin_handover(
        by=told.colleague, from_id=truck.id, to_id=theirs.id, part_id=second, quantity=1,
        why="For the copier at the law firm tomorrow.", now=told.now - HOUR / 2,
    )  # fmt: skip
    back = begin_handover(
        by=told.bruno, from_id=truck.id, to_id=room.id, part_id=third, quantity=2, why="I have too many of these.",
        now=told.now - 3 * HOUR,
    )  # fmt: skip
    confirm_handover(by=told.walt, handover_id=back, quantity=1, now=told.now - 2 * HOUR)


def _looked(told: Trucks, truck: PlaceRow) -> None:
    """Let Bruno have looked at his truck last month, with one thing to mend."""
    before = told.now.astimezone(ZoneInfo(told.zone)).date().replace(day=1) - DAY
    answers = {line.key: Answer.FINE for line in CHECKLIST} | {"labels": Answer.NOT_FINE, "toner": Answer.NONE_HERE}
    note_audit(
        by=told.bruno, place_id=truck.id, answers=answers, on=before, now=told.now - 30 * DAY,
        words="Drawer 3 and 4 need new labels; I have asked the office for some.",
    )  # fmt: skip
