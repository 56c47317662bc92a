"""It isn't finished: who has it from now on, and by when is the customer called? A follow-up each, until it is done."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from steadyhand.business.calls.closing import Closing
from steadyhand.business.calls.kinds import ABOUT_A_CALL, IT_HANDOFF, TWO_HANDED
from steadyhand.business.calls.queries.asking import asked_from
from steadyhand.business.calls.rules import VisitState
from steadyhand.business.dealership.branches import branch_of
from steadyhand.business.followups.actions.add_note import add_note
from steadyhand.business.followups.actions.end_followup import end_followup
from steadyhand.business.followups.actions.open_followup import open_followup
from steadyhand.business.followups.actions.promise_step import promise_step
from steadyhand.business.followups.actions.record_contact import record_contact
from steadyhand.business.followups.actions.reopen_followup import reopen_followup
from steadyhand.business.followups.keeping.book import Subject
from steadyhand.business.followups.queries.about import About, followups_about
from steadyhand.business.stock.kinds import PART_REQUEST
from steadyhand.business.stock.requests.keeping import end_with_followup, open_again_with_followup
from steadyhand.flows.visit.call_back import call_back_on
from steadyhand.shared.actor import Actor

ABOUT = ABOUT_A_CALL
# The day said to the customer ends when people go home, not at midnight.
END_OF_DAY = time(17)
STEP = "Call the customer with the day we come back"
IT_STEP = "Call the customer and say what IT does next"


@dataclass(frozen=True, slots=True)
class Left:
    """What becomes of an unfinished visit: the kind, its line, and how it ends by itself."""

    kind: str
    title: str
    step: str
    # Done on the spot after all, and taken back by the technician.
    when_done: str
    when_taken_back: str


LEFT: Mapping[VisitState, Left] = {
    VisitState.PARTS: Left(PART_REQUEST.name, "Part for call {}", STEP, "arrived", "not_needed"),
    VisitState.IT: Left(IT_HANDOFF.name, "Call {} is with IT", IT_STEP, "solved", "back"),
    VisitState.HANDS: Left(TWO_HANDED.name, "Call {} takes two", STEP, "planned", "not_needed"),
}
_OF_KIND = {left.kind: left for left in LEFT.values()}


def follow_up_what_is_left(*, by: Actor, call_id: UUID, visit_id: UUID, closing: Closing, now: datetime) -> None:
    """Open what an unfinished visit leaves, with the call that was promised; or end it where the visit finished all.

    Call it last in the transaction of the closing: it opens the dealership's book.
    """
    about = [each for each in followups_about(by.tenant_id, ABOUT, call_id) if each.kind in _OF_KIND]
    if closing.outcome is VisitState.DONE:
        for each in about:
            if each.is_open:
                said = "The call is closed: it was seen to on the spot."
                _end(by, each, outcome=_OF_KIND[each.kind].when_done, told=closing.told_customer, said=said, now=now)
    elif closing.outcome in LEFT:
        _open(by, LEFT[closing.outcome], about, call_id=call_id, visit_id=visit_id, closing=closing, now=now)


def take_back_what_is_left(*, by: Actor, call_id: UUID, closed_at: datetime, now: datetime) -> None:
    """Undo what a closing opened or ended, because the visit goes on after all."""
    for each in followups_about(by.tenant_id, ABOUT, call_id):
        if each.kind not in _OF_KIND:
            continue
        said = "The closing was taken back: the visit goes on."
        if each.is_open and each.opened_at == closed_at:
            _end(by, each, outcome=_OF_KIND[each.kind].when_taken_back, told=said, said=said, now=now)
        elif not each.is_open and each.last_at == closed_at:
            if each.kind == PART_REQUEST.name:
                open_again_with_followup(by, each.id, ended_at=closed_at, words=said, now=now)
            reopen_followup(by=by, followup_id=each.id, words=said, now=now)


def _open(
    by: Actor, left: Left, about: list[About], *, call_id: UUID, visit_id: UUID, closing: Closing, now: datetime
) -> None:
    visit = asked_from(by, visit_id)
    if visit is None:
        raise AssertionError(f"Visit {visit_id} was closed by somebody who can't see it.")
    words = "\n".join(each for each in (closing.next_step.strip(), closing.stays_inside.strip(), visit.call) if each)
    followup_id = next((each.id for each in about if each.is_open and each.kind == left.kind), None)
    if followup_id is not None:
        add_note(by=by, followup_id=followup_id, words=words, now=now)
    else:
        title = left.title.format(visit.number) + (f" · {visit.customer}" if visit.customer else "")
        followup_id = open_followup(
            by=by,
            kind=left.kind,
            subject=Subject(
                branch_id=visit.branch_id,
                title=title,
                customer_id=visit.customer_id,
                about_kind=ABOUT,
                about_id=call_id,
            ),
            words=words,
            now=now,
        )
    due_at = _due(by, visit_id, visit.branch_id, closing.outcome, now)
    if due_at is not None and due_at > now:
        promise_step(by=by, followup_id=followup_id, words=left.step, due_at=due_at, now=now)


def _due(by: Actor, visit_id: UUID, branch_id: UUID, outcome: VisitState, now: datetime) -> datetime | None:
    branch = branch_of(by, branch_id)
    if branch is None:
        return None
    on = call_back_on(by=by, visit_id=visit_id, outcome=outcome, zone=branch.zone, now=now)
    return datetime.combine(on, END_OF_DAY, tzinfo=ZoneInfo(branch.zone)) if on else None


def _end(by: Actor, about: About, *, outcome: str, told: str, said: str, now: datetime) -> None:
    if about.kind == PART_REQUEST.name:
        # What is still asked for by name isn't wanted any more: the machine runs, or the visit goes on.
        end_with_followup(by, about.id, outcome="not_needed", words=said, now=now)
    if about.is_waiting:
        record_contact(by=by, followup_id=about.id, channel="visit", words=told.strip() or said, now=now)
    end_followup(by=by, followup_id=about.id, outcome=outcome, words=said, now=now)
