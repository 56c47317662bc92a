"""The mailbox is read where one is named; what is no e-mail stands in nobody's way."""

from collections.abc import Callable
from typing import Any

import pytest
from tests.builders import MONDAY
from tests.builders.mail import a_mail
from tests.builders.promises import a_clinic

from steadyhand.business.conversations.models import Statement
from steadyhand.jobs.fetch_mail import fetch_all_mail

pytestmark = pytest.mark.django_db
LETTERS = [b"no mail", a_mail(), a_mail(headers={"Message-ID": "<2@chen.example>"})]


def a_mailbox(written: str, take: Callable[[bytes], None]) -> int:
    assert written == "imaps://here"
    for raw in LETTERS:
        take(raw)
    return len(LETTERS)


def test_each_letter_is_taken_in(settings: Any) -> None:
    a_clinic()
    settings.MAIL_IN, settings.MAIL_FETCH = "imaps://here", f"{__name__}.a_mailbox"

    assert fetch_all_mail(MONDAY) == 3
    assert Statement.objects.filter(direction="from_them").count() == 2


def test_without_a_mailbox_nothing_is_asked(settings: Any) -> None:
    settings.MAIL_IN = ""

    assert fetch_all_mail(MONDAY) == 0
