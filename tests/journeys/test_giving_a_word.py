"""Dana gives times by keyboard: one that she must take back early, one that was missed, one beyond the contract."""

from collections.abc import Callable
from datetime import timedelta

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect
from tests.builders import a_contract, a_machine, a_site, a_technician
from tests.builders.desk import a_planned_visit
from tests.builders.field import today_at
from tests.builders.kept import House, a_house
from tests.builders.watching import a_promise, as_it_stands, at_chens

from steadyhand.business.calls.models import Call
from steadyhand.business.conversations.models import FactTold
from steadyhand.business.dealership.models import User
from steadyhand.business.promises.models import Promise
from steadyhand.business.promises.rules import PromiseState
from steadyhand.flows.visit.customer_link import make_customer_link
from steadyhand.flows.word.watch_promises import watch_promises
from steadyhand.shared.actor import the_system
from steadyhand.shared.clock import read_clock
from steadyhand.shared.models import OutgoingMessage

Sit = Callable[[User], Page]
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
GRACE = {"mobile": "+16145550149", "has_agreed_to_sms": True}
ABOUT_TO = "About to promise beyond the contract's response term"
PROMISED = "Promised beyond the contract's response term"
# More places to tab to has no page of these.
MOST_TABS = 100


def test_what_is_at_risk_is_told_early_and_the_customer_reads_the_other_time(desk_of: Sit, stranger: Page) -> None:
    house = a_house()
    promise, link = in_danger(house)
    desk = desk_of(house.people["Dana"])
    desk.goto("/board/")
    press(desk, desk.get_by_role("link", name="Tomorrow"))
    expect(desk.locator(".lane-card", has_text="Chen")).to_contain_text("promised")

    press(desk, desk.get_by_role("link", name="Inbox"))
    press(desk, desk.get_by_role("link", name="Tell them early").first)
    press(desk, desk.get_by_role("link", name="Open the promise"))
    press(desk, desk.get_by_role("link", name="Tell them early"))
    expect(desk.get_by_role("main")).to_contain_text(promise.at_risk_because)
    tab_to(desk, desk.get_by_label("They said yes to the new time"))
    desk.keyboard.press("Space")
    nothing_wrong_with(desk)
    press(desk, desk.get_by_role("button", name="Send it"))

    expect(desk.locator("#messages")).to_contain_text("Grace Chen knows")
    assert as_it_stands(promise).state == PromiseState.RENEGOTIATED
    sent = what_was_sent_with_its_new_time(promise)
    assert "It may become later than that, and we would rather tell you now." in sent
    stranger.goto(link)
    expect(stranger.get_by_role("main")).to_contain_text("and agreed with you on another time")
    nothing_from_inside(promise, sent, stranger.content())


def test_what_was_missed_is_owned_and_the_manager_reads_the_cause(desk_of: Sit, stranger: Page) -> None:
    house = a_house()
    promise, link = missed(house)
    desk = desk_of(house.people["Dana"])
    desk.goto("/followups/")
    press(desk, desk.get_by_role("link", name="Open the promise"))
    press(desk, desk.get_by_role("link", name="Own it"))

    expect(desk.get_by_label("Cause").locator("option:checked")).to_have_text("it was forgotten (likely)")
    fill(desk, desk.get_by_label("What happened"), "The slip lay under the printer.")
    nothing_wrong_with(desk)
    press(desk, desk.get_by_role("button", name="Send it"))

    expect(desk.locator("#messages")).to_contain_text("Owned")
    sent = what_was_sent_with_its_new_time(promise)
    stranger.goto(link)
    expect(stranger.get_by_role("main")).to_contain_text("We're sorry")
    expect(stranger.get_by_role("main")).to_contain_text("Somebody will be with you")
    nothing_from_inside(as_it_stands(promise), sent, stranger.content())
    manager = desk_of(house.people["Ruth"])
    manager.goto("/promises/")
    expect(manager.get_by_role("main")).to_contain_text("it was forgotten")


def test_what_no_record_knows_is_asked_for_once_it_has_gone_and_one_press_answers(desk_of: Sit) -> None:
    house = a_house()
    promise, _ = in_danger(house)
    desk = desk_of(house.people["Dana"])
    desk.goto(f"/promises/{promise.id}/early/")
    words = desk.get_by_label("What the customer reads or heard")
    tab_to(desk, words)
    desk.keyboard.press("Control+A")
    desk.keyboard.type("It may become later. The fuser is here on Friday.")
    press(desk, desk.get_by_role("button", name="Send it"))
    expect(desk.get_by_role("heading", name="Who told you “Friday”?")).to_be_visible()
    nothing_wrong_with(desk)

    press(desk, desk.get_by_role("button", name="The supplier's confirmation"))

    expect(desk.locator("#messages")).to_contain_text("Kept with what they were told")
    expect(desk.get_by_role("heading", name="Who told you")).to_have_count(0)
    assert FactTold.objects.get(words="Friday").source_words == "the supplier's confirmation"


def test_beyond_the_contract_takes_two_presses_and_the_manager_hears_in_between(desk_of: Sit) -> None:
    house = a_house()
    machine = a_machine(site=a_site(house.customer), contract=a_contract(house.customer, response_minutes=60))
    desk = desk_of(house.people["Dana"])
    desk.goto(f"/calls/new/?machine={machine.id}")
    fill(desk, desk.get_by_label("The problem, in the caller's words"), "Lines on every page")
    desk.wait_for_load_state("networkidle")

    desk.keyboard.press("Alt+1")
    offer = desk.locator('[data-promise-key="1"]')
    expect(desk.get_by_text("Ruth has been told and may do better")).to_be_visible()
    expect(offer).to_be_focused()
    nothing_wrong_with(desk)
    assert (Call.objects.count(), Promise.objects.count()) == (0, 0)
    assert [row.subject for row in OutgoingMessage.objects.all()] == [ABOUT_TO]

    desk.keyboard.press("Alt+1")
    expect(desk.get_by_role("heading", name="Call 10001")).to_be_visible()
    assert Promise.objects.get().beyond_term_at is not None
    assert {row.subject for row in OutgoingMessage.objects.all()} >= {ABOUT_TO, PROMISED}


def in_danger(house: House) -> tuple[Promise, str]:
    """Return a promise for tomorrow at ten whose visit is planned for noon, and the link to its customer's page."""
    call = at_chens(house, **GRACE)
    promise = a_promise(house, call=call, by_at=today_at(10, days=1), now=read_clock() - HOUR)
    technician = a_technician(user=house.people["Bruno"], branch=house.branch)
    a_planned_visit(call=call, technician=technician, at=today_at(12, days=1), by=house.by("Dana"), now=read_clock())
    return watched(house, promise)


def missed(house: House) -> tuple[Promise, str]:
    """Return a promise whose time passed a minute ago, and for which nobody had planned anything."""
    now = read_clock()
    call = at_chens(house, **GRACE)
    return watched(house, a_promise(house, call=call, by_at=now - MINUTE, now=now - 3 * HOUR))


def watched(house: House, promise: Promise) -> tuple[Promise, str]:
    watch_promises(by=the_system(house.branch.tenant_id, "Steadyhand"), now=read_clock())
    assert promise.call_id is not None
    token = make_customer_link(by=house.by("Dana"), call_id=promise.call_id, now=read_clock())
    return as_it_stands(promise), f"/c/{token}/"


def what_was_sent_with_its_new_time(promise: Promise) -> str:
    """Return the text that left the house; the time in it is the one that is promised now."""
    sent: str = OutgoingMessage.objects.get(key__startswith="statement:").body
    new = Promise.objects.get(instead_of=promise)
    assert new.by_at > promise.by_at
    assert new.said.replace(",", "") in sent
    return sent


def fill(desk: Page, field: Locator, words: str) -> None:
    tab_to(desk, field)
    desk.keyboard.type(words)


def press(desk: Page, there: Locator) -> None:
    tab_to(desk, there)
    desk.keyboard.press("Enter")


def tab_to(desk: Page, there: Locator) -> None:
    """Go on by Tab until the keyboard stands there, as somebody without a mouse does."""
    expect(there).to_be_visible()
    for _ in range(MOST_TABS):
        if there.evaluate("(one) => one === document.activeElement"):
            return
        desk.keyboard.press("Tab")
    raise AssertionError(f"{MOST_TABS} times Tab, and the keyboard never came to {there}.")


def nothing_from_inside(promise: Promise, *read_by_customers: str) -> None:
    """Look for the grounds, the cause, and what the plan expects, in everything that a customer reads."""
    inside = [promise.at_risk_because, promise.why, "forgotten", "slip lay under", "We expect", "odds"]
    for text in read_by_customers:
        for words in filter(None, inside):
            assert words not in text, words


def nothing_wrong_with(page: Page) -> None:
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]})
    assert found.violations_count == 0, found.generate_report()
