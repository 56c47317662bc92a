"""Whoever has mended a fault lets its messages go."""

from datetime import timedelta

import pytest
from tests.builders import MONDAY, a_dealership, an_actor
from tests.builders.outbox import Keeping, a_message

from steadyhand.business.dealership.rules import Role
from steadyhand.shared.history import changes_of
from steadyhand.shared.models import OutgoingMessage
from steadyhand.shared.outbox.channels import NotLikeThis
from steadyhand.shared.outbox.delivering import deliver_next
from steadyhand.shared.outbox.trying_again import CannotTryAgain, try_again

pytestmark = pytest.mark.django_db
LATER = MONDAY + timedelta(days=1)


def a_failed_message() -> OutgoingMessage:
    message = a_message()
    Keeping.trouble.append(NotLikeThis("No gateway is connected."))
    deliver_next(tenant_id=message.tenant_id, channel="sms", now=MONDAY)
    return message


def test_it_goes_again_though_it_was_of_no_more_use_and_the_history_says_who_asked() -> None:
    message, joan = a_failed_message(), an_actor(Role.ADMINISTRATOR, name="Joan Pruitt")

    try_again(by=joan, message_id=message.id, now=LATER)

    assert deliver_next(tenant_id=message.tenant_id, channel="sms", now=LATER) == OutgoingMessage.State.SENT
    (entry,) = changes_of(joan.tenant_id, [message.id])
    assert (entry.by_name, entry.was) == ("Joan Pruitt", {"problem": "No gateway is connected."})


def test_what_has_gone_is_not_sent_a_second_time() -> None:
    message, joan = a_failed_message(), an_actor(Role.ADMINISTRATOR)
    try_again(by=joan, message_id=message.id, now=LATER)
    deliver_next(tenant_id=message.tenant_id, channel="sms", now=LATER)

    with pytest.raises(CannotTryAgain, match="Bruno Salas is sent"):
        try_again(by=joan, message_id=message.id, now=LATER)


def test_another_dealership_s_message_is_not_there() -> None:
    message = a_failed_message()
    stranger = an_actor(Role.ADMINISTRATOR)
    elsewhere = a_dealership(name="Harbor Copiers")
    OutgoingMessage.objects.filter(id=message.id).update(tenant_id=elsewhere.id)

    with pytest.raises(CannotTryAgain, match="no such message"):
        try_again(by=stranger, message_id=message.id, now=LATER)
