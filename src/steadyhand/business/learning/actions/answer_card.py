"""Somebody answers a card: the answer goes into the log, and when the card comes again is reckoned from it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.learning.cards.scheduling import Answer, Memory, after, replayed
from steadyhand.business.learning.content.modules import card
from steadyhand.business.learning.models import CardAnswer, CardState
from steadyhand.business.learning.refusing import CannotLearn, learner
from steadyhand.shared.actor import Actor


@transaction.atomic
def answer_card(*, by: Actor, code: str, answer: Answer, now: datetime) -> datetime:
    """Keep an answer and return when the card is due again.

    Raises:
        CannotLearn: there is no such card.
    """
    if card(code) is None:
        raise CannotLearn("This card has been taken out since: open today's card again.")
    user_id = learner(by)
    states = CardState.objects.of(by.tenant_id).select_for_update()
    state = states.filter(user_id=user_id, card=code).first()
    # A phone that was without a signal may bring an older answer after a newer one: then the log decides.
    memory = _memory(state) if state and state.last_at <= now else None
    CardAnswer.objects.create(tenant_id=by.tenant_id, user_id=user_id, card=code, answer=answer, at=now)
    is_late = state is not None and memory is None
    kept = _from_log(by.tenant_id, user_id, code) if is_late else after(memory, answer, now)
    _keep(by.tenant_id, user_id, code, kept)
    return kept.due_at


@transaction.atomic
def reckon_cards_anew(tenant_id: UUID, user_id: UUID) -> int:
    """Reckon every card of somebody from the log; return how many there are."""
    answers = CardAnswer.objects.of(tenant_id).filter(user_id=user_id)
    codes = sorted(set(answers.values_list("card", flat=True)))
    CardState.objects.of(tenant_id).filter(user_id=user_id).exclude(card__in=codes).delete()
    for code in codes:
        _keep(tenant_id, user_id, code, _from_log(tenant_id, user_id, code))
    return len(codes)


def _memory(state: CardState) -> Memory:
    return Memory(state.stability_days, state.difficulty, state.last_at, state.due_at)


def _from_log(tenant_id: UUID, user_id: UUID, code: str) -> Memory:
    rows = CardAnswer.objects.of(tenant_id).filter(user_id=user_id, card=code).order_by("at", "id")
    memory = replayed((Answer(answer), at) for answer, at in rows.values_list("answer", "at"))
    if memory is None:
        raise CannotLearn(f"The card “{code}” has no answers yet, so there is nothing to reckon.")
    return memory


def _keep(tenant_id: UUID, user_id: UUID, code: str, memory: Memory) -> None:
    CardState.objects.update_or_create(
        tenant_id=tenant_id,
        user_id=user_id,
        card=code,
        defaults={
            "stability_days": memory.stability_days,
            "difficulty": memory.difficulty,
            "last_at": memory.last_at,
            "due_at": memory.due_at,
        },
    )
