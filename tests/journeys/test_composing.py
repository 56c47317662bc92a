"""Bruno closes a visit on his phone: what a customer shouldn't read is seen while he types, and he sends it clean."""

import os
import re
from collections.abc import Callable
from itertools import cycle
from pathlib import Path
from statistics import median, quantiles

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect
from tests.builders import a_call, a_code, a_machine, a_site, a_technician
from tests.builders.field import a_visit_on_site, fresh
from tests.builders.kept import House, a_house

from steadyhand.business.calls.models import Visit
from steadyhand.business.calls.rules import VisitState
from steadyhand.business.conversations.models import HeldMessage
from steadyhand.business.dealership.models import User
from steadyhand.business.obstacles.models import Obstacle
from steadyhand.business.promises.models import Promise
from steadyhand.shared.clock import read_clock

Sit = Callable[[User], Page]
BLAMES = "The fuser is in and it prints. Dispatch forgot to tell me you closed at noon."
INSIDE = "We're short-staffed this month."
# SHOTS=folder keeps pictures of each theme, to be looked at.
SHOTS = os.environ.get("SHOTS", "")
PAUSES = int(os.environ.get("BENCH_COMPOSER", "12"))
IS_BENCH = "BENCH_COMPOSER" in os.environ
# There and back, in a browser, beside the pause that it waits for. Source: issue D.
BAR_MS = 100

RULES_ARE_KEPT = """async () => {
  const { rules } = document.querySelector("[data-rules]").dataset;
  while (!(await caches.match(rules))) await new Promise((done) => setTimeout(done, 100));
}"""


@pytest.fixture
def house() -> House:
    return a_house()


@pytest.fixture
def visit(house: House) -> Visit:
    technician = a_technician(user=house.people["Bruno"], branch=house.branch)
    call = a_call(machine=a_machine(site=a_site(house.customer)), problem="It jams from tray two")
    return a_visit_on_site(call=call, technician=technician, at=read_clock(), planned_for=read_clock())


@pytest.fixture
def phone(phone_of: Sit, house: House, visit: Visit) -> Page:
    phone = phone_of(house.people["Bruno"])
    phone.goto(f"/visits/{visit.id}/close/")
    phone.get_by_label("Done: it works again").check()
    return phone


def shoot(page: Page, name: str) -> None:
    """Keep how it looks in both themes, where somebody wants to look."""
    for theme in ("light", "dark") if SHOTS else ():
        page.evaluate("(theme) => { document.documentElement.dataset.theme = theme; }", theme)
        page.screenshot(path=str(Path(SHOTS) / f"{name}-{theme}.png"), full_page=True)
    if SHOTS:
        page.evaluate("delete document.documentElement.dataset.theme")


def told(page: Page) -> Locator:
    return page.get_by_label("What you told the customer")


def no_barrier(page: Page) -> None:
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]})
    assert found.violations_count == 0, found.generate_report()


def close(phone: Page) -> None:
    phone.get_by_role("button", name="Close the visit").tap()
    expect(phone.get_by_role("heading", name="What they were told")).to_be_visible()


def test_a_blaming_sentence_is_seen_and_the_better_wording_taken_by_a_key(phone: Page, visit: Visit) -> None:
    field = told(phone)
    field.focus()
    place = field.bounding_box()
    phone.keyboard.type(BLAMES)

    finding = phone.locator(".finding")
    expect(finding.locator("q").first).to_have_text("Dispatch forgot")
    expect(finding).to_contain_text("one house")
    expect(phone.locator("mark.mark-confirm")).to_have_text("Dispatch forgot")
    expect(phone.get_by_role("status").filter(has_text="Alt and Enter")).to_have_count(1)
    now = field.bounding_box()
    assert place is not None
    assert now is not None
    assert (now["x"], now["y"]) == (place["x"], place["y"])  # What is written in stands still.
    no_barrier(phone)
    shoot(phone, "phone-finding")
    phone.keyboard.press("Alt+Enter")

    better = (
        "The fuser is in and it prints. We got this wrong, and I'm sorry. I'm putting it right now and will tell you"
    )
    expect(field).to_have_value(f"{better} when it's done.")
    expect(finding).to_have_count(0)
    phone.keyboard.press("Control+z")
    expect(field).to_have_value(BLAMES)
    expect(finding).to_have_count(1)
    phone.get_by_role("button", name="Use this").tap()
    expect(finding).to_have_count(0)
    shoot(phone, "phone-taken")
    close(phone)
    assert fresh(visit).told_customer == f"{better} when it's done."


def test_what_belongs_inside_becomes_an_obstacle_and_leaves_the_customers_box(phone: Page, visit: Visit) -> None:
    told(phone).fill(f"The fuser is in. {INSIDE}")
    expect(phone.locator(".finding q").first).to_have_text("short-staffed")
    shoot(phone, "phone-home")
    phone.locator(".finding").get_by_role("button", name="Something stops me").tap()

    phone.wait_for_url("**/stopped/")
    expect(phone.get_by_label("In a few words")).to_have_value(INSIDE)
    phone.get_by_label("How we do things").check()
    phone.get_by_label("I found a way round it").check()
    phone.get_by_role("button", name="Raise it").tap()

    phone.wait_for_url("**/close/")
    expect(told(phone)).to_have_value("The fuser is in. ")
    close(phone)
    assert Obstacle.objects.get().words == INSIDE
    assert fresh(visit).told_customer == "The fuser is in."


def test_what_is_for_the_parts_desk_moves_to_what_stays_inside(phone: Page, visit: Visit) -> None:
    told(phone).fill(f"It needs a fuser. {INSIDE}")
    phone.locator(".finding").get_by_role("button", name="Ask for the part").tap()

    expect(phone.get_by_label("It needs a part")).to_be_checked()
    expect(phone.get_by_label("What stays inside")).to_have_value(INSIDE)
    expect(told(phone)).to_have_value("It needs a fuser. ")
    phone.get_by_role("button", name="Undo").tap()
    expect(told(phone)).to_have_value(f"It needs a fuser. {INSIDE}")
    expect(phone.get_by_label("What stays inside")).to_have_value("")
    assert fresh(visit).state == VisitState.ON_SITE


def test_fine_as_it_is_goes_along_and_outlives_the_page(phone: Page, visit: Visit) -> None:
    told(phone).fill(BLAMES)
    phone.get_by_role("button", name="Fine as it is").tap()
    expect(phone.locator(".finding")).to_have_count(0)
    phone.get_by_placeholder("Why? (optional)").fill("They asked who it was.")
    phone.get_by_placeholder("Why? (optional)").press("Enter")
    shoot(phone, "phone-kept")

    phone.reload()

    expect(told(phone)).to_have_value(BLAMES)
    expect(phone.locator(".finding-kept")).to_contain_text("You keep Dispatch forgot")
    expect(phone.locator("[name='guard_kept-told_customer']")).to_have_value(
        '[{"label":"blame","rule":"blame.office-failed","words":"Dispatch forgot","why":"They asked who it was."}]'
    )
    close(phone)
    assert fresh(visit).told_customer == BLAMES


def test_plain_words_are_put_in_with_one_tap(phone: Page) -> None:
    told(phone).fill("Hello.")
    phone.get_by_text("Find words").tap()
    phone.get_by_label("A fault, a fix, or how somebody feels").focus()
    expect(phone.get_by_text("They are angry")).to_be_visible()
    shoot(phone, "phone-words")
    phone.get_by_label("A fault, a fix, or how somebody feels").fill("rollers replaced")
    phone.get_by_role("button", name="Put it in: Rollers replaced").tap()

    expect(told(phone)).to_have_value(
        "Hello. I put in a new set of feed rollers and ran a test from each tray. The wear counter for them starts "
        "again from today."
    )
    no_barrier(phone)


def test_without_a_signal_the_rules_on_the_phone_look_and_nothing_is_in_the_way(phone: Page, visit: Visit) -> None:
    phone.evaluate("steadyhandReady")
    phone.reload()
    phone.evaluate(RULES_ARE_KEPT)
    phone.get_by_label("Done: it works again").check()
    phone.context.set_offline(True)
    told(phone).fill(BLAMES)

    expect(phone.locator(".finding q").first).to_have_text("Dispatch forgot")
    expect(phone.locator(".finding q").last).to_contain_text("We got this wrong")
    phone.get_by_role("button", name="Close the visit").tap()
    expect(phone.locator('[data-note="kept"]')).to_contain_text("Kept on this phone")
    phone.context.set_offline(False)
    expect(phone.locator('[data-note="kept"]')).to_have_count(0)
    assert fresh(visit).told_customer == BLAMES


def test_at_the_desk_it_works_by_keyboard_alone(desk_of: Sit, house: House, visit: Visit) -> None:
    a_code("problem", "JAM", name="Paper jam")
    desk = desk_of(house.people["Dana"])
    desk.goto("/calls/new/?said=Chen")
    field = desk.get_by_label("The problem, in the caller's words")
    field.focus()
    desk.keyboard.type("It jams. Dispatch forgot to tell me.")
    expect(desk.locator(".finding")).to_have_count(1)
    no_barrier(desk)
    shoot(desk, "desk-finding")

    desk.keyboard.press("Alt+Enter")

    expect(field).to_have_value(
        "It jams. We got this wrong, and I'm sorry. I'm putting it right now and will tell you when it's done."
    )
    desk.goto(f"/calls/{visit.call_id}/")
    shoot(desk, "desk-call")
    desk.goto("/words/plain/?words=rollers")
    no_barrier(desk)
    shoot(desk, "desk-words")


SAID = (
    "The rollers that pull the paper in had worn smooth. I put in new ones and ran two hundred sheets from each tray. "
    "Dispatch forgot to tell me that you close at noon, so I came late. The part comes on Thursday, and we come then. "
)


def test_a_look_takes_less_than_a_tenth_of_a_second(phone: Page, figure: Callable[[str], None]) -> None:
    field = told(phone)
    field.fill("")
    took = []
    for number, word in zip(range(PAUSES), cycle(SAID.split()), strict=False):
        if number % len(SAID.split()) == 0:
            field.fill("")
        before = phone.evaluate("performance.getEntriesByName('steadyhand:look').length")
        field.press_sequentially(f"{word} ")
        phone.wait_for_function(
            "(before) => performance.getEntriesByName('steadyhand:look').length > before", arg=before
        )
        took.append(phone.evaluate("performance.getEntriesByName('steadyhand:look').at(-1).duration"))

    p95 = quantiles(took, n=20)[-1]
    figure(
        f"composer, {PAUSES} pauses while typing: p50 {median(took):.0f} ms, p95 {p95:.0f} ms there and back; "
        f"bar {BAR_MS}"
    )
    assert len(took) == PAUSES
    # A suite beside which others work says nothing about the bar; make bench-composer does.
    assert p95 < (BAR_MS if IS_BENCH else 10 * BAR_MS)


def test_a_time_that_nobody_promised_becomes_a_promise_by_a_key_and_stands_in_the_words(
    phone: Page, visit: Visit
) -> None:
    field = told(phone)
    field.focus()
    phone.keyboard.type("The paper path is clean. The part will be here by tomorrow morning.")
    offer = phone.locator(".composer-promise").filter(has_text="Promise this?")
    expect(offer).to_contain_text("The time we can keep: the part is here")
    no_barrier(phone)

    phone.keyboard.press("Alt+P")

    expect(phone.locator(".composer-promise").first).to_contain_text("Promised:")
    promise = Promise.objects.get()
    assert (promise.kind, promise.call_id, promise.channel) == ("part", visit.call_id, "in_person")
    expect(field).not_to_have_value(re.compile("tomorrow morning"))
    close(phone)
    assert not HeldMessage.objects.exists()
