"""What trucks should carry: sizes of parts, what each truck can take, a proposal, and some of it answered."""

from collections import Counter
from datetime import datetime, timedelta
from uuid import UUID

from steadyhand.business.calls.queries.parts_of_visit import parts_used_since
from steadyhand.business.machines.queries import parts_named
from steadyhand.business.stock.actions.answer_levels import accept_lines, set_lines_aside
from steadyhand.business.stock.actions.limit_truck import limit_truck
from steadyhand.business.stock.actions.propose_levels import propose_levels
from steadyhand.business.stock.actions.size_part import size_part
from steadyhand.business.stock.par.rules import CannotLevel
from steadyhand.business.stock.queries.proposals import lines_for, newest_proposals
from steadyhand.business.stock.queries.shelves import places
from steadyhand.shared.actor import Actor, the_system

WHO = "the levels of trucks"
MONTHS = 6
# Of so many parts, those used most, somebody has said how large they are.
SIZED = 60
# A van of 3.5 t with its shelves: what is left for parts, and the bins of its racks. Ours.
MOST_WEIGHT_G, MOST_VOLUME_ML, MOST_SLOTS, RESTOCK_DAYS = 250_000, 1_500_000, 95, 5
# By a word of the name: grams, millilitres, how many share a slot. What none of them names is a small spare part.
SIZES = {
    "fuser": (3_200, 14_000, 1),
    "drum": (1_900, 11_000, 1),
    "belt": (2_400, 12_000, 1),
    "developer": (1_500, 5_000, 2),
    "toner": (900, 4_500, 2),
    "feeder": (2_800, 15_000, 1),
    "laser": (2_100, 8_000, 1),
    "board": (600, 3_000, 2),
    "supply": (1_800, 6_000, 1),
    "motor": (700, 1_500, 3),
    "roller": (200, 600, 6),
}
SMALL = (150, 400, 8)


def tell_levels(tenant_id: UUID, walt: Actor, *, answered_for: UUID, now: datetime) -> None:
    """Say sizes and limits, have levels proposed, and let Walt accept one technician's and set one line aside."""
    begins_at = now - timedelta(days=2)
    _size(walt, begins_at)
    trucks = [place for place in places(walt) if place.technician_id]
    for place in trucks:
        facts = {
            "most_weight_g": MOST_WEIGHT_G,
            "most_volume_ml": MOST_VOLUME_ML,
            "most_slots": MOST_SLOTS,
            "restock_days": RESTOCK_DAYS,
        }
        limit_truck(by=walt, place_id=place.id, facts=facts, now=begins_at)
    try:
        propose_levels(by=the_system(tenant_id, WHO), now=now - timedelta(hours=9))
    except CannotLevel:
        # A demo of a few days has no call that is over yet: the pages say what is missing.
        return
    for proposal in newest_proposals(walt):
        mine = [place for place in trucks if place.branch_id == proposal.branch_id]
        answered = next((place for place in mine if place.technician_id == answered_for), None)
        other = next((place for place in mine if place is not answered), None)
        if answered is not None:
            ids = [line.id for line in lines_for(walt, proposal.id, answered.id)]
            if ids:
                accept_lines(by=walt, line_ids=ids, now=now - timedelta(hours=2))
        elif other is not None:
            changes = [line.id for line in lines_for(walt, proposal.id, other.id) if line.is_change]
            if changes:
                set_lines_aside(by=walt, line_ids=changes[-1:], now=now - timedelta(hours=1))


def _size(walt: Actor, at: datetime) -> None:
    used: Counter[UUID] = Counter()
    for each in parts_used_since(walt, at - timedelta(days=30 * MONTHS)):
        used[each.part_id] += each.quantity
    most = [part_id for part_id, _ in used.most_common(SIZED)]
    for part_id, part in parts_named(walt, most).items():
        words = part.name.casefold()
        weight, volume, a_slot = next((size for word, size in SIZES.items() if word in words), SMALL)
        facts = {"weight_g": weight, "volume_ml": volume, "units_a_slot": a_slot}
        size_part(by=walt, part_id=part_id, facts=facts, now=at)
