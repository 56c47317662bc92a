"""The plan has changed: moving a visit, and what can't be moved."""

from datetime import timedelta
from typing import Any

import pytest
from tests.builders import MONDAY, a_branch, a_technician
from tests.builders.desk import TEN, a_planned_visit, dana
from tests.builders.field import a_visit_under_way, fresh

from steadyhand.business.calls.actions.move_visit import CannotMove, VisitMoved, move_visit
from steadyhand.business.calls.models import Visit
from steadyhand.shared.history import changes_of

pytestmark = pytest.mark.django_db
ELEVEN = TEN + timedelta(hours=1)


def move(visit: Visit, **facts: Any) -> VisitMoved:
    as_seen: dict[str, Any] = {"version": visit.version, "technician_id": visit.technician_id}
    given: dict[str, Any] = {"by": dana(), "starts_at": ELEVEN, "minutes": 60, "now": MONDAY}
    return move_visit(visit_id=visit.id, **(as_seen | given | facts))


def test_a_moved_visit_says_where_it_was() -> None:
    visit, keisha = a_planned_visit(), a_technician(name="Keisha Monroe")

    moved = move(visit, technician_id=keisha.id, minutes=45, why="She is next door")

    assert (fresh(visit).technician_id, fresh(visit).planned_for, fresh(visit).planned_minutes) == (
        keisha.id,
        ELEVEN,
        45,
    )
    assert (moved.was_with_id, moved.was_planned_for, moved.was_minutes) == (visit.technician_id, TEN, 60)
    entry = changes_of(visit.tenant_id, [visit.id])[0]
    assert (entry.was["technician"], entry.became["technician"]) == ("Bruno Salas", "Keisha Monroe")


def test_moving_back_leaves_it_as_it_was() -> None:
    visit = a_planned_visit()
    moved = move(visit)

    assert moved.was_planned_for is not None
    move(visit, version=moved.version, starts_at=moved.was_planned_for, minutes=moved.was_minutes)

    assert (fresh(visit).planned_for, fresh(visit).version) == (TEN, 3)


def test_of_two_who_move_it_at_once_the_second_is_told() -> None:
    visit = a_planned_visit()
    move(visit)

    with pytest.raises(CannotMove, match="Somebody has just moved this visit"):
        move(visit, starts_at=TEN + timedelta(hours=3))
    assert fresh(visit).planned_for == ELEVEN


def test_a_visit_under_way_stays_where_it_is() -> None:
    visit = a_visit_under_way()

    with pytest.raises(CannotMove, match="is on the way and can't be moved any more"):
        move(visit)


def test_a_visit_of_another_branch_is_not_there() -> None:
    with pytest.raises(CannotMove, match="no such visit at your branches"):
        move(a_planned_visit(), by=dana(branch=a_branch("DAY")))


def test_a_technician_of_another_branch_is_refused() -> None:
    keisha = a_technician(branch=a_branch("DAY"), name="Keisha Monroe")

    with pytest.raises(CannotMove, match="Choose somebody else"):
        move(a_planned_visit(), by=dana(branch=a_branch("COL")), technician_id=keisha.id)
