"""One step of a part that was asked for is written: the row moves, the step is kept, the follow-up goes along."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from steadyhand.business.followups.actions.add_note import add_note
from steadyhand.business.followups.actions.end_followup import end_followup
from steadyhand.business.followups.actions.pause import pause
from steadyhand.business.followups.actions.record_contact import record_contact
from steadyhand.business.followups.actions.reopen_followup import reopen_followup
from steadyhand.business.followups.actions.resume import resume
from steadyhand.business.followups.keeping.acting import open_for
from steadyhand.business.followups.rules.standing import CannotHappen
from steadyhand.business.stock.models import PartRequest, PartRequestStep
from steadyhand.business.stock.requests.rules import (
    LONGEST_WORDS,
    OPEN,
    CannotAnswer,
    RequestState,
    Step,
    WhyRefused,
    leads_to,
    outcome_of,
)
from steadyhand.shared.actor import Actor

# What the parts desk does answers whoever waits: they read it on their page, and in the brief.
_FIRST_WORDS = frozenset(
    {Step.FROM_SHELF, Step.FROM_TRUCK, Step.ORDERED, Step.REFUSED, Step.ASKED_BACK, Step.ARRIVED, Step.NOT_NEEDED}
)
BY_PAGE = "page"


def request_to_change(by: Actor, request_id: UUID, *, version: int | None = None) -> PartRequest:
    """Return a request of the actor's branches, locked until the transaction ends.

    Raises:
        CannotAnswer: there is none, or somebody was faster.
    """
    rows = PartRequest.objects.visible_to(by).select_for_update(of=("self",)).filter(id=request_id)
    row = rows.select_related("part").first()
    if row is None:
        raise CannotAnswer("This part isn’t asked for at your branches any more; look at the list anew.")
    if version is not None and version != row.version:
        raise CannotAnswer("Somebody has just answered this; read it, then send yours again if it still holds.")
    return row


def take_step(row: PartRequest, step: Step, *, by: Actor, words: str = "", now: datetime, **becomes: Any) -> None:
    """Move a request by one step and keep it. Call it in the transaction of what happened; `follow` comes last.

    Raises:
        CannotAnswer: it can't come next, or words are missing.
    """
    was = RequestState(row.state)
    becomes["state"] = leads_to(was, step, words=words)
    becomes["ended_at"] = None if RequestState(becomes["state"]).is_open else row.ended_at or now
    keep_step(row, step, was=was, by=by, words=words, now=now, becomes=becomes)


def keep_step(
    row: PartRequest,
    step: Step,
    *,
    was: RequestState | None,
    by: Actor,
    words: str,
    now: datetime,
    becomes: dict[str, Any],
) -> None:
    """Write a step as it is, and what becomes of the row by it."""
    for name, value in becomes.items():
        setattr(row, name, value)
    row.version += 1
    row.save(force_update=True, update_fields=[*becomes, "version"])
    _add_step(row, step, was=was, by=by, words=words, now=now)


def first_step(row: PartRequest, *, by: Actor, words: str, now: datetime) -> None:
    """Write that it was asked for."""
    _add_step(row, Step.ASKED, was=None, by=by, words=words, now=now)


def _add_step(row: PartRequest, step: Step, *, was: RequestState | None, by: Actor, words: str, now: datetime) -> None:
    number = PartRequestStep.objects.of(row.tenant_id).filter(request_id=row.id).count() + 1
    PartRequestStep.objects.create(
        tenant_id=row.tenant_id,
        request_id=row.id,
        number=number,
        step=step,
        was=was or "",
        became=row.state,
        at=now,
        by_id=by.user_id,
        by_name=by.name[:200],
        words=words.strip()[:LONGEST_WORDS],
    )


@dataclass(frozen=True, slots=True)
class Answered:
    """A step that was taken, as whatever goes along with it needs it; `undid` is the step that it took back."""

    request_id: UUID
    followup_id: UUID
    branch_id: UUID
    call_id: UUID | None
    visit_id: UUID | None
    asked_by_id: UUID | None
    technician_id: UUID | None
    part: str
    part_number: str
    step: Step
    said: str
    why_refused: WhyRefused | None = None
    undid: Step | None = None
    undid_at: datetime | None = None


def answered(
    row: PartRequest, step: Step, said: str, *, undid: Step | None = None, undid_at: datetime | None = None
) -> Answered:
    return Answered(
        request_id=row.id,
        followup_id=row.followup_id,
        branch_id=row.branch_id,
        call_id=row.call_id,
        visit_id=row.visit_id,
        asked_by_id=row.asked_by_id,
        technician_id=row.technician_id,
        part=row.part.name,
        part_number=row.part.ref,
        step=step,
        said=said,
        why_refused=WhyRefused(row.why_refused) if row.why_refused else None,
        undid=undid,
        undid_at=undid_at,
    )


def states_of_call(tenant_id: UUID, call_id: UUID) -> list[RequestState]:
    """Return where all parts of a call stand that were asked for. One query."""
    rows = PartRequest.objects.of(tenant_id).filter(call_id=call_id)
    return [RequestState(state) for state in rows.values_list("state", flat=True)]


def follow(done: Answered, *, by: Actor, until: datetime | None = None, now: datetime) -> None:
    """Let the follow-up of a request go along: who waits has been answered, it waits, or it is over.

    `until`: it is on order and can't be here before. The last thing in a transaction, for it opens the book.
    """
    seen = open_for(by, done.followup_id).entry.now
    rows = PartRequest.objects.of(by.tenant_id).filter(followup_id=done.followup_id)
    states = [RequestState(state) for state in rows.values_list("state", flat=True)]
    outcome = outcome_of(states)
    said = f"{done.part}: {done.said}"
    if seen.merged_into is not None:
        # It goes on there, for whoever merged the two; they end it.
        add_note(by=by, followup_id=seen.merged_into, words=said, now=now)
        return
    if not seen.is_open:
        if outcome is None:
            reopen_followup(by=by, followup_id=done.followup_id, words=said, now=now)
        return
    answers = done.step in _FIRST_WORDS and by.user_id is not None
    if answers:
        record_contact(by=by, followup_id=done.followup_id, channel=BY_PAGE, words=said, now=now)
    else:
        add_note(by=by, followup_id=done.followup_id, words=said, now=now)
    if outcome is not None and (answers or seen.waiting_since is None):
        end_followup(by=by, followup_id=done.followup_id, outcome=outcome, words=said, now=now)
        return
    if seen.paused_until(now) is not None:
        resume(by=by, followup_id=done.followup_id, now=now)
    # While all that is open is on order it is the supplier's turn, until the day that is known.
    all_ordered = all(state is RequestState.ORDERED for state in states if state.is_open)
    if all_ordered and until is not None and until > now:
        try:
            pause(by=by, followup_id=done.followup_id, words=said, until=until, now=now)
        except CannotHappen:
            # It has waited for as long as anything may; then its clock runs, and somebody hears of it.
            waited = "It has been paused for as long as it may be."
            add_note(by=by, followup_id=done.followup_id, words=waited, now=now)


_ENDS = {
    "arrived": (Step.ARRIVED, RequestState.HERE),
    "borrowed": (Step.HANDED_OVER, RequestState.HERE),
    "refused": (Step.REFUSED, RequestState.REFUSED),
    "not_needed": (Step.NOT_NEEDED, RequestState.NOT_NEEDED),
}


def end_with_followup(by: Actor, followup_id: UUID, *, outcome: str, words: str, now: datetime) -> list[Answered]:
    """End the open requests of a follow-up that somebody ends elsewhere; return what was ended."""
    step, state = _ENDS[outcome]
    rows = PartRequest.objects.of(by.tenant_id).select_for_update(of=("self",)).filter(followup_id=followup_id)
    ended = []
    for row in rows.filter(state__in=OPEN).select_related("part").order_by("id"):
        becomes: dict[str, Any] = {"state": state, "ended_at": now}
        if state is RequestState.REFUSED:
            becomes["why_refused"] = WhyRefused.OTHER_WAY
        keep_step(row, step, was=RequestState(row.state), by=by, words=words, now=now, becomes=becomes)
        ended.append(answered(row, step, words))
    return ended


def open_again_with_followup(by: Actor, followup_id: UUID, *, ended_at: datetime, words: str, now: datetime) -> None:
    """Open the requests again that ended with their follow-up at that moment."""
    rows = PartRequest.objects.of(by.tenant_id).select_for_update(of=("self",))
    for row in rows.filter(followup_id=followup_id, ended_at=ended_at).order_by("id"):
        last = PartRequestStep.objects.of(by.tenant_id).filter(request_id=row.id).order_by("-number").first()
        was = RequestState(last.was) if last is not None and last.was else RequestState.ASKED
        becomes = {"state": was, "ended_at": None, "why_refused": ""}
        keep_step(row, Step.TAKEN_BACK, was=RequestState(row.state), by=by, words=words, now=now, becomes=becomes)
