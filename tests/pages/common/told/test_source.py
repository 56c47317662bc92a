"""Who told you? Asked once after it has gone out, answered in one tap, kept with what the customer was told."""

from typing import Any

import pytest
from django.test import Client
from tests.builders.field import today_at
from tests.builders.kept import House, a_house
from tests.builders.told import a_fact_of_nobodys
from tests.builders.watching import a_promise, at_chens

from steadyhand.business.conversations.models import FactTold, Statement
from steadyhand.shared.clock import read_clock
from steadyhand.shared.models import Change

pytestmark = pytest.mark.django_db
HEARD = "The fuser is here on Friday. Ask for it then."


def signed_in(house: House, who: str) -> Client:
    client = Client()
    client.force_login(house.people[who])
    return client


def told_by_dana(house: House, words: str = HEARD) -> tuple[Client, Any]:
    """Return Dana's browser after she told Grace good news, and the page that she is led to."""
    client = signed_in(house, "Dana")
    promise = a_promise(house, call=at_chens(house), by_at=today_at(10, days=3), now=read_clock())
    url = f"/promises/{promise.id}/good-news/"
    form = client.get(url).context["form"]
    sent = {"channel": "phone", "words": words, "form_key": str(form["form_key"].value())}
    return client, client.post(url, sent, follow=True)


def the_fact() -> FactTold:
    return FactTold.objects.get(words__icontains="friday")


def test_what_no_record_knows_is_asked_for_on_the_next_page_and_nothing_waited() -> None:
    _, page = told_by_dana(a_house())

    assert page.status_code == 200
    assert "Who told you “Friday”?" in page.content.decode()
    assert Statement.objects.get(words=HEARD).state == "said"


def test_one_tap_keeps_it_and_it_is_asked_no_more() -> None:
    client, page = told_by_dana(a_house())

    came = client.post(f"/told/facts/{the_fact().id}/", {"source": "supplier", "back": page.request["PATH_INFO"]})

    assert (came.status_code, came["Location"]) == (303, page.request["PATH_INFO"])
    fact = the_fact()
    assert (fact.verdict, fact.source_words, fact.giver_name) == ("asked", "the supplier's confirmation", "Dana")
    assert Change.objects.filter(verb="named a source", about_id=fact.statement_id).count() == 1
    assert "Who told you" not in client.get(page.request["PATH_INFO"]).content.decode()
    timeline = client.get(f"/customers/{fact.statement.customer_id}/told/").content.decode()
    assert "“Friday”: Dana, the supplier&#x27;s confirmation" in timeline


def test_a_colleague_becomes_its_giver() -> None:
    house = a_house()
    client, _ = told_by_dana(house)

    client.post(f"/told/facts/{the_fact().id}/", {"source": "colleague", "who": "bruno"})

    fact = the_fact()
    assert (fact.giver_id, fact.giver_name, fact.source_words) == (house.people["Bruno"].id, "bruno", "a colleague")


def test_a_colleague_without_a_name_comes_back_with_what_is_missing() -> None:
    client, _ = told_by_dana(a_house())

    page = client.post(f"/told/facts/{the_fact().id}/", {"source": "colleague", "words": "at the counter"})

    assert page.status_code == 422
    body = page.content.decode()
    assert "Name the colleague who told you." in body
    assert 'value="at the counter"' in body


def test_whoever_would_rather_not_say_is_asked_no_more_and_the_timeline_says_that_nobody_has_said() -> None:
    client, page = told_by_dana(a_house())
    fact = the_fact()

    client.post(f"/told/facts/{fact.id}/", {"source": "skip", "back": "https://elsewhere.example/"})

    assert the_fact().verdict == "no_record"
    assert "Who told you" not in client.get(page.request["PATH_INFO"]).content.decode()
    timeline = client.get(f"/customers/{fact.statement.customer_id}/told/").content.decode()
    assert "nobody has said yet who told them" in timeline
    assert f"/told/facts/{fact.id}/" in timeline


def test_a_technician_names_no_source_for_what_a_colleague_said() -> None:
    house = a_house()
    fact_id = a_fact_of_nobodys(at_chens(house).id, by=house.by("Dana"))

    came = signed_in(house, "Bruno").post(f"/told/facts/{fact_id}/", {"source": "saw"})

    assert came.status_code == 303
    assert FactTold.objects.get(id=fact_id).verdict == "no_record"


def test_once_named_it_stays_named() -> None:
    client, _ = told_by_dana(a_house())
    address = f"/told/facts/{the_fact().id}/"
    client.post(address, {"source": "saw"})

    page = client.post(address, {"source": "supplier"}, follow=True)

    assert "It is known on what this rests." in page.content.decode()
    assert the_fact().source_words == "saw it"
