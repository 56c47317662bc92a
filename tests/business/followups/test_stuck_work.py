"""Work that was given up is an administrator's, once for each kind of it."""

import pytest
from tests.builders import MONDAY
from tests.builders.jobs import a_job, fresh
from tests.builders.kept import a_house

from steadyhand.business.followups.models import FollowUp
from steadyhand.business.followups.stuck_work import heard_of_dead_work
from steadyhand.shared.queue.taking import holding

pytestmark = pytest.mark.django_db


def test_it_is_an_administrator_s_until_somebody_has_seen_to_it() -> None:
    house = a_house()
    work = holding(fresh(a_job(tenant_id=house.branch.tenant_id)), house.branch.id).work

    for _ in range(2):
        heard_of_dead_work(work, "No disk was left.", MONDAY)

    row = FollowUp.objects.get()
    assert (row.kind, house.name_of(row.owner_id)) == ("stuck_work", "Joan")
    assert row.title.startswith("Given up: ")
