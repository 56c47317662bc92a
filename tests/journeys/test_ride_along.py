"""How long does it take to note a ride-along on a phone, where the signal goes in the middle of it?"""

from collections.abc import Callable
from time import perf_counter

from playwright.sync_api import Page, expect
from tests.builders import a_call, a_machine, a_site, a_technician, a_visit
from tests.builders.coaching import CODES, a_trained
from tests.builders.field import today_at
from tests.builders.kept import a_house

from steadyhand.business.dealership.models import User
from steadyhand.business.learning.models import Observation, RideAlong
from steadyhand.shared.clock import read_clock

Sit = Callable[[User], Page]
SLOWER = 4
# A tap with finding where, making up one's mind, and a letter typed. Source: Card, Moran & Newell (1983), the
# keystroke-level model: 1.1 s to point, 1.35 s to decide, 0.28 s a key of somebody who types for no living.
TAP_SECONDS, LETTER_SECONDS, THINK_SECONDS = 1.1, 0.28, 1.35
MOST_SECONDS = 90.0


def test_a_ride_along_is_noted_within_ninety_seconds_without_a_signal(
    phone_of: Sit, figure: Callable[[str], None]
) -> None:
    house = a_house()
    bruno = a_technician(user=house.people["Bruno"], branch=house.branch, name="Bruno Salas")
    a_visit(call=a_call(machine=a_machine(site=a_site(house.customer))), technician=bruno, planned_for=today_at(0, 5))
    a_trained(house.by("Ruth"), bruno, now=read_clock())
    phone = phone_of(house.people["Ruth"])
    phone.context.new_cdp_session(phone).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    phone.goto("/ride-along/")
    begun = perf_counter()
    phone.get_by_role("link", name="Bruno Salas").tap()
    phone.context.set_offline(True)
    taps, words = 1, ("Say the time first", "Gave a range with its reason", "Ring before it slips")

    phone.get_by_role("radio").first.check(force=True)
    for label, typed in zip(
        ("What you agreed to look at", "One thing to keep", "One thing to change"), words, strict=True
    ):
        phone.get_by_label(label).fill(typed)
        taps += 1
    for code, answer in zip(CODES, ("seen", "not_seen", "no_chance"), strict=True):
        phone.locator(f'input[name="b-{code}"][value="{answer}"]').check(force=True)
    phone.locator('input[name="took_over"][value="no"]').check(force=True)
    phone.get_by_label("signs here").check()
    phone.get_by_role("button", name="Sign and send").tap()
    taps += 1 + 3 + 1 + 1 + 1
    expect(phone.get_by_text("Kept on this phone").first).to_be_visible()
    machine_seconds = perf_counter() - begun
    phone.context.set_offline(False)
    expect(phone.locator('[data-note="kept"]')).to_have_count(0)

    letters = sum(len(each) for each in words)
    hand_seconds = taps * TAP_SECONDS + letters * LETTER_SECONDS + taps * THINK_SECONDS
    figure(
        f"a ride-along on a phone slowed {SLOWER} times, without a signal: {taps} taps and {letters} letters, "
        f"{hand_seconds:.0f} s by the keystroke-level model, {machine_seconds:.1f} s of them the page's own"
    )
    ride = RideAlong.objects.get()
    assert (ride.signed, Observation.objects.filter(ride_along=ride).count()) == ("here", 3)
    assert max(hand_seconds, machine_seconds) < MOST_SECONDS


def test_a_half_filled_ride_along_survives_a_killed_tab_and_a_double_tap(phone_of: Sit) -> None:
    house = a_house()
    bruno = a_technician(user=house.people["Bruno"], branch=house.branch, name="Bruno Salas")
    a_visit(call=a_call(machine=a_machine(site=a_site(house.customer))), technician=bruno, planned_for=today_at(0, 5))
    a_trained(house.by("Ruth"), bruno, now=read_clock())
    phone = phone_of(house.people["Ruth"])
    pocket = phone.context
    phone.goto("/ride-along/")
    phone.get_by_role("link", name="Bruno Salas").tap()
    expect(phone.get_by_label("What you agreed to look at")).to_be_visible()
    here = phone.url
    pocket.set_offline(True)
    phone.get_by_label("What you agreed to look at").fill("Say the time first")
    for code, answer in zip(CODES, ("seen", "not_seen", "no_chance"), strict=True):
        phone.locator(f'input[name="b-{code}"][value="{answer}"]').check(force=True)
    # A draft is kept once typing pauses.
    phone.wait_for_timeout(1_000)
    phone.close()

    phone = pocket.new_page()
    phone.goto(here)
    expect(phone.get_by_label("What you agreed to look at")).to_have_value("Say the time first")
    expect(phone.locator(f'input[name="b-{CODES[1]}"][value="not_seen"]')).to_be_checked()
    phone.get_by_role("radio").first.check(force=True)
    phone.locator('input[name="took_over"][value="no"]').check(force=True)
    phone.get_by_label("One thing to keep").fill("Gave a range with its reason")
    phone.get_by_label("One thing to change").fill("Ring before it slips")
    phone.get_by_role("button", name="Sign and send").dblclick()
    expect(phone.get_by_text("Kept on this phone").first).to_be_visible()
    phone.close()
    pocket.set_offline(False)

    phone = pocket.new_page()
    phone.goto("/ride-along/")
    expect(phone.locator('[data-note="kept"]')).to_have_count(0)
    ride = RideAlong.objects.get()
    assert (ride.goal, ride.signed) == ("Say the time first", "")
    assert Observation.objects.filter(ride_along=ride).count() == 3
