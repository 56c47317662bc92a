"""Notice, outcome, next visit: whoever noticed it knows before they are there, by a message or by the brief itself."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest
from django.test import Client
from tests.builders import MONDAY, a_call, a_machine, a_site, a_technician, a_visit
from tests.builders.desk import a_planned_visit
from tests.builders.kept import House, a_house

from steadyhand.business.calls.actions.move_visit import move_visit
from steadyhand.business.calls.models import Visit
from steadyhand.business.customers.models import Site
from steadyhand.business.followups.actions.end_followup import end_followup
from steadyhand.business.followups.actions.record_contact import record_contact
from steadyhand.business.followups.actions.reopen_followup import reopen_followup
from steadyhand.business.needs.actions.note_need import Seen, note_need
from steadyhand.business.needs.models import Need
from steadyhand.business.needs.rules import Leave, Sort
from steadyhand.flows.need.thank_noticer import thank_noticers
from steadyhand.shared.actor import the_system
from steadyhand.shared.models import OutgoingMessage

pytestmark = pytest.mark.django_db
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
# On Tuesday at ten somebody is there again.
NEXT = MONDAY + timedelta(days=1, hours=1)


@pytest.fixture(autouse=True)
def _shortly_before(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let pages be opened half an hour before the next visit."""
    monkeypatch.setattr("steadyhand.pages.common.saying.read_clock", lambda: NEXT - 30 * MINUTE)


def noticed(house: House, site: Site) -> Need:
    seen = Seen(customer_id=house.customer.id, site_id=site.id, sort=Sort.SUPPLIES, leave=Leave.ASKED)
    return Need.objects.get(id=note_need(by=house.by("Bruno"), seen=seen, now=MONDAY))


def ended(house: House, need: Need, *, at: datetime = MONDAY + 2 * HOUR) -> None:
    it = {"by": house.by("Elena"), "followup_id": need.followup_id, "now": at}
    record_contact(channel="phone", words="Rang Grace", **it)  # type: ignore[arg-type]
    end_followup(outcome="solved", words="Toner is on its way", **it)  # type: ignore[arg-type]


def next_visit(house: House, site: Site, *, by: str = "Bruno") -> Visit:
    technician = a_technician(user=house.people[by], branch=house.branch)
    call = a_call(machine=a_machine(site=site))
    return a_planned_visit(call=call, technician=technician, at=NEXT, by=house.by("Dana"), now=MONDAY)


def thanked(house: House, at: datetime) -> int:
    return thank_noticers(by=the_system(house.branch.tenant_id, "Steadyhand"), now=at)


def sent() -> list[str]:
    return list(OutgoingMessage.objects.filter(key__startswith="ended:").values_list("body", flat=True))


def brief(house: House, visit_id: UUID, name: str = "Bruno") -> str:
    client = Client()
    client.force_login(house.people[name])
    return client.get(f"/visits/{visit_id}/").content.decode()


def test_without_an_outcome_the_next_visit_s_brief_says_who_has_it_and_how_it_stands() -> None:
    house = a_house()
    site = a_site(house.customer)
    bruno = a_technician(user=house.people["Bruno"], branch=house.branch)
    first = a_visit(call=a_call(machine=a_machine(site=site)), technician=bruno)
    need = noticed(house, site)
    # Another technician goes there next, for another machine.
    machine = a_machine(site=site)
    second = a_visit(call=a_call(machine=machine), technician=a_technician(branch=house.branch), planned_for=NEXT)

    assert thanked(house, NEXT - 30 * MINUTE) == 0
    for visit in (first, second):
        assert "Elena has it and has not reached them yet" in brief(house, visit.id)
    record_contact(by=house.by("Elena"), followup_id=need.followup_id, channel="phone", words="Rang", now=MONDAY + HOUR)
    assert "Elena has spoken to them and is at it" in brief(house, second.id)
    ended(house, need)
    assert "Solved: Toner is on its way" in brief(house, second.id)


def test_an_outcome_is_told_with_thanks_an_hour_before_the_next_visit_and_once() -> None:
    house = a_house()
    site = a_site(house.customer)
    ended(house, noticed(house, site))
    visit = next_visit(house, site)

    assert thanked(house, NEXT - 60 * MINUTE) == 0
    assert [thanked(house, NEXT - minutes * MINUTE) for minutes in (59, 58)] == [1, 0]

    (said,) = sent()
    assert said.startswith("Thank you for noticing it. Before the next visit there,")
    assert said.endswith("Supplies · Chen Family Clinic. Solved: Toner is on its way")
    message = OutgoingMessage.objects.get(key__startswith="ended:")
    assert (message.recipient_name, message.expires_at, message.link_page) == ("Bruno", NEXT, "answer")
    assert "Thank you for noticing it." in brief(house, visit.id)


def test_it_goes_by_where_the_visit_stands_now() -> None:
    house = a_house()
    site = a_site(house.customer)
    ended(house, noticed(house, site))
    visit = next_visit(house, site)
    assert visit.technician_id is not None
    facts = {"technician_id": visit.technician_id, "minutes": 60, "version": visit.version}
    move_visit(by=house.by("Dana"), visit_id=visit.id, starts_at=NEXT + 3 * HOUR, now=MONDAY, **facts)  # type: ignore[arg-type]

    assert [thanked(house, NEXT - 30 * MINUTE), thanked(house, NEXT + 2 * HOUR + MINUTE)] == [0, 1]


def test_nobody_is_told_what_they_have_seen_what_is_open_again_or_what_was_elsewhere() -> None:
    house = a_house()
    site, elsewhere = a_site(house.customer), a_site(house.customer)
    seen, open_again = noticed(house, site), noticed(house, site)
    for need in (seen, open_again, noticed(house, elsewhere)):
        ended(house, need)
    reopen_followup(by=house.by("Elena"), followup_id=open_again.followup_id, words="Not over", now=MONDAY + 3 * HOUR)
    client = Client()
    client.force_login(house.people["Bruno"])
    client.get(f"/followups/{seen.followup_id}/")
    next_visit(house, site)

    assert thanked(house, NEXT - 30 * MINUTE) == 0
    assert sent() == []


def test_what_is_read_on_one_s_own_page_is_seen() -> None:
    house = a_house()
    site = a_site(house.customer)
    ended(house, noticed(house, site))
    next_visit(house, site)
    client = Client()
    client.force_login(house.people["Bruno"])
    assert "Thank you for noticing it." in client.get("/noticed/").content.decode()

    assert thanked(house, NEXT - 30 * MINUTE) == 0
