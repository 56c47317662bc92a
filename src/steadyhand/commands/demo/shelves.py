"""Parts rooms and trucks with what the dealership's own visits use, a few days of movements, and one open question."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from steadyhand.business.calls.queries.parts_of_visit import UsedPart, parts_used_since
from steadyhand.business.dealership.branches import branches_of
from steadyhand.business.people.queries import technicians_of
from steadyhand.business.stock.actions.count_part import count_part
from steadyhand.business.stock.actions.move_parts import receive_parts, transfer_parts
from steadyhand.business.stock.actions.name_bin import name_bin
from steadyhand.business.stock.actions.open_place import open_shelves, open_truck
from steadyhand.business.stock.actions.settle_visit import settle_visit
from steadyhand.shared.actor import Actor

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
# As long as the use that sizes the shelves, and as the ledger itself.
MONTHS, DAYS_IN_LEDGER = 6, 14
RESTOCKED_EVERY = timedelta(days=3)
# Every so many-th item that was taken isn't put back: so much is forgotten on any truck.
FORGOTTEN = 4
# Items on a truck: more don't fit, and less often than that nobody misses them.
MOST_ABOARD = 40


def tell_shelves(walt: Actor, *, now: datetime) -> None:
    """Open a parts room a branch and a truck a technician, fill them, and let the last days' visits take theirs."""
    begins_at = now - DAYS_IN_LEDGER * DAY
    used = parts_used_since(walt, now - MONTHS * 30 * DAY)
    rooms = {branch.id: open_shelves(by=walt, branch_id=branch.id, now=begins_at) for branch in branches_of(walt)}
    for branch_id, place_id in rooms.items():
        # A month of the branch's use behind its trucks.
        _fill(walt, place_id, _a_month(each for each in used if each.branch_id == branch_id), begins_at)
    trucks: dict[UUID, UUID] = {}
    lately = [each for each in used if each.finished_at >= begins_at]
    missed = next((each for each in reversed(lately) if each.branch_id in rooms), None)
    for technician in technicians_of(walt, on=now.date()):
        place_id = open_truck(by=walt, technician_id=technician.id, on=now.date(), now=begins_at)
        trucks[technician.id] = place_id
        aboard = dict(_a_month(each for each in used if each.technician_id == technician.id).most_common(MOST_ABOARD))
        if missed and missed.technician_id == technician.id:
            # Put aboard without a word: the ledger asks.
            aboard.pop(missed.part_id, None)
        _fill(walt, place_id, Counter(aboard), begins_at)
        _count_some(walt, place_id, aboard, begins_at)
        mine = [each for each in lately if each.technician_id == technician.id]
        if missed in mine:
            mine = [each for each in mine if missed is None or each.part_id != missed.part_id]
        _restock(walt, place_id, aboard, mine, begins_at, now)
        room_id = rooms.get(technician.branch_id)
        if room_id and aboard:
            most = max(aboard, key=lambda part_id: aboard[part_id])
            transfer_parts(by=walt, from_id=room_id, to_id=place_id, parts={most: 1}, now=begins_at + DAY)
    for each in {each.visit_id: each for each in lately if each.technician_id in trucks}.values():
        settle_visit(by=walt, visit_id=each.visit_id, now=each.finished_at)


def _a_month(used: Iterable[UsedPart]) -> Counter[UUID]:
    """Return how many of each part a month takes, one at least."""
    counted: Counter[UUID] = Counter()
    for each in used:
        counted[each.part_id] += each.quantity
    return Counter({part_id: max(1, round(count / MONTHS)) for part_id, count in counted.items()})


def _fill(walt: Actor, place_id: UUID, parts: Counter[UUID], at: datetime) -> None:
    if parts:
        receive_parts(by=walt, place_id=place_id, parts=dict(parts), why="First stock", now=at)


def _restock(
    walt: Actor, place_id: UUID, aboard: dict[UUID, int], used: list[UsedPart], since: datetime, until: datetime
) -> None:
    """Put back every three days what was used, but for what is forgotten while some are left."""
    level = Counter(aboard)
    until_day = since + RESTOCKED_EVERY
    while until_day < until:
        taken = Counter[UUID]()
        for each in used:
            if until_day - RESTOCKED_EVERY <= each.finished_at < until_day:
                taken[each.part_id] += each.quantity
        level.subtract(taken)
        back = {
            part_id: quantity
            for number, (part_id, quantity) in enumerate(sorted(taken.items()))
            if number % FORGOTTEN or level[part_id] < 1
        }
        if back:
            level.update(back)
            receive_parts(by=walt, place_id=place_id, parts=back, why="Put back what was used", now=until_day)
        until_day += RESTOCKED_EVERY


def _count_some(walt: Actor, place_id: UUID, aboard: dict[UUID, int], at: datetime) -> None:
    """Count every third item, one of them one short, and say in which drawer it lies."""
    for number, (part_id, quantity) in enumerate(list(aboard.items())[::3]):
        found = quantity - 1 if number == 1 else quantity
        drawer = f"Drawer {number % 6 + 1}"
        count_part(by=walt, place_id=place_id, part_id=part_id, found=found, now=at + 2 * HOUR)
        name_bin(by=walt, place_id=place_id, part_id=part_id, bin_name=drawer, now=at + 2 * HOUR)
