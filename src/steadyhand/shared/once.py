"""What if a form is sent twice? A double click, a retry after a lost reply: the first answer is given again."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from steadyhand.shared.models import KeptAnswer


def do_once(*, tenant_id: UUID, form_key: str, now: datetime, do: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """Do it and keep its answer, or return the answer that the same form got before.

    `do` runs in the transaction that keeps the answer: both happen or neither. It returns plain JSON values.
    """
    kept = _answer(tenant_id, form_key)
    if kept is not None:
        return kept
    try:
        with transaction.atomic():
            # The row first: of two sendings at the same moment the second waits here, then finds it taken.
            row = KeptAnswer(tenant_id=tenant_id, form_key=form_key, answer={}, at=now)
            row.save(force_insert=True)
            answer = do()
            KeptAnswer.objects.filter(**row.where()).update(answer=answer)
            return answer
    except IntegrityError:
        kept = _answer(tenant_id, form_key)
        if kept is None:  # something else in `do` was refused, not our key
            raise
        return kept


def _answer(tenant_id: UUID, form_key: str) -> dict[str, Any] | None:
    return KeptAnswer.objects.of(tenant_id).filter(form_key=form_key).values_list("answer", flat=True).first()
