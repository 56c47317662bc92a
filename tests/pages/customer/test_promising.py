"""What we promised, word for word: what customers read."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from tests.pages.customer.test_wording import CALL, HOUR, NOW, SAYING, VISIT

from steadyhand.business.calls.rules import CallState, VisitState
from steadyhand.business.promises.queries.customers_word import PromiseSeen
from steadyhand.business.promises.rules import PromiseKind, PromiseState
from steadyhand.pages.customer.wording import CallSaid, call_said

DAY = timedelta(days=1)
# Thursday at two in Columbus.
THURSDAY = datetime(2026, 3, 12, 18, 0, tzinfo=UTC)
OPEN = PromiseSeen(
    id=UUID(int=1),
    kind=PromiseKind.ARRIVAL,
    state=PromiseState.OPEN,
    from_at=None,
    by_at=THURSDAY,
    said="Thursday, before 2",
    given_at=NOW,
    happened_at=None,
    instead_of_id=None,
)
ANOTHER = replace(
    OPEN, id=UUID(int=2), by_at=THURSDAY + DAY, said="Friday, before 2", given_at=NOW + HOUR, instead_of_id=OPEN.id
)


def said(
    *promises: PromiseSeen, now: datetime = NOW, state: CallState = CallState.TO_PLAN, planned: bool = False
) -> CallSaid:
    visits = (VISIT,) if planned else ()
    call = replace(CALL, state=CallState.PLANNED if planned else state, visits=visits)
    return call_said(call, promises, replace(SAYING, now=now), overdue_after=timedelta(hours=3))


def test_an_open_promise_stands_on_top() -> None:
    found = said(OPEN)

    assert found.headline == "Somebody will be with you on Thursday before 2."
    assert found.detail == "We promised that. If anything gets in its way, we call you."
    assert found.promised == ("We promised to be with you on Thursday before 2.",)


def test_who_comes_is_said_and_no_plan_beside_the_promise() -> None:
    found = said(OPEN, planned=True)

    assert found.headline == "Bruno will be with you on Thursday before 2."
    assert "plan" not in found.headline + found.detail


def test_on_the_day_it_is_today() -> None:
    assert said(OPEN, now=THURSDAY - HOUR).headline == "Somebody will be with you today before 2."


def test_somebody_who_has_set_out_says_more_than_a_promise() -> None:
    visit = replace(VISIT, state=VisitState.ON_THE_WAY, on_the_way_at=NOW)
    call = replace(CALL, state=CallState.UNDER_WAY, visits=(visit,))

    found = call_said(call, (OPEN,), SAYING, overdue_after=timedelta(hours=3))

    assert found.headline == "Bruno is on the way to you."
    assert found.promised == ("We promised to be with you on Thursday before 2.",)


@pytest.mark.parametrize("state", [PromiseState.OPEN, PromiseState.MISSED])
def test_a_miss_is_owned_without_blame_and_from_its_first_minute(state: PromiseState) -> None:
    found = said(replace(OPEN, state=state), now=THURSDAY + timedelta(minutes=1))

    assert found.headline == "We promised to be with you today before 2, and weren't there. We're sorry."
    assert found.detail == "Please call us, or ask us to call you."


def test_after_an_apology_stands_what_is_planned_now() -> None:
    found = said(replace(OPEN, state=PromiseState.MISSED, by_at=NOW + HOUR), planned=True)

    assert found.headline.endswith("We're sorry.")
    assert found.detail.startswith("Bruno plans to come on Thursday 12 March in the morning.")


def test_whoever_came_late_is_said_to_have_come() -> None:
    late = replace(OPEN, state=PromiseState.MISSED, happened_at=THURSDAY + HOUR)

    found = said(late, now=THURSDAY + 2 * HOUR, state=CallState.CLOSED)

    assert found.promised == (
        "We promised to be with you today before 2, and weren't there. We're sorry. It was so today at 3:00 pm.",
    )


def test_a_new_promise_after_a_miss_stands_above_the_apology() -> None:
    missed = replace(OPEN, state=PromiseState.MISSED)

    found = said(missed, ANOTHER, now=THURSDAY + HOUR)

    assert found.headline == "Somebody will be with you tomorrow before 2."
    assert found.promised == (
        "We promised to be with you tomorrow before 2.",
        "We promised to be with you today before 2, and weren't there. We're sorry.",
    )


def test_another_time_that_was_agreed_is_told_with_the_first() -> None:
    found = said(replace(OPEN, state=PromiseState.RENEGOTIATED), ANOTHER)

    assert found.promised == (
        "We promised to be with you on Thursday before 2, and agreed with you on another time: Friday, before 2.",
    )


def test_after_an_early_notice_the_page_says_no_more_than_is_true() -> None:
    found = said(replace(OPEN, told_early_at=NOW), planned=True)

    assert (
        found.headline == "We promised to be with you on Thursday before 2, and have told you that it may become later."
    )
    assert found.detail == "As soon as we know the new time, we tell you."


def test_what_they_took_back_is_not_spoken_of() -> None:
    found = said(replace(OPEN, state=PromiseState.WITHDRAWN))

    assert (found.promised, found.headline) == ((), "We have your call.")


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        (PromiseKind.ARRIVAL, "We promised to be with you today before 2, and we were there today at 1:00 pm."),
        (PromiseKind.PART, "We promised that the part is here today before 2, and it was here today at 1:00 pm."),
        (PromiseKind.FIX, "We promised that it works again today before 2, and it worked again today at 1:00 pm."),
    ],
)
def test_what_was_kept_is_said_plainly(kind: PromiseKind, sentence: str) -> None:
    kept = replace(OPEN, kind=kind, state=PromiseState.KEPT, happened_at=THURSDAY - HOUR)

    assert said(kept, now=THURSDAY + HOUR, state=CallState.CLOSED).promised == (sentence,)
