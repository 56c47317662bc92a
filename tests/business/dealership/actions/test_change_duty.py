"""One day's duty changes hands: put on call, swapped, given back to the pattern."""

from datetime import timedelta

import pytest
from tests.builders import MONDAY, a_branch, a_user, an_actor
from tests.builders.rota import bruno_and_mira, on_call

from steadyhand.business.dealership.actions.change_duty import change_duty
from steadyhand.business.dealership.actions.clear_duty import clear_duty
from steadyhand.business.dealership.actions.swap_duties import swap_duties
from steadyhand.business.dealership.actions.take_leave import take_leave
from steadyhand.business.dealership.described import CannotRunItSo
from steadyhand.business.dealership.models import OnCallChange, User
from steadyhand.business.dealership.rota.reading import rota_of
from steadyhand.business.dealership.rota.rules import Place, duty_on
from steadyhand.business.dealership.rules import Role
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import changes_of

pytestmark = pytest.mark.django_db
SATURDAY = MONDAY.date() + timedelta(days=5)
SUNDAY = SATURDAY + timedelta(days=1)
FIRST, SECOND = Place.FIRST, Place.SECOND


@pytest.fixture
def ruth() -> Actor:
    return an_actor(Role.SERVICE_MANAGER, branch=a_branch(), name="Ruth Okafor")


def put(by: Actor, user: User, *, place: Place = FIRST, on: object = SATURDAY) -> None:
    assert by.branch_ids
    change_duty(by=by, branch_id=a_branch().id, on=on, place=place, user_id=user.id, why="a wedding", now=MONDAY)  # type: ignore[arg-type]


def who(place: Place = FIRST, on: object = SATURDAY) -> object:
    branch = a_branch()
    rota = rota_of(branch.tenant_id, branch.id, starts_on=SATURDAY, until=SUNDAY + timedelta(days=1))
    return duty_on(rota, on, place).user_id  # type: ignore[arg-type]


def test_somebody_else_is_on_call_for_a_day_and_the_history_says_in_whose_stead(ruth: Actor) -> None:
    bruno_and_mira()
    frank = a_user(Role.TECHNICIAN, branch=a_branch(), name="Frank Osborne")

    put(ruth, frank)

    assert who() == frank.id
    newest = changes_of(ruth.tenant_id, [a_branch().id])[0]
    assert (newest.why, newest.was, newest.became) == (
        "a wedding",
        {"first on call, 2026-03-14": "Bruno Salas"},
        {"first on call, 2026-03-14": "Frank Osborne"},
    )


def test_putting_the_pattern_s_own_person_on_call_leaves_no_change(ruth: Actor) -> None:
    bruno, _ = bruno_and_mira()
    put(ruth, a_user(Role.TECHNICIAN, branch=a_branch()))

    put(ruth, bruno)

    assert not OnCallChange.objects.exists()


def test_a_day_given_back_follows_the_pattern(ruth: Actor) -> None:
    bruno, _ = bruno_and_mira()
    put(ruth, a_user(Role.TECHNICIAN, branch=a_branch()))

    clear_duty(by=ruth, branch_id=a_branch().id, on=SATURDAY, place=FIRST, now=MONDAY)

    assert who() == bruno.id
    with pytest.raises(CannotRunItSo, match="follows the weekly pattern already"):
        clear_duty(by=ruth, branch_id=a_branch().id, on=SATURDAY, place=FIRST, now=MONDAY)


def test_a_swap_exchanges_two_days(ruth: Actor) -> None:
    bruno, mira = (a_user(Role.TECHNICIAN, branch=a_branch(), name=name) for name in ("Bruno", "Mira"))
    on_call(bruno, days={6: mira})

    swap_duties(by=ruth, branch_id=a_branch().id, on=SUNDAY, other_on=SATURDAY, place=FIRST, now=MONDAY)

    assert (who(on=SATURDAY), who(on=SUNDAY)) == (mira.id, bruno.id)
    assert {change.why for change in OnCallChange.objects.all()} == {"swap"}


def test_a_swap_with_a_gap_or_with_oneself_says_so(ruth: Actor) -> None:
    bruno_and_mira()

    for place, problem in ((FIRST, "Bruno Salas is first on call on both days"),):
        with pytest.raises(CannotRunItSo, match=problem):
            swap_duties(by=ruth, branch_id=a_branch().id, on=SATURDAY, other_on=SUNDAY, place=place, now=MONDAY)
    on_call(a_user(Role.TECHNICIAN, branch=a_branch()))
    with pytest.raises(CannotRunItSo, match="Nobody is second on call on Saturday 14 March"):
        swap_duties(by=ruth, branch_id=a_branch().id, on=SATURDAY, other_on=SUNDAY, place=SECOND, now=MONDAY)


def test_a_swap_that_half_fails_changes_nothing(ruth: Actor) -> None:
    bruno, mira = (a_user(Role.TECHNICIAN, branch=a_branch(), name=name) for name in ("Bruno", "Mira"))
    on_call(bruno, days={6: mira})
    take_leave(by=ruth, user_id=bruno.id, starts_on=SUNDAY, until=SUNDAY + timedelta(days=1), now=MONDAY)

    with pytest.raises(CannotRunItSo, match="Bruno is on leave on Sunday 15 March"):
        swap_duties(by=ruth, branch_id=a_branch().id, on=SATURDAY, other_on=SUNDAY, place=FIRST, now=MONDAY)

    assert not OnCallChange.objects.exists()


def test_nobody_is_put_on_call_who_is_away_or_on_call_already(ruth: Actor) -> None:
    _, mira = bruno_and_mira()
    frank = a_user(Role.TECHNICIAN, branch=a_branch(), name="Frank")
    take_leave(by=ruth, user_id=frank.id, starts_on=SATURDAY, until=SUNDAY, now=MONDAY)

    with pytest.raises(CannotRunItSo, match="Frank is on leave on Saturday"):
        put(ruth, frank)
    with pytest.raises(CannotRunItSo, match="Mira Tanaka is second on call on Saturday 14 March already"):
        put(ruth, mira)


def test_what_is_over_stays_as_it_was(ruth: Actor) -> None:
    bruno_and_mira()
    # 7:00 on Monday is still Sunday's night; the Saturday before is over.
    early = MONDAY - timedelta(hours=2)
    frank = a_user(Role.TECHNICIAN, branch=a_branch())
    facts = {"by": ruth, "branch_id": a_branch().id, "place": FIRST, "user_id": frank.id, "now": early}

    change_duty(on=SUNDAY - timedelta(days=7), **facts)  # type: ignore[arg-type]
    with pytest.raises(CannotRunItSo, match="Saturday 7 March is over"):
        change_duty(on=SATURDAY - timedelta(days=7), **facts)  # type: ignore[arg-type]


def test_another_branch_s_nights_are_not_theirs_to_change() -> None:
    bruno, _ = bruno_and_mira()
    stranger = an_actor(Role.SERVICE_MANAGER, branch=a_branch("DAYT"))

    with pytest.raises(CannotRunItSo, match="isn't one of yours"):
        put(stranger, bruno)
