"""Bruno works in a cellar: steps, a closing, photos, tabs that die, a phone that two share. 0 lost, 0 doubled."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django import Settings
from tests.builders import a_call, a_machine, a_site, a_technician, a_visit
from tests.builders.field import fresh, today_at
from tests.builders.kept import a_house
from tests.builders.media import a_png
from tests.journeys.conftest import sign_in

from steadyhand.business.calls.models import Attachment, Visit
from steadyhand.business.calls.rules import VisitState
from steadyhand.business.dealership.models import User
from steadyhand.business.needs.models import Need
from steadyhand.business.needs.rules import Leave, Sort
from steadyhand.business.obstacles.models import Obstacle
from steadyhand.business.obstacles.rules import Effect
from steadyhand.business.obstacles.rules import Sort as Stops
from steadyhand.shared.clock import How, read_clock
from steadyhand.shared.history import changes_of

Sit = Callable[[User], Page]
TOLD = "We order a fuser; it prints until then."
COUNT = "[data-kept-count]"


@pytest.fixture
def visit() -> Visit:
    return a_visit(technician=a_technician(), planned_for=read_clock())


@pytest.fixture(autouse=True)
def _files(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"


def its_user(visit: Visit) -> User:
    assert visit.technician is not None
    assert visit.technician.user is not None
    return visit.technician.user


def the_phone(phone_of: Sit, visit: Visit) -> Page:
    """Return a phone that has opened the visit with a signal: its closing and its files are fetched ahead."""
    phone = phone_of(its_user(visit))
    for address in ("/day/", f"/visits/{visit.id}/"):
        phone.goto(address)
        phone.evaluate("steadyhandReady")
    return phone


def verbs(visit: Visit) -> list[str]:
    """Return what happened to the visit, first things first."""
    return [entry.verb for entry in reversed(changes_of(visit.tenant_id, [visit.id]))]


def fill_closing(phone: Page) -> None:
    phone.get_by_label("It needs a part").check()
    phone.get_by_label("What you told the customer").fill(TOLD)
    phone.get_by_label("If it isn't done: what happens next?").fill("We come on Thursday.")
    phone.get_by_role("button", name="Close the visit").tap()


def all_is_sent(phone: Page) -> None:
    expect(phone.locator('[data-note="kept"]')).to_have_count(0)
    assert phone.evaluate("Object.keys(localStorage).filter((name) => name.startsWith('steadyhand:kept:')).length") == 0


def test_a_whole_visit_without_a_signal_arrives_once_and_in_order(phone_of: Sit, visit: Visit, tmp_path: Path) -> None:
    phone = the_phone(phone_of, visit)
    phone.context.set_offline(True)

    phone.get_by_role("button", name="On my way").tap()
    expect(phone.locator('[data-note="kept"]')).to_contain_text("Kept on this phone, will be sent: on my way to Chen")
    phone.get_by_role("button", name="I'm here").tap()
    phone.reload()
    expect(phone.get_by_text("no signal. What you send is kept")).to_be_visible()
    phone.get_by_role("link", name="Close the visit").tap()
    phone.wait_for_url("**/close/")
    phone.goto(f"/visits/{visit.id}/files/")
    picture = tmp_path / "photo.png"
    picture.write_bytes(a_png())
    phone.locator("#photo_file").set_input_files(picture)
    expect(phone.get_by_text("No boxes are blurred.")).to_be_visible()
    phone.get_by_role("button", name="Keep the photo").tap()
    expect(phone.locator('[data-note="kept"]')).to_contain_text("a photo for Chen")
    phone.goto(f"/visits/{visit.id}/close/")
    fill_closing(phone)
    expect(phone.locator('[data-note="kept"]')).to_contain_text("closing Chen")
    expect(phone.locator(COUNT)).to_have_text("4 kept")
    phone.locator(COUNT).tap()
    expect(phone.get_by_text(f"“{TOLD}”")).to_be_visible()
    # The tab dies; nothing was sent yet.
    again = phone.context.new_page()
    phone.close(run_before_unload=False)
    assert fresh(visit).state == VisitState.PLANNED
    again.context.set_offline(False)
    again.goto("/day/")
    all_is_sent(again)

    after = fresh(visit)
    assert (after.state, after.told_customer) == (VisitState.PARTS, TOLD)
    assert {after.on_the_way_at_how, after.arrived_at_how, after.finished_at_how} <= {How.ENTERED, How.OBSERVED}
    done = [verb for verb in verbs(visit) if verb in ("set out", "arrived", "added a photo", "closed the visit")]
    assert done == ["set out", "arrived", "added a photo", "closed the visit"]
    assert Attachment.objects.count() == 1
    assert again.evaluate("steadyhandFiles.pending()") == []


def test_forms_never_opened_before_are_there_in_a_cellar_and_what_is_typed_arrives_once(phone_of: Sit) -> None:
    house = a_house()
    technician = a_technician(user=house.people["Bruno"], branch=house.branch)
    first, second = (
        a_visit(
            call=a_call(machine=a_machine(site=a_site(house.customer))),
            technician=technician,
            planned_for=today_at(hour),
        )
        for hour in (9, 14)
    )
    phone = phone_of(house.people["Bruno"])
    phone.goto("/day/")
    phone.evaluate("steadyhandReady")
    phone.context.set_offline(True)

    phone.goto(f"/visits/{second.id}/")
    expect(phone.get_by_text("no signal. What you send is kept")).to_be_visible()
    phone.get_by_role("link", name="I noticed something").tap()
    phone.get_by_label(Sort.SUPPLIES.label, exact=True).tap()
    phone.get_by_label(Leave.PASSED.label, exact=True).tap()
    phone.get_by_role("button", name="Pass it on").tap()
    expect(phone.locator('[data-note="kept"]')).to_contain_text("what you noticed at")
    phone.goto(f"/visits/{first.id}/stopped/")
    phone.get_by_label(Stops.TOOL.label, exact=True).tap()
    phone.get_by_label(Effect.AROUND.label, exact=True).tap()
    phone.get_by_role("button", name="Raise it").tap()
    expect(phone.locator(COUNT)).to_have_text("2 kept")
    assert not Need.objects.exists()

    phone.context.set_offline(False)
    phone.goto("/day/")
    all_is_sent(phone)
    assert [(need.visit_id, need.sort) for need in Need.objects.all()] == [(second.id, Sort.SUPPLIES)]
    assert [obstacle.visit_id for obstacle in Obstacle.objects.all()] == [first.id]


def test_two_tabs_and_a_double_tap_send_once(phone_of: Sit, visit: Visit) -> None:
    phone = the_phone(phone_of, visit)
    other = phone.context.new_page()
    other.goto("/day/")
    phone.context.set_offline(True)
    button = phone.get_by_role("button", name="I'm here")
    button.dblclick()
    expect(phone.locator('[data-note="kept"]')).to_be_visible()

    phone.context.set_offline(False)
    # Whichever tab sends it, the day goes on to what follows.
    expect(other.get_by_text("here since").first).to_be_visible()
    all_is_sent(other)

    assert [verb for verb in verbs(visit) if verb == "arrived"] == ["arrived"]


def test_a_refusal_later_comes_back_with_all_that_was_typed(phone_of: Sit, visit: Visit) -> None:
    phone = the_phone(phone_of, visit)
    phone.goto(f"/visits/{visit.id}/close/")
    phone.context.set_offline(True)
    fill_closing(phone)
    expect(phone.locator('[data-note="kept"]')).to_be_visible()
    # The desk moves the visit meanwhile.
    Visit.objects.filter(id=visit.id).update(version=7)
    phone.goto("/day/")
    phone.context.set_offline(False)

    needs = phone.locator('[data-note="needs-you"]')
    expect(needs).to_contain_text("Somebody has changed this visit meanwhile")
    expect(phone.locator(COUNT)).to_have_text("1 needs you")
    assert fresh(visit).state == VisitState.PLANNED
    needs.get_by_role("button", name="Answer it").tap()
    expect(phone.get_by_label("What you told the customer")).to_have_value(TOLD)
    expect(phone.get_by_label("It needs a part")).to_be_checked()
    phone.get_by_role("button", name="Close the visit").tap()
    expect(phone.get_by_role("heading", name="What they were told")).to_be_visible()

    all_is_sent(phone)
    assert fresh(visit).told_customer == TOLD


def test_a_page_that_is_not_there_comes_by_itself_once_there_is_a_signal(phone_of: Sit, visit: Visit) -> None:
    phone = the_phone(phone_of, visit)
    phone.context.set_offline(True)
    phone.goto("/day/?on=2031-01-08")
    expect(phone.get_by_role("heading", name="No signal")).to_be_visible()

    phone.context.set_offline(False)

    expect(phone.get_by_role("heading", name="No signal")).to_be_hidden()
    expect(phone.locator("main")).to_be_visible()


def test_another_persons_sign_in_sends_and_shows_nothing(phone_of: Sit, visit: Visit) -> None:
    ana = a_technician(name="Ana Reyes", branch=visit.call.branch).user
    assert ana is not None
    phone = the_phone(phone_of, visit)
    phone.context.set_offline(True)
    phone.get_by_role("button", name="I'm here").tap()
    expect(phone.locator('[data-note="kept"]')).to_be_visible()
    phone.context.clear_cookies(name="sessionid")
    phone.context.set_offline(False)
    expect(phone.get_by_role("button", name="Sign in")).to_be_visible()

    sign_in(phone, ana)
    phone.goto("/day/")
    expect(phone.locator(COUNT)).to_be_hidden()
    assert phone.evaluate("steadyhandKept.list()") == []
    # Bruno's pages are gone from the phone as well.
    assert phone.evaluate("(path) => caches.match(path)", f"/visits/{visit.id}/") is None
    assert fresh(visit).state == VisitState.PLANNED

    phone.context.clear_cookies(name="sessionid")
    phone.goto("/sign-in/")
    sign_in(phone, its_user(visit))
    expect(phone.get_by_text("here since").first).to_be_visible()
    all_is_sent(phone)
    assert fresh(visit).state == VisitState.ON_SITE


def test_it_can_be_taken_back_before_it_is_sent(phone_of: Sit, visit: Visit) -> None:
    phone = the_phone(phone_of, visit)
    phone.context.set_offline(True)
    phone.get_by_role("button", name="I'm here").tap()
    phone.locator(COUNT).tap()
    phone.get_by_role("button", name="Take it back").tap()
    phone.get_by_role("button", name="Really take it back").tap()
    expect(phone.get_by_text("Nothing waits")).to_be_visible()
    expect(phone.get_by_role("button", name="I'm here")).to_be_visible()
    phone.context.set_offline(False)
    phone.goto("/day/")

    assert fresh(visit).state == VisitState.PLANNED
