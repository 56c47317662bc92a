"""The desk asks something in other words, asks something new, or no longer asks it."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction

from steadyhand.business.calls.models import SymptomQuestion
from steadyhand.business.calls.phone.guide import FIRST_TOPIC, LAST_TOPIC, MOST_ANSWERS, Question
from steadyhand.business.calls.phone.shipped import kept_of
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import differences, record_change

LONGEST = 200


class CannotAsk(Exception):
    """The question can't be asked like this; the message is for whoever changes it."""


@transaction.atomic
def change_question(*, by: Actor, question: Question, is_retired: bool = False, now: datetime) -> None:
    """Keep a question under its key, in place of the shipped one or beside it.

    Raises:
        CannotAsk: words or answers are missing, or more than the keys 1 to 9 can choose.
    """
    question = replace(question, answers=tuple(each for each in question.answers if each.words.strip()))
    _check(question, is_retired=is_retired)
    row = SymptomQuestion.objects.of(by.tenant_id).filter(key=question.key).first()
    facts: dict[str, Any] = {
        "topic": question.topic,
        "words": question.words.strip(),
        "family": question.family.strip(),
        "meter": question.meter,
        "answers": [kept_of(answer) for answer in question.answers],
        "is_retired": is_retired,
    }
    if row is None:
        row = SymptomQuestion.objects.create(tenant_id=by.tenant_id, key=question.key, **facts)
        was: dict[str, Any] = {}
        became = facts
    else:
        was, became = differences({name: getattr(row, name) for name in facts}, facts)
        SymptomQuestion.objects.filter(**row.where()).update(**facts)
    record_change(row, by=by, at=now, verb="changed a question of the desk", was=was, became=became)


def _check(question: Question, *, is_retired: bool) -> None:
    if not question.words.strip() or len(question.words.strip()) > LONGEST:
        raise CannotAsk(f"Write the question, in {LONGEST} characters at most.")
    if is_retired and question.topic in (FIRST_TOPIC, LAST_TOPIC):
        raise CannotAsk("Everything begins or ends with this question: change its words, but keep asking it.")
    if len(question.answers) < 2:  # noqa: PLR2004  # with one answer there is nothing to ask
        raise CannotAsk("Give at least two answers to choose from.")
    if len(question.answers) > MOST_ANSWERS:
        raise CannotAsk(f"{len(question.answers)} answers are too many: {MOST_ANSWERS} can be chosen by a key.")
