import json

import pytest
from click.testing import CliRunner, Result
from tests.builders import a_dealership

from steadyhand.business.calls.models import Call
from steadyhand.business.dealership.models import Dealership, User
from steadyhand.commands.simulate import simulate_command
from steadyhand.simulator.landing.founding import PASSWORD

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
SMALL = ["--technicians", "1", "--years", "0.05", "--until", "2026-03-13T18:30+00:00"]


def simulate(*arguments: str) -> Result:
    return CliRunner().invoke(simulate_command, [*SMALL, *arguments])


def test_it_writes_a_dealership_whose_people_sign_in() -> None:
    answer = simulate()

    firm = Dealership.objects.get()
    dispatcher = User.objects.filter(tenant_id=firm.id).order_by("id")[0]
    assert answer.exit_code == 0, answer.output
    assert f"{firm.name}: " in answer.stdout
    assert firm.is_demo
    assert Call.objects.of(firm.id).count() > 10
    assert dispatcher.check_password(PASSWORD)


def test_a_program_reads_rows_seconds_and_digest() -> None:
    answer = json.loads(simulate("--json", "--digest").stdout)

    assert answer["rows"]["calls"] == Call.objects.count()
    assert len(answer["digest"]) == 64
    assert answer["until"] == "2026-03-13 18:30:00+00:00"
    assert answer["happenings_without_a_table_yet"]["SupplierKnown"] > 0


def test_another_one_stands_beside_it() -> None:
    simulate()

    answer = simulate("--seed", "8")

    assert answer.exit_code == 0, answer.output
    assert Dealership.objects.count() == 2


def test_the_same_one_twice_is_refused_with_a_way_out() -> None:
    simulate()

    answer = simulate()

    assert (answer.exit_code, Dealership.objects.count()) == (1, 1)
    assert "use another --seed" in answer.output


def test_a_database_with_a_real_dealership_is_never_touched() -> None:
    a_dealership(name="Real Office Systems", is_demo=False)

    answer = simulate()

    assert (answer.exit_code, Dealership.objects.count()) == (1, 1)
    assert "Real Office Systems is in this database" in answer.output


def test_an_end_that_is_no_moment_is_named() -> None:
    answer = CliRunner().invoke(simulate_command, ["--until", "yesterday"])

    assert answer.exit_code == 1
    assert "--until yesterday is no moment: write it as in 2026-03-09T18:00+00:00." in answer.output
