"""People are let in from the command line, and get new passwords there."""

import json

import pytest
from click.testing import CliRunner
from django.contrib.auth import authenticate
from tests.builders import a_branch, a_dealership, a_user

from steadyhand.business.dealership.queries import actor_for
from steadyhand.business.dealership.rules import Role
from steadyhand.commands.main import steadyhand

pytestmark = pytest.mark.django_db


def run(*words: str, entered: str = "") -> tuple[int, str]:
    answer = CliRunner().invoke(steadyhand, ["user", *words], input=entered)
    return answer.exit_code, answer.output


def test_somebody_added_signs_in_with_the_printed_password_at_their_branch() -> None:
    columbus = a_branch("COL")

    _, said = run("add", "Dana@Lakeside.example", "--name", "Dana", "--role", "dispatcher", "--branch", "COL", "--json")

    user = authenticate(None, username="dana@lakeside.example", password=json.loads(said)["password"])
    assert user is not None
    actor = actor_for(user.pk)
    assert actor.roles == frozenset({Role.DISPATCHER})
    assert actor.branch_ids == frozenset({columbus.id})


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["add", "a@b.example", "--name", "A", "--role", "parts", "--branch", "X"], "has no branch 'X': it has COL"),
        (["add", "nobody", "--name", "A", "--role", "parts"], "'nobody' is no e-mail address"),
        (["add", "a@b.example", "--name", "A", "--role", "parts", "--dealership", "Other"], "called 'Other'"),
        (["reset-password", "who@b.example"], "Nobody signs in as who@b.example"),
    ],
)
def test_what_cannot_be_is_told_in_a_sentence(words: list[str], sentence: str) -> None:
    a_branch("COL")

    code, said = run(*words)

    assert code == 1
    assert sentence in said
    assert "Traceback" not in said


def test_an_easy_password_lets_nobody_in() -> None:
    a_branch("COL")

    code, said = run("add", "a@b.example", "--name", "A", "--role", "parts", "--password-stdin", entered="easy\n")

    assert code == 1
    assert "too short" in said
    assert json.loads(run("list", "--json")[1]) == []


def test_a_new_password_takes_the_place_of_the_old_one() -> None:
    a_user(Role.PARTS, branch=a_branch(), email="walt@lakeside.example")

    code, _ = run("reset-password", "Walt@lakeside.example", "--password-stdin", entered="a longer secret\n")

    assert code == 0
    assert authenticate(None, username="walt@lakeside.example", password="a longer secret") is not None
    assert authenticate(None, username="walt@lakeside.example", password="correct horse battery") is None


def test_the_list_says_who_signs_in_as_what() -> None:
    a_user(Role.PARTS, Role.DISPATCHER, branch=a_branch("COL"), name="Walt Jensen", email="walt@lakeside.example")

    (person,) = json.loads(run("list", "--json")[1])

    assert (person["name"], person["roles"]) == ("Walt Jensen", ["dispatcher at COL", "parts at COL"])
    assert person["dealership"] == a_dealership().name
