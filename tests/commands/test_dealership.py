"""A dealership is opened from the command line, with a branch to work from."""

import pytest
from click.testing import CliRunner

from steadyhand.business.dealership.models import Branch, Calendar, Dealership
from steadyhand.commands.main import steadyhand
from steadyhand.shared.models import Change

pytestmark = pytest.mark.django_db

OPEN = ["dealership", "open", "Lakeside"]


def test_a_dealership_opens_with_hours_and_a_branch() -> None:
    words = [*OPEN, "--zone", "America/New_York", "--region", "OH", "--branch", "COL", "--phone", "(614) 555-0100"]

    assert CliRunner().invoke(steadyhand, words).exit_code == 0

    firm, branch, calendar = Dealership.objects.get(), Branch.objects.get(), Calendar.objects.get()
    assert (firm.name, firm.clock, firm.is_demo, firm.phone) == ("Lakeside", "12", False, "(614) 555-0100")
    assert (branch.code, branch.zone, branch.calendar_id) == ("COL", "America/New_York", calendar.id)
    assert calendar.holidays_of == "US-OH"
    assert set(Change.objects.values_list("by_name", flat=True)) == {"steadyhand dealership open"}


def test_a_zone_nobody_knows_opens_nothing() -> None:
    answer = CliRunner().invoke(steadyhand, [*OPEN, "--zone", "Mars/Base"])

    assert answer.exit_code == 1
    assert "'Mars/Base'" in answer.output
    assert not Dealership.objects.exists()


def test_the_same_dealership_is_not_opened_twice() -> None:
    CliRunner().invoke(steadyhand, [*OPEN, "--zone", "America/New_York"])

    answer = CliRunner().invoke(steadyhand, [*OPEN, "--zone", "America/New_York"])

    assert answer.exit_code == 1
    assert "Lakeside is open already" in answer.output
