"""A form that is sent twice does its work once."""

import threading
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, connection
from tests.builders import MONDAY, a_branch, a_customer

from steadyhand.business.customers.models import Customer
from steadyhand.shared.models import KeptAnswer
from steadyhand.shared.once import do_once


@pytest.mark.django_db
def test_the_second_sending_gets_the_first_answer() -> None:
    tenant_id, done = a_branch().tenant_id, []

    def do() -> dict[str, Any]:
        done.append(1)
        return {"call": str(len(done))}

    answers = [do_once(tenant_id=tenant_id, form_key="k", now=MONDAY, do=do) for _ in range(2)]

    assert answers == [{"call": "1"}, {"call": "1"}]
    assert done == [1]


@pytest.mark.django_db
def test_a_form_that_failed_may_be_sent_again() -> None:
    tenant_id = a_branch().tenant_id

    def fail() -> dict[str, Any]:
        raise ValueError("no signal")

    with pytest.raises(ValueError, match="no signal"):
        do_once(tenant_id=tenant_id, form_key="k", now=MONDAY, do=fail)

    assert do_once(tenant_id=tenant_id, form_key="k", now=MONDAY, do=lambda: {"ok": True}) == {"ok": True}


@pytest.mark.django_db
def test_a_refusal_by_the_database_inside_is_not_taken_for_a_repeat() -> None:
    chen = a_customer(ref="C1")

    def doubled() -> dict[str, Any]:
        Customer.objects.create(tenant_id=chen.tenant_id, branch=chen.branch, ref="C1", name="Other")
        return {}

    with pytest.raises(IntegrityError):
        do_once(tenant_id=chen.tenant_id, form_key="k", now=MONDAY, do=doubled)


@pytest.mark.django_db(transaction=True)
def test_two_sendings_at_the_same_moment_do_it_once() -> None:
    tenant_id, done, answers = a_branch().tenant_id, [], []
    together = threading.Barrier(2)

    def do() -> dict[str, Any]:
        done.append(1)
        return {"made": len(done)}

    def send() -> None:
        together.wait()
        answers.append(do_once(tenant_id=tenant_id, form_key="k", now=MONDAY, do=do))
        connection.close()

    both = [threading.Thread(target=send) for _ in range(2)]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()

    assert answers == [{"made": 1}, {"made": 1}]
    assert KeptAnswer.objects.of(UUID(str(tenant_id))).count() == 1
