"""Dana takes twenty calls of every kind, by keyboard alone: how many things she does, and how long the page takes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from time import monotonic

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from tests.builders import a_branch, a_code, a_contact, a_contract, a_customer, a_machine, a_meter, a_site, a_user
from tests.builders.found import findable
from tests.builders.record import a_call

from steadyhand.business.calls.models import Call, PhoneFix
from steadyhand.business.calls.rules import CallState, CallType, Urgency
from steadyhand.business.customers.models import Customer
from steadyhand.business.dealership.models import User
from steadyhand.business.dealership.rules import Role
from steadyhand.business.promises.models import Promise
from steadyhand.shared.clock import read_clock

Sit = Callable[[User], Page]
MOST_INTERACTIONS = 6
MOST_SECONDS = 60
# People type some five letters a second; the rest of the time is the page's.
SECONDS_A_LETTER = 0.2
CODES = (
    "JAM-TRAY",
    "JAM-REPEAT",
    "LINES",
    "SCAN-LINES",
    "SCAN-EMAIL",
    "TONER",
    "DEAD",
    "OFFLINE",
    "ERROR-CODE",
    "COLOUR-SHIFT",
)


@dataclass(frozen=True, slots=True)
class Told:
    """A call as it comes in: what is typed to find them, the keys that answer, words of the caller's own."""

    find: str
    keys: Sequence[str] = ()
    words: str = ""
    is_known: bool = True
    # How many steps were tried on the phone, with success.
    fixed_by: int = 0
    call_type: CallType = CallType.CORRECTIVE
    urgency: Urgency | None = None
    # Which of the times that are offered suits them: pressing it takes the call, too. 0: no time is promised.
    promise: int = 0


CALLS = (
    Told("NV-1001", ("1", "1", "1"), urgency=Urgency.NORMAL, promise=1),
    Told("NV-1002", ("2", "1", "2", "3"), urgency=Urgency.NORMAL),
    Told("NV-1003", ("5", "2"), urgency=Urgency.STANDSTILL, promise=2),
    Told("Brook Dental", ("8", "3"), call_type=CallType.SUPPLIES, urgency=Urgency.CAN_WAIT),
    Told("NV-1004", ("4", "1", "1"), call_type=CallType.NETWORK, urgency=Urgency.URGENT),
    Told("(614) 555-0177", ("5", "1", "1"), urgency=Urgency.STANDSTILL),
    Told("NV-1005", ("3", "1", "1", "2"), call_type=CallType.NETWORK, urgency=Urgency.URGENT),
    Told("TAG-77", ("1", "6", "2"), urgency=Urgency.STANDSTILL),
    Told("Quarry Lane", ("9", "2"), call_type=CallType.PICKUP_MOVE, urgency=Urgency.CAN_WAIT),
    Told("NV-1006", ("2", "7", "1", "3"), urgency=Urgency.NORMAL),
    Told("NV-1007", (), words="Jams at tray 2, no tray works", urgency=Urgency.STANDSTILL),
    Told("Grace Chen", ("8", "2", "1"), call_type=CallType.SUPPLIES, urgency=Urgency.URGENT),
    Told("NV-1008", ("7", "2", "1"), urgency=Urgency.STANDSTILL),
    Told("NV-1009", ("3", "4", "1"), urgency=Urgency.NORMAL),
    Told("NV-1010", ("6", "1", "1"), urgency=Urgency.NORMAL),
    Told("NV-1011", ("0", "3"), words="It hums a tune nobody knows", urgency=Urgency.NORMAL),
    Told("NV-1012", ("9", "1"), call_type=CallType.TRAINING, urgency=Urgency.NORMAL),
    Told("614 555 0990", ("1", "5", "1"), urgency=Urgency.STANDSTILL, is_known=False, promise=1),
    Told("Unheard Of Ltd", ("4", "2"), call_type=CallType.NETWORK, urgency=Urgency.NORMAL, is_known=False),
    Told("NV-1001", ("1", "1", "1"), fixed_by=2, call_type=CallType.PHONE_FIX),
)


# One of each sort, for every run of the tests; all twenty are for `make journeys`.
SOME = tuple(CALLS[place] for place in (0, 1, 2, 3, 10, 17, 19))


@pytest.mark.parametrize("calls", [SOME, pytest.param(CALLS, marks=pytest.mark.long)], ids=["seven", "twenty"])
def test_calls_by_keyboard_take_few_steps_and_little_time(
    desk_of: Sit, figure: Callable[[str], None], calls: tuple[Told, ...]
) -> None:
    desk = desk_of(dana_and_those_who_call())
    taken = [take(desk, told) for told in calls]
    steps, seconds = [each[0] for each in taken], [each[1] for each in taken]
    figure(
        f"dispatcher, {len(calls)} calls by keyboard: median {median(steps):g} interactions (most {max(steps)}, "
        f"bar {MOST_INTERACTIONS}), median {median(seconds):.1f} s (longest {max(seconds):.1f}, bar {MOST_SECONDS})"
    )

    kept = list(Call.objects.filter(taken_by="Dana Whitfield").order_by("taken_at"))
    assert [call.call_type for call in kept] == [told.call_type for told in calls]
    wanted = [(told.find, told.urgency) for told in calls if told.urgency]
    assert [(told.find, call.urgency) for told, call in zip(calls, kept, strict=True) if told.urgency] == wanted
    assert kept[-1].state == CallState.CLOSED
    promises = Promise.objects.order_by("given_at")
    assert [each.call_id for each in promises] == [
        call.id for told, call in zip(calls, kept, strict=True) if told.promise
    ]
    assert all(each.earliest_at is not None and each.by_at >= each.earliest_at for each in promises)
    assert PhoneFix.objects.get().was_fixed
    assert median(steps) <= MOST_INTERACTIONS
    assert max(seconds) < MOST_SECONDS


def dana_and_those_who_call() -> User:
    branch = a_branch()
    for code in CODES:
        a_code("problem", code, name=code.capitalize())
    for number in range(1, 13):
        a_machine_that_is_found(f"Customer {number}", serial=f"NV-10{number:02}")
    a_machine_that_is_found("Brook Dental", serial="BD-1")
    a_machine_that_is_found("Ridge Vets", serial="RV-1", phone="(614) 555-0177")
    a_machine_that_is_found("Tagged Ltd", serial="TL-1", asset_tag="TAG-77")
    a_machine_that_is_found("Stone Works", serial="SW-1", street="8 Quarry Lane")
    chen = a_machine_that_is_found("Chen Family Clinic", serial="CC-1")
    contact = a_contact(chen, name="Grace Chen", phone="(614) 555-0444")
    findable(contact)
    return a_user(Role.DISPATCHER, branch=branch, name="Dana Whitfield")


def a_machine_that_is_found(
    name: str, *, serial: str, phone: str = "", asset_tag: str = "", street: str = "1 Way"
) -> Customer:
    customer = a_customer(name, phone=phone)
    site = a_site(customer, street=street)
    machine = a_machine(site=site, serial=serial, asset_tag=asset_tag, contract=a_contract(customer))
    for kind in ("mono", "colour", "scan"):
        a_meter(machine, ref=f"{serial}:{kind}", kind=kind)
    if serial == "NV-1002":
        a_call(machine=machine, taken_at=read_clock())
    findable(customer, site, machine)
    return customer


def take(desk: Page, told: Told) -> tuple[int, float]:
    """Take one call; return what was done and how long it took. A field filled and a key chosen count as one each."""
    began, done = monotonic(), 0
    desk.goto("/calls/new/")
    expect(desk.locator("#caller-find")).to_be_focused()
    desk.keyboard.type(told.find)
    expect(desk.locator(f'#caller-found [data-typed="{told.find}"]')).to_be_visible()
    desk.keyboard.press("Enter")
    done += 2
    if told.is_known:
        expect(desk.locator(".desk-answers button").first).to_be_focused()
    else:
        expect(desk.locator("#caller input:focus")).to_have_count(1)
        desk.wait_for_load_state("networkidle")
        desk.keyboard.press("Enter")
        done += 1
    if told.find == CALLS[1].find:
        look_closely(desk)
    if told.words:
        desk.locator("#id_problem").focus()
        desk.keyboard.type(told.words)
        done += 1
        # Leaving the field lets its words answer what they can; the cursor stays where it went.
        desk.keyboard.press("Tab")
        done += 1
        desk.wait_for_load_state("networkidle")
        expect(desk.locator("#id_urgency")).to_be_focused()
        if told.keys:
            desk.locator(".desk-answers button").first.focus()
            done += 1
    for at, key in enumerate(told.keys, start=1):
        asked = desk.locator(".desk-question legend").inner_text()
        desk.keyboard.press(key)
        done += 1
        if at < len(told.keys):
            expect(desk.locator(".desk-question legend")).not_to_have_text(asked)
            expect(desk.locator(".desk-answers button").first).to_be_focused()
        else:
            expect(desk.locator("#id_problem")).to_be_focused()
    for place in range(told.fixed_by):
        desk.locator("[name=phone_steps]").nth(place).focus()
        desk.keyboard.press("Space")
        done += 1
    if told.fixed_by:
        desk.locator("[name=phone_result][value=fixed]").focus()
        desk.keyboard.press("Space")
        expect(desk.locator("#id_told_customer")).to_be_visible()
        done += 1
    press_to_take(desk, told)
    done += 1
    expect(desk.get_by_role("heading", name="Call 10")).to_be_visible()
    letters = len(told.find) + len(told.words)
    return done, monotonic() - began + letters * SECONDS_A_LETTER


def press_to_take(desk: Page, told: Told) -> None:
    """Take the call by one press: with a time that is promised, or without."""
    if told.promise:
        expect(desk.locator(f'[data-promise-key="{told.promise}"]')).to_be_visible()
        desk.keyboard.press(f"Alt+{told.promise}")
    else:
        desk.keyboard.press("Control+Enter")


def look_closely(desk: Page) -> None:
    found = Axe().run(desk, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]})
    assert found.violations_count == 0, found.generate_report()
