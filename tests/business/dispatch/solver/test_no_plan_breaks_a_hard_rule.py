"""Any day, any plan: an independent checker finds no broken rule, and every reason given is true."""

from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from steadyhand.business.dispatch.solver import checker
from steadyhand.business.dispatch.solver.answer import as_document
from steadyhand.business.dispatch.solver.large import plan_any_size
from steadyhand.business.dispatch.solver.planning import ENGINES, Engine, Planned, plan_day
from steadyhand.business.dispatch.solver.reading.document import problem_from
from steadyhand.business.dispatch.solver.why import why_not, why_undone
from steadyhand.shared.workers import Here

LINES = ["colour", "wide"]
SOMEBODY = ["bruno", "elena", "walt"]


def clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


@st.composite
def spans(draw: st.DrawFn, first: int = 8 * 60, last: int = 17 * 60) -> list[str]:
    opens = draw(st.integers(first, last - 60))
    return [clock(opens), clock(min(last, opens + draw(st.integers(15, 240))))]


@st.composite
def technicians(draw: st.DrawFn, key: str, places: list[str]) -> dict[str, Any]:
    opens = draw(st.integers(7 * 60, 9 * 60))
    shift = [clock(opens), clock(opens + draw(st.integers(180, 540)))]
    found: dict[str, Any] = {"id": key, "start": draw(st.sampled_from(places)), "shift": shift}
    if draw(st.booleans()):
        found["end"] = draw(st.sampled_from(places))
    if draw(st.booleans()):
        found["breaks"] = [{"begins": ["11:30", draw(st.sampled_from(["12:00", "13:30"]))], "minutes": 30}]
    found["overtime_minutes"] = draw(st.sampled_from([0, 45]))
    found["skills"] = {"sorter": draw(st.integers(0, 3))}
    found["certificates"] = draw(
        st.dictionaries(st.sampled_from(LINES), st.sampled_from(["2026-03-01", "2026-03-02", "2026-05-12"]))
    )
    found["clearances"] = draw(st.sampled_from([[], ["bank"]]))
    found["languages"] = draw(st.sampled_from([[], ["es"]]))
    found["network_level"] = draw(st.integers(0, 2))
    found["truck"] = draw(st.dictionaries(st.sampled_from(["fuser", "drum"]), st.integers(0, 2)))
    return found


@st.composite
def visits(draw: st.DrawFn, key: str, places: list[str], who: list[str]) -> dict[str, Any]:
    found: dict[str, Any] = {"id": key, "place": draw(st.sampled_from(places)), "minutes": draw(st.integers(5, 120))}
    wishes: dict[str, st.SearchStrategy[Any]] = {
        "promised": spans(),
        "access": st.lists(spans(), min_size=1, max_size=2),
        "skills": st.fixed_dictionaries({"sorter": st.integers(1, 3)}),
        "certificate": st.sampled_from(LINES),
        "clearance": st.just("bank"),
        "language": st.just("es"),
        "network_level": st.integers(1, 2),
        "parts": st.fixed_dictionaries({"fuser": st.integers(1, 2)}),
        "parts_at": st.sampled_from(["10:00", "15:00"]),
        "not_wanted": st.lists(st.sampled_from(who), max_size=1),
        "minutes_by": st.fixed_dictionaries({who[0]: st.integers(5, 60)}),
        "urgency": st.integers(1, 4),
        "optional": st.just(True),
        "usual": st.sampled_from(who),
        "customer": st.sampled_from(["lakeside", "chen"]),
        "respond_by": st.just("12:00"),
        "fixed": st.fixed_dictionaries({"technician": st.sampled_from(who)}, optional={"begins": st.just("10:15")}),
        "fix_chance": st.fixed_dictionaries({who[0]: st.sampled_from([0.2, 0.9])}),
    }
    for name in draw(st.lists(st.sampled_from(sorted(wishes)), max_size=4, unique=True)):
        found[name] = draw(wishes[name])
    if len(who) > 1 and "fixed" not in found and draw(st.integers(0, 9)) == 0:
        found["together"] = who[:2]
        found.pop("parts", None)
    return found


@st.composite
def days(draw: st.DrawFn) -> dict[str, Any]:
    places = [f"p{number}" for number in range(draw(st.integers(2, 5)))]
    who = SOMEBODY[: draw(st.integers(1, 3))]
    drive = st.integers(1, 50)
    return {
        "day": "2026-03-02",
        "places": [{"id": place} for place in places],
        "travel_minutes": [[0 if one == other else draw(drive) for other in places] for one in places],
        "technicians": [draw(technicians(key, places)) for key in who],
        "visits": [draw(visits(f"v{number}", places, who)) for number in range(draw(st.integers(1, 7)))],
    }


@st.composite
def days_with_a_store(draw: st.DrawFn) -> dict[str, Any]:
    """Return days on which parts and tools are fetched on the way, most of them without breaks."""
    day = draw(days())
    for technician in day["technicians"]:
        if draw(st.integers(0, 4)):
            technician.pop("breaks", None)
        if draw(st.integers(0, 4)):
            technician["store"] = draw(st.sampled_from(day["places"]))["id"]
        technician["tools"] = draw(st.sampled_from([[], ["ladder"]]))
    for visit in day["visits"]:
        if draw(st.booleans()):
            visit.pop("access", None)
            visit["tools"] = ["ladder"]
    return day


def closed(day: dict[str, Any]) -> dict[str, Any]:
    """Return the day with no way round quicker than the direct one, as it is with real roads."""
    travel = day["travel_minutes"]
    everywhere = range(len(travel))
    for by in everywhere:
        for one in everywhere:
            for other in everywhere:
                travel[one][other] = min(travel[one][other], travel[one][by] + travel[by][other])
    return day


def answered(day: dict[str, Any], engine: Engine) -> tuple[Planned, dict[str, Any]]:
    planned = plan_day(problem_from(day), seconds=0.05, engine=engine)
    return planned, as_document(planned)


def works_over_for(answer: dict[str, Any], visit: str) -> bool:
    return any(
        route.get("overtime_minutes") for route in answer["routes"] for stop in route["stops"] if stop["visit"] == visit
    )


# Explaining a failure takes longer than finding it.
PHASES = (Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink)
slowly = settings(max_examples=25, deadline=None, phases=PHASES, suppress_health_check=[HealthCheck.too_slow])


@pytest.mark.parametrize("engine", ENGINES)
@given(day=days().map(closed))
@settings(parent=slowly)
def test_no_plan_breaks_a_hard_rule(engine: Engine, day: dict[str, Any]) -> None:
    _, answer = answered(day, engine)

    assert checker.broken_rules(day, answer) == []


@pytest.mark.parametrize("engine", ["auto", "pyvrp"])
@given(day=days_with_a_store().map(closed))
@settings(parent=slowly)
def test_no_way_by_the_store_breaks_a_hard_rule(engine: Engine, day: dict[str, Any]) -> None:
    _, answer = answered(day, engine)

    assert checker.broken_rules(day, answer) == []


@given(day=days().map(closed))
@settings(parent=slowly, max_examples=10)
def test_no_plan_in_parts_breaks_a_hard_rule(day: dict[str, Any]) -> None:
    planned = plan_any_size(problem_from(day), seconds=0.05, workers=Here(), part=1)

    assert checker.broken_rules(day, as_document(planned)) == []


@given(day=days().map(closed))
@settings(parent=slowly)
def test_every_reason_against_somebody_is_true(day: dict[str, Any]) -> None:
    planned, answer = answered(day, "auto")
    who = {each["id"]: each for each in day["technicians"]}

    for visit in day["visits"]:
        if visit.get("together"):
            continue
        for key, technician in who.items():
            for reason in why_not(planned, visit["id"], key):
                could = checker.could_be_put_in(day, answer, visit["id"], key)
                if reason.rule in checker.ALONE:
                    assert not checker.ALONE[reason.rule](technician, visit, day["day"]), reason
                elif reason.rule in {"dearer", "not_worth_it", "goes"}:
                    # Whoever makes it in overtime now isn't the only one who could.
                    is_over = works_over_for(answer, visit["id"])
                    assert could or (
                        is_over and checker.could_be_put_in(day, answer, visit["id"], key, in_overtime=True)
                    )
                else:
                    assert not could, reason


@given(day=days().map(closed))
@settings(parent=slowly)
def test_a_promise_is_broken_only_where_nobody_could_keep_it(day: dict[str, Any]) -> None:
    _, answer = answered(day, "auto")
    together = {key for visit in day["visits"] if visit.get("together") for key in visit["together"]}

    for route in answer["routes"]:
        for stop in route["stops"]:
            if stop["late"]:
                others = {each["id"] for each in day["technicians"]} - {route["technician"], *together}
                assert not [key for key in others if checker.could_be_put_in(day, answer, stop["visit"], key)]


@given(day=days().map(closed))
@settings(parent=slowly)
def test_whatever_stays_undone_has_a_reason(day: dict[str, Any]) -> None:
    planned, _ = answered(day, "auto")

    for key in planned.plan.undone:
        reasons = why_undone(planned, key)
        assert reasons
        assert all(reason.said for reason in reasons)
