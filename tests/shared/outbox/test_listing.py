"""The list of messages goes back as far as there are any, a page at a time."""

from datetime import timedelta

import pytest
from tests.builders import MONDAY, an_actor
from tests.builders.outbox import a_message

from steadyhand.business.dealership.rules import Role
from steadyhand.shared.outbox.delivering import deliver_next
from steadyhand.shared.outbox.listing import messages_page

pytestmark = pytest.mark.django_db


def test_every_message_is_on_exactly_one_page_newest_first() -> None:
    joan, seen, before = an_actor(Role.ADMINISTRATOR), [], None
    for number in range(5):
        # Two of the same moment: neither is lost between pages.
        a_message(f"m{number}", now=MONDAY + timedelta(minutes=number // 2))

    for _ in range(3):
        page = messages_page(joan, before=before, most=2)
        seen += [line.queued_at for line in page.lines]
        before = page.next_before

    assert before is None
    assert seen == [MONDAY + timedelta(minutes=minute) for minute in (2, 1, 1, 0, 0)]


def test_one_state_alone_can_be_looked_at() -> None:
    joan = an_actor(Role.ADMINISTRATOR)
    a_message("one")
    a_message("two", now=MONDAY + timedelta(minutes=1))
    deliver_next(tenant_id=joan.tenant_id, channel="sms", now=MONDAY)

    assert [line.queued_at for line in messages_page(joan, state="queued").lines] == [MONDAY + timedelta(minutes=1)]
