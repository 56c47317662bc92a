"""A dealership says the moments its own way: looked at with sample values, refused where the guard finds something."""

from typing import Any

import pytest
from django.test import Client
from tests.builders.kept import House, a_house

from steadyhand.business.conversations.models import MomentWording
from steadyhand.business.conversations.moments.moment import Moment
from steadyhand.business.conversations.moments.templates import shipped, template_for
from steadyhand.business.conversations.moments.wording import wrongs
from steadyhand.business.conversations.queries.moment_words import own_templates

pytestmark = pytest.mark.django_db
PLANNED = "/words/moments/planned/"
OURS = "{hello}\nWe are with you {when}.\nRing {phone} if that is no good."


def howard(house: House) -> Client:
    client = Client()
    client.force_login(house.people["Howard"])
    return client


def sent(client: Client, **words: str) -> dict[str, str]:
    form = client.get(PLANNED).context["form"]
    return {name: str(form[name].value()) for name in ("subject", "text", "mail", "opened", "form_key")} | words


def save(client: Client, **words: str) -> Any:
    return client.post(PLANNED, sent(client, **words))


@pytest.mark.parametrize("moment", Moment)
def test_what_is_shipped_could_be_saved(moment: Moment) -> None:
    template = shipped("en")[moment]

    assert wrongs(template, shipped=template) == ()


def test_in_their_own_words_it_goes_and_the_rest_as_it_was_shipped() -> None:
    house = a_house()

    came = save(howard(house), text=OURS)

    assert came.status_code == 303
    own = own_templates(house.branch.tenant_id)
    template = template_for(Moment.PLANNED, own=own)
    assert template.text == ("{hello}", "We are with you {when}.", "Ring {phone} if that is no good.")
    assert template.mail == shipped("en")[Moment.PLANNED].mail
    assert MomentWording.objects.get().mail == ""


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{hello}\nDispatch forgot you, sorry. We are with you {when}.", "Text message, “"),
        ("{hello}\nWe come soon.", "doesn&#x27;t say {when} any more"),
        ("We are with you {when}.", "doesn&#x27;t say who writes"),
        ("{hello} {when.__class__}", "a slot is a single word in braces"),
        ("{hello} {nonsense} {when}", "which nobody fills"),
        ("{hello} {when", "a brace too many or too few"),
        ("{hello} {when}\n" + "We are glad to help you. " * 20, "300 fit"),
    ],
)
def test_what_no_customer_should_read_is_not_saved_and_stays_in_the_field(text: str, says: str) -> None:
    client = howard(a_house())

    came = save(client, text=text)

    assert came.status_code == 422
    body = came.content.decode()
    assert says in body
    assert came.context["form"]["text"].value() == text
    assert not MomentWording.objects.exclude(text="").exists()


def test_looked_at_it_is_shown_with_sample_values_and_not_saved() -> None:
    client = howard(a_house())

    came = client.post(PLANNED, sent(client, text=OURS, look="1"))

    assert came.status_code == 200
    body = came.content.decode()
    assert "We are with you on Thursday before 2. Ring (614) 555-0100 if that is no good." in body
    assert "It isn't saved yet" in body
    assert not MomentWording.objects.exists()


def test_the_shipped_words_come_back() -> None:
    house = a_house()
    client = howard(house)
    save(client, text=OURS)

    came = client.post(PLANNED, sent(client, reset="1"), follow=True)

    assert "The shipped words go again." in came.content.decode()
    assert own_templates(house.branch.tenant_id)["en:planned"] == shipped("en")[Moment.PLANNED]


def test_whoever_saves_over_somebody_elses_words_sees_both() -> None:
    house = a_house()
    client = howard(house)
    old = sent(client, text=OURS)
    save(client, text=OURS.replace("with you", "at yours"))

    came = client.post(PLANNED, old)

    assert came.status_code == 409
    assert "at yours" in MomentWording.objects.get().text


def test_markup_is_shown_as_it_was_written() -> None:
    client = howard(a_house())

    body = client.post(PLANNED, sent(client, text="{hello} <b>{when}</b>", look="1")).content.decode()

    assert "<b>on Thursday" not in body
    assert "&lt;b&gt;on Thursday" in body


def test_a_technician_has_no_business_there() -> None:
    client = Client()
    client.force_login(a_house().people["Bruno"])

    assert client.get("/words/moments/").status_code == 403
