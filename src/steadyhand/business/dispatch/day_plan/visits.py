"""What does each call ask for that day? The record's calls as the solver's visits."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from steadyhand.business.calls.queries.for_a_plan import CallToGo
from steadyhand.business.calls.rules import CallType, Urgency
from steadyhand.business.dispatch.day_plan.gathering import Gathered
from steadyhand.business.dispatch.day_plan.norms import USUAL_LANGUAGE, Norms
from steadyhand.business.dispatch.day_plan.wall_clock import MINUTE
from steadyhand.business.dispatch.solver import costs, hard_rules
from steadyhand.business.dispatch.solver.problem import Fixed, Technician, Told, Visit, Window
from steadyhand.business.machines.visit_needs import VisitNeeds
from steadyhand.business.people.growth.shipped import NETWORKING
from steadyhand.business.people.sending import TechnicianDay
from steadyhand.business.stock.aboard import Packed, packed
from steadyhand.shared.working_hours import Span

URGENCY: Mapping[Urgency, int] = {
    Urgency.STANDSTILL: 1, Urgency.URGENT: 2, Urgency.NORMAL: 3, Urgency.CAN_WAIT: 4,
}  # fmt: skip
# They fill gaps: nobody waits for them, unless they were promised.
FILLS_GAPS = (CallType.PREVENTIVE, CallType.COURTESY)
# So often nothing is missing: calls held for parts are 8 to 21 in 100 in the trade, the middle of that.
USUALLY_PACKED = 0.86
_MIDNIGHT = 24 * 3600
_CLOSED = (Window(0, 0),)


def is_of_the_day(gathered: Gathered, call: CallToGo, has_begun: set[UUID]) -> bool:
    """Tell whether the call is to be planned: not begun, and not promised or wished for a later day."""
    if call.id in has_begun or (call.visit is not None and call.visit.has_begun):
        return False
    promise = gathered.promises.get(call.id)
    is_later = promise is not None and promise.from_at is not None and promise.from_at >= gathered.clock.until
    wish = gathered.wished.get(call.id)
    is_later |= wish is not None and promise is None and gathered.clock.on < wish.from_on
    return not is_later or told_at(gathered, call) is not None


def is_kept_off(gathered: Gathered, call: CallToGo) -> bool:
    pin = gathered.pins.get(call.id)
    return pin is not None and pin.technician_id is None


def told_at(gathered: Gathered, call: CallToGo) -> datetime | None:
    """Return when people expect it that day; None where they expect nobody."""
    visit = call.visit
    if visit is None or visit.planned_for is None or not gathered.clock.has(visit.planned_for):
        return None
    return visit.planned_for


def visit_of(
    gathered: Gathered, here: Mapping[str, TechnicianDay], call: CallToGo, place: int, technicians: Sequence[Technician]
) -> Visit:
    needs = gathered.needs.get(call.machine_id) if call.machine_id else None
    access = gathered.access.get(call.site_id) if call.site_id else None
    key_of = {who.id: key for key, who in here.items()}
    answers = gathered.answerable.get(call.customer_id) if call.customer_id else None
    answerable = key_of.get(answers) if answers else None
    wish = gathered.wished.get(call.id)
    # Whoever proposed to go there is whom it is kept for.
    kept_for = key_of.get(wish.technician_id) if wish else None
    wishes = gathered.wishes.get(call.customer_id) if call.customer_id else None
    taught_by, taught = _lesson(here, call, needs)
    visit = Visit(
        key=call.number,
        place=place,
        work_seconds=_minutes(gathered, call) * MINUTE,
        name=call.who,
        customer=str(call.customer_id or ""),
        work_seconds_by={key: _minutes(gathered, call, who) * MINUTE for key, who in here.items()},
        access=_access(gathered, call),
        urgency=URGENCY[call.urgency],
        is_optional=call.call_type in FILLS_GAPS and call.id not in gathered.promises,
        skills={needs.skill_name: needs.skill_level} if needs and needs.skill_name else {},
        certificate=needs.certificate if needs else "",
        network_level=network_level(gathered, call),
        language=language(gathered, call),
        clearance=access.clearance if access else "",
        only=frozenset(_called(gathered, key_of, each) for each in wishes.only) if wishes and wishes.only else None,
        not_wanted=frozenset(key_of[each] for each in wishes.never if each in key_of) if wishes else frozenset(),
        usual=kept_for or answerable or _knows(gathered, here, call) or "",
        territory=answerable or "",
        fix_chance_by=_chances(gathered, here, call),
        told=_told(gathered, key_of, call),
        taught_by=taught_by,
        taught=taught,
    )  # fmt: skip
    begins = min((who.shift.opens for who in technicians), default=0)
    ends = max((who.shift.closes + who.overtime_seconds for who in technicians), default=24 * 3600)
    visit = _with_promise(gathered, visit, call, begins, ends)
    least = costs.least_beside_the_drive(gathered.clock.on, gathered.weights, technicians, visit)
    return replace(visit, undone_minutes=_undone(visit, call, gathered, ends, least))


def _lesson(here: Mapping[str, TechnicianDay], call: CallToGo, needs: VisitNeeds | None) -> tuple[str, str]:
    """Return whose learner of the day is to learn what is done there, and that in words; both empty for nobody's."""
    asked = {needs.skill_name, needs.certificate} if needs else set()
    asked |= {NETWORKING} if call.call_type is CallType.NETWORK else set()
    for key, who in here.items():
        for each in who.teaches:
            learned = sorted(each.skills & asked - {""})
            if learned:
                return key, f"{each.learner} rides along and is to learn {learned[0]}"
    return "", ""


def network_level(gathered: Gathered, call: CallToGo) -> int:
    """Return the network level that a call asks for; none where nobody of the branch is written down with one."""
    if call.call_type is not CallType.NETWORK:
        return 0
    known = max((who.network_level for who in gathered.people), default=0)
    return gathered.network_level if known >= gathered.network_level else 0


def language(gathered: Gathered, call: CallToGo) -> str:
    """Return the language that a call asks for: the customer's, where it isn't everybody's and somebody speaks it.

    Few write down that they speak what everybody speaks; so only another language is asked for.
    """
    site = gathered.access.get(call.site_id) if call.site_id else None
    if site is None or site.language in {"", USUAL_LANGUAGE}:
        return ""
    return site.language if any(site.language in who.languages for who in gathered.people) else ""


def _called(gathered: Gathered, key_of: Mapping[UUID, str], technician_id: UUID) -> str:
    """Return what somebody is called who may not be here that day: so that it is said whom the customer waits for."""
    absent = next((f"{who.name}, who isn't here" for who in gathered.people if who.id == technician_id), None)
    return key_of.get(technician_id) or absent or "somebody of another branch"


def _minutes(gathered: Gathered, call: CallToGo, who: TechnicianDay | None = None) -> int:
    # What a dispatcher has said of a visit holds, whoever goes.
    if call.visit is not None:
        return call.visit.planned_minutes
    if wish := gathered.wished.get(call.id):
        return wish.minutes
    asked = (call.call_type, call.family, call.problem_code)
    if who is None:
        return max(5, 5 * round(gathered.estimates.minutes(*asked) / 5))
    return gathered.estimates.minutes_of(who.id, *asked)


def _chances(gathered: Gathered, here: Mapping[str, TechnicianDay], call: CallToGo) -> dict[str, float]:
    asked = (call.call_type, call.family, call.problem_code)
    found: dict[str, float] = {}
    for key, who in here.items():
        chance = gathered.estimates.chance_of(who.id, *asked)
        truck = packed_for(gathered, call, who.id)
        if truck is not None:
            # What was finished at once in the past was so with a truck as usual: this one is better packed, or worse.
            usual = USUALLY_PACKED if chance is None else chance
            chance = min(1.0, usual / USUALLY_PACKED * truck.nothing_missing)
        if chance is not None:
            found[key] = round(chance, 3)
    return found


def packed_for(gathered: Gathered, call: CallToGo, technician_id: UUID) -> Packed | None:
    """Return how well somebody's truck is packed for a call; None where either isn't known."""
    needed, aboard = gathered.needed.get(call.id), gathered.aboard.get(technician_id)
    return None if needed is None or aboard is None else packed(needed, aboard)


def _access(gathered: Gathered, call: CallToGo) -> tuple[Window, ...]:
    """Return when the site lets somebody in; without hours of its own, when the branch is open, if it is that day."""
    site = gathered.access.get(call.site_id) if call.site_id else None
    if site is not None and site.hours is not None:
        if not site.hours and told_at(gathered, call) is None:
            return _CLOSED
        # It is closed that day, and a visit is planned all the same: somebody has agreed on it.
        return _windows(site.hours)
    return _windows(gathered.branch_hours or ())


def _windows(hours: Sequence[Span]) -> tuple[Window, ...]:
    return tuple(
        Window(int(span.starts.total_seconds()), int(span.ends.total_seconds()))
        for span in sorted(hours, key=lambda span: span.starts)
    )


def _knows(gathered: Gathered, here: Mapping[str, TechnicianDay], call: CallToGo) -> str | None:
    """Return whoever of those here has been at the site most often."""
    if call.site_id is None:
        return None
    been = {key: gathered.been.get((call.site_id, who.id)) for key, who in here.items()}
    known = {key: (there.visits, there.last_at) for key, there in been.items() if there is not None}
    return max(known, key=lambda key: known[key]) if known else None


def _told(gathered: Gathered, key_of: Mapping[UUID, str], call: CallToGo) -> Told | None:
    at = told_at(gathered, call)
    if at is None or call.visit is None or call.visit.technician_id is None:
        return None
    # Somebody who isn't planned for: whoever goes instead is somebody else.
    who = key_of.get(call.visit.technician_id, call.visit.technician_id.hex)
    return Told(who, gathered.clock.seconds(at))


def _with_promise(gathered: Gathered, visit: Visit, call: CallToGo, begins: int, ends: int) -> Visit:
    """Return the visit with its promised window and its response term.

    A term or promise that is over before anybody sets out counts as the day's first minute: how late it is already is
    the same whoever goes, and what it still can be is soon.
    """
    clock = gathered.clock
    term = clock.seconds(call.respond_by) if call.respond_by else None
    promise = gathered.promises.get(call.id)
    window = None
    if promise is not None:
        opens = max(0, clock.seconds(promise.from_at)) if promise.from_at else 0
        # Down to the whole minute: a minute late is late.
        closes = clock.seconds(promise.by_at) - (MINUTE if promise.by_at.second or promise.by_at.microsecond else 0)
        if closes < begins:
            term = begins if term is None else min(term, begins)
        elif opens <= ends and (opens or closes < _MIDNIGHT):
            # Before a later day any time will do.
            window = Window(min(opens, closes), min(closes, _MIDNIGHT - MINUTE))
    # Whoever has no time promised waits, from when they called or somebody could have set out.
    waits = None if window is not None or visit.is_optional else max(begins, clock.seconds(call.taken_at))
    return replace(visit, promised=window, respond_by=None if term is None else max(begins, term), waits_from=waits)


def _undone(visit: Visit, call: CallToGo, gathered: Gathered, ends: int, least: float) -> float:
    """Return what it costs that nobody goes: never less than going at the very end of the day would cost."""
    waited = max(0, -(gathered.clock.seconds(call.taken_at) // _MIDNIGHT))
    minutes = costs.left_today(gathered.weights, visit, ends, days_waited=waited, least_beside=least)
    if call.id in gathered.promises and visit.promised is None:
        minutes += gathered.weights.late_for_promise_at_all
    return minutes


def pinned(
    gathered: Gathered,
    call: CallToGo,
    here: Mapping[str, TechnicianDay],
    technicians: Sequence[Technician],
    visit: Visit,
    norms: Norms,
) -> tuple[Visit, tuple[str, ...]]:
    """Return the visit fixed where it is pinned, without the rules that speak against it, which are said."""
    pin = gathered.pins.get(call.id)
    if pin is None:
        return visit, ()
    key = next((key for key, who in here.items() if who.id == pin.technician_id), None)
    if key is None:
        norms.pin_of_nobody(call.number)
        return visit, ()
    who = next(each for each in technicians if each.key == key)
    begins = gathered.clock.seconds(pin.begins_at) if pin.begins_at else None
    if begins is not None and begins < who.shift.opens:
        # Its time has passed: then the technician stays, and comes as soon as they can.
        begins = None
    spite = tuple(each.said for each in hard_rules.refusals(who, visit, gathered.clock.on))
    if spite:
        visit = replace(
            visit, skills={}, certificate="", network_level=0, language="", clearance="", only=None,
            not_wanted=frozenset(),
        )  # fmt: skip
    if begins is not None and visit.access and not _lets_in(visit, key, begins):
        spite = (*spite, "the site isn't open for all of it then")
    return replace(visit, fixed=Fixed(key, begins)), spite


def _lets_in(visit: Visit, key: str, begins: int) -> bool:
    ends = begins + visit.work_seconds_by.get(key, visit.work_seconds)
    return any(window.opens <= begins and ends <= window.closes for window in visit.access)


def needs_two(gathered: Gathered, call: CallToGo) -> bool:
    needs = gathered.needs.get(call.machine_id) if call.machine_id else None
    return call.needs_hands or (needs is not None and needs.needs_two)


def going_already(
    gathered: Gathered, here: Mapping[str, TechnicianDay], calls: Mapping[str, CallToGo]
) -> dict[str, tuple[str, ...]]:
    """Return by call number who goes already, whoever comes along last."""
    key_of = {who.id: key for key, who in here.items()}
    found: dict[str, tuple[str, ...]] = {}
    for number, call in calls.items():
        if call.visit is not None and told_at(gathered, call) is not None:
            ids = (call.visit.technician_id, gathered.along.get(call.visit.id))
            found[number] = tuple(key_of[each] for each in ids if each in key_of)
    return found
