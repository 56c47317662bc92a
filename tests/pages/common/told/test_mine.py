"""One's own words are seen by whoever said them, and by nobody else; a site has a timeline of its own."""

from html import unescape

import pytest
from django.test import Client
from tests.builders.mirrored import SHORT, looked_at
from tests.builders.promises import HOUR, NOW, Clinic, a_clinic
from tests.builders.record import a_site
from tests.builders.told import told

from steadyhand.business.conversations.saying import Dismissed

pytestmark = pytest.mark.django_db
RULE = "internal_problem.short-staffed"


@pytest.fixture(autouse=True)
def _an_hour_later(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("steadyhand.pages.common.saying.read_clock", lambda: NOW + HOUR)


def page(clinic: Clinic, address: str, *, name: str = "Bruno", status: int = 200) -> str:
    client = Client()
    client.force_login(clinic.house.people[name])
    response = client.get(address)
    assert response.status_code == status
    return unescape(response.content.decode())


def test_ones_own_findings_stand_with_what_one_did() -> None:
    clinic = a_clinic()
    told(clinic, SHORT, by="Bruno", dismissed=(Dismissed(RULE, "internal_problem", "short-staffed", "They asked"),))
    looked_at(clinic)

    shown = page(clinic, "/told/mine/")

    assert "<strong>1 of 1</strong>" in shown
    assert "short staffed" in shown
    assert "Kept: fine as it is, because “They asked”." in shown


@pytest.mark.parametrize("name", ["Ruth", "Howard", "Joan", "Dana"])
def test_nobody_else_sees_them_whatever_they_ask_for(name: str) -> None:
    clinic = a_clinic()
    told(clinic, SHORT, by="Bruno")
    looked_at(clinic)
    bruno = clinic.house.id_of("Bruno")

    shown = page(clinic, f"/told/mine/?by={bruno}&user={bruno}&person={bruno}", name=name)

    assert "You haven't told a customer anything in this time" in shown
    assert "short-staffed" not in shown
    page(clinic, f"/told/mine/{bruno}/", name=name, status=404)


def test_a_site_has_what_its_people_were_told_and_no_other_sites() -> None:
    clinic = a_clinic()
    assert clinic.call.site_id
    other = a_site(clinic.house.customer, name="Annex")
    told(clinic, "Ana is with you on Thursday.", by="Bruno")
    told(clinic, "The annex is next.", by="Bruno", call_id=None, customer_id=clinic.house.customer.id, site_id=other.id)

    here, there = (page(clinic, f"/sites/{site}/told/") for site in (clinic.call.site_id, other.id))

    assert ("Ana is with you on Thursday." in here, "The annex is next." in here) == (True, False)
    assert ("Ana is with you on Thursday." in there, "The annex is next." in there) == (False, True)
    assert "Bruno told them by phone, today" in here or "Bruno told them" in here
    whole = page(clinic, f"/customers/{clinic.house.customer.id}/told/")
    assert f"/sites/{other.id}/told/" in whole
    assert "Ana is with you on Thursday." in whole


def test_what_is_older_is_a_page_further() -> None:
    clinic = a_clinic()
    for number in range(101):
        told(clinic, f"Word number {number}.", by="Bruno", now=NOW - number * HOUR)

    first = page(clinic, f"/sites/{clinic.call.site_id}/told/")
    address = first[first.index("?before=") :].split('"')[0]
    second = page(clinic, f"/sites/{clinic.call.site_id}/told/{address}")

    assert ("Word number 99." in first, "Word number 100." in first) == (True, False)
    assert ("Word number 99." in second, "Word number 100." in second) == (False, True)
