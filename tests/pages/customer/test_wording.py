"""Where a call stands, word for word: what customers read."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from steadyhand.business.calls.queries.customers_view import CallSeen, VisitSeen, first_name
from steadyhand.business.calls.rules import CallState, CallType, VisitState, WaitingFor
from steadyhand.pages.common.saying import Saying
from steadyhand.pages.customer.wording import CallSaid, call_said

# Monday, 9:00 am in Columbus.
NOW = datetime(2026, 3, 9, 13, 0, tzinfo=UTC)
SAYING = Saying(NOW, "America/New_York", 12, "US")
HOUR = timedelta(hours=1)
CALL = CallSeen(
    tenant_id=UUID(int=1),
    call_id=UUID(int=2),
    number="10001",
    customer="Chen Family Clinic",
    branch_phone="",
    zone="America/New_York",
    call_type=CallType.CORRECTIVE,
    state=CallState.TO_PLAN,
    waiting_for=None,
    machine="Norvik C450",
    stands_where="",
    place="",
    problem="It jams",
    taken_at=NOW,
    closed_at=None,
    visits=(),
    messages=(),
)
VISIT = VisitSeen(
    id=UUID(int=7),
    state=VisitState.PLANNED,
    who="Bruno",
    planned_for=NOW + 3 * 24 * HOUR,
    on_the_way_at=None,
    arrived_at=None,
    finished_at=None,
    told="",
    fixed="",
    next_step="",
)


def said(
    state: CallState,
    *visits: VisitSeen,
    waiting_for: WaitingFor | None = None,
    closed_at: datetime | None = None,
) -> CallSaid:
    call = replace(CALL, state=state, visits=visits, waiting_for=waiting_for, closed_at=closed_at)
    return call_said(call, (), SAYING, overdue_after=timedelta(hours=3))


def test_a_call_that_was_just_taken_promises_nothing() -> None:
    page = said(CallState.TO_PLAN)

    assert (page.headline, page.detail) == (
        "We have your call.",
        "As soon as a visit is planned, its day stands here.",
    )
    assert not page.has_planned_time


def test_a_plan_is_said_as_a_plan_with_a_day_and_a_part_of_it() -> None:
    page = said(CallState.PLANNED, VISIT)

    assert page.headline == "Bruno plans to come on Thursday 12 March in the morning."
    assert page.detail == "That is our plan and not yet a promise: if it changes, it changes here."
    assert page.has_planned_time


@pytest.mark.parametrize(
    ("hours", "said_so"),
    [
        (1, "Bruno plans to come today in the morning."),
        (4, "Bruno plans to come today in the early afternoon."),
        (7, "Bruno plans to come today in the late afternoon."),
        (10, "Bruno plans to come today in the evening."),
        (24, "Bruno plans to come tomorrow in the morning."),
    ],
)
def test_the_hour_of_a_plan_is_never_said(hours: int, said_so: str) -> None:
    assert said(CallState.PLANNED, replace(VISIT, planned_for=NOW + hours * HOUR)).headline == said_so


def test_a_plan_that_was_missed_is_owned() -> None:
    page = said(CallState.PLANNED, replace(VISIT, planned_for=NOW - 24 * HOUR))

    assert page.headline == "We planned to come yesterday in the morning, and we have not been there yet."
    assert page.detail == "Please call us, or ask us to call you."


def test_a_visit_without_a_time_is_only_being_planned() -> None:
    assert said(CallState.PLANNED, replace(VISIT, planned_for=None)).headline == "A visit is being planned."


def test_on_the_way_says_since_when_only_if_it_is_known() -> None:
    on_the_way = replace(VISIT, state=VisitState.ON_THE_WAY)

    unknown = said(CallState.UNDER_WAY, on_the_way)
    known = said(CallState.UNDER_WAY, replace(on_the_way, on_the_way_at=NOW - HOUR / 2))

    assert (unknown.headline, unknown.detail) == ("Bruno is on the way to you.", "")
    assert known.detail == "Set out at 8:30 am."


def test_nobody_in_particular_is_our_technician() -> None:
    on_site = replace(VISIT, state=VisitState.ON_SITE, who="")

    assert said(CallState.UNDER_WAY, on_site).headline == "Our technician is with you."


@pytest.mark.parametrize(
    ("waiting_for", "outcome", "headline"),
    [
        (WaitingFor.PARTS, VisitState.PARTS, "We have been there, and it needs a part."),
        (WaitingFor.IT, VisitState.IT, "We have been there, and our IT team goes on with it."),
        (WaitingFor.HANDS, VisitState.HANDS, "We have been there, and it takes two of us."),
    ],
)
def test_what_it_waits_for_and_what_comes_next_is_said(
    waiting_for: WaitingFor, outcome: VisitState, headline: str
) -> None:
    over = replace(VISIT, state=outcome, finished_at=NOW - HOUR, told="The fuser is worn.", next_step="We order it.")

    page = said(CallState.WAITING, over, waiting_for=waiting_for)

    assert (page.headline, page.next_step) == (headline, "We order it.")
    assert [(done.when, done.who, done.told) for done in page.done] == [("Today", "Bruno", "The fuser is worn.")]


def test_a_closed_call_says_when_and_what_was_done() -> None:
    over = replace(
        VISIT, state=VisitState.DONE, finished_at=NOW - 24 * HOUR, told="It draws straight again.", fixed="New rollers."
    )

    page = said(CallState.CLOSED, over, closed_at=NOW - 24 * HOUR)

    assert page.headline == "Done yesterday."
    assert [(done.told, done.fixed) for done in page.done] == [("It draws straight again.", "New rollers.")]
    assert (page.stages, page.prepare) == ((), ())


def test_a_cancelled_call_says_how_to_reach_us_and_not_why() -> None:
    page = said(CallState.CANCELLED, replace(VISIT, state=VisitState.CANCELLED))

    assert (page.headline, page.detail) == ("This call has been cancelled.", "If you still need us, please call.")


def test_the_stages_stand_where_the_visit_is() -> None:
    page = said(CallState.UNDER_WAY, replace(VISIT, state=VisitState.ON_THE_WAY))

    assert [(stage.said, stage.is_done, stage.is_current) for stage in page.stages] == [
        ("We have your call", True, False),
        ("A visit is planned", True, False),
        ("On the way to you", False, True),
        ("With you", False, False),
        ("Done", False, False),
    ]


def test_a_visit_that_the_desk_cancelled_hides_nothing() -> None:
    over = replace(VISIT, state=VisitState.PARTS, finished_at=NOW - HOUR, told="Worn.", next_step="We order it.")
    never = replace(VISIT, state=VisitState.CANCELLED)

    page = said(CallState.WAITING, over, never, waiting_for=WaitingFor.PARTS)

    assert (page.next_step, len(page.done)) == ("We order it.", 1)


def test_a_cancelled_call_announces_nothing() -> None:
    over = replace(
        VISIT, state=VisitState.PARTS, finished_at=NOW - HOUR, told="Worn.", next_step="We come on Thursday."
    )

    assert said(CallState.CANCELLED, over).next_step == ""


def test_what_happens_next_is_old_news_once_a_new_visit_is_planned() -> None:
    over = replace(VISIT, state=VisitState.PARTS, finished_at=NOW - HOUR, told="Worn.", next_step="We order it.")

    assert said(CallState.PLANNED, over, VISIT).next_step == ""


@pytest.mark.parametrize(
    ("name", "first"),
    [("Bruno Salas", "Bruno"), ("Salas, Bruno", "Bruno"), ("Bruno", "Bruno"), ("", ""), ("  ", "")],
)
def test_only_the_first_name_is_given(name: str, first: str) -> None:
    assert first_name(name) == first
