"""The promise page: every number with the way to its rows, one person's only where they may be, and open ones first."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from tests.builders import MONDAY
from tests.builders.kept import House, a_house
from tests.builders.watching import a_promise

from steadyhand.business.promises.actions.name_cause import name_cause
from steadyhand.business.promises.actions.refit import refit
from steadyhand.business.promises.actions.settle_promise import settle_promise
from steadyhand.business.promises.forecasting.cases import Case
from steadyhand.business.promises.models import Promise
from steadyhand.business.promises.rules import Cause, PromiseKind
from steadyhand.shared.actor import the_system

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture(autouse=True)
def _a_week_later(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("steadyhand.pages.common.saying.read_clock", lambda: MONDAY + 7 * DAY)


def page(house: House, address: str, *, name: str = "Ruth", status: int = 200) -> str:
    client = Client()
    client.force_login(house.people[name])
    response = client.get(address)
    assert response.status_code == status
    # A number and its unit never part.
    return response.content.decode().replace("\xa0", " ")


def settled(house: House, *, happened: timedelta, by: str = "Dana") -> Promise:
    promise = a_promise(house, by=by, by_at=MONDAY + 10 * HOUR)
    settle_promise(by=house.by("Dana"), promise_id=promise.id, happened_at=MONDAY + happened, now=MONDAY + DAY)
    return promise


def a_month(house: House) -> None:
    for _ in range(9):
        settled(house, happened=8 * HOUR)
    for cause in (Cause.PART_AFTER_CUT_OFF, Cause.OVERRUN, Cause.OVERRUN):
        name_cause(by=house.by("Dana"), promise_id=settled(house, happened=11 * HOUR).id, cause=cause, now=MONDAY + DAY)


def test_kept_stands_with_its_interval_and_says_that_it_rests_on_few() -> None:
    house = a_house()
    a_month(house)

    shown = page(house, "/promises/")

    assert "75 %" in shown
    assert "9 of 12 · 95 in 100 times between 47–91 %" in shown
    assert "Only 12: one more or less would move this a lot." in shown
    assert "Are the odds true?" in shown


def test_causes_add_up_and_each_leads_to_its_rows() -> None:
    house = a_house()
    a_month(house)

    shown = page(house, "/promises/")
    share, address = re.search(r'<a href="([^"]*cause=overrun[^"]*)"><strong class="number">(67 %)', shown).group(2, 1)  # type: ignore[union-attr]
    rows = page(house, address.replace("&amp;", "&"))

    assert share == "67 %"
    assert rows.count("an earlier visit took longer</span>") == 2


def test_an_empty_page_says_what_will_stand_here() -> None:
    house = a_house()

    shown = page(house, "/promises/")

    assert "how many were kept, how early, who was told before a miss" in shown
    assert "the careful norms of the settings stand in" in shown


def test_one_person_s_figures_are_for_the_manager_and_themselves() -> None:
    house = a_house()
    settled(house, happened=8 * HOUR)
    settled(house, happened=11 * HOUR, by="Ruth")
    dana = house.id_of("Dana")

    assert "Kept" in page(house, f"/promises/?giver={dana}")
    assert "1 of 1" in page(house, f"/promises/?giver={dana}")
    # The principal sees all of them together, whatever the address asks for.
    assert "1 of 2" in page(house, f"/promises/?giver={dana}", name="Howard")
    assert str(dana) not in page(house, "/promises/", name="Howard")
    assert "1 of 1" in page(house, "/promises/mine/", name="Dana")
    page(house, "/promises/", name="Dana", status=403)


def test_open_ones_stand_with_what_is_in_danger_on_top() -> None:
    house = a_house()
    calm, danger = (a_promise(house, by_at=MONDAY + days * DAY) for days in (8, 9))
    Promise.objects.filter(id=danger.id).update(state="at_risk", at_risk_because="Bruno is away today.")

    shown = page(house, "/promises/open/", name="Dana")

    assert shown.index(str(danger.id)) < shown.index(str(calm.id))
    assert "Bruno is away today." in shown


def test_the_model_in_use_says_on_what_it_rests() -> None:
    house = a_house()
    opened = [MONDAY - n * HOUR for n in range(60)]
    cases = [Case(opened_at=at, closed_at=at + 3 * HOUR, hours=3.0) for at in opened]
    refit(
        by=the_system(house.branch.tenant_id, "the promise engine"),
        kind=PromiseKind.ARRIVAL,
        now=MONDAY + DAY,
        cases_from=lambda *_, **__: cases,
    )

    shown = page(house, "/promises/")

    assert "answers now" in shown
    assert "60 closed, 0 still open" in shown


@pytest.mark.parametrize("address", ["?which=nonsense&cause=none", "?before=x~y&giver=1", "?period=0&kind=soon"])
def test_what_cannot_be_read_means_all(address: str) -> None:
    house = a_house()
    promise = settled(house, happened=8 * HOUR)

    asked = address.replace("period=0", "period=2026-03") if "period" in address else f"{address}&period=2026-03"
    assert str(promise.id) in page(house, f"/promises/rows/{asked}")
