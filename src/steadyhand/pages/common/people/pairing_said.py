"""How is a pair shown? The same on its own page, on a person's and in the list."""

from typing import Any
from uuid import UUID

from steadyhand.business.people.growth.pairing import week_of
from steadyhand.business.people.growth.pairs import PairLine, pair_lines
from steadyhand.business.people.growth.rules import PairState
from steadyhand.pages.common.record.editing import date_said
from steadyhand.pages.common.saying import Saying
from steadyhand.shared.actor import Actor

_STATES = {
    PairState.PROPOSED: ("proposed", "waiting"),
    PairState.RUNNING: ("running", "moving"),
    PairState.ENDED: ("ended", "done"),
    PairState.DECLINED: ("not paired", "stopped"),
}


def pairs_said(by: Actor, technician_id: UUID, saying: Saying) -> list[dict[str, Any]]:
    """Return somebody's pairs in words, open ones first."""
    return [pair_said(line, saying) for line in pair_lines(by, technician_id=technician_id)]


def pair_said(line: PairLine, saying: Saying) -> dict[str, Any]:
    health = line.health(saying.today)
    word, kind = _STATES[line.state]
    if health is not None:
        word, kind = health.label, health.state
    ahead = [ride for ride in reversed(line.rides) if ride.on >= saying.today]
    return {
        "line": line,
        "word": word,
        "kind": kind,
        "is_running": line.state is PairState.RUNNING,
        "is_proposed": line.state is PairState.PROPOSED,
        "week": week_of(line.starts_on, saying.today) if line.starts_on and line.state.is_open else 0,
        "since": date_said(line.starts_on),
        "ended": date_said(line.ends_on),
        "rides": [{"ride": ride, "day": saying.day(ride.on)} for ride in ahead],
        "next_ride": saying.day(ahead[0].on) if ahead else "",
    }
