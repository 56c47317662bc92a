"""A dealership about to be founded through its link."""

from typing import Any

from steadyhand.business.dealership.actions.found_dealership import FirstBranch
from steadyhand.business.dealership.actions.set_up_dealership import Founder, NewFirm
from steadyhand.business.dealership.rules import Role

PASSWORD = "violet tractor lamp"
HOURS = {day: ["07:30-16:30"] for day in ("mon", "tue", "wed", "thu", "fri")}


def a_new_firm(**facts: Any) -> NewFirm:
    described: dict[str, Any] = {
        "name": "Harbor Copiers",
        "country": "US",
        "region": "OH",
        "zone": "America/New_York",
        "weekly": HOURS,
        "rests_on_holidays": True,
        "branch": FirstBranch(code="MAIN", name="Main office", phone="(614) 555-0100"),
    }
    return NewFirm(**(described | facts))


def a_founder(**facts: Any) -> Founder:
    facts = {
        "name": "Joan Pruitt",
        "email": "joan@harbor.example",
        "password": PASSWORD,
        "other_roles": [Role.DISPATCHER],
    } | facts
    return Founder(**facts)


def typed(**facts: str) -> dict[str, Any]:
    """Return the page's form as somebody fills it in."""
    return {
        "firm_name": "Harbor Copiers",
        "country": "US",
        "region": "Ohio",
        "zone": "America/New_York",
        "branch_name": "Main office",
        "branch_code": "MAIN",
        "phone": "(614) 555-0100",
        "opens": "07:30",
        "closes": "16:30",
        "rests_on_holidays": "on",
        "name": "Joan Pruitt",
        "email": "joan@harbor.example",
        "password": PASSWORD,
        "again": PASSWORD,
        "other_roles": ["dispatcher"],
    } | facts
