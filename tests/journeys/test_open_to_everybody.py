"""Nobody is shut out by how a page looks: axe finds nothing on the main pages, in light and dark, on phone and desk.

`make audit-pages` looks at every page there is; this is what each run of the tests can afford.
"""

from collections.abc import Callable

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page
from tests.builders import a_call, a_contact, a_contract, a_meter, a_technician, a_user
from tests.builders.board import a_busy_day
from tests.builders.field import a_visit_on_site, today_at

from steadyhand.business.dealership.models import User
from steadyhand.business.dealership.rules import Role
from steadyhand.shared.clock import read_clock

Sit = Callable[[User], Page]
SETTLED = """() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
  .then(() => Promise.allSettled(document.getAnimations().map((each) => each.finished)))"""
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def settled(page: Page) -> None:
    """Wait until colours are there: on their way from one scheme to the other they are neither."""
    page.evaluate(SETTLED)


def faults_of(page: Page, *paths: str) -> list[str]:
    """Return what is wrong with these pages, each named with its colours and rule."""
    faults = []
    for path in paths:
        answer = page.goto(path)
        assert answer is not None
        assert answer.ok, path
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
            settled(page)
            found = Axe().run(page, options={"runOnly": TAGS}).response["violations"]
            faults += [f"{path} in {scheme}: {rule['id']} at {rule['nodes'][0]['target']}" for rule in found]
    return faults


def test_the_desk_is_open_to_everybody(desk_of: Sit) -> None:
    (visit, *_) = a_busy_day(today_at(8, days=1), technicians=2, visits=2)
    a_call(taken_at=read_clock(), urgency="standstill")
    call, customer_id = visit.call, visit.call.customer_id
    dana = desk_of(a_user(Role.DISPATCHER, name="Dana Whitfield"))

    assert (
        faults_of(
            dana,
            f"/board/?on={today_at(8, days=1).date().isoformat()}",
            "/calls/new/",
            "/calls/",
            f"/calls/{call.id}/",
            f"/customers/{customer_id}/",
        )
        == []
    )


def test_the_office_is_open_to_everybody(desk_of: Sit) -> None:
    a_technician(name="Bruno Salas")
    ada = a_user(Role.ADMINISTRATOR, Role.SERVICE_MANAGER, name="Ada Ortiz")

    page = desk_of(ada)

    assert faults_of(page, "/today/", "/people/", f"/people/{ada.id}/", "/history/", "/import/") == []


def test_the_visit_is_open_to_everybody(phone_of: Sit) -> None:
    visit = a_visit_on_site(at=read_clock())
    if visit.call.machine:
        a_meter(visit.call.machine)
    a_contact(visit.call.customer)
    a_contract(visit.call.customer)
    assert visit.technician is not None
    assert visit.technician.user is not None

    page = phone_of(visit.technician.user)

    steps = [f"/visits/{visit.id}/{step}" for step in ("", "times/", "files/", "close/")]
    assert faults_of(page, "/day/", *steps) == []


def test_signing_in_is_open_to_everybody(stranger: Page) -> None:
    assert faults_of(stranger, "/sign-in/") == []
