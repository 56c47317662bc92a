"""One call from phone to closed, as Dana, Bruno and Grace Chen live it, each in a browser of their own."""

from collections.abc import Callable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from tests.builders import a_branch, a_code, a_contact, a_contract, a_machine, a_meter, a_part, a_site, a_user
from tests.builders import a_technician as a_technician_row
from tests.builders.record import a_customer

from steadyhand.business.calls.models import Call, Visit
from steadyhand.business.calls.rules import CallState, VisitState
from steadyhand.business.dealership.models import User
from steadyhand.business.dealership.rules import Role
from steadyhand.business.machines.finding import keys_of_machine
from steadyhand.business.machines.models import Machine, MeterReading
from steadyhand.shared.lookup import remember

Sit = Callable[[User], Page]


def test_a_call_is_taken_planned_prepared_closed_and_followed(
    desk_of: Sit, phone_of: Sit, stranger: Page, figure: Callable[[str], None]
) -> None:
    dana, bruno = the_clinic_has_a_copier()

    desk = desk_of(dana)
    take_the_call(desk)
    plan_it_for(desk, "Bruno Salas")
    looks = [follow(stranger, make_the_customers_link(desk), "Bruno plans to come today")]
    expect(stranger.get_by_role("heading", name="How you can help")).to_be_visible()
    nothing_wrong_with(stranger)
    taps = ask_for_another_time(stranger, "After four, please")
    desk.reload()
    expect(desk.get_by_role("main")).to_contain_text("After four, please")

    phone = phone_of(bruno)
    travel(phone)
    looks.append(follow(stranger, "", "Bruno is on the way to you."))
    arrive(phone)
    looks.append(follow(stranger, "", "Bruno is with you."))
    close_it(phone)

    looks.append(follow(stranger, "", "We replaced the fuser. Every page is clean again."))
    expect(stranger.get_by_role("main")).not_to_contain_text("second fuser this year")
    what_the_record_says_now()
    figure(
        f"customer, one call followed without a password: {len(looks)} looks, each true at its moment; "
        f"another time asked for in {taps} taps"
    )


def the_clinic_has_a_copier() -> tuple[User, User]:
    branch = a_branch()
    dana = a_user(Role.DISPATCHER, branch=branch, name="Dana Whitfield", email="dana@lakeside.example")
    bruno = a_user(Role.TECHNICIAN, branch=branch, name="Bruno Salas", email="bruno@lakeside.example")
    a_technician_row(branch=branch, user=bruno)
    clinic = a_customer("Chen Family Clinic", branch=branch)
    machine = a_machine(site=a_site(clinic), serial="NV-442 017", contract=a_contract(clinic))
    a_meter(machine)
    a_contact(clinic, name="Grace Chen")
    a_code("problem", "LINES", name="Lines on pages")
    a_code("cause", "FUSER", name="Fuser worn")
    a_code("correction", "REPLACED", name="Part replaced")
    a_part(ref="FU-450", name="Fuser unit")
    keys = keys_of_machine(serial=machine.serial, asset_tag="", ref=machine.ref)
    remember(tenant_id=machine.tenant_id, target_kind="m", target_id=machine.id, home_id=machine.customer_id, keys=keys)
    return dana, bruno


def take_the_call(desk: Page) -> None:
    """From the machine that was found; test_twenty_calls.py takes calls by what callers say, at full speed."""
    desk.goto(f"/calls/new/?machine={Machine.objects.get().id}")
    desk.wait_for_load_state("networkidle")
    desk.get_by_label("The problem, in the caller's words").fill("Lines on every page")
    desk.wait_for_load_state("networkidle")
    desk.get_by_label("How badly does it hurt?").select_option(label="urgent: badly hampered")
    nothing_wrong_with(desk)
    desk.wait_for_load_state("networkidle")
    expect(desk.get_by_label("The problem, in the caller's words")).to_have_value("Lines on every page")
    desk.get_by_label("The problem, in the caller's words").press("Control+Enter")
    expect(desk.get_by_role("heading", name="Call 10001")).to_be_visible()


def plan_it_for(desk: Page, technician: str) -> None:
    now = datetime.now(tz=UTC).astimezone(ZoneInfo("America/New_York"))
    desk.get_by_role("link", name="Plan a visit…").click()
    desk.get_by_label("Technician").select_option(label=technician)
    desk.get_by_label("Day").fill(f"{now:%Y-%m-%d}")
    desk.get_by_label("Time").fill(f"{now:%H:%M}")
    desk.get_by_role("button", name="Plan").click()
    # At night and on Sundays nobody works: then it is asked why.
    why = desk.get_by_label("Why all the same")
    expect(why.or_(desk.get_by_role("button", name="Make"))).to_be_visible()
    if why.is_visible():
        why.fill("They open for us today")
        desk.get_by_role("button", name="Plan").click()
    expect(desk.get_by_role("main")).to_contain_text(technician)


def make_the_customers_link(desk: Page) -> str:
    desk.get_by_role("button", name="Make").click()
    link = desk.locator("[value*='/c/'], a[href*='/c/']").first
    return link.get_attribute("value") or link.get_attribute("href") or ""


def follow(stranger: Page, link: str, said: str) -> str:
    """Look at the page behind the link, for the first time or again; return what it says now."""
    if link:
        stranger.goto(link)
    else:
        stranger.reload()
    expect(stranger.get_by_role("main")).to_contain_text(said)
    return said


def ask_for_another_time(stranger: Page, words: str) -> int:
    """Say that the planned time doesn't suit; return how many taps it took."""
    ways = (
        stranger.get_by_text("That time doesn't suit me"),
        stranger.get_by_role("button", name="Send: please find another time"),
    )
    ways[0].tap()
    stranger.get_by_label("When would suit you better?").fill(words)
    ways[1].tap()
    expect(stranger.get_by_role("main")).to_contain_text("We haven't answered yet.")
    return len(ways)


def travel(phone: Page) -> None:
    expect(phone.get_by_role("main")).to_contain_text("Chen Family Clinic")
    nothing_wrong_with(phone)
    phone.get_by_role("button", name="On my way").click()
    expect(phone.get_by_text("On the way to Chen Family Clinic.")).to_be_visible()


def arrive(phone: Page) -> None:
    phone.get_by_role("button", name="I'm here").click()
    expect(phone.get_by_role("main")).to_contain_text("on site")


def close_it(phone: Page) -> None:
    phone.get_by_role("link", name="Close the visit").click()
    phone.get_by_label("Done: it works again").check()
    phone.get_by_role("combobox", name="What was it?").select_option(label="Fuser worn")
    phone.get_by_role("combobox", name="What fixed it?").select_option(label="Part replaced")
    phone.get_by_label("Mono meter").fill("51234")
    phone.get_by_label("What you told the customer").fill("We replaced the fuser. Every page is clean again.")
    phone.get_by_label("What stays inside").fill("second fuser this year")
    phone.reload()  # the phone fell: what was typed is still there
    expect(phone.get_by_label("What stays inside")).to_have_value("second fuser this year")
    phone.get_by_role("heading", name="Close the visit").scroll_into_view_if_needed()
    nothing_wrong_with(phone)
    phone.get_by_role("button", name="Close the visit").dblclick()
    expect(phone.get_by_role("heading", name="What they were told")).to_be_visible()


def what_the_record_says_now() -> None:
    call, visit = Call.objects.get(), Visit.objects.get()
    assert (call.state, visit.state) == (CallState.CLOSED, VisitState.DONE)
    assert visit.arrived_at_how == visit.finished_at_how == "observed"
    assert MeterReading.objects.get().shown == 51_234


def nothing_wrong_with(page: Page) -> None:
    """Check the page as it stands against WCAG 2.2 AA."""
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]})
    assert found.violations_count == 0, found.generate_report()
