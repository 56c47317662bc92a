"""What a dealership sets for itself holds: each clock and threshold is read where it is said to be."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.test import Client
from tests.builders import (
    MONDAY,
    a_branch,
    a_call,
    a_certificate,
    a_contract,
    a_customer,
    a_machine,
    a_meter,
    a_part,
    a_technician,
    a_user,
    a_visit,
    an_actor,
)
from tests.builders.desk import dana
from tests.builders.field import a_closing, a_visit_on_site, closed, fresh, its_technician
from tests.builders.upkeep import a_machine_in_cycle, a_paced_meter, a_reading, maintained, noon_days_ago, reckoned

from steadyhand.business.calls.actions.reopen_call import CannotReopen, reopen_call
from steadyhand.business.calls.actions.reopen_visit import reopen_visit
from steadyhand.business.calls.actions.step_back import step_back
from steadyhand.business.calls.actions.try_by_phone import PhoneTry
from steadyhand.business.calls.models import PhoneFix, Visit
from steadyhand.business.calls.queries.maintenance import due_machine
from steadyhand.business.calls.rules import VisitState
from steadyhand.business.calls.settings import (
    CALL_BACK_PARTS,
    CHECK_BACK_DAYS,
    DO_NOW_MINUTES,
    LINK_AFTER_CLOSING_DAYS,
    LINK_OPEN_DAYS,
    OVERDUE_MINUTES,
    REOPEN_CALL_DAYS,
    REOPEN_VISIT_MINUTES,
    SAME_AGAIN_DAYS,
    STEP_BACK_MINUTES,
)
from steadyhand.business.calls.visit_in_hand import NotFromHere
from steadyhand.business.customers.queries.contracts import contracts_of
from steadyhand.business.customers.rules import cautions_of
from steadyhand.business.customers.settings import CONTRACT_ENDS_SOON_DAYS, LEASE_ENDS_SOON_DAYS
from steadyhand.business.dealership.actions.change_setting import change_setting
from steadyhand.business.dealership.actions.renew_invitation import INVITATION, renew_invitation
from steadyhand.business.dealership.rules import Role
from steadyhand.business.dealership.settings.own import INVITATION_DAYS
from steadyhand.business.dealership.settings.registry import AnySetting
from steadyhand.business.machines.settings import MAINTENANCE_AHEAD_DAYS, NEARLY_WORN_SHARE, SILENT_DAYS, SILENT_GAPS
from steadyhand.business.people.settings import CERTIFICATE_ENDS_SOON_DAYS
from steadyhand.flows.visit.call_back import call_back_on
from steadyhand.flows.visit.customer_link import follow_customer_link, make_customer_link
from steadyhand.flows.visit.do_now import do_call_now
from steadyhand.flows.visit.take_call import take_call
from steadyhand.flows.visit.watch_for_callback import watch_for_callback
from steadyhand.flows.visit.while_there import while_there
from steadyhand.shared.clock import read_clock
from steadyhand.shared.links import LinkRefused, follow_link

pytestmark = pytest.mark.django_db
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)


def set_to(setting: AnySetting, value: int | Decimal) -> None:
    change_setting(by=an_actor(Role.ADMINISTRATOR), key=setting.key, value=value, now=MONDAY)


def test_the_day_of_the_call_back() -> None:
    visit = a_visit_on_site()
    set_to(CALL_BACK_PARTS, 4)

    day = call_back_on(
        by=its_technician(visit), visit_id=visit.id, outcome=VisitState.PARTS, zone="America/New_York", now=MONDAY
    )

    assert day == date(2026, 3, 13)


def test_how_long_a_tap_is_taken_back() -> None:
    visit = a_visit_on_site()
    set_to(STEP_BACK_MINUTES, 5)
    assert visit.arrived_at is not None

    with pytest.raises(NotFromHere, match="more than 5 min ago"):
        step_back(by=its_technician(visit), visit_id=visit.id, version=visit.version, now=visit.arrived_at + 6 * MINUTE)


def test_how_long_a_closing_is_taken_back() -> None:
    visit = a_visit_on_site()
    closed(visit, at=MONDAY + 60 * MINUTE)
    set_to(REOPEN_VISIT_MINUTES, 90)

    reopen_visit(by=its_technician(visit), visit_id=visit.id, version=fresh(visit).version, now=MONDAY + 150 * MINUTE)

    assert fresh(visit).state == VisitState.ON_SITE


def test_how_long_a_closed_call_is_reopened() -> None:
    visit = a_visit_on_site()
    closed(visit)
    set_to(REOPEN_CALL_DAYS, 1)
    call = fresh(visit).call

    with pytest.raises(CannotReopen, match="closed more than 1 day ago"):
        reopen_call(
            by=dana(), call_id=call.id, version=call.version, why="Again", waiting_for="it", now=MONDAY + 2 * DAY
        )


def test_how_long_a_second_call_on_the_spot_takes() -> None:
    here = a_visit_on_site()
    other = a_call(machine=a_machine(site=here.call.site))
    set_to(DO_NOW_MINUTES, 20)

    planned = do_call_now(by=its_technician(here), visit_id=here.id, call_id=other.id, now=MONDAY + 60 * MINUTE)

    assert Visit.objects.get(id=planned.id).planned_minutes == 20


def test_how_long_a_customers_link_opens() -> None:
    visit = a_visit_on_site()
    set_to(LINK_OPEN_DAYS, 10)
    set_to(LINK_AFTER_CLOSING_DAYS, 3)
    token = make_customer_link(by=dana(), call_id=visit.call_id, now=MONDAY)

    follow_customer_link(token, now=MONDAY + 9 * DAY)
    with pytest.raises(LinkRefused):
        follow_customer_link(token, now=MONDAY + 10 * DAY)
    closed(visit, at=MONDAY + DAY)
    with pytest.raises(LinkRefused):
        follow_customer_link(token, now=MONDAY + 4 * DAY)


def test_when_a_meter_is_silent_and_a_part_nearly_worn() -> None:
    machine = a_machine()
    fuser = a_part(name="Fuser unit", life_pages=100_000)
    visit = a_visit_on_site(call=a_call(machine=machine), at=MONDAY - 85 * DAY)
    closed(visit, a_closing(parts=((fuser.id, 1),)), at=MONDAY - 85 * DAY)
    a_paced_meter(machine, pages_a_day=1_000, days=100)
    a_reading(a_meter(machine, kind="scan", ref=f"{machine.ref}:scan"), 500, MONDAY - 40 * DAY)
    set_to(NEARLY_WORN_SHARE, Decimal("0.8"))
    set_to(SILENT_DAYS, 30)

    seen = while_there(
        by=an_actor(Role.TECHNICIAN), site_id=None, machine_id=machine.id, today=date(2026, 3, 9), now=MONDAY
    )

    assert [part.name for part in seen.worn] == ["Fuser unit"]
    assert [meter.label for meter in seen.silent] == ["scan"]


def test_after_how_many_of_its_own_gaps_a_meter_is_silent() -> None:
    machine = a_machine()
    meter = a_meter(machine)
    for days in (280, 190, 100):
        a_reading(meter, 1_000 - days, MONDAY - days * DAY)

    def silent() -> int:
        by = an_actor(Role.TECHNICIAN)
        return len(while_there(by=by, site_id=None, machine_id=machine.id, today=MONDAY.date(), now=MONDAY).silent)

    assert silent() == 0
    set_to(SILENT_GAPS, 1)
    assert silent() == 1


def test_how_far_ahead_a_maintenance_is_listed() -> None:
    machine = a_machine_in_cycle()
    maintained(machine, noon_days_ago(175))
    reckoned(machine)
    today = read_clock().date()

    assert due_machine(dana(), machine.id, today=today) is None
    set_to(MAINTENANCE_AHEAD_DAYS, 10)
    assert due_machine(dana(), machine.id, today=today) is not None


def test_when_a_fix_by_phone_is_checked() -> None:
    set_to(CHECK_BACK_DAYS, 3)
    tried = PhoneTry(("Restarted it",), was_fixed=True, told_customer="It should scan again.")

    taken = take_call(by=dana(), problem="No scan.", machine_id=a_machine().id, tried=tried, now=MONDAY)

    assert PhoneFix.objects.get(call_id=taken.id).check_on == date(2026, 3, 12)


def test_how_long_before_its_end_a_certificate_is_marked(client: Client) -> None:
    bruno = a_technician(name="Bruno Salas", branch=a_branch())
    a_certificate(bruno, expires_on=(read_clock() + 70 * DAY).date())
    client.force_login(a_user(Role.SERVICE_MANAGER))

    assert "certificate expires on" not in client.get("/technicians/").content.decode()
    set_to(CERTIFICATE_ENDS_SOON_DAYS, 90)
    assert "certificate expires on" in client.get("/technicians/").content.decode()


def test_from_when_the_end_of_a_contract_and_a_lease_is_said() -> None:
    customer = a_customer()
    a_contract(customer, ends_on=date(2026, 4, 8), lease_ends_on=date(2026, 4, 8))

    def said() -> list[str]:
        (contract,) = contracts_of(dana(), customer.id)
        return [caution.kind for caution in cautions_of(contract, is_on_credit_hold=False, on=date(2026, 3, 9))]

    assert said() == ["contract_ending", "lease_ending"]
    set_to(CONTRACT_ENDS_SOON_DAYS, 29)
    set_to(LEASE_ENDS_SOON_DAYS, 30)
    assert said() == ["lease_ending"]


def test_within_which_time_the_same_again_is_asked() -> None:
    machine_id = a_machine().id
    assert watch_for_callback(by=dana(), machine_ids=[machine_id]) == {machine_id: 30 * DAY}

    set_to(SAME_AGAIN_DAYS, 10)

    assert watch_for_callback(by=dana(), machine_ids=[machine_id]) == {machine_id: 10 * DAY}


def test_when_a_customer_reads_that_we_are_late() -> None:
    visit = a_visit(planned_for=read_clock() - 60 * MINUTE)
    page = f"/c/{make_customer_link(by=dana(), call_id=visit.call_id, now=read_clock())}/"
    assert "we have not been there yet" not in Client().get(page).content.decode()

    set_to(OVERDUE_MINUTES, 30)

    assert "we have not been there yet" in Client().get(page).content.decode()


def test_how_long_an_invitation_opens() -> None:
    set_to(INVITATION_DAYS, 2)
    token = renew_invitation(by=an_actor(Role.ADMINISTRATOR), user_id=a_user(Role.SALES).id, now=MONDAY)

    assert follow_link(token, purpose=INVITATION, now=MONDAY + DAY)
    with pytest.raises(LinkRefused):
        follow_link(token, purpose=INVITATION, now=MONDAY + 2 * DAY)
