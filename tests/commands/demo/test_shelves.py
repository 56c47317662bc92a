"""The demo's shelves hold what its visits use, and ask one question."""

from datetime import timedelta

import pytest
from django.db.models import Sum
from tests.builders.record import MONDAY, a_technician, a_visit
from tests.builders.stock import an_item, the_parts_clerk

from steadyhand.business.calls.models import PartUsed, Visit
from steadyhand.business.stock.models import Balance, Movement, Place
from steadyhand.business.stock.queries.shelves import questions
from steadyhand.commands.demo.shelves import tell_shelves

pytestmark = pytest.mark.django_db


def test_trucks_and_rooms_hold_what_visits_used_and_one_shelf_asks() -> None:
    bruno, by = a_technician(), the_parts_clerk()
    for number, days in (("FU-1", 30), ("RO-2", 20), ("TN-3", 1)):
        visit = a_visit(technician=bruno)
        at = MONDAY - timedelta(days=days)
        Visit.objects.filter(id=visit.id).update(finished_at=at, finished_at_how="observed")
        PartUsed.objects.create(tenant_id=by.tenant_id, visit=visit, part=an_item(number), quantity=1, ref=f"U{number}")

    tell_shelves(by, now=MONDAY)

    assert {place.sort for place in Place.objects.all()} == {"branch", "truck"}
    (asked,) = questions(by, now=MONDAY)
    assert (asked.part_number, asked.on_hand) == ("TN-3", -1)
    sums = Movement.objects.values_list("place_id", "part_id").annotate(sum=Sum("quantity"))
    kept = {(row.place_id, row.part_id): row.on_hand for row in Balance.objects.all()}
    assert {(place, part): total for place, part, total in sums} == kept
