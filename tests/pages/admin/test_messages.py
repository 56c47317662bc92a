"""An administrator sees what became of each message, why one has not gone, and lets it go again."""

import pytest
from django.test import Client
from django.urls import reverse
from tests.builders import MONDAY, a_user
from tests.builders.outbox import CHANNELS, Keeping, a_message

from steadyhand.business.dealership.rules import Role
from steadyhand.shared.models import OutgoingMessage
from steadyhand.shared.outbox.channels import NotLikeThis
from steadyhand.shared.outbox.delivering import deliver_next

pytestmark = pytest.mark.django_db


@pytest.fixture
def joan(settings: object) -> Client:
    settings.MESSAGE_CHANNELS = CHANNELS  # type: ignore[attr-defined]
    Keeping.kept.clear()
    Keeping.trouble[:] = [NotLikeThis("<b>No gateway</b> is connected.")]
    client = Client()
    client.force_login(a_user(Role.ADMINISTRATOR))
    return client


def test_a_message_that_failed_says_why_and_is_tried_again(joan: Client) -> None:
    message = a_message()
    deliver_next(tenant_id=message.tenant_id, channel="sms", now=MONDAY)

    shown = joan.get("/messages/").content.decode()
    assert "&lt;b&gt;No gateway&lt;/b&gt; is connected." in shown
    assert "(614) 555-0142" in shown

    assert joan.post(reverse("outgoing-again", args=[message.id])).status_code == 303
    assert OutgoingMessage.objects.get().state == "queued"


def test_one_state_can_be_looked_at_alone(joan: Client) -> None:
    a_message("one")

    assert "Bruno Salas" in joan.get("/messages/?state=queued").content.decode()
    assert "No messages here" in joan.get("/messages/?state=failed").content.decode()
    assert "Bruno Salas" in joan.get("/messages/?state=nonsense&before=nonsense").content.decode()


def test_what_has_not_failed_is_not_sent_twice(joan: Client) -> None:
    message = a_message()

    shown = joan.post(reverse("outgoing-again", args=[message.id]), follow=True).content.decode()

    assert "is waiting to go; only one that has not gone can be tried again" in shown
