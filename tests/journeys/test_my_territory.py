"""Bruno sees in a cellar what is worth a visit, and proposes one: it arrives once."""

from collections.abc import Callable

from playwright.sync_api import Page, expect
from tests.builders.territory import bruno_s_territory

from steadyhand.business.calls.models import VisitProposal
from steadyhand.business.dealership.models import User


def test_what_is_proposed_without_a_signal_and_tapped_twice_arrives_once(phone_of: Callable[[User], Page]) -> None:
    mine = bruno_s_territory()
    phone = phone_of(mine.house.people["Bruno"])
    phone.goto("/my-territory/")
    phone.evaluate("steadyhandReady")
    phone.context.set_offline(True)
    phone.reload()
    expect(phone.get_by_text("no signal. What you send is kept")).to_be_visible()

    row = phone.locator("#unvisited .territory-row")
    row.get_by_text("Propose a visit").tap()
    row.get_by_label("Why").fill("Nobody has ever been there.")
    row.get_by_role("button", name="Propose it").dblclick()

    expect(phone.locator('[data-note="kept"]')).to_contain_text("a visit to Chen Family Clinic")
    assert not VisitProposal.objects.exists()
    phone.close(run_before_unload=False)
    again = phone.context.new_page()
    again.context.set_offline(False)
    again.goto("/my-territory/")
    expect(again.locator('[data-note="kept"]')).to_have_count(0)
    assert [each.why for each in VisitProposal.objects.all()] == ["Nobody has ever been there."]
