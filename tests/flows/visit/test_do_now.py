"""One more thing while a technician is there, by one tap."""

from datetime import date, timedelta

import pytest
from tests.builders import MONDAY, a_branch, a_call, a_machine, a_technician
from tests.builders.field import a_visit_on_site, a_visit_under_way, fresh, its_technician
from tests.builders.upkeep import a_machine_in_cycle, reckoned

from steadyhand.business.calls.models import Call, Visit
from steadyhand.business.calls.rules import CallState, CallType
from steadyhand.business.dealership.queries import actor_for
from steadyhand.flows.visit.do_now import CannotDoNow, do_call_now, maintain_now
from steadyhand.shared.history import changes_of

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 9)
NOW = MONDAY + timedelta(hours=1)


def test_a_maintenance_that_is_due_becomes_a_visit_of_now() -> None:
    here = a_visit_on_site()
    copier = a_machine_in_cycle(site=here.call.site, every_days=90)
    reckoned(copier)

    planned = maintain_now(by=its_technician(here), visit_id=here.id, machine_id=copier.id, today=TODAY, now=NOW)

    visit = Visit.objects.select_related("call").get(id=planned.id)
    assert (visit.technician_id, visit.planned_for) == (here.technician_id, NOW)
    assert (visit.call.call_type, visit.call.state) == (CallType.PREVENTIVE, CallState.PLANNED)
    assert visit.call.problem == "Preventive maintenance, due every 90 days"


def test_an_open_preventive_call_is_used_instead_of_a_second_one() -> None:
    here = a_visit_on_site()
    copier = a_machine_in_cycle(site=here.call.site)
    reckoned(copier)
    call = a_call(machine=copier, call_type=CallType.PREVENTIVE)

    planned = maintain_now(by=its_technician(here), visit_id=here.id, machine_id=copier.id, today=TODAY, now=NOW)

    assert Visit.objects.get(id=planned.id).call_id == call.id
    assert Call.objects.filter(call_type=CallType.PREVENTIVE).count() == 1


def test_an_open_call_at_the_site_becomes_theirs_and_history_says_why() -> None:
    here = a_visit_on_site()
    other = a_call(machine=a_machine(site=here.call.site))

    planned = do_call_now(by=its_technician(here), visit_id=here.id, call_id=other.id, now=NOW)

    assert Visit.objects.get(id=planned.id).technician_id == here.technician_id
    assert [entry.why for entry in changes_of(here.tenant_id, [planned.id])] == ["already at the site"]


def test_a_call_somewhere_else_stays_with_the_desk() -> None:
    here = a_visit_on_site()

    with pytest.raises(CannotDoNow, match="isn't at the place where you are"):
        do_call_now(by=its_technician(here), visit_id=here.id, call_id=a_call().id, now=NOW)


def test_a_call_that_somebody_has_already_is_not_taken_away() -> None:
    here = a_visit_on_site()
    other = a_visit_under_way(call=a_call(machine=a_machine(site=here.call.site), ref="10555"))

    with pytest.raises(CannotDoNow, match="Call 10555 is under way: somebody has it already"):
        do_call_now(by=its_technician(here), visit_id=here.id, call_id=other.call_id, now=NOW)


def test_nobody_adds_work_before_they_are_there_or_to_a_colleague() -> None:
    setting_out, here = a_visit_under_way(), a_visit_on_site()
    carla = a_technician(name="Carla Reyes", branch=a_branch())
    assert carla.user_id is not None

    with pytest.raises(CannotDoNow, match="Tap “I'm here” first"):
        do_call_now(by=its_technician(setting_out), visit_id=setting_out.id, call_id=here.call_id, now=NOW)
    with pytest.raises(CannotDoNow, match="colleague's visit"):
        do_call_now(by=actor_for(carla.user_id), visit_id=here.id, call_id=here.call_id, now=NOW)


def test_what_is_not_due_is_not_added_and_nothing_is_left_behind() -> None:
    here = a_visit_on_site()
    copier = a_machine(site=here.call.site)

    with pytest.raises(CannotDoNow, match="isn't due any more"):
        maintain_now(by=its_technician(here), visit_id=here.id, machine_id=copier.id, today=TODAY, now=NOW)

    assert Call.objects.count() == 1
    assert fresh(here).version == here.version
