"""What does the record of a visit say, and what was really so?"""

from datetime import datetime
from random import Random
from typing import Literal

from steadyhand.business.calls.rules import CallType, VisitState
from steadyhand.simulator.days import MINUTE
from steadyhand.simulator.happenings import How, PartTaken, VisitClosed, VisitTruth
from steadyhand.simulator.world.state import Trip, Work
from steadyhand.simulator.world.telling import told
from steadyhand.simulator.world.world import World

Stamp = tuple[datetime | None, How | Literal[""]]

SITUATIONS = {
    CallType.PREVENTIVE: ("maintained", "MAINTAINED"),
    CallType.INSTALL: ("installed", "INSTALLED"),
    CallType.PICKUP_MOVE: ("installed", "MOVED"),
    CallType.TRAINING: ("shown", "EXPLAINED"),
    CallType.COURTESY: ("courtesy", "EXPLAINED"),
    CallType.NETWORK: ("network", "SET"),
    CallType.CORRECTIVE: ("done", ""),
}
# Nobody remembers a time to the minute afterwards.
REMEMBERED = 5 * MINUTE
ENTERED_SHARE = 0.5


def tell_closed(
    world: World, at: int, trip: Trip, work: Work, outcome: VisitState, rng: Random, *, expected_at: int | None
) -> None:
    call, technician = trip.call, trip.technician
    situation, fix = SITUATIONS[call.call_type]
    if outcome is not VisitState.DONE:
        situation = {VisitState.PARTS: "parts", VisitState.IT: "it", VisitState.HANDS: "hands"}[outcome]
    fix = work.fix or fix
    is_good = rng.random() < technician.speaks_well
    outside, inside, following = told(
        world,
        call,
        situation,
        rng,
        is_good=is_good,
        cause=work.cause,
        fix=fix,
        part=work.missing,
        expected_at=expected_at,
    )
    is_documented = rng.random() < technician.documents
    left, arrived = _times(world, at, trip, rng)
    world.out.append(
        VisitClosed(
            key=trip.key,
            at=world.moment(at),
            call=call.key,
            technician=technician.key,
            outcome=outcome,
            on_the_way_at=left[0],
            on_the_way_at_how=left[1],
            arrived_at=arrived[0],
            arrived_at_how=arrived[1],
            finished_at=world.moment(at),
            finished_at_how="observed",
            problem_code=f"code:problem:{call.problem_code}" if call.problem_code else None,
            cause_code=f"code:cause:{work.cause.code}" if work.cause else None,
            correction_code=f"code:correction:{fix}" if outcome is VisitState.DONE and fix else None,
            told_customer=outside,
            stays_inside=inside if is_documented else "",
            next_step=following,
            parts=tuple(
                PartTaken(key=f"used:{trip.key}:{number}", part=part.key, quantity=1, came_from=source)  # type: ignore[arg-type]  # truck or order
                for number, (part, source) in enumerate(work.used)
            ),
        )
    )


def _times(world: World, at: int, trip: Trip, rng: Random) -> tuple[Stamp, Stamp]:
    """Return when the technician set out and arrived as the record has it.

    What was tapped was observed. What wasn't is entered at the closing, to the nearest five minutes as remembered, or
    a stand-in takes its place: the time the visit was planned for.
    """
    left: Stamp = (world.moment(trip.left_at), "observed")
    arrived: Stamp = (world.moment(trip.arrived_at), "observed")
    luck, slip = rng.random(), rng.random()
    if trip.has_tapped:
        return left, arrived
    if luck < ENTERED_SHARE:
        said = round((trip.arrived_at + (slip - 0.5) * 2 * REMEMBERED) / REMEMBERED) * REMEMBERED
        said = min(said, at)
        return (world.moment(min(trip.left_at, said)), "entered") if slip < ENTERED_SHARE else (None, ""), (
            world.moment(said),
            "entered",
        )
    return (None, ""), (world.moment(min(trip.planned_for, at)), "defaulted")


def tell_truth(world: World, at: int, trip: Trip, work: Work) -> None:
    technician = trip.technician
    world.out.append(
        VisitTruth(
            key=trip.key,
            at=world.moment(at),
            technician=technician.key,
            left_seconds=trip.left_at,
            travel_seconds=trip.travel_seconds,
            on_site_seconds=at - trip.arrived_at,
            travel_km=trip.travel_km,
            is_in_territory=technician.territory == trip.call.customer.territory,
            is_diagnosis_right=work.right,
            missing_part=work.missing.key if work.missing else None,
        )
    )
