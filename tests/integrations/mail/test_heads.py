"""An e-mail about a call stands in its thread, can be answered to the call, and ended by one tap; others can't."""

from email import message_from_string, policy
from typing import Any

import pytest
from tests.builders.letters import a_letter, a_mail_server
from tests.builders.promises import NOW, a_clinic

from steadyhand.business.conversations.actions.keep_statement import keep_statement
from steadyhand.business.conversations.models import Statement
from steadyhand.business.conversations.rules import Direction
from steadyhand.business.conversations.saying import Saying
from steadyhand.business.conversations.sending import Sending
from steadyhand.business.conversations.threads import statement_addressed
from steadyhand.business.promises.rules import Channel
from steadyhand.flows.word.opt_out import keep_opt_out_link
from steadyhand.integrations.mail.channel import Mail
from steadyhand.shared.clock import read_clock

pytestmark = pytest.mark.django_db


def test_a_second_e_mail_goes_on_from_the_first_and_says_how_to_answer_and_to_end_it(settings: Any) -> None:
    clinic = a_clinic()
    by = clinic.house.by("Dana")
    saying = Saying(
        direction=Direction.TO_THEM,
        channel=Channel.EMAIL,
        words="Somebody is with you on Thursday.",
        subject="A time for you",
        call_id=clinic.call.id,
        address="grace@chen.example",
    )
    first, second = (keep_statement(by=by, saying=saying, sending=Sending(), now=NOW) for _ in range(2))
    keep_opt_out_link(by=by, contact_id=clinic.contact_id, now=read_clock())
    settings.MAIL_FROM = settings.MAIL_REPLY_TO = "service@lakeside.example"
    with a_mail_server() as server:
        settings.MAIL = f"smtp://127.0.0.1:{server.port}"
        Mail().send(a_letter(key=second.message_key, tenant_id=by.tenant_id, recipient="grace@chen.example"))

    mail = message_from_string(server.requests[0]["mail"], policy=policy.default)
    ref = Statement.objects.get(id=first.id).mail_ref
    assert mail["In-Reply-To"] == mail["References"] == f"<{ref}@lakeside.example>"
    assert statement_addressed([mail["Reply-To"]]) == second.id
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = mail["List-Unsubscribe"].strip("<>")
    assert "/no-more-email/" in address
    assert f"No more e-mails about your calls: {address}" in mail.get_content()


def test_a_letter_to_our_own_people_has_none_of_it(settings: Any) -> None:
    clinic = a_clinic()
    settings.MAIL_FROM = settings.MAIL_REPLY_TO = "service@lakeside.example"
    with a_mail_server() as server:
        settings.MAIL = f"smtp://127.0.0.1:{server.port}"
        Mail().send(a_letter(recipient="bruno@lakeside.example", tenant_id=clinic.call.tenant_id))

    mail = message_from_string(server.requests[0]["mail"], policy=policy.default)
    assert (mail["Reply-To"], mail["List-Unsubscribe"], mail["In-Reply-To"]) == (None, None, None)
