"""Calls worked out by hand. The C450 usually runs 20,000 pages or 100 days between calls, so it is too soon below half:
10,000 pages, or 50 days where meters don't tell. Ohio works Monday to Friday from 8 to 17, nine hours a day."""

from datetime import UTC, datetime, timedelta

import pytest
from tests.builders.numbers import NORMS, facts, seen_call, seen_visit, the_id, working_hours
from tests.builders.record import MONDAY

from steadyhand.business.calls.callbacks.rules import Basis, Verdict
from steadyhand.business.calls.rules import CallState, CallType, CausedBy, VisitState
from steadyhand.business.insight.reckoning.judging import LeftOut
from steadyhand.business.insight.reckoning.seen import PhoneTry, SeenTerm
from steadyhand.business.insight.reckoning.times import Gap
from steadyhand.business.machines.upkeep.running import Counted, pages_at
from steadyhand.shared.clock import How

HOUR = timedelta(hours=1)


def at(text: str) -> datetime:
    """Return a moment in UTC; Ohio is five hours behind in winter, four in summer."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


# --- callbacks: how far did it run?


def test_pages_decide() -> None:
    # 59,999 − 50,000 = 9,999 pages, one less than the limit of half of 20,000; that 80 days passed doesn't matter.
    found = facts(seen_call("a", pages=50_000), seen_call("b", day=80, pages=59_999))["b"]

    assert (found.verdict, found.basis, found.ran, found.limit) == (Verdict.CALLBACK, Basis.PAGES, 9_999, 10_000)
    assert (found.after_id, found.version, found.pages_since) == (the_id("a"), 1, 9_999)


def test_exactly_the_limit_is_no_callback() -> None:
    # 60,000 − 50,000 = 10,000: not less than the limit.
    assert facts(seen_call("a", pages=50_000), seen_call("b", day=9, pages=60_000))["b"].verdict is Verdict.ORIGINAL


def test_a_counter_that_rolled_over_counts_on() -> None:
    # Five digits: 99,800 shown, then 4,300. The pages carried on are 99,800 and 100,000 + 4,300 = 104,300, so it ran
    # 104,300 − 99,800 = 4,500: too soon.
    found = facts(seen_call("a", pages=99_800), seen_call("b", day=60, pages=104_300))["b"]

    assert (found.verdict, found.ran) == (Verdict.CALLBACK, 4_500)


def test_without_a_meter_days_decide() -> None:
    # Closed a tenth of a day after being taken, so 50 − 0.1 = 49.9 days went by: less than 50.
    found = facts(seen_call("a"), seen_call("b", day=50))["b"]

    assert (found.verdict, found.basis, found.limit) == (Verdict.CALLBACK, Basis.DAYS, 50)
    assert found.ran == pytest.approx(49.9)


def test_a_meter_missing_on_one_side_is_no_meter() -> None:
    # 60,000 pages are known at the second call only: 60 − 0.1 = 59.9 days, more than 50.
    found = facts(seen_call("a"), seen_call("b", day=60, pages=60_000))["b"]

    assert (found.verdict, found.basis, found.pages_since) == (Verdict.ORIGINAL, Basis.DAYS, None)


def test_pages_between_two_readings_lie_on_a_straight_line() -> None:
    # Read 10,000 on day 0 and 16,000 on day 30: 200 a day, so 10,000 + 5 × 200 = 11,000 on day 5.
    readings = [Counted(MONDAY, 10_000), Counted(MONDAY + timedelta(days=30), 16_000)]

    assert pages_at({"total": readings}, MONDAY + timedelta(days=5)) == 11_000


def test_several_meters_add_up_and_scans_are_no_pages() -> None:
    # Mono 40,000 and colour 12,000 make 52,000 printed; 90,000 scans wear nothing that prints.
    until = MONDAY + timedelta(days=10)
    mono, colour = ([Counted(MONDAY, pages), Counted(until, pages)] for pages in (40_000, 12_000))
    scans = [Counted(MONDAY, 90_000), Counted(until, 95_000)]

    assert pages_at({"mono": mono, "colour": colour, "scan": scans}, MONDAY) == 52_000


def test_one_of_several_meters_missing_means_nobody_knows() -> None:
    # Colour was first read on day 10: on day 5 mono alone would be too few.
    mono = [Counted(MONDAY, 40_000), Counted(MONDAY + timedelta(days=20), 44_000)]
    colour = [Counted(MONDAY + timedelta(days=10), 12_000), Counted(MONDAY + timedelta(days=20), 13_000)]

    assert pages_at({"mono": mono, "colour": colour}, MONDAY + timedelta(days=5)) is None


def test_two_calls_on_one_day_are_a_callback() -> None:
    # Taken at 9:00 and closed at 11:24; again at 16:12 with 120 pages more: 120 is less than 10,000.
    found = facts(seen_call("a", pages=50_000), seen_call("b", day=0.3, pages=50_120))

    assert (found["b"].verdict, found["b"].ran) == (Verdict.CALLBACK, 120)
    assert (found["a"].came_back, found["b"].came_back) == (True, False)


def test_a_call_told_twice_counts_once() -> None:
    # b is taken on day 1 while a is open until day 2: the same fault.
    found = facts(seen_call("a", open_days=2), seen_call("b", day=1, open_days=1))

    assert (found["a"].verdict, found["b"].verdict) == (Verdict.FIRST, Verdict.STILL_OPEN)
    assert found["a"].came_back is False


def test_an_install_in_between_makes_it_early_life() -> None:
    # Repaired on day 0, another machine installed on day 5 with 0 pages; 900 pages later it calls: less than 10,000
    # after an install, so it is early life and not the repair's.
    found = facts(
        seen_call("a", pages=50_000),
        seen_call("i", day=5, call_type=CallType.INSTALL, pages_at_end=0),
        seen_call("b", day=15, pages=900),
    )

    assert (found["b"].verdict, found["b"].ran, found["b"].chance) == (Verdict.EARLY_LIFE, 900, None)
    assert found["a"].came_back is False


def test_a_maintenance_in_between_is_told_apart() -> None:
    # Repaired at 50,000, maintained at 52,000, calls at 57,000: 57,000 − 52,000 = 5,000, too soon after maintenance.
    # Between the two repairs it ran 57,000 − 50,000 = 7,000, which is what pages between calls count.
    found = facts(
        seen_call("a", pages=50_000),
        seen_call("m", day=9, call_type=CallType.PREVENTIVE, pages_at_end=52_000),
        seen_call("b", day=30, pages=57_000),
    )["b"]

    assert (found.verdict, found.ran, found.pages_since) == (Verdict.AFTER_MAINTENANCE, 5_000, 7_000)


def test_a_maintenance_counts_from_when_it_was_done() -> None:
    # Its call was taken on day 0 and done on day 40. On day 20 nobody had maintained anything yet, so the repair of
    # day 5 is what b comes back from: 12,000 − 10,000 = 2,000 pages.
    found = facts(
        seen_call("m", call_type=CallType.PREVENTIVE, open_days=40, pages_at_end=16_000),
        seen_call("a", day=5, pages=10_000),
        seen_call("b", day=20, pages=12_000),
    )["b"]

    assert (found.verdict, found.ran) == (Verdict.CALLBACK, 2_000)


def test_a_maintenance_that_is_only_planned_counts_for_nothing() -> None:
    found = facts(
        seen_call("a", pages=10_000),
        seen_call("m", day=1, call_type=CallType.PREVENTIVE, open_days=None),
        seen_call("b", day=20, pages=12_000),
    )["b"]

    assert (found.verdict, found.after_id) == (Verdict.CALLBACK, the_id("a"))


def test_network_calls_are_no_callbacks_and_nothing_comes_back_from_them() -> None:
    # n's cause was the network: it isn't counted, and b is measured from a: 61,000 − 50,000 = 11,000, no callback.
    found = facts(
        seen_call("a", pages=50_000),
        seen_call("n", day=20, pages=55_000, visits=[seen_visit(cause=CausedBy.NETWORK)]),
        seen_call("b", day=40, pages=61_000),
    )

    assert (found["n"].verdict, found["n"].left_out) == (Verdict.NOT_COUNTED, LeftOut.CAUSE)
    assert (found["b"].verdict, found["b"].ran) == (Verdict.ORIGINAL, 11_000)


def test_a_cause_counts_before_the_problem_it_was_told_as() -> None:
    # Told as a network problem, found to be the machine: it counts.
    found = facts(seen_call("a", problem=CausedBy.NETWORK, visits=[seen_visit(cause=CausedBy.MACHINE)]))["a"]

    assert found.left_out is None


def test_a_cancelled_call_is_not_counted_and_nothing_comes_back_from_it() -> None:
    found = facts(
        seen_call("a", pages=50_000),
        seen_call("x", day=3, pages=50_500, state=CallState.CANCELLED),
        seen_call("b", day=40, pages=59_000),
    )

    assert (found["x"].verdict, found["x"].left_out) == (Verdict.NOT_COUNTED, LeftOut.CANCELLED)
    assert found["b"].after_id == the_id("a")


def test_a_call_about_an_unknown_machine_comes_back_from_nothing() -> None:
    found = facts(seen_call("a", visits=[seen_visit()]), machine="")["a"]

    assert (found.left_out, found.is_fixed_first) == (LeftOut.NO_MACHINE, True)


def test_a_defaulted_call_time_makes_no_callback() -> None:
    # Nobody knows when b was taken: no run can be measured to it. c is measured from a: 15 − 0.1 = 14.9 days.
    found = facts(seen_call("a"), seen_call("b", day=10, taken_how=How.DEFAULTED), seen_call("c", day=15))

    assert (found["b"].verdict, found["b"].left_out) == (Verdict.NOT_COUNTED, LeftOut.TIME)
    assert found["c"].after_id == the_id("a")
    assert found["c"].ran == pytest.approx(14.9)


def test_a_defaulted_closing_is_taken_as_early_as_it_can_be() -> None:
    # Closed on day 30 by a stand-in: it can have been day 0. From there day 55 is 55 days, more than 50; from the
    # stand-in it would be 25, and a callback that nobody has seen.
    found = facts(seen_call("a", open_days=30, closed_how=How.DEFAULTED), seen_call("b", day=55))["b"]

    assert (found.verdict, found.pages_since) == (Verdict.ORIGINAL, None)
    assert found.ran == pytest.approx(55)


def test_without_norms_nothing_is_a_callback() -> None:
    found = facts(seen_call("a", pages=1), seen_call("b", day=1, pages=2), norms=None)["b"]

    assert (found.verdict, found.version, found.chance) == (Verdict.FIRST, 0, None)


def test_only_what_could_be_a_callback_has_a_chance_of_it() -> None:
    # The first call can't have come back; the second, by pages, would in 21 of 100 cases by chance.
    found = facts(seen_call("a", pages=50_000), seen_call("b", day=80, pages=70_000))

    assert (found["a"].chance, found["b"].chance, found["b"].chance_memoryless) == (None, 0.21, NORMS.memoryless)


# --- the work: first time, held, done


def test_finished_on_the_first_visit() -> None:
    assert facts(seen_call("a", visits=[seen_visit()]))["a"].is_fixed_first is True


def test_a_cancelled_visit_before_it_is_no_visit() -> None:
    found = facts(seen_call("a", visits=[seen_visit(VisitState.CANCELLED), seen_visit()]))["a"]

    assert (found.is_fixed_first, found.visits_over) == (True, 1)


def test_held_then_done_is_two_visits_one_of_them_done() -> None:
    # 2 visits ended, 1 of them done: completion counts 1 of 2, first-time fix no, held yes.
    found = facts(seen_call("a", visits=[seen_visit(VisitState.PARTS), seen_visit()]))["a"]

    assert (found.is_fixed_first, found.is_held, found.visits_over, found.visits_done) == (False, True, 2, 1)


def test_a_reopened_call_was_not_finished_on_its_first_visit() -> None:
    # Reopening corrects the visit that "was done" to waiting for IT; the second one ended it.
    found = facts(seen_call("a", visits=[seen_visit(VisitState.IT), seen_visit()]))["a"]

    assert (found.is_fixed_first, found.is_held) == (False, False)


def test_an_open_call_is_not_known_yet() -> None:
    found = facts(seen_call("a", open_days=None, visits=[seen_visit(VisitState.PARTS)]))["a"]

    assert (found.is_fixed_first, found.is_held, found.downtime_gap) == (None, True, Gap.NOT_YET)


def test_a_phone_fix_is_in_its_own_number_only() -> None:
    found = facts(seen_call("a", call_type=CallType.PHONE_FIX, phone=PhoneTry(was_fixed=True, has_held=True)))["a"]

    assert (found.phone, found.left_out, found.is_fixed_first) == ("held", LeftOut.CALL_TYPE, None)


# --- the waiting, in working hours


def test_response_over_a_weekend() -> None:
    # Friday 16:00 to Monday 10:00: one hour until 17:00, two from 8:00: 3 h = 180 minutes.
    call = seen_call("a", taken_at=at("2026-03-06T21:00"), visits=[seen_visit(arrived_at=at("2026-03-09T14:00"))])

    assert facts(call)["a"].response_minutes == 180


def test_response_over_the_night_when_clocks_go_forward() -> None:
    # Saturday 7 March 12:00 to Monday 9 March 9:00 by the wall: closed until Monday 8:00, then one hour. In UTC that
    # Monday begins an hour earlier than the one before.
    call = seen_call("a", taken_at=at("2026-03-07T17:00"), visits=[seen_visit(arrived_at=at("2026-03-09T13:00"))])

    assert facts(call)["a"].response_minutes == 60


def test_response_over_a_holiday() -> None:
    # Thursday 2 July 2026 16:00 to Monday 6 July 9:00: one hour on Thursday; Friday is off for Independence Day on
    # Saturday; one hour on Monday: 2 h.
    call = seen_call(
        "a",
        taken_at=at("2026-07-02T20:00"),
        visits=[seen_visit(arrived_at=at("2026-07-06T13:00"))],
        hours=working_hours(holidays=True),
    )

    assert facts(call)["a"].response_minutes == 120


def test_a_defaulted_arrival_feeds_no_response() -> None:
    call = seen_call("a", visits=[seen_visit(arrived_at=MONDAY + HOUR, arrived_how=How.DEFAULTED)])

    assert (facts(call)["a"].response_minutes, facts(call)["a"].response_gap) == (None, Gap.ARRIVED)


def test_a_second_visit_does_not_answer_for_an_unknown_first() -> None:
    unknown = seen_visit(VisitState.PARTS, arrived_at=MONDAY + HOUR, arrived_how=How.DEFAULTED)
    call = seen_call("a", visits=[unknown, seen_visit(arrived_at=MONDAY + 5 * HOUR)])

    assert facts(call)["a"].response_minutes is None


def test_a_defaulted_call_time_feeds_no_waiting() -> None:
    visit = seen_visit(arrived_at=MONDAY + HOUR, finished_at=MONDAY + 2 * HOUR)
    found = facts(seen_call("a", taken_how=How.DEFAULTED, visits=[visit]))["a"]

    assert (found.response_gap, found.downtime_gap) == (Gap.TAKEN, Gap.TAKEN)


def test_an_arrival_before_the_call_is_no_waiting_of_nothing() -> None:
    found = facts(seen_call("a", visits=[seen_visit(arrived_at=MONDAY - HOUR)]))["a"]

    assert (found.response_minutes, found.response_gap) == (None, Gap.BACKWARDS)


def test_downtime_runs_until_the_last_visit_was_finished() -> None:
    # Monday 9:00 to Tuesday 11:00: eight hours on Monday, three on Tuesday: 11 h = 660 minutes.
    visits = [
        seen_visit(VisitState.PARTS, finished_at=MONDAY + HOUR),
        seen_visit(finished_at=MONDAY + 26 * HOUR),
    ]

    assert facts(seen_call("a", visits=visits, open_days=2))["a"].downtime_minutes == 660


def test_a_maximum_is_kept_to_the_minute_that_was_worked_out_when_the_call_was_taken() -> None:
    # Four working hours from Monday 9:00 are 13:00. At 13:00 it is kept, at 13:01 it isn't.
    term, due = SeenTerm(240, is_average=False), MONDAY + 4 * HOUR
    kept, late = (
        facts(seen_call("a", term=term, respond_by=due, visits=[seen_visit(arrived_at=arrived)]))["a"].is_in_term
        for arrived in (due, due + timedelta(minutes=1))
    )

    assert (kept, late) == (True, False)


def test_an_average_is_judged_by_the_quarter_and_never_by_the_call() -> None:
    call = seen_call("a", term=SeenTerm(60, is_average=True), visits=[seen_visit(arrived_at=MONDAY + 9 * HOUR)])

    assert (facts(call)["a"].is_in_term, facts(call)["a"].is_term_average) == (None, True)
