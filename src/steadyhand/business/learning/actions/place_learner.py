"""Somebody takes the placement drill: what they know already they needn't read first."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from steadyhand.business.learning.content.placement import known_by, questions
from steadyhand.business.learning.models import Placement
from steadyhand.business.learning.refusing import CannotLearn, learner
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import record_change


@transaction.atomic
def place_learner(*, by: Actor, chosen: Mapping[str, int], now: datetime) -> tuple[str, ...]:
    """Keep the answers, question → number from 0, and return the codes of the modules they know.

    Raises:
        CannotLearn: a question is unanswered.
    """
    open_ones = [each for each in questions() if each.module not in chosen]
    if open_ones:
        count = len(open_ones)
        raise CannotLearn(f"{count} question{' is' if count == 1 else 's are'} unanswered: choose what you would do.")
    known = known_by(chosen)
    row = Placement.objects.create(
        tenant_id=by.tenant_id, user_id=learner(by), at=now, chosen=dict(chosen), known=list(known)
    )
    record_change(row, by=by, at=now, verb="placement drill taken")
    return known
