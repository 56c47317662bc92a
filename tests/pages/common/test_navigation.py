"""Places stand in one line: many of them in menus, few of them by themselves."""

import pytest

from steadyhand.business.dealership.rules import Role
from steadyhand.pages.common.navigation import MOST_IN_A_ROW, Entry, Place, in_a_row, navigation_for
from steadyhand.shared.actor import Actor, the_system
from steadyhand.shared.identity import new_id


def somebody(*roles: Role) -> Actor:
    actor = the_system(new_id(), "Somebody")
    return Actor(tenant_id=actor.tenant_id, user_id=None, name=actor.name, roles=frozenset(roles))


def row_of(*roles: Role, here: str = "") -> list[Place]:
    entries = navigation_for(somebody(*roles), shows_first_steps=True)
    return in_a_row([(entry, f"/{entry.url_name}/", entry.label == here) for entry in entries])


@pytest.mark.parametrize("role", list(Role))
def test_everybodys_places_fit_in_one_line_and_none_is_lost(role: Role) -> None:
    row = row_of(role)

    found = [each.label for place in row for each in (place.several or (place,))]
    assert sorted(found) == sorted(entry.label for entry in navigation_for(somebody(role), shows_first_steps=True))
    # Fifteen words end before 1400 pixels do.
    assert len(row) <= 15


def test_few_places_stand_by_themselves() -> None:
    assert not any(place.several for place in row_of(Role.DISPATCHER))


def test_a_menu_says_where_inside_it_somebody_is() -> None:
    (menu,) = [place for place in row_of(Role.ADMINISTRATOR, here="Settings") if place.here]

    assert (menu.label, menu.here, menu.is_current, menu.url) == ("Set up", "Settings", True, "")


def test_a_group_of_one_is_that_page() -> None:
    entries = [Entry(f"Page {number}", f"page-{number}", frozenset()) for number in range(MOST_IN_A_ROW)]
    alone = Entry("ERP", "erp", frozenset(), "In and out")

    row = in_a_row([(entry, f"/{entry.url_name}/", False) for entry in (*entries, alone)])

    assert row[-1] == Place("ERP", "/erp/", is_current=False)
