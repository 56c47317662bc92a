"""Bruno lets the desk see where he is, the desk sees it, and off is off."""

from collections.abc import Callable

from playwright.sync_api import Page, expect
from tests.builders.territory import bruno_s_territory

from steadyhand.business.dealership.models import User
from steadyhand.business.dispatch.positions.models import LivePosition

Sit = Callable[[User], Page]


def test_a_position_is_sent_while_the_switch_is_on_and_deleted_with_it(phone_of: Sit, desk_of: Sit) -> None:
    house = bruno_s_territory().house
    phone = phone_of(house.people["Bruno"])
    phone.context.grant_permissions(["geolocation"])
    phone.context.set_geolocation({"latitude": 39.96, "longitude": -83.0, "accuracy": 12})
    phone.goto("/day/")

    phone.get_by_role("button", name="Let the desk see where I am").tap()
    expect(phone.locator("#position-said")).to_contain_text("Last sent")
    desk = desk_of(house.people["Dana"])
    desk.goto("/board/?view=list")
    expect(desk.get_by_role("main")).to_contain_text("within 12 m")

    phone.get_by_role("button", name="switch it off").tap()
    expect(phone.get_by_role("button", name="Let the desk see where I am")).to_be_visible()
    assert not LivePosition.objects.exists()
