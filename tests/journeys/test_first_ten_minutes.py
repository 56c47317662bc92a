"""From an empty database to the first call, by whoever founds the dealership, at a desk and on a phone."""

import re
from collections.abc import Callable
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django import Settings
from tests.builders.founding import PASSWORD
from tests.journeys.conftest import DESK, PHONE

from steadyhand.business.calls.models import Call
from steadyhand.business.calls.settings import REOPEN_CALL_DAYS
from steadyhand.business.dealership.actions.make_set_up_link import make_set_up_link
from steadyhand.business.dealership.models import Calendar, Dealership
from steadyhand.business.dealership.settings.values import value_of
from steadyhand.business.people.models import Technician
from steadyhand.jobs.run_imports import run_waiting_imports
from steadyhand.shared.clock import read_clock

Make = Callable[..., BrowserContext]
OWN = "copper river boat"


@pytest.mark.parametrize("looks", [DESK, pytest.param(PHONE, marks=pytest.mark.long)], ids=["desk", "phone"])
def test_an_administrator_gets_from_nothing_to_the_first_call(
    contexts: Make, stranger: Page, settings: Settings, tmp_path: Path, looks: dict[str, Any]
) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    began = monotonic()
    joan = contexts(**looks, timezone_id="America/New_York", accept_downloads=True).new_page()

    found_it(joan)
    bring_the_lists(joan, tmp_path / "examples.zip")
    change_a_setting(joan)
    link = invite_bruno(joan)
    come_in(stranger, link)
    take_the_first_call(joan)
    put_the_list_away(joan)

    what_the_record_says_now()
    print(f"From the link to the first call: {monotonic() - began:.0f} s without a person's pauses.")  # noqa: T201


def found_it(page: Page) -> None:
    page.goto(reverse("set-up", args=[make_set_up_link(maker="steadyhand", now=read_clock())]))
    nothing_wrong_with(page)
    page.get_by_label("What is the dealership called?").fill("Harbor Copiers")
    page.get_by_label("State or province").fill("Ohio")
    expect(page.get_by_label("Time zone")).to_have_value("America/New_York")
    page.get_by_label("Phone that customers call").fill("(614) 555-0100")
    page.get_by_label("Monday to Friday from").fill("07:30")
    page.get_by_label("Your name").fill("Joan Pruitt")
    page.get_by_label("Your e-mail").fill("joan@harbor.example")
    page.get_by_label("New password").fill(PASSWORD)
    page.get_by_label("Once more").fill(PASSWORD)
    page.get_by_role("button", name="Open the dealership").click()
    expect(page.get_by_role("heading", name="First steps")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("1 of 5 done")
    nothing_wrong_with(page)


def bring_the_lists(page: Page, archive: Path) -> None:
    with page.expect_download() as download:
        page.get_by_role("link", name="Example files").click()
    download.value.save_as(archive)
    page.get_by_role("link", name="Import files").click()
    page.get_by_label("Files").set_input_files(archive)
    page.get_by_role("button", name="Check the files").click()
    expect(page.get_by_role("main")).to_contain_text("waiting")
    run_waiting_imports(read_clock())
    page.get_by_role("button", name=re.compile(r"^Land \d+ new and 0 changed rows")).click()
    run_waiting_imports(read_clock())
    expect(page.get_by_role("main")).to_contain_text("What landed")
    to_first_steps(page)
    expect(page.get_by_role("main")).to_contain_text("5 customers, 7 machines, 4 contracts, 4 calls")


def change_a_setting(page: Page) -> None:
    page.get_by_role("link", name="Look through them").click()
    nothing_wrong_with(page)
    page.get_by_role("link", name=f"Change {REOPEN_CALL_DAYS.title}").click()
    page.get_by_label(REOPEN_CALL_DAYS.title).fill("14")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("main")).to_contain_text("Default: 7 days.")
    to_first_steps(page)
    expect(page.get_by_role("main")).to_contain_text("3 of 5 done")


def invite_bruno(page: Page) -> str:
    page.get_by_role("link", name="Invite Bruno Salas").click()
    expect(page.get_by_label("E-mail")).to_have_value("bruno@lakeside.example")
    page.get_by_role("button", name="Invite").click()
    text = page.get_by_role("link", name="Text it to (614) 555-0141")
    expect(text).to_have_attribute("href", re.compile(r"^sms:\+16145550141\?&body=Hi%20Bruno"))
    nothing_wrong_with(page)
    said = page.get_by_label("What they read").input_value()
    found = re.search(r"http://\S+/invitation/\S+/", said)
    assert found, said
    return found[0]


def come_in(phone: Page, link: str) -> None:
    phone.goto(link)
    phone.get_by_label("New password").fill(OWN)
    phone.get_by_label("Once more").fill(OWN)
    phone.get_by_role("button", name="Choose this password").click()
    expect(phone.get_by_role("heading", name="Today", exact=True)).to_be_visible()


def take_the_first_call(page: Page) -> None:
    to_first_steps(page)
    expect(page.get_by_role("main")).to_contain_text("1 technician signs in")
    page.get_by_role("link", name="Take a call").click()
    find = page.locator("#caller-find")
    expect(find).to_be_focused()
    find.press_sequentially("NV4500417")
    expect(page.locator('#caller-found [data-typed="NV4500417"]')).to_be_visible()
    find.press("Enter")
    expect(page.get_by_role("heading", name="Chen Family Clinic")).to_be_visible()
    page.wait_for_load_state("networkidle")
    problem = page.get_by_label("The problem, in the caller's words")
    problem.fill("It jams in the same place")
    # The words lead to questions, which arrive while one types: what was typed stays.
    page.wait_for_load_state("networkidle")
    expect(problem).to_have_value("It jams in the same place")
    problem.press("Control+Enter")
    expect(page.get_by_role("heading", name="Call 10001")).to_be_visible()


def put_the_list_away(page: Page) -> None:
    to_first_steps(page)
    expect(page.get_by_role("main")).to_contain_text("All 5 steps are done")
    page.get_by_role("button", name="Put this list away").click()
    expect(page.get_by_role("main")).to_contain_text("You find them again at the foot of Settings")
    expect(page.get_by_role("link", name="First steps", exact=True)).to_have_count(0)


def what_the_record_says_now() -> None:
    firm, calendar = Dealership.objects.get(), Calendar.objects.get()
    assert (firm.name, firm.region, firm.zone) == ("Harbor Copiers", "OH", "America/New_York")
    assert (calendar.weekly["mon"], calendar.holidays_of) == (["07:30-17:00"], "US-OH")
    assert value_of(firm.id, REOPEN_CALL_DAYS) == 14
    bruno = Technician.objects.get(ref="T01")
    assert bruno.user is not None
    assert bruno.user.email == "bruno@lakeside.example"
    call = Call.objects.of(firm.id).get(ref="10001")
    assert call.machine is not None
    assert (call.machine.serial, call.taken_by) == ("NV4500417", "Joan Pruitt")


def to_first_steps(page: Page) -> None:
    places = page.locator(".office-places-menu > summary")
    if places.is_visible():  # a phone folds the places of whoever has many
        places.click()
    page.get_by_role("link", name="First steps", exact=True).click()
    expect(page.get_by_role("heading", name="First steps")).to_be_visible()


def nothing_wrong_with(page: Page) -> None:
    """Check the page as it stands against WCAG 2.2 AA."""
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]})
    assert found.violations_count == 0, found.generate_report()
