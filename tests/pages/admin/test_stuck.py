"""An administrator sees what was given up and why, and lets it be tried again."""

import pytest
from django.test import Client
from tests.builders import a_user
from tests.builders.jobs import a_dead_job

from steadyhand.business.dealership.rules import Role
from steadyhand.shared.models import Job

pytestmark = pytest.mark.django_db
SEE_OTHER, NOT_FOUND = 303, 404


@pytest.fixture
def joan() -> Client:
    client = Client()
    client.force_login(a_user(Role.ADMINISTRATOR))
    return client


def test_what_was_given_up_says_why_and_is_tried_again(joan: Client) -> None:
    assert "Nothing is stuck" in joan.get("/stuck/").content.decode()
    user_tenant = a_user().tenant_id
    job_id = a_dead_job(user_tenant)
    page = joan.get("/stuck/").content.decode()
    assert "&lt;b&gt;No disk&lt;/b&gt; was left." in page
    assert "3 attempts" in page

    assert joan.post(f"/stuck/{job_id}/again/").status_code == SEE_OTHER
    assert Job.objects.of(user_tenant).filter(id=job_id, state="open", attempts=0).exists()


def test_what_is_tried_already_is_not_tried_twice(joan: Client) -> None:
    job_id = a_dead_job(a_user().tenant_id)
    joan.post(f"/stuck/{job_id}/again/")

    assert joan.post(f"/stuck/{job_id}/again/").status_code == NOT_FOUND
