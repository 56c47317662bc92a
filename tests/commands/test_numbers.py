"""`steadyhand numbers` reckons and prints."""

import json

import pytest
from click.testing import CliRunner
from tests.builders import MONDAY, a_call, a_visit

from steadyhand.business.insight.models import CallFact
from steadyhand.commands.numbers import numbers

pytestmark = pytest.mark.django_db


def a_fixed_call() -> None:
    call = a_call(taken_at=MONDAY, state="closed", closed_at=MONDAY, closed_at_how="observed")
    a_visit(call=call, state="done")


def test_a_program_reads_what_was_reckoned_and_what_it_rests_on() -> None:
    a_fixed_call()

    answered = CliRunner().invoke(numbers, ["--period", "2026-03", "--json"])

    answer = json.loads(answered.output)
    assert (answer["period"], answer["calls"], answer["reckoned"]["calls_changed"]) == ("2026-03", 1, 1)
    fixed = answer["numbers"]["first-time-fix"]
    assert (fixed["value"], fixed["count"], fixed["of"]) == (1.0, 1, 1)
    assert answer["counts"]["counted"] == 1


def test_a_person_reads_a_table() -> None:
    a_fixed_call()

    answered = CliRunner().invoke(numbers, ["--period", "2026-q1"])

    assert "1 calls changed (the first reckoning)" in answered.output
    assert "First-time fix" in answered.output
    assert "1 of 1" in answered.output


def test_nothing_is_reckoned_where_that_is_wanted() -> None:
    a_fixed_call()

    answered = CliRunner().invoke(numbers, ["--period", "2026", "--reckon", "no"])

    assert (answered.exit_code, CallFact.objects.exists()) == (0, False)


def test_a_period_that_can_not_be_read_says_how_one_is_written() -> None:
    a_fixed_call()

    answered = CliRunner().invoke(numbers, ["--period", "March"])

    assert answered.exit_code == 1
    assert "write a month as 2026-03, a quarter as 2026-q1, a year as 2026" in answered.output
