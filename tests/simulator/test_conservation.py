"""Nothing appears from nowhere: what must hold in every world, whatever its seed."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import TypeVar

from steadyhand.business.calls.rules import VisitState
from steadyhand.business.machines.rules import Verdict
from steadyhand.simulator.happenings import (
    CallSolved,
    CallTaken,
    CallTruth,
    CodeListed,
    ContactMet,
    CustomerWon,
    Happening,
    MachineInstalled,
    MeterRead,
    NeedArose,
    NeedNoticed,
    PartArrived,
    PartListed,
    PartOrdered,
    SiteOpened,
    TechnicianJoined,
    TruckLoaded,
    VisitClosed,
    VisitPlanned,
    VisitTruth,
)

Kind = TypeVar("Kind", bound=Happening)


def only(kind: type[Kind], happenings: Iterable[Happening]) -> list[Kind]:
    return [happening for happening in happenings if isinstance(happening, kind)]


def test_every_key_that_something_names_has_been_told_before(a_season: list[Happening]) -> None:
    told: set[str] = set()
    missing = []
    for happening in a_season:
        told.add(happening.key)
        told |= {meter.key for meter in happening.meters} if isinstance(happening, MachineInstalled) else set()
        for name in ("customer", "site", "machine", "contact", "call", "visit", "technician", "model", "meter",
                     "part", "supplier", "contract", "problem_code", "cause_code", "correction_code"):  # fmt: skip
            key = getattr(happening, name, None)
            if isinstance(key, str) and key not in told:
                missing.append((type(happening).__name__, name, key))

    assert missing == []


def test_every_visit_was_planned_for_a_call_that_was_taken(a_season: list[Happening]) -> None:
    calls = {call.key for call in only(CallTaken, a_season)}
    planned = {visit.key: visit.call for visit in only(VisitPlanned, a_season)}

    assert set(planned.values()) <= calls
    assert all(planned[visit.key] == visit.call for visit in only(VisitClosed, a_season))


def test_a_call_ends_once(a_season: list[Happening]) -> None:
    ended = Counter(visit.call for visit in only(VisitClosed, a_season) if visit.outcome is VisitState.DONE)
    ended.update(call.key for call in only(CallSolved, a_season))

    assert len(ended) > 500
    assert set(ended.values()) == {1}


def test_no_technician_is_in_two_places_at_once(a_season: list[Happening]) -> None:
    spans = defaultdict(list)
    for visit in only(VisitTruth, a_season):
        begun = visit.left_seconds
        spans[visit.technician].append((begun, begun + visit.travel_seconds + visit.on_site_seconds))
    overlaps = [
        (technician, one, other)
        for technician, own in spans.items()
        for one, other in zip(sorted(own), sorted(own)[1:], strict=False)
        if other[0] < one[1]
    ]

    assert sum(map(len, spans.values())) > 500
    assert overlaps == []


def test_a_part_that_was_used_was_on_the_truck_or_waited_for(a_season: list[Happening]) -> None:
    trucks: Counter[tuple[str, str]] = Counter()
    waiting: Counter[tuple[str, str]] = Counter()
    used: Counter[str] = Counter()
    for happening in a_season:
        match happening:
            case TruckLoaded():
                trucks[happening.key, happening.part] += happening.quantity
            case PartArrived():
                waiting[happening.call, happening.part] += 1
            case VisitClosed():
                for taken in happening.parts:
                    used[taken.came_from] += 1
                    stock, place = (
                        (trucks, happening.technician) if taken.came_from == "truck" else (waiting, happening.call)
                    )
                    stock[place, taken.part] -= taken.quantity
                    assert stock[place, taken.part] >= 0, f"{taken.part} came from nowhere on {happening.key}"

    assert used["truck"] > 100
    assert used["order"] > 20


def test_an_ordered_part_comes_when_it_is_expected_or_later(a_season: list[Happening]) -> None:
    expected = {order.key: order.expected_at for order in only(PartOrdered, a_season)}
    late = [part.at > expected[part.key] for part in only(PartArrived, a_season)]

    assert all(part.at >= expected[part.key] for part in only(PartArrived, a_season))
    assert 0 < sum(late) < len(late) / 2


def test_meters_never_run_backwards_except_where_a_reading_says_why(a_season: list[Happening]) -> None:
    shown: dict[str, MeterRead] = {}
    kinds: Counter[Verdict] = Counter()
    for reading in only(MeterRead, a_season):
        before = shown.get(reading.meter)
        kinds[reading.verdict] += 1
        if before is not None:
            assert reading.true_pages >= before.true_pages
            if reading.pages_total is not None and before.pages_total is not None:
                assert reading.pages_total >= before.pages_total
            if reading.verdict is Verdict.PLAUSIBLE:
                assert reading.shown >= before.shown
        if reading.verdict is not Verdict.DOUBTFUL:
            shown[reading.meter] = reading

    assert kinds[Verdict.ROLLED_OVER] > 0
    assert kinds[Verdict.DOUBTFUL] > 0


def test_times_in_the_record_are_in_order_and_say_how_they_are_known(a_season: list[Happening]) -> None:
    how: Counter[str] = Counter()
    for visit in only(VisitClosed, a_season):
        stamps = [at for at in (visit.on_the_way_at, visit.arrived_at, visit.finished_at) if at is not None]
        assert stamps == sorted(stamps)
        assert (visit.on_the_way_at is None) == (visit.on_the_way_at_how == "")
        how[visit.arrived_at_how] += 1

    assert set(how) == {"observed", "entered", "defaulted"}


def test_codes_of_one_fault_hang_together(a_season: list[Happening]) -> None:
    listed = {code.key for code in only(CodeListed, a_season)}
    truths = {call.key: call for call in only(CallTruth, a_season)}
    parts = {part.key: part.ref for part in only(PartListed, a_season)}
    closed = [visit for visit in only(VisitClosed, a_season) if visit.call in truths]

    assert {visit.cause_code for visit in closed if visit.cause_code} <= listed
    assert any(not truth.is_device_caused for truth in truths.values())
    replaced = [visit for visit in closed if visit.correction_code == "code:correction:REPLACED"]
    assert all(visit.parts and visit.parts[0].part in parts for visit in replaced)


def test_a_need_is_noticed_once_and_only_where_there_is_one(a_season: list[Happening]) -> None:
    arose = {need.key: need for need in only(NeedArose, a_season)}
    noticed = only(NeedNoticed, a_season)

    assert noticed
    assert len({need.key for need in noticed}) == len(noticed)
    assert all(arose[need.key].machine == need.machine for need in noticed)


def test_nobody_real_can_be_rung_written_to_or_visited(a_season: list[Happening]) -> None:
    nobody = re.compile(r"\([2-9]9[0-9]\) 555-01[0-9]{2}")
    numbers = {
        number
        for happening in only(CustomerWon, a_season) + only(ContactMet, a_season) + only(TechnicianJoined, a_season)
        for number in (happening.phone, getattr(happening, "mobile", ""))
        if number
    }
    mailboxes = {row.email for row in only(ContactMet, a_season)}

    assert len(numbers) > 300
    assert [number for number in numbers if not nobody.fullmatch(number)] == []
    assert all(mailbox.endswith(".example") for mailbox in mailboxes)
    assert all(re.fullmatch("00[0-4][0-9]{2}", site.postcode) for site in only(SiteOpened, a_season))
