"""One screen before walking in: true, whole, and the door code only for whom it is meant."""

from datetime import date

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from tests.builders import (
    a_branch,
    a_call,
    a_contact,
    a_contract,
    a_machine,
    a_meter,
    a_site,
    a_technician,
    a_user,
    a_visit,
)
from tests.builders.field import a_closing, closed, fresh, its_technician, today_at
from tests.builders.record import a_customer
from tests.builders.upkeep import a_machine_in_cycle, reckoned

from steadyhand.business.calls.models import Visit
from steadyhand.business.customers.models import Goal
from steadyhand.business.dealership.rules import Role
from steadyhand.business.machines.actions.record_reading import record_reading
from steadyhand.pages.technician.brief import age_said
from steadyhand.shared.clock import How

pytestmark = pytest.mark.django_db
DOOR_CODE = "4711#"


def a_visit_to_chen(*, days: int = 0, hour: int = 15) -> Visit:
    chen = a_customer()
    site = a_site(chen, door_code=DOOR_CODE, how_to_get_in="Side entrance, ring twice")
    machine = a_machine(
        site=site,
        contract=a_contract(chen, covers_toner=False),
        stands_where="2nd floor",
        installed_on=date(2020, 1, 1),
    )
    call = a_call(machine=machine, contact=a_contact(chen, mobile="(614) 555-0150"), problem="Jams from tray two")
    return a_visit(call=call, planned_for=today_at(hour, days=days))


def signed_in(client: Client, visit: Visit) -> None:
    assert visit.technician is not None
    assert visit.technician.user is not None
    client.force_login(visit.technician.user)


def brief(client: Client, visit: Visit) -> str:
    response = client.get(f"/visits/{visit.id}/")
    assert response.status_code == 200
    return response.content.decode()


def test_it_says_who_where_what_and_what_is_covered(client: Client) -> None:
    visit = a_visit_to_chen()
    signed_in(client, visit)

    page = brief(client, visit)

    for fact in (
        "Chen Family Clinic",
        "Grace Chen",
        'href="tel:6145550150"',
        "114 Main Street, Columbus OH 43004",
        "Side entrance, ring twice",
        "Jams from tray two",
        "Norvik C450",
        "2nd floor",
        "Covered: parts and labour. Billable: toner and network work.",
    ):
        assert fact in page


def test_the_door_code_is_there_on_the_day_for_its_technician(client: Client) -> None:
    visit = a_visit_to_chen()
    signed_in(client, visit)

    assert DOOR_CODE in brief(client, visit)


def test_the_door_code_is_not_there_the_day_before_or_after_closing(client: Client) -> None:
    tomorrow, over = a_visit_to_chen(days=1), a_visit_to_chen()
    closed(over, at=today_at(0))

    for visit in (tomorrow, over):
        signed_in(client, visit)
        assert DOOR_CODE not in brief(client, visit)


def test_the_door_code_is_for_nobody_else(client: Client) -> None:
    visit = a_visit_to_chen()
    carla = a_technician(name="Carla Reyes", branch=a_branch())

    for user in (carla.user, a_user(Role.DISPATCHER), a_user(Role.SERVICE_MANAGER, Role.TECHNICIAN)):
        assert user is not None
        client.force_login(user)
        page = brief(client, visit)
        assert DOOR_CODE not in page
        assert "This isn't your visit" in page
        assert "/on-my-way/" not in page


def test_it_shows_the_last_three_visits_and_what_the_customer_was_told(client: Client) -> None:
    visit = a_visit_to_chen()
    for number in range(4):
        call = a_call(machine=visit.call.machine, taken_at=today_at(8, days=number - 20))
        before = a_visit(call=call, technician=visit.technician)
        closed(
            before, a_closing(told_customer=f"Told {number}", stays_inside=f"Inside {number}"), at=today_at(0, days=-9)
        )
    signed_in(client, visit)

    page = brief(client, visit)

    assert [f"Told {number}" in page for number in range(4)] == [False, True, True, True]
    assert "Inside 3" in page


def test_it_shows_meters_goals_and_other_open_calls(client: Client) -> None:
    visit = a_visit_to_chen()
    machine = visit.call.machine
    assert machine is not None
    record_reading(
        by=its_technician(visit),
        meter_id=a_meter(machine).id,
        shown=51_234,
        read_at=today_at(0, days=-1),
        read_at_how=How.ENTERED,
        now=today_at(0),
    )
    Goal.objects.create(
        tenant_id=visit.tenant_id,
        ref="G1",
        customer=machine.customer,
        words="Nobody should walk to scan a form",
        said_by="Grace Chen",
        said_on=date(2026, 1, 5),
    )
    a_call(machine=machine, problem="Prints pale")
    signed_in(client, visit)

    page = brief(client, visit)

    assert "51,234, read yesterday" in page
    assert "“Nobody should walk to scan a form”" in page
    assert "Prints pale" in page


def test_a_first_visit_says_so(client: Client) -> None:
    visit = a_visit_to_chen()
    signed_in(client, visit)

    assert "Nobody of us has been at this machine before. Introduce yourself." in brief(client, visit)


def test_it_takes_a_bounded_number_of_queries(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    visit = a_visit_to_chen()
    machine = visit.call.machine
    assert machine is not None
    a_meter(machine)
    for _ in range(3):
        a_visit(call=a_call(machine=a_machine(site=machine.site), state="planned"))
        closed(a_visit(call=a_call(machine=machine), technician=visit.technician), at=today_at(0, days=-9))
        reckoned(a_machine_in_cycle(site=machine.site))
    signed_in(client, visit)

    with django_assert_max_num_queries(30):
        brief(client, visit)


def test_nothing_reads_none_or_a_raw_id(client: Client) -> None:
    visit = a_visit(planned_for=None)
    signed_in(client, visit)

    page = brief(client, fresh(visit))

    assert "None" not in page
    assert "no time planned" in page


@pytest.mark.parametrize(
    ("since", "said"),
    [
        (date(2026, 3, 1), "new"),
        (date(2026, 2, 1), "1 month old"),
        (date(2025, 4, 1), "11 months old"),
        (date(2025, 3, 1), "1 year old"),
        (date(2022, 3, 1), "4 years old"),
    ],
)
def test_an_age_is_said_as_people_say_it(since: date, said: str) -> None:
    assert age_said(since, date(2026, 3, 9)) == said
