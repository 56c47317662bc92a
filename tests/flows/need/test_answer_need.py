"""Whoever was reached is asked whether that is so, if they have agreed to be written to; a no opens it again."""

from datetime import timedelta

import pytest
from django.test import Client
from tests.builders import MONDAY, a_contact
from tests.builders.kept import House, a_house, row_of, what_happened

from steadyhand.business.followups.actions.end_followup import end_followup
from steadyhand.business.needs.actions.note_need import Seen, note_need
from steadyhand.business.needs.models import Need
from steadyhand.business.needs.rules import Leave, Sort
from steadyhand.flows.need.answer_need import REACHED, reached, say_whether_reached
from steadyhand.shared.links import LinkRefused, token_of
from steadyhand.shared.models import Link, OutgoingMessage

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def a_need(house: House, *, has_agreed: bool = True) -> Need:
    contact = a_contact(house.customer, mobile="(614) 555-0177", has_agreed_to_sms=has_agreed)
    seen = Seen(customer_id=house.customer.id, sort=Sort.AGING, leave=Leave.ASKED, contact_id=contact.id)
    return Need.objects.get(id=note_need(by=house.by("Bruno"), seen=seen, now=MONDAY))


def rang(house: House, need: Need) -> bool:
    return reached(
        by=house.by("Elena"), followup_id=need.followup_id, channel="phone", words="Rang Grace", now=MONDAY + HOUR
    )


def test_who_has_not_agreed_is_not_written_to() -> None:
    house = a_house()

    assert not rang(house, a_need(house, has_agreed=False))
    assert not Link.objects.filter(purpose=REACHED).exists()


def test_a_no_opens_what_had_ended_and_counts_from_the_call_that_never_was() -> None:
    house = a_house()
    need = a_need(house)
    assert rang(house, need)
    end_followup(
        by=house.by("Elena"), followup_id=need.followup_id, outcome="solved", words="All well", now=MONDAY + 2 * HOUR
    )
    token = token_of(Link.objects.get(purpose=REACHED))

    say_whether_reached(token, was_reached=False, now=MONDAY + 3 * HOUR)

    row = row_of(need.followup_id)
    assert (row.state, row.waiting_since) == ("open", MONDAY + HOUR)
    assert what_happened(need.followup_id)[-1] == "denied"
    with pytest.raises(LinkRefused):
        say_whether_reached(token, was_reached=True, now=MONDAY + 4 * HOUR)


def test_one_tap_answers_and_nothing_internal_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    house = a_house()
    need = a_need(house)
    rang(house, need)
    monkeypatch.setattr("steadyhand.pages.common.followups.reached.read_clock", lambda: MONDAY + 2 * HOUR)
    page = f"/r/{token_of(Link.objects.get(purpose=REACHED))}/"

    shown = Client().get(page).content.decode()
    assert "Did we reach you?" in shown
    assert "Rang Grace" not in shown
    assert "Elena" not in shown
    assert "Good to know." in Client().post(page, {"reached": "yes"}).content.decode()

    assert what_happened(need.followup_id)[-1] == "confirmed"
    assert Client().get(page).status_code == 404
    assert OutgoingMessage.objects.get(key__startswith="reached").recipient == "(614) 555-0177"
