"""What nobody has asked a map for in sixty days is forgotten."""

from datetime import timedelta

import pytest
from tests.builders import MONDAY, a_dealership
from tests.builders.travel import SCHAAN, VADUZ, AMap, asking

from steadyhand.business.dispatch.actions.keep_travel import forget_travel
from steadyhand.business.dispatch.models import TravelFrom
from steadyhand.business.dispatch.queries.travel_kept import KEPT_FOR, how_many_kept
from steadyhand.business.dispatch.travel.hours import Band
from steadyhand.business.dispatch.travelling import travel_times

pytestmark = pytest.mark.django_db


def test_old_places_are_forgotten_and_others_stay() -> None:
    tenant_id = a_dealership().id
    for key, days in (("old", 0), ("new", 30)):
        with asking(AMap(key=key)):
            now = MONDAY + timedelta(days=days)
            travel_times(tenant_id=tenant_id, places=[VADUZ, SCHAAN], band=Band.DAY, now=now)

    assert how_many_kept(tenant_id) == {"new": 2, "old": 2}
    assert forget_travel(tenant_id=tenant_id, now=MONDAY + KEPT_FOR + timedelta(days=1)) == 2
    assert set(TravelFrom.objects.values_list("source", flat=True)) == {"new"}
