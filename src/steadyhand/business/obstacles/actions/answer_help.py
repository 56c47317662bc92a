"""A colleague answers a call for help, and whoever asked says how it ended."""

from datetime import datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from steadyhand.business.dealership.queries import actor_for, the_dealership
from steadyhand.business.followups.actions.acknowledge import acknowledge
from steadyhand.business.followups.actions.add_note import add_note
from steadyhand.business.followups.actions.end_followup import end_followup
from steadyhand.business.followups.actions.give_to import give_to
from steadyhand.business.followups.actions.record_contact import record_contact
from steadyhand.business.followups.queries.about import owner_of
from steadyhand.business.followups.rules.standing import State
from steadyhand.business.obstacles.actions.ask_for_help import ask_the_next, timer_key
from steadyhand.business.obstacles.models import HelpAsk, HelpRequest, TakesQuestions
from steadyhand.shared.actor import Actor, the_system
from steadyhand.shared.queue.putting import drop_job

# A call of over four hours is no help by telephone any more.
MOST_MINUTES = 240
NOBODY = UUID(int=0)


class CannotAnswerHelp(Exception):
    """It is over, somebody else has it, or it isn't theirs; the message says which."""


@transaction.atomic
def answer_help(*, by: Actor, ask_id: UUID, takes: bool, now: datetime) -> None:
    """Keep what a colleague answers: they call, or can't; then the next one is asked. Late is better than never.

    Raises:
        CannotAnswerHelp: not asked of them, over, or another colleague calls already.
    """
    ask, request = _mine(by, ask_id)
    if _is_over(request):
        raise CannotAnswerHelp("It has been solved meanwhile. Thank you.")
    others = HelpAsk.objects.of(by.tenant_id).filter(request=request, answer=HelpAsk.Answer.TAKES).exclude(id=ask.id)
    if (other := others.select_related("user").first()) is not None:
        raise CannotAnswerHelp(f"{other.user.name} calls already. Thank you.")
    was = ask.answer
    if was == HelpAsk.Answer.TAKES and takes:
        return
    ask.answer = HelpAsk.Answer.TAKES if takes else HelpAsk.Answer.CANNOT
    ask.answered_at = now
    ask.save(update_fields=["answer", "answered_at"])
    drop_job(tenant_id=by.tenant_id, key=timer_key(ask.id))
    if takes:
        _take(request, ask, by=by, now=now)
    elif was in (HelpAsk.Answer.WAITING, HelpAsk.Answer.TAKES):
        # Who was silent is passed over already.
        ask_the_next(request, asker=actor_for(request.asked_by_id), now=now)


def _take(request: HelpRequest, ask: HelpAsk, *, by: Actor, now: datetime) -> None:
    still = HelpAsk.objects.of(by.tenant_id).filter(request=request, answer=HelpAsk.Answer.WAITING)
    for other_id in still.values_list("id", flat=True):
        drop_job(tenant_id=by.tenant_id, key=timer_key(other_id))
    still.update(answer=HelpAsk.Answer.WITHDRAWN, answered_at=now)
    if owner_of(by.tenant_id, request.followup_id) != ask.user_id:
        # Whoever works at another branch sees it only once it is theirs.
        giver = by if by.can_see_branch(request.branch_id) else the_system(by.tenant_id, "Steadyhand")
        said = f"{ask.user.name} calls."
        give_to(by=giver, followup_id=request.followup_id, owner=ask.user_id, words=said, now=now)
    acknowledge(by=by, followup_id=request.followup_id, now=now)


@transaction.atomic
def end_help(
    *, by: Actor, request_id: UUID, outcome: str, words: str = "", minutes: int | None = None, now: datetime
) -> bool:
    """Keep how it ended, as whoever asked says: it helped, it didn't (the next one is asked), or solved without.

    Returns False where it goes on and nobody is left to ask: whoever has it keeps it, and can be telephoned.
    `minutes` is what it took of the colleague's day; without it the time since they said that they call.

    Raises:
        CannotAnswerHelp: not theirs, over, or more minutes than a telephone call has.
    """
    request = HelpRequest.objects.of(by.tenant_id).select_for_update().filter(id=request_id).first()
    if request is None or request.asked_by_id != by.user_id:
        raise CannotAnswerHelp("Only whoever asked says how it ended.")
    if _is_over(request):
        return True
    if minutes is not None and not 0 <= minutes <= MOST_MINUTES:
        raise CannotAnswerHelp(f"{minutes} minutes? Say between 0 and {MOST_MINUTES}.")
    asks = HelpAsk.objects.of(by.tenant_id).filter(request=request)
    helper = asks.filter(answer=HelpAsk.Answer.TAKES).select_related("user").first()
    if helper is not None and helper.answered_at is not None:
        taken = (
            minutes
            if minutes is not None
            else min(round((now - helper.answered_at).total_seconds() / 60), MOST_MINUTES)
        )
        asks.filter(id=helper.id).update(minutes=taken)
    if outcome == "not_helped":
        return _on_to_the_next(request, helper, by=by, words=words, now=now)
    waiting = asks.filter(answer=HelpAsk.Answer.WAITING)
    for ask_id in waiting.values_list("id", flat=True):
        drop_job(tenant_id=by.tenant_id, key=timer_key(ask_id))
    waiting.update(answer=HelpAsk.Answer.WITHDRAWN, answered_at=now)
    said = words.strip() or (
        f"{helper.user.name} helped." if helper and outcome == "helped" else "Solved without help."
    )
    record_contact(by=by, followup_id=request.followup_id, channel="phone", words=said, now=now)
    end_followup(by=by, followup_id=request.followup_id, outcome=outcome, words=said, now=now)
    HelpRequest.objects.filter(**request.where()).update(ended_at=now)
    return True


def _on_to_the_next(request: HelpRequest, helper: HelpAsk | None, *, by: Actor, words: str, now: datetime) -> bool:
    passed = HelpAsk.objects.of(by.tenant_id).filter(
        request=request, answer=HelpAsk.Answer.WAITING, waits_until__isnull=False
    )
    for ask_id in passed.values_list("id", flat=True):
        drop_job(tenant_id=by.tenant_id, key=timer_key(ask_id))
    passed.update(answer=HelpAsk.Answer.SILENT, answered_at=now)
    if helper is not None:
        HelpAsk.objects.filter(**helper.where()).update(answer=HelpAsk.Answer.CANNOT)
    add_note(
        by=by,
        followup_id=request.followup_id,
        words=words.strip() or "It didn't help; somebody else is asked.",
        now=now,
    )
    return ask_the_next(request, asker=by, now=now)


@transaction.atomic
def take_questions(*, by: Actor, takes: bool, now: datetime) -> None:
    """Say that questions may come though one is with a customer, until the end of the day; or that they may not."""
    if by.user_id is None:
        return
    mine = TakesQuestions.objects.of(by.tenant_id).filter(user_id=by.user_id)
    if not takes:
        mine.delete()
        return
    zone = ZoneInfo(the_dealership(by.tenant_id).zone)
    until = datetime.combine(now.astimezone(zone).date() + timedelta(days=1), time(0), tzinfo=zone)
    if not mine.update(until=until):
        TakesQuestions.objects.create(tenant_id=by.tenant_id, user_id=by.user_id, until=until)


def _is_over(request: HelpRequest) -> bool:
    """Whoever asked has said so, or whoever had it has ended its follow-up."""
    return request.ended_at is not None or request.followup.state != State.OPEN


def _mine(by: Actor, ask_id: UUID) -> tuple[HelpAsk, HelpRequest]:
    ask = HelpAsk.objects.of(by.tenant_id).filter(id=ask_id, user_id=by.user_id or NOBODY).first()
    if ask is None:
        raise CannotAnswerHelp("You weren't asked for this.")
    request = HelpRequest.objects.of(by.tenant_id).select_for_update().get(id=ask.request_id)
    # Read again: somebody may have answered before the row was ours.
    return HelpAsk.objects.of(by.tenant_id).get(id=ask.id), request
