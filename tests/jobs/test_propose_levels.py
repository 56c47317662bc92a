"""When are levels proposed by themselves?"""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from tests.builders import a_technician
from tests.builders.record import MONDAY
from tests.builders.stock import a_truck_of, an_item, past_repairs

from steadyhand.business.stock.models import ParProposal
from steadyhand.jobs.propose_levels import propose_all_levels

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
NIGHT = datetime.combine(MONDAY.date(), datetime.min.time(), ZoneInfo("America/New_York")) + timedelta(hours=3)


def test_levels_are_proposed_in_the_night_and_once_a_week() -> None:
    bruno, part = a_technician(), an_item("FU-1")
    type(part).objects.filter(id=part.id).update(cost_cents=6_000)
    a_truck_of(bruno, FU_1=1)
    past_repairs(bruno, "FU-1", count=6)

    assert propose_all_levels(NIGHT + timedelta(hours=9)) == 0
    assert propose_all_levels(NIGHT) == 1
    assert propose_all_levels(NIGHT + timedelta(minutes=30)) == propose_all_levels(NIGHT + DAY) == 0
    assert propose_all_levels(NIGHT + 7 * DAY) == 1
    assert ParProposal.objects.count() == 2


def test_a_house_without_calls_is_looked_at_once_a_week_and_keeps_why() -> None:
    a_truck_of(a_technician(), FU_1=1)

    assert propose_all_levels(NIGHT) == propose_all_levels(NIGHT + timedelta(minutes=30)) == 0

    assert "how much may lie" in ParProposal.objects.get().problem
