"""A message is one row a key, and gone with the transaction that wrote it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import transaction
from tests.builders import MONDAY, a_dealership
from tests.builders.outbox import Keeping, a_message

from steadyhand.shared.actor import the_system
from steadyhand.shared.links import follow_link, make_link
from steadyhand.shared.models import Link, OutgoingMessage
from steadyhand.shared.outbox.delivering import deliver_next

pytestmark = pytest.mark.django_db


def test_the_same_key_is_the_same_message() -> None:
    first = a_message("alert:1")

    assert a_message("alert:1", now=MONDAY + timedelta(minutes=1)).id == first.id
    assert OutgoingMessage.objects.count() == 1


def test_a_message_is_undone_with_what_it_tells_of() -> None:
    def take_back() -> None:
        with transaction.atomic():
            a_message()
            raise ValueError("the call could not be kept")

    with pytest.raises(ValueError, match="could not be kept"):
        take_back()

    assert not OutgoingMessage.objects.exists()


def test_its_link_is_written_out_only_when_it_leaves() -> None:
    by = the_system(a_dealership().id, "the test")
    about = uuid4()
    make_link(by=by, purpose="invitation", about_id=about, expires_at=MONDAY + timedelta(days=1), now=MONDAY)
    message = a_message(link=("invitation", Link.objects.get().id))

    deliver_next(tenant_id=by.tenant_id, channel="sms", now=MONDAY)

    (letter,) = Keeping.kept
    first, address = letter.text.split("\n")
    assert (first, message.body) == ("A call came in.", "A call came in.")
    assert address.startswith("http://localhost:8000/")
    assert follow_link(address.rstrip("/").rsplit("/", 1)[1], purpose="invitation", now=MONDAY).about_id == about
