"""What a proposed visit has in common with its follow-up: both are moved in one transaction, the book last."""

from datetime import datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from steadyhand.business.calls.models import VisitProposal
from steadyhand.business.calls.proposals.rules import ProposalState
from steadyhand.business.dealership.queries import the_dealership
from steadyhand.business.followups.actions.reopen_followup import reopen_followup
from steadyhand.business.followups.keeping.acting import act
from steadyhand.business.followups.queries.about import followups_about
from steadyhand.business.followups.rules import events as e
from steadyhand.shared.actor import Actor, the_system
from steadyhand.shared.history import record_change

ABOUT = "calls.visitproposal"
LONGEST_ANSWER = 500


class CannotAnswer(Exception):
    """The proposal can't be answered like this; the message says why and what to do."""


def proposal_to_answer(by: Actor, proposal_id: UUID) -> VisitProposal:
    """Return a proposal that still waits, its row locked.

    Raises:
        CannotAnswer: not at the actor's branches, or answered meanwhile.
    """
    rows = VisitProposal.objects.visible_to(by).select_for_update(of=("self",)).filter(id=proposal_id)
    row = rows.first()
    if row is None:
        raise CannotAnswer("This proposal isn't at one of your branches; look at the list anew.")
    state = ProposalState(row.state)
    if state is not ProposalState.PROPOSED:
        who = f" by {row.answered_by}" if row.answered_by else ""
        raise CannotAnswer(f"It is {state.label} already{who}; nothing was changed.")
    return row


def answer(
    row: VisitProposal, state: ProposalState, *, by: Actor, words: str, call_id: UUID | None = None, now: datetime
) -> None:
    """Write down what became of a proposal, and its history."""
    became = {"state": state, "answer": words[:LONGEST_ANSWER], "call_id": call_id}
    VisitProposal.objects.filter(**row.where()).update(**became, answered_at=now, answered_by=by.name)
    record_change(row, by=by, at=now, verb=_VERBS[state], why=words, was={"state": row.state}, became={"state": state})


_VERBS = {
    ProposalState.TAKEN_ON: "took a proposed visit on",
    ProposalState.DECLINED: "declined a proposed visit",
    ProposalState.WITHDRAWN: "took a proposed visit back",
}


def say_taken_on(row: VisitProposal, *, by: Actor, words: str, now: datetime) -> None:
    """Tell whoever proposed it, and let the follow-up stand still until the wish is over."""
    system = the_system(row.tenant_id, by.name)
    for each in followups_about(row.tenant_id, ABOUT, row.id):
        if not each.is_open:
            continue
        told = e.Contacted(at=now, by=by.user_id, channel="app", words=words)
        act(system, each.id, told, with_record=True)
        until = end_of_wish(row)
        if until > now:
            waits = e.Paused(at=now, by=by.user_id, words="It waits for room in a day until then.", until=until)
            act(system, each.id, waits, with_record=True)


def end_with(row: VisitProposal, outcome: str, *, by: Actor, words: str, now: datetime) -> None:
    """End its follow-up, if it has one that is open."""
    for each in followups_about(row.tenant_id, ABOUT, row.id):
        if each.is_open:
            ended = e.Ended(at=now, by=by.user_id, outcome=outcome, words=words)
            act(the_system(row.tenant_id, by.name), each.id, ended, with_record=True)


@transaction.atomic
def call_is_over(*, by: Actor, call_id: UUID, outcome: str, words: str, now: datetime) -> None:
    """End what was proposed along with the call that was taken for it. One query for a call that nobody proposed."""
    for row in VisitProposal.objects.of(by.tenant_id).filter(call_id=call_id):
        end_with(row, outcome, by=by, words=words, now=now)


@transaction.atomic
def call_goes_on(*, by: Actor, call_id: UUID, words: str, now: datetime) -> None:
    """Open what was proposed again along with its call. One query for a call that nobody proposed."""
    for row in VisitProposal.objects.of(by.tenant_id).filter(call_id=call_id):
        system = the_system(row.tenant_id, by.name)
        for each in followups_about(row.tenant_id, ABOUT, row.id):
            if not each.is_open:
                reopen_followup(by=system, followup_id=each.id, words=words, with_record=True, now=now)


def end_of_wish(row: VisitProposal) -> datetime:
    """Return when the last day wished for is over, by the clock of the branch."""
    zone = ZoneInfo(the_dealership(row.tenant_id).zone)
    return datetime.combine(row.wished_until + timedelta(days=1), time(), tzinfo=zone)
