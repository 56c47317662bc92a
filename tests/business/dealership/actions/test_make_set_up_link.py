from datetime import timedelta

import pytest
from tests.builders import MONDAY, a_dealership

from steadyhand.business.dealership.actions.make_set_up_link import SET_UP, make_set_up_link
from steadyhand.business.dealership.described import CannotRunItSo
from steadyhand.shared.links import LinkRefused, follow_link
from steadyhand.shared.models import Link

pytestmark = pytest.mark.django_db


def test_only_the_newest_link_opens_anything() -> None:
    first, second = (make_set_up_link(maker="steadyhand", now=MONDAY) for _ in range(2))

    with pytest.raises(LinkRefused):
        follow_link(first, purpose=SET_UP, now=MONDAY)
    assert follow_link(second, purpose=SET_UP, now=MONDAY).tenant_id
    assert Link.objects.filter(purpose=SET_UP).count() == 1


def test_it_runs_out_after_a_day() -> None:
    token = make_set_up_link(maker="steadyhand", now=MONDAY)

    with pytest.raises(LinkRefused):
        follow_link(token, purpose=SET_UP, now=MONDAY + timedelta(days=1))


def test_there_is_none_where_a_dealership_is() -> None:
    a_dealership()

    with pytest.raises(CannotRunItSo, match="Lakeside Office Machines is set up already"):
        make_set_up_link(maker="steadyhand", now=MONDAY)
