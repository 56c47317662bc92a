"""Dana types faster than the server answers: whatever is on its way, no letter, no choice and no click is lost."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page, Route, expect
from tests.builders import a_branch, a_code, a_contract, a_customer, a_machine, a_site, a_user
from tests.builders.found import findable

from steadyhand.business.calls.models import Call, PhoneFix
from steadyhand.business.calls.rules import CallState
from steadyhand.business.dealership.models import User
from steadyhand.business.dealership.rules import Role

Sit = Callable[[User], Page]
FOUND, CALLER, FAULT = "**/calls/new/found/**", "**/calls/new/caller/**", "**/calls/new/fault/**"


def dana_and_a_clinic() -> User:
    branch = a_branch()
    for code in ("JAM-TRAY", "LINES", "DEAD"):
        a_code("problem", code, name=code.capitalize())
    clinic = a_customer("Chen Family Clinic", phone="(614) 555-0177")
    contract = a_contract(clinic, needs_purchase_order=True)
    findable(clinic, a_machine(site=a_site(clinic), serial="NV-442017", contract=contract))
    return a_user(Role.DISPATCHER, branch=branch, name="Dana Whitfield")


@contextmanager
def held(desk: Page, address: str) -> Iterator[Callable[[], None]]:
    """Hold back the server's answers to an address. Yields what waits until a request is held."""
    routes: list[Route] = []
    is_held = True

    def handle(route: Route) -> None:
        if is_held:
            routes.append(route)
        else:
            route.continue_()

    def until_asked() -> None:
        for _ in range(1500):
            if routes:
                return
            desk.wait_for_timeout(20)
        pytest.fail(f"Nobody asked for {address}.")

    desk.route(address, handle)
    yield until_asked
    is_held = False
    for route in routes:
        route.continue_()


def slow(desk: Page, milliseconds: int) -> None:
    """Put every request on a line that takes this long each way."""
    line = desk.context.new_cdp_session(desk)
    line.send("Network.enable")
    speed = {"offline": False, "latency": milliseconds, "downloadThroughput": -1, "uploadThroughput": -1}
    line.send("Network.emulateNetworkConditions", speed)


def at_the_form(desk: Page) -> Page:
    # Chromium tells a page that is already there of its first route by and by, and lets requests through meanwhile; a
    # page loaded with a route asks before every request.
    desk.route(FAULT, lambda route: route.continue_())
    desk.goto("/calls/new/")
    expect(desk.locator("#caller-find")).to_be_focused()
    return desk


def choose_the_clinic(desk: Page) -> None:
    at_the_form(desk).keyboard.type("NV-442017")
    desk.keyboard.press("Enter")
    expect(desk.locator(".desk-answers button").first).to_be_focused()


def until_quiet(desk: Page) -> None:
    expect(desk.locator("#new-call[aria-busy]")).to_have_count(0)


def the_call(desk: Page) -> Call:
    """Return the call, once its page is there; one, however often it was asked for."""
    expect(desk.get_by_role("heading", name="Call 10")).to_be_visible()
    return Call.objects.select_related("machine").get()


@pytest.mark.parametrize("milliseconds", [0, 80, 300])
def test_a_whole_call_is_typed_without_waiting_for_anything(desk_of: Sit, milliseconds: int) -> None:
    desk = at_the_form(desk_of(dana_and_a_clinic()))
    slow(desk, milliseconds)

    desk.keyboard.type("NV-442017")
    desk.keyboard.press("Enter")
    desk.keyboard.type("111, since Monday")
    desk.keyboard.press("Control+Enter")

    call = the_call(desk)
    assert call.machine is not None
    assert call.machine.serial == "NV-442017"
    assert call.problem == "Paper jams or isn't taken; at a tray; another tray works, since Monday"
    assert call.problem_code is not None


@pytest.mark.parametrize("milliseconds", [0, 200])
def test_an_unknown_caller_is_typed_without_waiting_too(desk_of: Sit, milliseconds: int) -> None:
    desk = at_the_form(desk_of(dana_and_a_clinic()))
    slow(desk, milliseconds)

    desk.keyboard.type("614 555 0990")
    desk.keyboard.press("Enter")
    desk.keyboard.type("A Mr Doyle")
    desk.keyboard.press("Enter")
    desk.keyboard.type("52")
    desk.keyboard.press("Control+Enter")

    call = the_call(desk)
    assert (call.caller_name, call.caller_phone, call.machine) == ("A Mr Doyle", "614 555 0990", None)
    assert call.problem == "It shows an error or stays dark; nothing: it stays dark"


def test_what_is_typed_and_chosen_meanwhile_stays(desk_of: Sit) -> None:
    desk = at_the_form(desk_of(dana_and_a_clinic()))
    problem, urgency = desk.locator("#id_problem"), desk.locator("#id_urgency")

    # While it comes who they are: what was said of them stays, though this form would no longer ask for it.
    with held(desk, CALLER) as until_asked:
        desk.keyboard.type("NV-442017")
        desk.keyboard.press("Enter")
        until_asked()
        desk.locator("#id_caller_phone").fill("614 555 0990")
        desk.locator("#id_said_about_machine").fill("the one by the stairs")
        problem.focus()
        desk.keyboard.type("Jams ag")
    expect(desk.get_by_role("heading", name="Chen Family Clinic")).to_be_visible()
    until_quiet(desk)
    expect(problem).to_be_focused()
    desk.keyboard.type("ain")
    expect(problem).to_have_value("Jams again")
    expect(desk.locator("#id_caller_phone")).to_have_value("614 555 0990")
    expect(desk.locator("#id_said_about_machine")).to_have_value("the one by the stairs")

    # While it comes what the words mean: the letters written on, in the middle too, and what is chosen by hand.
    with held(desk, FAULT) as until_asked:
        desk.keyboard.press("Tab")
        until_asked()
        urgency.select_option("can_wait")
        problem.focus()
        desk.keyboard.press("Home")
        desk.keyboard.type("Often: j")
        desk.keyboard.press("Delete")
    until_quiet(desk)
    desk.keyboard.type("(sic) ")
    expect(problem).to_have_value("Often: j(sic) ams again")
    expect(urgency).to_have_value("can_wait")

    # While an answer is on its way: a purchase order, and a step that was tried.
    with held(desk, FAULT) as until_asked:
        desk.locator(".desk-answers button").first.click()
        until_asked()
        desk.locator("#id_purchase_order").fill("PO 77")
        problem.press("End")
        desk.keyboard.type("!")
    until_quiet(desk)
    expect(desk.locator("#id_purchase_order")).to_have_value("PO 77")
    expect(problem).to_have_value("Often: j(sic) ams again!")
    expect(problem).to_be_focused()

    desk.keyboard.press("Control+Enter")
    call = the_call(desk)
    assert (call.problem, call.urgency, call.purchase_order) == ("Often: j(sic) ams again!", "can_wait", "PO 77")
    assert (call.caller_phone, call.said_about_machine) == ("614 555 0990", "the one by the stairs")


def test_a_step_that_was_tried_stays_tried_whatever_the_problem_turns_out_to_be(desk_of: Sit) -> None:
    desk = desk_of(dana_and_a_clinic())
    choose_the_clinic(desk)
    code = desk.locator("#id_problem_code")
    code.select_option(label="Jam-tray (JAM-TRAY)")
    step = desk.locator("[name=phone_steps]").first
    tried = step.get_attribute("value")

    with held(desk, FAULT) as until_asked:
        code.select_option(label="Dead (DEAD)")
        until_asked()
        step.check()
        desk.locator("[name=phone_result][value=not_fixed]").check()
    until_quiet(desk)
    expect(desk.locator(f'[name=phone_steps][value="{tried}"]')).to_be_checked()
    expect(desk.locator("[name=phone_result][value=not_fixed]")).to_be_checked()
    desk.locator("#id_problem").fill("Dead")
    desk.keyboard.press("Control+Enter")

    call = the_call(desk)
    assert call.state == CallState.TO_PLAN
    assert PhoneFix.objects.get().steps == [tried]


@pytest.mark.parametrize("how", ["click", "double click", "keys"])
@pytest.mark.parametrize("address", [CALLER, FAULT])
def test_take_the_call_is_heard_whatever_is_on_its_way(desk_of: Sit, address: str, how: str) -> None:
    desk = at_the_form(desk_of(dana_and_a_clinic()))
    desk.locator("#id_problem").fill("Lines")
    desk.locator("#caller-find").focus()
    button = desk.get_by_role("button", name="Take the call Ctrl Enter")

    with held(desk, address) as until_asked:
        desk.keyboard.type("NV-442017")
        desk.keyboard.press("Enter")
        until_asked()
        if how == "keys":
            desk.keyboard.press("Control+Enter")
            desk.keyboard.press("Control+Enter")
        elif how == "click":
            button.click()
        else:
            button.dblclick()

    call = the_call(desk)
    assert call.machine is not None
    assert call.problem == "Lines"


def test_a_click_that_began_before_an_answer_came_ends_where_it_began(desk_of: Sit) -> None:
    desk = desk_of(dana_and_a_clinic())
    choose_the_clinic(desk)
    desk.locator("#id_problem").fill("Lines")
    box = desk.get_by_role("button", name="Take the call Ctrl Enter").bounding_box()
    assert box is not None

    with held(desk, FAULT) as until_asked:
        desk.mouse.move(box["x"] + 20, box["y"] + 10)
        desk.mouse.down()  # leaves the problem, so its words are sent
        until_asked()
    desk.mouse.up()

    assert the_call(desk).problem == "Lines"


def test_an_answer_that_never_comes_is_said_and_loses_nothing(desk_of: Sit) -> None:
    desk = desk_of(dana_and_a_clinic())
    choose_the_clinic(desk)
    # What was asked before comes first: its answer would take the place of the alert.
    until_quiet(desk)

    desk.route(FAULT, lambda route: route.abort("connectionrefused"))
    desk.keyboard.type("1")
    expect(desk.get_by_role("alert")).to_contain_text("Not loaded: no connection.")
    desk.locator("#id_problem").fill("Jams")
    desk.unroute(FAULT)
    desk.get_by_role("button", name="Try again").click()

    until_quiet(desk)
    expect(desk.get_by_role("list", name="Answered")).to_contain_text("Paper jams")
    expect(desk.get_by_role("alert")).to_have_count(0)
    expect(desk.locator("#id_problem")).to_have_value("Jams")


def test_the_next_call_begins_empty_though_the_page_between_was_never_ready(desk_of: Sit) -> None:
    desk = desk_of(dana_and_a_clinic())
    choose_the_clinic(desk)
    desk.locator("#id_problem").fill("It stands still")
    desk.locator("#id_urgency").select_option("standstill")
    until_quiet(desk)
    # She is on to the next call before the page of this one has read its scripts.
    desk.route("**/js/draft.js", lambda route: route.abort())
    desk.keyboard.press("Control+Enter")
    expect(desk.get_by_role("heading", name="Call 10")).to_be_visible()
    desk.unroute("**/js/draft.js")

    desk.goto("/calls/new/")
    expect(desk.locator("#caller-find")).to_be_focused()

    expect(desk.locator('[data-note="draft"]')).to_have_count(0)
    assert desk.locator("#id_problem").input_value() == ""
    assert desk.locator("#id_urgency").input_value() == "normal"
