"""Whose territory may somebody open, what is proposed from it, and what comes back."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from tests.builders import a_branch, a_technician
from tests.builders.desk import a_form
from tests.builders.field import today_at
from tests.builders.territory import Mine, bruno_s_territory, its_followup, proposal

from steadyhand.business.calls.models import Call, VisitProposal
from steadyhand.business.followups.models import FollowUpNews
from steadyhand.pages.common.kept import AHEAD
from steadyhand.pages.common.without_signal import KEEP_TODAY
from steadyhand.shared.clock import read_clock

pytestmark = pytest.mark.django_db
OK, REFUSED, NOT_THERE, UNPROCESSABLE = 200, 403, 404, 422
IN_A_WEEK: date = today_at(9, days=7).date()


@pytest.fixture
def mine() -> Mine:
    return bruno_s_territory()


def as_(mine: Mine, name: str) -> Client:
    client = Client()
    client.force_login(mine.house.people[name])
    return client


def filled(mine: Mine, **typed: Any) -> dict[str, Any]:
    return a_form(
        **{
            "call_type": "preventive",
            "from_on": IN_A_WEEK.isoformat(),
            "whole_week": "on",
            "minutes": "45",
            "why": "3 calls in 90 days, 2 of them callbacks",
            "machine": str(mine.machine.id),
            "reason": "trouble",
        }
        | typed
    )


def proposed(mine: Mine) -> UUID:
    return mine.proposes(now=read_clock(), from_on=IN_A_WEEK, until_on=IN_A_WEEK)


def test_a_technician_opens_their_own_and_planners_and_leaders_any_but_no_colleague_does(mine: Mine) -> None:
    a_technician(branch=mine.house.branch, name="Keisha Monroe")
    theirs = reverse("territory", args=[mine.technician.id])

    seen = {name: as_(mine, name).get(theirs).status_code for name in mine.house.people}

    allowed = {"Dana", "Ruth", "Howard"}
    assert seen == {name: OK if name in allowed else REFUSED for name in mine.house.people}
    own = {name: as_(mine, name).get(reverse("my-territory")).status_code for name in mine.house.people}
    assert own == {name: OK if name == "Bruno" else REFUSED for name in mine.house.people}


def test_every_row_says_why_has_a_form_and_may_be_read_without_a_signal(mine: Mine) -> None:
    page = as_(mine, "Bruno").get(reverse("my-territory"))

    said = page.content.decode()
    assert "Nobody of ours has been there, as far as the record goes" in said
    assert f'action="{reverse("propose-visit", args=[mine.house.customer.id])}"' in said
    assert 'data-keep="a visit to Chen Family Clinic"' in said
    assert KEEP_TODAY in page.headers


def test_a_technician_without_customers_reads_how_one_becomes_theirs(mine: Mine) -> None:
    keisha = a_technician(branch=mine.house.branch, name="Keisha Monroe")
    client = Client()
    assert keisha.user is not None
    client.force_login(keisha.user)

    assert "No customer is yours yet" in client.get(reverse("my-territory")).content.decode()


def test_a_form_sent_twice_proposes_once_and_the_row_says_so(mine: Mine) -> None:
    client, form = as_(mine, "Bruno"), filled(mine)
    to = reverse("propose-visit", args=[mine.house.customer.id])

    answers = [client.post(to, form) for _ in range(2)]

    assert [answer.url for answer in answers] == [f"{reverse('my-territory')}#proposed"] * 2  # type: ignore[attr-defined]
    (kept,) = VisitProposal.objects.all()
    assert (kept.wished_from, kept.wished_until) == (IN_A_WEEK, IN_A_WEEK + timedelta(days=6))
    assert (kept.reason, kept.why) == ("trouble", "3 calls in 90 days, 2 of them callbacks")
    assert "The desk hasn't answered yet" in client.get(reverse("my-territory")).content.decode()


def test_what_cannot_be_comes_back_with_what_was_typed(mine: Mine) -> None:
    client = as_(mine, "Bruno")
    to = reverse("propose-visit", args=[mine.house.customer.id])
    far = (IN_A_WEEK + timedelta(days=60)).isoformat()

    page = client.post(to, filled(mine, from_on=far, why="Their audit"))

    assert page.status_code == UNPROCESSABLE
    assert "more than six weeks away" in page.content.decode()
    assert "Their audit" in page.content.decode()
    assert not VisitProposal.objects.exists()


def test_a_customer_of_somebody_else_has_no_form(mine: Mine) -> None:
    keisha = a_technician(branch=mine.house.branch, name="Keisha Monroe")
    client = Client()
    assert keisha.user is not None
    client.force_login(keisha.user)
    to = reverse("propose-visit", args=[mine.house.customer.id])

    assert client.get(to).status_code == NOT_THERE
    refused = client.post(to, filled(mine))
    assert refused.status_code == UNPROCESSABLE
    assert not VisitProposal.objects.exists()


def test_the_desk_takes_it_on_once_and_the_technician_reads_it(mine: Mine) -> None:
    proposal_id, dana = proposed(mine), as_(mine, "Dana")
    to, form = reverse("proposed-visit", args=[proposal_id]), a_form(do="take_on")
    assert "Three jams in a month" in dana.get(reverse("proposed-visits")).content.decode()

    for _ in range(2):
        dana.post(to, form)

    call = Call.objects.get()
    assert proposal(proposal_id).call_id == call.id
    bruno, news = as_(mine, "Bruno"), FollowUpNews.objects.filter(user_id=mine.house.id_of("Bruno"), seen_at=None)
    # A phone that fetches it ahead has shown it to nobody.
    bruno.get(reverse("my-territory"), headers={AHEAD: "1"})
    assert news.exists()
    assert f"Taken on as call {call.ref}" in bruno.get(reverse("my-territory")).content.decode()
    assert not news.exists()


def test_a_no_without_a_reason_is_asked_for_it(mine: Mine) -> None:
    proposal_id, dana = proposed(mine), as_(mine, "Dana")
    to = reverse("proposed-visit", args=[proposal_id])

    page = dana.post(to, a_form(do="decline", why=""))
    assert (page.status_code, "Why not?" in page.content.decode()) == (UNPROCESSABLE, True)
    dana.post(to, a_form(do="decline", why="They move on Friday."))

    assert its_followup(proposal_id).outcome == "declined"
    assert "They move on Friday." in as_(mine, "Bruno").get(reverse("my-territory")).content.decode()


def test_who_proposed_it_reads_it_and_takes_it_back_and_nobody_else_in_the_field_does(mine: Mine) -> None:
    proposal_id = proposed(mine)
    keisha = a_technician(branch=a_branch(), name="Keisha Monroe")
    hers = Client()
    assert keisha.user is not None
    hers.force_login(keisha.user)
    bruno, back = as_(mine, "Bruno"), reverse("take-back-proposed", args=[proposal_id])

    assert hers.get(reverse("proposed-visit", args=[proposal_id])).status_code == NOT_THERE
    assert hers.post(back, a_form()).status_code == NOT_THERE
    assert bruno.get(reverse("proposed-visit", args=[proposal_id])).status_code == OK
    answers = bruno.post(reverse("proposed-visit", args=[proposal_id]), a_form(do="take_on"))
    assert (answers.status_code, Call.objects.count()) == (REFUSED, 0)
    bruno.post(back, a_form())
    assert proposal(proposal_id).state == "withdrawn"
