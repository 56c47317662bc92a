"""The worker sends what is due on its channel, of every dealership, and says how many left the house."""

from typing import Any

import pytest
from tests.builders import MONDAY, a_dealership
from tests.builders.outbox import CHANNELS, Keeping, a_message

from steadyhand.jobs.deliver_messages import delivering
from steadyhand.shared.clock import read_clock
from steadyhand.shared.outbox.channels import NotLikeThis

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_leaves(settings: Any) -> None:
    settings.MESSAGE_CHANNELS = CHANNELS
    Keeping.kept.clear()
    Keeping.trouble.clear()


def test_all_that_is_due_leaves_at_once_and_what_fails_is_not_counted() -> None:
    now = read_clock()
    a_message("one", now=now)
    a_message("two", now=now)
    a_message("three", now=now, tenant_id=a_dealership(name="Harbor Copiers").id)
    a_message("mail", now=now, channel="email")
    Keeping.trouble.append(NotLikeThis("No such number."))

    assert delivering("sms")(MONDAY) == 2
    assert [letter.key for letter in Keeping.kept] == ["two", "three"]
    assert delivering("sms")(MONDAY) == 0
