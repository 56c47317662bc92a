"""Messages of somebody whose data goes, go along; those of others stay, and a job without its message does nothing."""

from uuid import uuid4

import pytest
from tests.builders import MONDAY
from tests.builders.outbox import Keeping, a_message

from steadyhand.shared.models import OutgoingMessage
from steadyhand.shared.outbox.forgetting import forget_messages
from steadyhand.shared.queue.doing import do_job
from steadyhand.shared.queue.taking import take_jobs

pytestmark = pytest.mark.django_db


def test_only_their_messages_go_and_what_waited_is_never_sent() -> None:
    Keeping.kept.clear()
    theirs = a_message(about_id=uuid4())
    other = a_message("greeting:2")

    assert forget_messages(theirs.tenant_id, [theirs.about_id]) == 1

    assert list(OutgoingMessage.objects.values_list("id", flat=True)) == [other.id]
    for held in take_jobs(most=10, now=MONDAY, lane="sms", tenant_id=theirs.tenant_id):
        do_job(held, clock=lambda: MONDAY)
    assert len(Keeping.kept) == 1
