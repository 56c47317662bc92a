"""A promise's page, and the three ways in which whoever answers for it speaks to its customer."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from tests.builders import MONDAY
from tests.builders.desk import a_form
from tests.builders.kept import House, a_house
from tests.builders.watching import TWO, a_promise, as_it_stands, at_chens

from steadyhand.business.followups.models import FollowUp
from steadyhand.business.promises.actions.put_at_risk import put_at_risk
from steadyhand.business.promises.models import Promise, PromiseWord
from steadyhand.business.promises.rules import PromiseKind, PromiseState
from steadyhand.flows.word.watch_promises import watch_promises
from steadyhand.shared.actor import the_system
from steadyhand.shared.models import OutgoingMessage

pytestmark = pytest.mark.django_db
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
INSIDE = "Bruno is still at Lake County Title"


@pytest.fixture(autouse=True)
def _at_ten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("steadyhand.pages.common.saying.read_clock", lambda: MONDAY + HOUR)


def at_two(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("steadyhand.pages.common.saying.read_clock", lambda: TWO + HOUR)


def browser(house: House, name: str = "Dana") -> Client:
    client = Client()
    client.force_login(house.people[name])
    return client


def in_danger(house: House) -> Promise:
    contact = {"mobile": "+16145550149", "has_agreed_to_sms": True}
    promise = a_promise(house, call=at_chens(house, **contact))
    system = the_system(house.branch.tenant_id, "Steadyhand")
    put_at_risk(by=system, promise_id=promise.id, because=f"{INSIDE}.", odds=0.3, now=MONDAY + 30 * MINUTE)
    return as_it_stands(promise)


def missed(house: House) -> Promise:
    promise = a_promise(house)
    watch_promises(by=the_system(house.branch.tenant_id, "Steadyhand"), now=TWO + MINUTE)
    return as_it_stands(promise)


def written_in(page: str) -> str:
    """Return what stands in the box of what the customer reads."""
    found = re.search(r'<textarea name="words".*?>(.*?)</textarea>', page, re.DOTALL)
    assert found
    return found[1]


def test_the_page_keeps_what_was_heard_and_what_stays_inside_apart() -> None:
    house = a_house()
    promise = in_danger(house)

    page = browser(house).get(f"/promises/{promise.id}/").content.decode()

    heard, inside = page.split('class="stays-inside', 1)
    assert "today before 2" in heard
    assert INSIDE not in heard
    assert INSIDE in inside
    assert "Tell them early" in page


def test_the_ready_early_notice_says_nothing_from_inside_and_goes_out_as_it_was_left() -> None:
    house = a_house()
    promise = in_danger(house)
    address = f"/promises/{promise.id}/early/"

    ready = written_in(browser(house).get(address).content.decode())
    assert INSIDE not in ready
    assert "Bruno" not in ready
    sent = a_form(channel="text", words="We may be later than two.", version=promise.version)
    response = browser(house).post(address, sent)

    assert response["Location"] == f"/promises/{promise.id}/"
    assert OutgoingMessage.objects.get(key__startswith="statement:").body == "We may be later than two."
    assert as_it_stands(promise).told_early_at == MONDAY + HOUR


def test_sent_twice_it_is_told_once() -> None:
    house = a_house()
    promise = in_danger(house)
    sent = a_form(channel="phone", words="We may be later.", version=promise.version)

    for _ in range(2):
        browser(house).post(f"/promises/{promise.id}/early/", sent)

    assert PromiseWord.objects.filter(promise=promise).count() == 1


def test_they_said_yes_needs_the_time_that_they_said_yes_to() -> None:
    house = a_house()
    promise = in_danger(house)
    sent = a_form(channel="phone", words="We may be later.", version=promise.version, has_agreed="on")

    response = browser(house).post(f"/promises/{promise.id}/early/", sent)

    assert response.status_code == 422
    assert "Name the new time that they said yes to." in response.content.decode()


def test_another_time_that_they_agreed_to_is_the_promise_from_now_on() -> None:
    house = a_house()
    promise = in_danger(house)
    sent = a_form(
        channel="phone", words="Wednesday before four?", version=promise.version, has_agreed="on",
        new_on="2026-03-18", new_at="16:00",
    )  # fmt: skip

    browser(house).post(f"/promises/{promise.id}/early/", sent)

    assert as_it_stands(promise).state == PromiseState.RENEGOTIATED
    new = Promise.objects.get(instead_of=promise)
    # Four in the afternoon in Columbus.
    assert new.by_at.isoformat() == "2026-03-18T20:00:00+00:00"


def test_a_miss_is_owned_with_its_cause_and_the_likely_one_is_chosen_already(monkeypatch: pytest.MonkeyPatch) -> None:
    house = a_house()
    promise = missed(house)
    at_two(monkeypatch)
    address = f"/promises/{promise.id}/own/"

    page = browser(house).get(address).content.decode()
    assert re.search(r'<option value="forgotten" selected>it was forgotten \(likely\)', page)
    assert "We are sorry" in written_in(page)
    browser(house).post(address, a_form(channel="phone", words="We are sorry.", cause="forgotten"))

    promise = as_it_stands(promise)
    assert promise.cause == "forgotten"
    assert FollowUp.objects.get(about_id=promise.id, kind="missed_promise").outcome == "made_right"


def test_something_else_as_a_cause_wants_words(monkeypatch: pytest.MonkeyPatch) -> None:
    house = a_house()
    promise = missed(house)
    at_two(monkeypatch)

    response = browser(house).post(
        f"/promises/{promise.id}/own/", a_form(channel="phone", words="We are sorry.", cause="other")
    )

    assert response.status_code == 422
    assert "helps nobody to remove it" in response.content.decode()


def test_good_news_are_told_and_kept() -> None:
    house = a_house()
    promise = a_promise(house, kind=PromiseKind.PART)

    browser(house).post(f"/promises/{promise.id}/good-news/", a_form(channel="phone", words="The part is here."))

    assert PromiseWord.objects.get(promise=promise).sort == "good_news"


@pytest.mark.parametrize(("page", "said"), [("early", "has ended"), ("own", "Only a miss is owned")])
def test_what_does_not_fit_any_more_leads_back_and_says_why(
    page: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = a_house()
    promise = missed(house) if page == "early" else a_promise(house)
    at_two(monkeypatch)
    client = browser(house)

    response = client.get(f"/promises/{promise.id}/{page}/", follow=True)

    assert response.redirect_chain == [(f"/promises/{promise.id}/", 303)]
    assert said in response.content.decode() or "worth nothing any more" in response.content.decode()


def test_the_follow_up_leads_to_the_promise() -> None:
    house = a_house()
    promise = in_danger(house)
    notice = FollowUp.objects.get(about_id=promise.id, kind="early_notice")

    page = browser(house).get(f"/followups/{notice.id}/").content.decode()

    assert f'href="/promises/{promise.id}/"' in page
