"""Looking back as a manager reads it: hires by day and criterion, in sentences."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from tests.builders import a_branch, a_technician, a_user
from tests.builders.hiring import a_candidate, a_path, hand_in

from steadyhand.business.dealership.queries import actor_for
from steadyhand.business.dealership.rules import Role
from steadyhand.business.learning.actions.hiring.begin_work import begin_work
from steadyhand.business.learning.actions.hiring.check_step import check_step
from steadyhand.business.learning.actions.hiring.decide import decide
from steadyhand.business.learning.models import PathStep
from steadyhand.shared.clock import read_clock

pytestmark = pytest.mark.django_db


def test_a_hire_is_said_in_sentences_and_bands_below_five_tell_nothing() -> None:
    ruth, now = a_user(Role.SERVICE_MANAGER, branch=a_branch()), read_clock()
    by, began = actor_for(ruth.id), now - timedelta(days=112)
    client = Client()
    client.force_login(ruth)
    assert "Nobody to look back on yet" in client.get(reverse("hiring-looking-back")).content.decode()
    technician = a_technician(branch=a_branch(), name="Noor Haddad", started_on=began.date())
    candidate_id = a_candidate(by, a_branch(), by, now=began)
    hand_in(by, candidate_id, began, **{"scan_to_email.networking_basics": 2})
    decide(by=by, candidate_id=candidate_id, decided=a_path(began), now=began)
    begin_work(by=by, candidate_id=candidate_id, technician_id=technician.id, now=began)
    check_step(by=by, step_id=PathStep.objects.get().id, due_on=None, now=began + timedelta(days=84))

    context = client.get(reverse("hiring-looking-back")).context

    (hire,) = context["hires"]
    assert hire["path"] == [
        "Hired with a path for “Follows a scan from the glass to the folder”: it was there after 12 weeks (planned 13)."
    ]
    (point,) = hire["points"]
    assert (point["months"], point["word"], point["lines"]) == (3, "still here", "1 there on time")
    assert point["later"] == [("Follows a scan from the glass to the folder", "line of the path there on time")]
    assert context["criteria"] == [
        {
            "title": "Follows a scan from the glass to the folder",
            "bands": ["–", "–", "1 of 1: too few to tell"],
        }
    ]
