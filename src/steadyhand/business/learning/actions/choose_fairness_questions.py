"""The principal chooses what candidates are asked of themselves, or that nothing is asked."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from steadyhand.business.dealership.rules import Role
from steadyhand.business.learning.fairness.questions import Asked, NotAskedSo, shipped_questions, worded
from steadyhand.business.learning.models import FairnessQuestion
from steadyhand.business.learning.refusing import CannotHire
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import record_change


@transaction.atomic
def choose_fairness_questions(*, by: Actor, asked: Sequence[Asked], now: datetime) -> None:
    """Ask these questions from now on, and no others; none at all switches it off.

    A question that is worded anew is another one: what was answered to the old one isn't mixed with it.

    Raises:
        CannotHire: not the principal, a question that there isn't, or one that can't be asked so.
    """
    if not by.is_one_of(Role.PRINCIPAL):
        raise CannotHire("Whether candidates are asked, and what, is the principal's to decide.")
    known = {each.code for each in shipped_questions()}
    try:
        wanted = {each.code: worded(each.code, each.asks, each.answers) for each in asked}
    except NotAskedSo as refused:
        raise CannotHire(str(refused)) from refused
    if stray := set(wanted) - known:
        raise CannotHire(f"There is no question “{min(stray)}”: open the page anew.")
    for row in FairnessQuestion.objects.of(by.tenant_id).filter(ended_at__isnull=True).select_for_update():
        if wanted.get(row.code) == Asked(row.code, row.asks, tuple(row.answers)):
            del wanted[row.code]
        else:
            FairnessQuestion.objects.filter(**row.where()).update(ended_at=now)
            record_change(row, by=by, at=now, verb="fairness question ended", was={"asks": row.asks})
    for each in wanted.values():
        row = FairnessQuestion.objects.create(
            tenant_id=by.tenant_id, code=each.code, asks=each.asks, answers=list(each.answers), asked_since=now
        )
        became = {"asks": each.asks, "answers": list(each.answers)}
        record_change(row, by=by, at=now, verb="fairness question asked", became=became)
