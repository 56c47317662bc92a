"""Bruno writes a long closing in a cellar: no signal, a session that ends, a finger that goes back. Nothing is lost."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from tests.builders.field import a_visit_on_site, fresh
from tests.builders.record import PASSWORD

from steadyhand.business.calls.models import Visit
from steadyhand.business.calls.rules import VisitState
from steadyhand.business.dealership.models import User
from steadyhand.shared.clock import read_clock
from steadyhand.shared.history import changes_of

Sit = Callable[[User], Page]
TOLD = "We cleaned the whole paper path, put in new rollers and ran two hundred pages. " * 6


@pytest.fixture
def visit() -> Visit:
    return a_visit_on_site(at=read_clock(), planned_for=read_clock())


def writing_the_closing(phone_of: Sit, visit: Visit) -> Page:
    assert visit.technician is not None
    assert visit.technician.user is not None
    phone = phone_of(visit.technician.user)
    phone.goto(f"/visits/{visit.id}/close/")
    phone.get_by_label("Done: it works again").check()
    phone.get_by_label("What you told the customer").fill(TOLD.strip())
    phone.get_by_label("What stays inside").fill("The tray has a crack.")
    return phone


def close(phone: Page) -> None:
    phone.get_by_role("button", name="Close the visit").tap()


def what_was_typed_is_there(phone: Page) -> None:
    expect(phone.get_by_label("What you told the customer")).to_have_value(TOLD.strip())
    expect(phone.get_by_label("What stays inside")).to_have_value("The tray has a crack.")
    expect(phone.get_by_label("Done: it works again")).to_be_checked()


def it_is_closed_once(visit: Visit) -> None:
    after = fresh(visit)
    assert (after.state, after.told_customer) == (VisitState.DONE, TOLD.strip())
    assert after.stays_inside == "The tray has a crack."
    assert len([entry for entry in changes_of(visit.tenant_id, [visit.id]) if "closed" in entry.verb]) == 1


def test_a_session_that_ended_meanwhile_costs_a_sign_in_and_no_word(phone_of: Sit, visit: Visit) -> None:
    phone = writing_the_closing(phone_of, visit)
    phone.context.clear_cookies(name="sessionid")

    close(phone)
    phone.wait_for_url("**/sign-in/**")
    assert fresh(visit).state == VisitState.ON_SITE
    assert visit.technician is not None
    assert visit.technician.user is not None
    phone.get_by_label("E-mail").fill(visit.technician.user.email)
    phone.get_by_label("Password").fill(PASSWORD)
    phone.get_by_role("button", name="Sign in").tap()

    # Kept on the phone when it was tapped, it goes by itself now.
    expect(phone.get_by_role("heading", name="What they were told")).to_be_visible()
    it_is_closed_once(visit)


def test_without_signal_it_is_said_and_sent_again_and_back_closes_nothing_twice(phone_of: Sit, visit: Visit) -> None:
    phone = writing_the_closing(phone_of, visit)
    phone.context.set_offline(offline=True)
    close(phone)
    expect(phone.get_by_role("status").filter(has_text="Kept on this phone, will be sent: closing")).to_be_visible()
    phone.context.set_offline(offline=False)

    expect(phone.get_by_role("heading", name="What they were told")).to_be_visible()
    it_is_closed_once(visit)
    phone.go_back()
    again = phone.get_by_role("button", name="Close the visit")
    expect(again.or_(phone.get_by_role("heading", name="What they were told")).first).to_be_visible()
    if again.is_visible():
        again.tap()
    expect(phone.get_by_role("heading", name="What they were told")).to_be_visible()

    it_is_closed_once(visit)
