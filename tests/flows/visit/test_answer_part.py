"""What the parts desk answers moves stock, promise, obstacle and follow-up, once."""

import pytest
from tests.builders.kept import row_of
from tests.builders.parts import PartsDesk, a_parts_desk
from tests.builders.promises import DAY, HOUR, NOW, promise
from tests.builders.record import a_technician
from tests.builders.stock import a_truck_of

from steadyhand.business.followups.models import FollowUpListener
from steadyhand.business.obstacles.models import Obstacle
from steadyhand.business.promises.rules import PromiseKind
from steadyhand.business.stock.actions.answer_request import (
    answer_back,
    ask_back,
    find_on_truck,
    give_from_shelf,
    hand_over,
    refuse_part,
)
from steadyhand.business.stock.actions.take_answer_back import take_answer_back
from steadyhand.business.stock.models import PartRequest
from steadyhand.business.stock.requests.rules import CannotAnswer, RequestState, Step, WhyRefused
from steadyhand.flows.visit.answer_part import answer_part
from steadyhand.flows.visit.part_is_here import end_followup_by_hand

pytestmark = pytest.mark.django_db
LATER = NOW + HOUR


def from_shelf(desk: PartsDesk, wanted: PartRequest, *, version: int | None = None) -> None:
    answer_part(
        by=desk.priya,
        do=lambda: give_from_shelf(
            by=desk.priya, request_id=wanted.id, version=version or wanted.version, place_id=desk.room, now=LATER
        ),
        now=LATER,
    )


def now_is(wanted: PartRequest) -> PartRequest:
    return PartRequest.objects.get(id=wanted.id)


def test_asked_for_twice_it_is_one_request_and_one_follow_up() -> None:
    desk = a_parts_desk()

    first, again, other = desk.wants(), desk.wants(), desk.wants("BELT")

    assert first.id == again.id
    assert first.followup_id == other.followup_id
    assert row_of(first.followup_id).kind == "part_request"


def test_from_the_shelf_it_is_on_the_truck_and_its_promise_kept() -> None:
    desk = a_parts_desk()
    given = desk.clinic.gives(kind=PromiseKind.PART, by_at=NOW + 40 * DAY)
    wanted = desk.wants()

    from_shelf(desk, wanted)

    assert now_is(wanted).state == RequestState.HERE
    assert (desk.on_hand(desk.room), desk.on_hand(desk.truck)) == (1, 1)
    assert row_of(wanted.followup_id).outcome == "arrived"
    assert (promise(given.id).state, promise(given.id).happened_at) == ("kept", LATER)


def test_a_slip_is_taken_back_with_everything_it_did() -> None:
    desk = a_parts_desk()
    given = desk.clinic.gives(kind=PromiseKind.PART, by_at=NOW + 40 * DAY)
    wanted = desk.wants()
    from_shelf(desk, wanted)

    answer_part(
        by=desk.priya,
        do=lambda: take_answer_back(by=desk.priya, request_id=wanted.id, version=now_is(wanted).version, now=LATER),
        now=LATER,
    )

    assert now_is(wanted).state == RequestState.ASKED
    assert (desk.on_hand(desk.room), desk.on_hand(desk.truck)) == (2, 0)
    assert row_of(wanted.followup_id).state == "open"
    assert promise(given.id).state == "open"


def test_whoever_is_second_reads_it_first() -> None:
    desk = a_parts_desk()
    wanted = desk.wants()
    from_shelf(desk, wanted)

    with pytest.raises(CannotAnswer, match="just answered"):
        from_shelf(desk, wanted)


def test_more_than_the_ledger_has_is_not_given() -> None:
    desk = a_parts_desk()
    wanted = desk.wants(quantity=3)

    with pytest.raises(CannotAnswer, match="count the shelf first"):
        from_shelf(desk, wanted)


def test_a_no_is_an_obstacle_that_whoever_asked_hears_of() -> None:
    desk = a_parts_desk()
    wanted = desk.wants()

    answer_part(
        by=desk.priya,
        do=lambda: refuse_part(
            by=desk.priya,
            request_id=wanted.id,
            version=wanted.version,
            why=WhyRefused.TOO_DEAR,
            words="The machine is worth less",
            now=LATER,
        ),
        now=LATER,
    )

    obstacle = Obstacle.objects.get()
    heard = FollowUpListener.objects.filter(followup_id=obstacle.followup_id).values_list("user_id", flat=True)
    assert obstacle.sort == "too_dear"
    assert desk.clinic.house.id_of("Bruno") in heard
    assert row_of(wanted.followup_id).outcome == "refused"


def test_a_no_said_in_the_inbox_is_an_obstacle_too() -> None:
    desk = a_parts_desk()
    wanted = desk.wants()
    answer_part(
        by=desk.priya,
        do=lambda: ask_back(by=desk.priya, request_id=wanted.id, version=wanted.version, words="Which?", now=LATER),
        now=LATER,
    )

    end_followup_by_hand(
        by=desk.priya, followup_id=wanted.followup_id, outcome="refused", words="Not made any more", now=LATER
    )

    assert now_is(wanted).state == RequestState.REFUSED
    assert Obstacle.objects.get().words.endswith("Not made any more")


def test_a_colleagues_part_moves_when_they_have_met() -> None:
    desk = a_parts_desk()
    walt = a_truck_of(a_technician(name="Walt Nilsen", branch=desk.clinic.house.branch), FUSER=1)
    wanted = desk.wants()

    answer_part(
        by=desk.priya,
        do=lambda: find_on_truck(by=desk.priya, request_id=wanted.id, version=wanted.version, place_id=walt, now=LATER),
        now=LATER,
    )
    assert (now_is(wanted).state, desk.on_hand(walt)) == (RequestState.COMING, 1)
    answer_part(
        by=desk.bruno,
        do=lambda: hand_over(by=desk.bruno, request_id=wanted.id, version=now_is(wanted).version, now=LATER),
        now=LATER,
    )

    assert (desk.on_hand(walt), desk.on_hand(desk.truck)) == (0, 1)
    assert now_is(wanted).state == RequestState.HERE


def test_a_question_waits_for_who_asked_and_comes_back() -> None:
    desk = a_parts_desk()
    wanted = desk.wants()
    for by, act, step in ((desk.priya, ask_back, Step.ASKED_BACK), (desk.bruno, answer_back, Step.ANSWERED)):
        done = answer_part(
            by=by,
            do=lambda by=by, act=act: act(  # type: ignore[misc]
                by=by, request_id=wanted.id, version=now_is(wanted).version, words="The 230 V one", now=LATER
            ),
            now=LATER,
        )
        assert done.step is step

    assert now_is(wanted).state == RequestState.ASKED
