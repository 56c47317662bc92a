"""Somebody looked at a truck: what they found stands for its month, and may be said anew until the month is over."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.stock.ledger.rules import CannotMove
from steadyhand.business.stock.models import Place, TruckAudit
from steadyhand.business.stock.places import place_of
from steadyhand.business.stock.trucks.keeping import speaks_for
from steadyhand.business.stock.trucks.rules import CHECKLIST, Answer, month_of
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import record_change


@transaction.atomic
def note_audit(
    *, by: Actor, place_id: UUID, answers: Mapping[str, Answer], words: str = "", on: date, now: datetime
) -> UUID:
    """Keep what was found on a truck in the month of a day, and return the look's id.

    Raises:
        CannotMove: not their truck, or a line of the look was left out.
    """
    place = own_place(by, place_id)
    if left := [line.asks for line in CHECKLIST if line.key not in answers]:
        raise CannotMove(f"One question is still open: {left[0]}")
    row = look_of(place, on, by=by, now=now)
    kept = {line.key: answers[line.key].value for line in CHECKLIST}
    was = {"answers": row.answers, "words": row.words}
    became = {"answers": kept, "words": words.strip()[:500]}
    TruckAudit.objects.filter(**row.where()).update(**became, looked_at=now, looked_by=by.name)
    record_change(row, by=by, at=now, verb="looked at a truck", was=was, became=became)
    return row.id


def own_place(by: Actor, place_id: UUID) -> Place:
    """Return a truck that somebody speaks for.

    Raises:
        CannotMove: it isn't theirs.
    """
    place = place_of(by, place_id)
    if place.sort != Place.Sort.TRUCK or not speaks_for(by, place):
        raise CannotMove("Everybody looks at their own truck; open My truck.")
    return place


def look_of(place: Place, on: date, *, by: Actor, now: datetime) -> TruckAudit:
    """Return the look at a truck in the month of a day, begun at first asking."""
    row, _ = TruckAudit.objects.get_or_create(
        tenant_id=by.tenant_id,
        place=place,
        month=month_of(on),
        defaults={"looked_at": now, "looked_by": by.name},
    )
    return row
