"""Promises of a cohort, counted by the day that was promised, and the rows behind each number."""

from datetime import date, timedelta

import pytest
from tests.builders import MONDAY
from tests.builders.kept import House, a_house
from tests.builders.watching import a_promise, at_chens

from steadyhand.business.insight.kept.givers import givers_of
from steadyhand.business.insight.kept.reading import (
    Cohort,
    by_branch,
    by_kind,
    by_month,
    by_segment,
    causes_of,
    lead_minutes,
    reliability_of,
    still_open,
    tally_of,
)
from steadyhand.business.insight.kept.rows import Asked, Which, missed_and_unowned, open_promises, rows_page
from steadyhand.business.promises.actions.name_cause import name_cause
from steadyhand.business.promises.actions.renegotiate import Agreed, renegotiate
from steadyhand.business.promises.actions.settle_promise import settle_promise
from steadyhand.business.promises.actions.withdraw import withdraw
from steadyhand.business.promises.models import Promise
from steadyhand.business.promises.rules import Cause, Channel, PromiseKind

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
COHORT = Cohort(since=MONDAY - DAY, until=MONDAY + 20 * DAY)


def settled(house: House, *, happened: timedelta, by_at: timedelta = 10 * HOUR, **facts: object) -> Promise:
    """Return a promise of Monday at nine that was kept, or missed, by what happened so much later."""
    promise = a_promise(house, by_at=MONDAY + by_at, **facts)  # type: ignore[arg-type]
    at = MONDAY + happened
    settle_promise(by=house.by("Dana"), promise_id=promise.id, happened_at=at, now=at + HOUR)
    return promise


def test_each_is_counted_once_by_what_became_of_it() -> None:
    house = a_house()
    settled(house, happened=8 * HOUR)
    settled(house, happened=2 * HOUR)
    missed = settled(house, happened=11 * HOUR)
    Promise.objects.filter(id=missed.id).update(told_early_at=MONDAY + 9 * HOUR)
    moved = a_promise(house)
    agreed = Agreed(by_at=MONDAY + 7 * DAY, with_whom="Grace", channel=Channel.PHONE, why="No part.")
    renegotiate(by=house.by("Dana"), promise_id=moved.id, version=moved.version, agreed=agreed, now=MONDAY + HOUR)
    withdraw(by=house.by("Dana"), promise_id=a_promise(house).id, why="They fixed it.", now=MONDAY + HOUR)

    tally = tally_of(house.by("Ruth"), COHORT)

    assert (tally.kept, tally.missed, tally.renegotiated, tally.withdrawn) == (2, 1, 1, 1)
    assert (tally.early, tally.announced) == (1, 1)
    # Of the four first words that ran their time, two were kept as they were said.
    assert (tally.first_kept, tally.first_due) == (2, 4)
    # Half of those who were told early heard it an hour before.
    assert lead_minutes(house.by("Ruth"), COHORT) == 60
    assert still_open(house.by("Ruth"), COHORT) == 1


def test_who_was_early_is_not_counted_before_those_who_may_still_be_late() -> None:
    house = a_house()
    settled(house, happened=HOUR, by_at=5 * DAY)

    assert tally_of(house.by("Ruth"), COHORT.by_now(MONDAY + DAY)).kept == 0
    assert tally_of(house.by("Ruth"), COHORT.by_now(MONDAY + 6 * DAY)).kept == 1


def test_groups_add_up() -> None:
    house = a_house()
    settled(house, happened=HOUR)
    settled(house, happened=11 * HOUR, kind=PromiseKind.OTHER)
    by = house.by("Ruth")

    assert {kind: (each.kept, each.missed) for kind, each in by_kind(by, COHORT).items()} == {
        PromiseKind.ARRIVAL: (1, 0),
        PromiseKind.OTHER: (0, 1),
    }
    assert {on: each.due for on, each in by_month(by, COHORT, zone="America/New_York").items()} == {date(2026, 3, 1): 2}
    assert {key: each.due for key, each in by_branch(by, COHORT).items()} == {house.branch.id: 2}
    assert sum(each.due for each in by_segment(by, COHORT).values()) == 2


def test_causes_add_up_the_most_frequent_first_and_those_without_a_name_last() -> None:
    house = a_house()
    for cause in (Cause.OVERRUN, Cause.PART_AFTER_CUT_OFF, Cause.PART_AFTER_CUT_OFF):
        name_cause(by=house.by("Dana"), promise_id=settled(house, happened=11 * HOUR).id, cause=cause, now=MONDAY)
    settled(house, happened=11 * HOUR)
    by = house.by("Ruth")

    assert causes_of(by, COHORT) == ((Cause.PART_AFTER_CUT_OFF, 2), (Cause.OVERRUN, 1), (None, 1))
    assert len(rows_page(by, Asked(cohort=COHORT, cause=Cause.PART_AFTER_CUT_OFF)).rows) == 2
    assert len(rows_page(by, Asked(cohort=COHORT, which=Which.UNNAMED)).rows) == 1
    assert len(missed_and_unowned(by, since=MONDAY)) == 1


def test_odds_are_held_against_what_was_kept() -> None:
    house = a_house()
    for late in range(10):
        settled(house, happened=11 * HOUR if late < 3 else HOUR)

    (only,) = reliability_of(house.by("Ruth"), COHORT)

    assert only.predicted == pytest.approx(0.8)
    assert (only.kept.count, only.kept.total) == (7, 10)


@pytest.mark.parametrize("which", Which)
def test_the_rows_behind_a_number_are_as_many_as_it_says(which: Which) -> None:
    house = a_house()
    settled(house, happened=2 * HOUR)
    settled(house, happened=9 * HOUR, is_sooner=True)
    settled(house, happened=11 * HOUR)
    by = house.by("Ruth")
    tally = tally_of(by, COHORT)
    expected = {
        Which.ALL: tally.all,
        Which.KEPT: tally.kept,
        Which.MISSED: tally.missed,
        Which.EARLY: tally.early,
        Which.RENEGOTIATED: tally.renegotiated,
        Which.WITHDRAWN: tally.withdrawn,
        Which.ANNOUNCED: tally.announced,
        Which.SOONER: tally.sooner_kept + tally.sooner_missed,
        Which.UNNAMED: tally.missed,
    }

    assert len(rows_page(by, Asked(cohort=COHORT, which=which)).rows) == expected[which]


def test_pages_of_rows_go_on_and_back_without_a_gap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("steadyhand.business.insight.kept.rows.PAGE", 2)
    house = a_house()
    call = at_chens(house)
    made = [settled(house, happened=HOUR, by_at=(10 + each // 2) * HOUR, call=call).id for each in range(5)]
    by = house.by("Ruth")

    first = rows_page(by, Asked(cohort=COHORT))
    second = rows_page(by, Asked(cohort=COHORT), before=first.older)
    third = rows_page(by, Asked(cohort=COHORT), before=second.older)

    assert [row.id for page in (first, second, third) for row in page.rows][::1] == sorted(
        made, key=lambda each: (Promise.objects.get(id=each).by_at, each), reverse=True
    )
    assert third.older is None
    assert rows_page(by, Asked(cohort=COHORT), after=third.newer) == second


def test_open_ones_come_with_what_is_in_danger_on_top() -> None:
    house = a_house()
    later, sooner, danger = (a_promise(house, by_at=MONDAY + hours * HOUR) for hours in (9, 5, 20))
    Promise.objects.filter(id=danger.id).update(state="at_risk")

    assert [row.id for row in open_promises(house.by("Dana"))] == [danger.id, sooner.id, later.id]


def test_one_person_s_own_are_theirs_alone() -> None:
    house = a_house()
    settled(house, happened=HOUR)
    settled(house, happened=HOUR, by="Ruth")
    mine = Cohort(since=COHORT.since, until=COHORT.until, given_by_id=house.id_of("Dana"))

    assert tally_of(house.by("Dana"), mine).kept == 1
    assert [name for _, name in givers_of(house.by("Ruth"), COHORT)] == ["Dana", "Ruth"]
