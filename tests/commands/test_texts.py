"""The gateway gets an address for what customers text; a new one ends the one before."""

import pytest
from click.testing import CliRunner, Result
from django.test import Client
from tests.builders.promises import a_clinic

from steadyhand.commands.main import steadyhand

pytestmark = pytest.mark.django_db


def address(*words: str) -> Result:
    return CliRunner().invoke(steadyhand, ["texts", "address", *words])


def path_of(answer: Result) -> str:
    assert answer.exit_code == 0, answer.output
    return "/" + answer.output.strip().split("/", 3)[3]


def test_it_is_printed_and_stays() -> None:
    a_clinic()

    assert path_of(address()) == path_of(address())


def test_a_new_one_ends_the_one_before() -> None:
    a_clinic()
    before = path_of(address())

    now = path_of(address("--new"))

    text = {"from": "+16145550149", "text": "HELP", "id": "1"}
    client = Client()
    assert now != before
    assert client.post(before, text).status_code == 404
    assert client.post(now, text).status_code != 404


def test_a_dealership_that_is_not_there_is_named() -> None:
    a_clinic()

    answer = address("--dealership", "Nowhere")

    assert answer.exit_code == 1
    assert "Nowhere" in answer.output
