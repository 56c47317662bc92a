"""Bruno reads a module in a cellar, then drills: what he read and wrote is kept, and a drill is soon over."""

from collections.abc import Callable
from time import perf_counter

from playwright.sync_api import Page, expect
from tests.builders import a_branch, a_user

from steadyhand.business.dealership.models import User
from steadyhand.business.dealership.rules import Role
from steadyhand.business.learning.models import DrillTry, ModuleReading

Sit = Callable[[User], Page]
MOST_SECONDS = 240.0
FIRST = "Depends on what you do with it."
THEN = "Then speed won't help you much."
WORDS = "I'm sorry, three mornings is too many. We cleaned what jammed and not what causes it."


def test_a_module_and_two_drills_on_a_phone(phone_of: Sit, figure: Callable[[str], None]) -> None:
    phone = phone_of(a_user(Role.TECHNICIAN, branch=a_branch(), name="Bruno"))
    phone.goto("/learning/modules/own-it/")
    phone.context.set_offline(True)
    phone.get_by_role("button", name="I have read it").tap()
    expect(phone.get_by_text("Kept on this phone").first).to_be_visible()
    assert not ModuleReading.objects.filter(done_at__isnull=False).exists()
    phone.context.set_offline(False)
    expect(phone.locator('[data-note="kept"]')).to_have_count(0)
    assert ModuleReading.objects.filter(done_at__isnull=False).count() == 1

    begun = perf_counter()
    phone.goto("/learning/drills/advisor-which-one/")
    phone.get_by_role("link", name=FIRST).tap()
    phone.get_by_role("button", name=THEN).tap()
    expect(phone.get_by_text("How it ended")).to_be_visible()
    seconds = perf_counter() - begun

    phone.goto("/learning/drills/own-third-visit/")
    phone.get_by_label("What you say").fill(WORDS)
    # The phone dies, and is on again.
    phone.reload()
    expect(phone.get_by_label("What you say")).to_have_value(WORDS)
    phone.get_by_role("button", name="See how it stands").tap()
    expect(phone.get_by_text("Seen by “sorry”")).to_be_visible()
    figure(f"a drill on a phone: 3 taps, {seconds:.1f} s without reading (at most 3.2 minutes with it, bar 4)")

    assert DrillTry.objects.count() == 2
    assert seconds < MOST_SECONDS
