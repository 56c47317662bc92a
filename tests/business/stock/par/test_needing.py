"""What a past call needed, and what was fitted because it was there."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from steadyhand.business.stock.par.needing import JobSeen, past_calls


def a_job(first: Mapping[str, int], later: Mapping[str, int] | None = None, **facts: Any) -> JobSeen:
    usual = {"truck": "T1", "on": date(2026, 11, 2), "model": "C3", "call_type": "corrective", "cause": "WORN"}
    return JobSeen(first=first, later=later or {}, **{**usual, **facts})


def needs(job: JobSeen, *others: JobSeen) -> tuple[set[str], set[str]]:
    past = past_calls([job, *others])[0]
    return {part for part, _ in past.needs}, {part for part, _ in past.could_wait}


def test_the_part_fitted_most_often_for_a_cause_was_needed_and_the_rest_could_wait() -> None:
    usual = [a_job({"fuser": 1}) for _ in range(3)]

    assert needs(a_job({"roller": 1, "fuser": 1}), *usual) == ({"fuser"}, {"roller"})


def test_what_was_brought_on_a_later_visit_was_needed() -> None:
    usual = [a_job({"fuser": 1}) for _ in range(3)]

    assert needs(a_job({"fuser": 1, "roller": 1}, {"thermistor": 1}), *usual) == ({"fuser", "thermistor"}, {"roller"})


def test_maintenance_needs_nothing_but_what_somebody_came_again_for() -> None:
    assert needs(a_job({"roller": 2}, call_type="preventive")) == (set(), {"roller"})
    assert needs(a_job({"roller": 2}, {"drum": 1}, call_type="preventive")) == ({"drum"}, {"roller"})


def test_without_a_cause_everything_counts_and_units_of_visits_add_up() -> None:
    (past,) = past_calls([a_job({"fuser": 1, "roller": 1}, {"roller": 2}, cause="")])

    assert dict(past.needs) == {"fuser": 1, "roller": 3}
