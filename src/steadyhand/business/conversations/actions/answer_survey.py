"""A customer says how it went: kept once a call, changed while it may be; a poor answer is somebody's to ring about."""

from dataclasses import asdict, replace
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from steadyhand.business.calls.queries.spoken_of import CallSpokenOf, call_spoken_of
from steadyhand.business.calls.rules import CallState
from steadyhand.business.conversations.actions.keep_statement import keep_statement
from steadyhand.business.conversations.kinds import POOR_ANSWER
from steadyhand.business.conversations.models import SurveyAnswer
from steadyhand.business.conversations.moments.moment import Moment
from steadyhand.business.conversations.rules import Direction
from steadyhand.business.conversations.saying import Saying
from steadyhand.business.conversations.surveys.rules import Answered, CannotAnswer, check, may_change_until
from steadyhand.business.followups.actions.open_followup import open_followup
from steadyhand.business.followups.hearers import hearers_at
from steadyhand.business.followups.keeping.book import Subject
from steadyhand.business.promises.rules import Channel
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import record_change
from steadyhand.shared.identity import new_id

ABOUT = "conversations.surveyanswer"


@transaction.atomic
def answer_survey(*, by: Actor, call_id: UUID, answered: Answered, now: datetime) -> None:
    """Keep how it went, as what they told us; open the service manager's follow-up of the first poor answer.

    The same answer again changes nothing.

    Raises:
        CannotAnswer: the call isn't over, it is too late to change it, or it can't be kept so.
    """
    answered = replace(answered, words=answered.words.strip())
    check(answered)
    call = call_spoken_of(by, call_id)
    if call is None or call.state is not CallState.CLOSED:
        raise CannotAnswer("Your call isn't over yet. Tell us then how it went, or ask us to call you.")
    row, is_new = _row(by, call_id, answered, now)
    if not is_new and not _changed(row, answered, by=by, now=now):
        return
    said = Saying(
        direction=Direction.FROM_THEM,
        channel=Channel.PAGE,
        words=answered.said if is_new else f"Changed: {answered.said}",
        moment=Moment.SURVEY.value,
        call_id=call_id,
    )
    keep_statement(by=by, saying=said, now=now)
    # Last: it opens the book of follow-ups.
    if answered.is_poor and row.followup_id is None:
        followup_id = _open(by, row.id, call, answered, now)
        SurveyAnswer.objects.filter(**row.where()).update(followup_id=followup_id)


def _row(by: Actor, call_id: UUID, answered: Answered, now: datetime) -> tuple[SurveyAnswer, bool]:
    """Return the call's row, locked, and whether it is new."""
    facts = asdict(answered) | {"answered_at": now}
    try:
        # Two taps at once: the database lets one of them be the first.
        with transaction.atomic():
            row = SurveyAnswer.objects.create(id=new_id(), tenant_id=by.tenant_id, call_id=call_id, **facts)
    except IntegrityError:
        rows = SurveyAnswer.objects.of(by.tenant_id).select_for_update(no_key=True, of=("self",))
        return rows.get(call_id=call_id), False
    record_change(row, by=by, at=now, verb="answered how it went", became=asdict(answered))
    return row, True


def _changed(row: SurveyAnswer, answered: Answered, *, by: Actor, now: datetime) -> bool:
    """Write another answer, and say whether it is one."""
    becomes = asdict(answered)
    was = {name: getattr(row, name) for name in becomes}
    if was == becomes:
        return False
    if now > may_change_until(row.answered_at):
        raise CannotAnswer("Your answer can't be changed any more. Ask us to call you, and tell us then.")
    SurveyAnswer.objects.filter(**row.where()).update(**becomes, changed_at=now)
    record_change(row, by=by, at=now, verb="changed how it went", was=was, became=becomes)
    return True


def _open(by: Actor, answer_id: UUID, call: CallSpokenOf, answered: Answered, now: datetime) -> UUID:
    who = call.who or call.customer or "a customer"
    return open_followup(
        by=by,
        kind=POOR_ANSWER.name,
        subject=Subject(
            branch_id=call.branch_id,
            title=f"Not happy: {who} · call {call.number}"[:200],
            customer_id=call.customer_id,
            site_id=call.site_id,
            about_kind=ABOUT,
            about_id=answer_id,
        ),
        words=answered.said,
        listeners=hearers_at(by.tenant_id, call.branch_id, at=now),
        now=now,
    )
