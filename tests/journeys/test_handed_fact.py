"""Walt hands Bruno a fact; Bruno passes it on, then it isn't so; Walt puts it right, and Bruno hears first."""

from collections.abc import Callable

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from tests.builders import a_call, a_contact, a_machine, a_site, a_technician, a_user, a_visit
from tests.builders.field import today_at
from tests.builders.kept import House, a_house

from steadyhand.business.calls.models import Visit
from steadyhand.business.conversations.models import HandedFact, Statement
from steadyhand.business.dealership.models import User
from steadyhand.business.dealership.rules import Role
from steadyhand.shared.models import OutgoingMessage

Sit = Callable[[User], Page]
WORDS, SOURCE, TRUTH = "The fuser ships tomorrow.", "supplier's confirmation, 10:42", "It ships next Friday."
BLAMES = "Sorry, dispatch forgot to order it."


def test_a_handed_fact_that_isnt_so_is_put_right_by_its_giver(desk_of: Sit, phone_of: Sit) -> None:
    house = a_house()
    visit = bruno_goes_to_chen(house)
    desk = desk_of(a_user(Role.PARTS, name="Walt"))
    phone = phone_of(house.people["Bruno"])

    walt_hands_it_over(desk, visit)
    bruno_passes_it_on_without_a_signal(phone, visit)
    bruno_says_that_it_isnt_so(phone, visit)
    walt_puts_it_right(desk, phone, visit)

    fact = HandedFact.objects.get()
    assert (fact.state, fact.department, fact.truth) == ("corrected", "parts", TRUTH)
    assert fact.technician_told_at is not None
    assert fact.corrected_at is not None
    assert fact.technician_told_at <= fact.corrected_at
    assert [each.words for each in Statement.objects.order_by("at")] == [WORDS, TRUTH]
    the_manager_counts_departments(desk_of(house.people["Ruth"]))


def bruno_goes_to_chen(house: House) -> Visit:
    call = a_call(machine=a_machine(site=a_site(house.customer)), contact=a_contact(house.customer))
    technician = a_technician(user=house.people["Bruno"], branch=house.branch, name="Bruno")
    return a_visit(call=call, technician=technician, planned_for=today_at(9))


def walt_hands_it_over(desk: Page, visit: Visit) -> None:
    """Hand it over by keyboard, once without saying how he knows."""
    desk.goto(f"/calls/{visit.call_id}/")
    panel = desk.get_by_role("region", name="To pass on")
    panel.get_by_text("Hand something over…").press("Enter")
    expect(panel.get_by_label("Who passes it on").locator("option:checked")).to_contain_text("Bruno, goes there")
    words = panel.get_by_label("What the customer is to hear")
    words.fill(BLAMES)
    expect(panel.get_by_text("Blame")).to_be_visible()
    words.fill(WORDS)
    nothing_wrong_with(desk)
    words.press("Tab")
    panel.get_by_role("button", name="Hand it over").press("Enter")

    expect(desk.get_by_role("alert")).to_contain_text("Write how you know")
    expect(desk.get_by_label("What the customer is to hear")).to_have_value(WORDS)
    desk.get_by_label("How do you know?").fill(SOURCE)
    nothing_wrong_with(desk)
    desk.get_by_label("How do you know?").press("Enter")
    expect(desk.get_by_text("Bruno has it to pass on.")).to_be_visible()
    expect(desk.get_by_role("article", name=WORDS)).to_contain_text(f"Walt, parts: {SOURCE}")


def bruno_passes_it_on_without_a_signal(phone: Page, visit: Visit) -> None:
    phone.goto(f"/visits/{visit.id}/")
    phone.evaluate("steadyhandReady")
    fact = phone.get_by_role("article", name=WORDS)
    expect(fact).to_contain_text(f"Walt, parts: {SOURCE}")
    # Of the page the part that is new here: the bar at the thumb covers whatever happens to lie under it.
    nothing_wrong_with(phone, within='[aria-labelledby="handed-title"]')
    phone.context.set_offline(True)
    fact.get_by_role("button", name="I passed it on").tap()
    expect(phone.locator('[data-note="kept"]')).to_contain_text("what you passed on at Chen")
    expect(fact.get_by_role("button", name="I passed it on")).to_be_hidden()
    assert not Statement.objects.exists()

    phone.context.set_offline(False)
    expect(fact.get_by_text("Bruno told them")).to_be_visible()


def bruno_says_that_it_isnt_so(phone: Page, visit: Visit) -> None:
    """Say so, once without a reason; what is typed then goes through."""
    fact = phone.get_by_role("article", name=WORDS)
    fact.get_by_text("That isn't so…").tap()
    fact.get_by_role("button", name="It isn't so").tap()
    # The page on which it is answered, not the note that stands until that page has come.
    expect(phone.get_by_role("heading", name="That isn't so")).to_be_visible()
    expect(phone.locator(".error-summary")).to_contain_text("Write what isn't so about it")
    phone.wait_for_load_state()
    nothing_wrong_with(phone)
    phone.get_by_label("What isn't so, or how do you know?").fill("The label says backorder")
    phone.get_by_role("button", name="It isn't so").tap()

    expect(phone.get_by_text("Don't pass it on: Walt has it back")).to_be_visible()
    assert phone.url.endswith(f"/visits/{visit.id}/")
    expect(phone.get_by_role("article", name=WORDS)).to_contain_text("Not so: The label says backorder")
    assert phone.evaluate("Object.keys(localStorage).filter((name) => name.startsWith('steadyhand:kept:')).length") == 0


def walt_puts_it_right(desk: Page, phone: Page, visit: Visit) -> None:
    desk.goto("/followups/")
    desk.get_by_role("link", name="Put it right").press("Enter")
    expect(desk.get_by_role("main")).to_contain_text("The label says backorder")
    desk.get_by_label("How is it?").fill(TRUTH)
    nothing_wrong_with(desk)
    desk.get_by_role("button", name="Tell Bruno").press("Enter")

    expect(desk.get_by_role("heading", name="Put it right with Chen")).to_be_visible()
    # Bruno knows before anybody has spoken to the customer.
    assert OutgoingMessage.objects.filter(key__startswith="handed-untrue:").count() == 1
    phone.goto(f"/visits/{visit.id}/")
    expect(phone.get_by_role("article", name=WORDS)).to_contain_text(f"It is: {TRUTH}")
    assert Statement.objects.count() == 1
    words = desk.get_by_label("What the customer reads or heard")
    expect(words).to_have_value(f"We told you: “{WORDS}” That wasn't right, and we're sorry. {TRUTH}")
    desk.get_by_label("I told them on the phone").check()
    words.fill(TRUTH)
    nothing_wrong_with(desk)
    desk.get_by_role("button", name="Send it, or note that they know").press("Enter")
    expect(desk.get_by_text("Put right. It is kept with what they were told.")).to_be_visible()


def the_manager_counts_departments(manager: Page) -> None:
    manager.goto("/told/")
    expect(manager.get_by_role("row", name="Parts")).to_have_text("Parts 1 1", use_inner_text=True)
    manager.get_by_role("link", name="The last 7 days").press("Enter")
    expect(manager.get_by_role("region", name="Handed to technicians in the last 7 days")).to_be_visible()
    expect(manager.get_by_role("main")).not_to_contain_text("Walt")
    nothing_wrong_with(manager)


def nothing_wrong_with(page: Page, *, within: str = "html") -> None:
    found = Axe().run(
        page, context=within, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
    )
    assert found.violations_count == 0, found.generate_report()
