"""The address at which a dealership is set up: one that a browser can open."""

import pytest
from click.testing import CliRunner
from django.test import Client
from pytest_django import Settings
from tests.builders import a_dealership

from steadyhand.commands.main import steadyhand
from steadyhand.commands.set_up_link import new_set_up_url

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("address", "begins"),
    [
        ("http://127.0.0.1:8000/", "http://127.0.0.1:8000/set-up/"),
        ("http://0.0.0.0:8080/", "http://127.0.0.1:8080/set-up/"),
        ("http://[::]:8080/", "http://[::1]:8080/set-up/"),
    ],
)
def test_it_is_one_that_this_computer_opens(address: str, begins: str) -> None:
    assert new_set_up_url(address).startswith(begins)


def test_behind_a_proxy_it_is_the_one_that_people_know(settings: Settings) -> None:
    settings.CSRF_TRUSTED_ORIGINS = ["https://service.lakeside.example"]

    assert new_set_up_url("http://127.0.0.1:8000/").startswith("https://service.lakeside.example/set-up/")


def test_the_command_prints_a_link_that_opens_the_page_and_closes_older_ones() -> None:
    first, second = (CliRunner().invoke(steadyhand, ["dealership", "link"]).output.strip() for _ in range(2))

    paths = [url.removeprefix("http://127.0.0.1:8000") for url in (first, second)]
    assert [Client().get(path).status_code for path in paths] == [404, 200]


def test_where_a_dealership_is_there_is_no_link() -> None:
    a_dealership()

    answer = CliRunner().invoke(steadyhand, ["dealership", "link"])

    assert answer.exit_code == 1
    assert "Lakeside Office Machines is set up already" in answer.output
