"""A post at Lakeside: Noor is decided, with a path; of Theo one scorecard is in, and Ruth still owes hers."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from steadyhand.business.dealership.branches import branches_of
from steadyhand.business.learning.actions.hiring import (
    Decided,
    add_candidate,
    ask_rater,
    begin_opening,
    decide,
    keep_card,
)
from steadyhand.business.learning.hiring.rules import PathLine, Verdict
from steadyhand.shared.actor import Actor

DAY = timedelta(days=1)
_RUTH_ON_NOOR: Mapping[str, int | None] = {
    "told-wrong": 5,
    "day-slipped": 4,
    "order-of-looking": 3,
    "learned-last": 4,
    "licence": 5,
    "first-time-out": 4,
    "dead-first": 4,
    "folder-since-tuesday": 2,
    "until-thursday": 5,
    "third-visit": 4,
    "asked-aside": 3,
    "spot-and-ruler": 3,
    "kept-list": 4,
    "in-that-language": 5,
    "bench-fault.hands": 4,
    "bench-fault.explains": 5,
    "bench-fault.systematic": 3,
    "scan-to-email.networking-basics": 2,
    "scan-to-email.explains": 4,
    "scan-to-email.truthful": 5,
}
_BRUNO_ON_NOOR: Mapping[str, int | None] = {
    **_RUTH_ON_NOOR,
    "scan-to-email.networking-basics": 1,
    "bench-fault.hands": 5,
    "kept-list": None,
}
_BRUNO_ON_THEO: Mapping[str, int | None] = {"told-wrong": 2, "order-of-looking": 5, "bench-fault.hands": 5}


def tell_hiring(actors: Mapping[str, Actor], *, now: datetime) -> None:
    """Let Ruth look for another technician, with Bruno's eyes as a second pair."""
    ruth, bruno = actors["Ruth Okafor"], actors["Bruno Salas"]
    branch = next((each for each in branches_of(ruth) if bruno.can_see_branch(each.id)), None)
    if branch is None or bruno.user_id is None or ruth.user_id is None:
        return
    began = now - 20 * DAY
    opening_id = begin_opening(
        by=ruth, branch_id=branch.id, post="technician", title="Technician for the north side", now=began
    )
    until = (now + 160 * DAY).date()
    noor, theo = (
        add_candidate(by=ruth, opening_id=opening_id, name=name, reached_by=mail, keep_until=until, now=began + DAY)
        for name, mail in (("Noor Haddad", "noor.haddad@mail.example"), ("Theo Brandt", "theo.brandt@mail.example"))
    )
    for candidate_id in (noor, theo):
        for rater in (ruth.user_id, bruno.user_id):
            ask_rater(by=ruth, candidate_id=candidate_id, user_id=rater, now=began + 2 * DAY)
    heard = {"told-wrong": "Rang the school back herself: it had been the paper, and she had blamed the fuser."}
    keep_card(by=bruno, candidate_id=noor, marks=_BRUNO_ON_NOOR, notes={}, hands_in=True, now=began + 9 * DAY)
    keep_card(by=ruth, candidate_id=noor, marks=_RUTH_ON_NOOR, notes=heard, hands_in=True, now=began + 9 * DAY)
    keep_card(by=bruno, candidate_id=theo, marks=_BRUNO_ON_THEO, notes={}, hands_in=True, now=now - 2 * DAY)
    line = PathLine(
        "networking-basics",
        "mentor",
        "Scan faults from the link to the key, with Bruno, an afternoon a week",
        (now + 80 * DAY).date(),
        "Finds a planted scan fault alone and leaves security on",
    )
    decided = Decided(
        verdict=Verdict.PATH,
        why="She says what she doesn't know before anybody asks, and people understand her. The network she can learn.",
        reasons={"truthful": "Both of us heard it twice without asking."},
        path=[line],
    )
    decide(by=ruth, candidate_id=noor, decided=decided, now=began + 11 * DAY)
