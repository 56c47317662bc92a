"""Nothing useful is swept away, and nothing useless stays."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.contrib.sessions.models import Session
from tests.builders import MONDAY, a_dealership

from steadyhand.jobs.sweep import sweep_kept_answers, sweep_sessions
from steadyhand.shared.models import KeptAnswer

pytestmark = pytest.mark.django_db


def an_answer(tenant_id: UUID, *, days_old: int) -> KeptAnswer:
    return KeptAnswer.objects.create(
        tenant_id=tenant_id, form_key=f"form {days_old}", answer={"id": 1}, at=MONDAY - timedelta(days=days_old)
    )


def test_only_sessions_that_have_ended_go() -> None:
    Session.objects.create(session_key="old", expire_date=MONDAY - timedelta(seconds=1))
    Session.objects.create(session_key="good", expire_date=MONDAY + timedelta(seconds=1))

    assert sweep_sessions(MONDAY) == 1
    assert Session.objects.get().session_key == "good"


def test_an_answer_is_kept_for_a_month(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("steadyhand.jobs.sweep.CHUNK", 2)
    firm = a_dealership()
    for days in (1, 29, 31, 32, 33):
        an_answer(firm.id, days_old=days)

    assert sweep_kept_answers(MONDAY) == 3
    kept = KeptAnswer.objects.of(firm.id).order_by("-at").values_list("form_key", flat=True)
    assert list(kept) == ["form 1", "form 29"]
