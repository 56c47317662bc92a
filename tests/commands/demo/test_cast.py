"""Everybody of the cast can start at once."""

from pathlib import Path

import pytest
from django.test import Client
from tests.builders.demo import a_demo

from steadyhand.business.dealership.models import User
from steadyhand.commands.demo.cast import PASSWORD, PEOPLE
from steadyhand.shared.clock import read_clock

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_everybody_of_the_cast_signs_in_and_finds_a_first_page(tmp_path: Path) -> None:
    # Pages ask the clock, so theirs is a demo of this minute.
    demo = a_demo(read_clock(), home=tmp_path)

    for person in PEOPLE:
        user = User.objects.get(email=person.email)
        client = Client()
        client.force_login(user)
        page = client.get("/", follow=True)
        assert (page.status_code, user.tenant_id, user.check_password(PASSWORD)) == (200, demo.id, True), person.name
