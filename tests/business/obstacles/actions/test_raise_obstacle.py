"""What stops somebody is kept, owned by whoever can remove it, and told back."""

from uuid import UUID

import pytest
from tests.builders import MONDAY, a_branch, a_call, a_customer, a_machine, a_site, a_visit, an_actor
from tests.builders.kept import House, a_house, row_of

from steadyhand.business.calls.models import Visit
from steadyhand.business.dealership.rules import Role
from steadyhand.business.followups.actions.record_contact import record_contact
from steadyhand.business.followups.models import FollowUpListener
from steadyhand.business.obstacles.actions.raise_obstacle import CannotRaise, Stopped, raise_obstacle
from steadyhand.business.obstacles.models import Obstacle
from steadyhand.business.obstacles.queries.raised import obstacle_called, raised_by
from steadyhand.business.obstacles.rules import Effect, Sort
from steadyhand.shared.actor import the_system

pytestmark = pytest.mark.django_db


def raised(house: House, sort: Sort = Sort.TOOL, *, by: str = "Bruno", visit: Visit | None = None) -> Obstacle:
    stopped = Stopped(sort=sort, effect=Effect.STOPS, words="No long driver", visit_id=visit.id if visit else None)
    return Obstacle.objects.get(id=raise_obstacle(by=house.by(by), stopped=stopped, now=MONDAY))


def test_it_is_the_manager_s_and_the_raiser_hears() -> None:
    house = a_house()

    row = row_of(raised(house).followup_id)

    assert (row.kind, house.name_of(row.owner_id), row.title) == ("obstacle", "Ruth", "A tool is missing")
    listeners = FollowUpListener.objects.filter(followup_id=row.id).values_list("user_id", flat=True)
    assert [house.name_of(user_id) for user_id in listeners] == ["Bruno"]


def test_from_a_visit_nothing_of_the_call_need_be_typed() -> None:
    house = a_house()
    visit = a_visit(call=a_call(machine=a_machine(site=a_site(house.customer))))

    obstacle = raised(house, visit=visit)

    assert obstacle.customer_id == house.customer.id
    assert visit.call.ref in obstacle.call
    assert row_of(obstacle.followup_id).title == "A tool is missing · Chen Family Clinic"


def test_a_visit_of_another_branch_is_not_theirs() -> None:
    house = a_house()
    elsewhere = a_visit(call=a_call(machine=a_machine(site=a_site(a_customer(branch=a_branch("DAY"))))))
    stranger = an_actor(Role.TECHNICIAN, branch=house.branch, name="Stan")

    with pytest.raises(CannotRaise, match="isn't at your branches any more"):
        raise_obstacle(
            by=stranger, stopped=Stopped(sort=Sort.TOOL, effect=Effect.AGAIN, visit_id=elsewhere.id), now=MONDAY
        )
    assert not Obstacle.objects.exists()


def test_the_program_is_never_stopped_by_anything() -> None:
    house = a_house()

    with pytest.raises(CannotRaise, match="sign in first"):
        raise_obstacle(
            by=the_system(house.branch.tenant_id, "Steadyhand"),
            stopped=Stopped(sort=Sort.TOOL, effect=Effect.AGAIN),
            now=MONDAY,
        )


def test_the_raiser_reads_its_story_and_nobody_else_s() -> None:
    house = a_house()
    obstacle = raised(house)
    record_contact(
        by=house.by("Ruth"), followup_id=obstacle.followup_id, channel="phone", words="Rang Bruno", now=MONDAY
    )

    (line,) = raised_by(house.by("Bruno"))

    assert (line.sort, line.words, line.line.owner, line.line.is_waiting) == (
        Sort.TOOL,
        "No long driver",
        "Ruth",
        False,
    )
    assert raised_by(house.by("Dana")) == ()
    assert obstacle_called(house.by("Dana"), obstacle.id) is None
    assert obstacle_called(house.by("Bruno"), UUID(int=7)) is None
