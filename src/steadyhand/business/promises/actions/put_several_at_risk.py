"""A plan comes too late for several promises at once: each is at risk, and somebody has its customer to tell."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.followups.queries.about import followups_about
from steadyhand.business.promises.actions.put_at_risk import put_at_risk, take_from_risk
from steadyhand.business.promises.beside import open_beside
from steadyhand.business.promises.keeping import ABOUT
from steadyhand.business.promises.kinds import EARLY_NOTICE
from steadyhand.business.promises.models import Promise
from steadyhand.business.promises.queries.promises import OPEN
from steadyhand.shared.actor import Actor


@transaction.atomic
def put_several_at_risk(*, by: Actor, because: Mapping[UUID, str], now: datetime) -> frozenset[UUID]:
    """Say of each promise why it will not be kept, and see that a notice to its customer is open.

    Returns those that weren't at risk before. Of one that its customer was told of already a new notice is opened: what
    they know isn't so any more. Call it inside a transaction, and last: it opens the book of follow-ups.
    """
    rows = Promise.objects.visible_to(by).filter(id__in=because, state__in=OPEN)
    # All rows before the book, and in one order: two plans that are accepted at once wait for each other only once.
    found = list(rows.select_for_update(no_key=True).order_by("id").values_list("id", flat=True))
    new = set()
    for promise_id in found:
        if put_at_risk(by=by, promise_id=promise_id, because=because[promise_id], odds=0.0, now=now):
            new.add(promise_id)
        if not _is_noticed(by.tenant_id, promise_id):
            open_beside(
                by=by, promise_id=promise_id, kind=EARLY_NOTICE.name, what="Tell them early",
                words=because[promise_id], now=now,
            )  # fmt: skip
    return frozenset(new)


@transaction.atomic
def take_several_from_risk(*, by: Actor, promise_ids: frozenset[UUID], now: datetime) -> int:
    """Say that promises are at risk no more, and return how many were. Call it last: it opens the book."""
    return sum(take_from_risk(by=by, promise_id=each, odds=None, now=now) for each in sorted(promise_ids))


def _is_noticed(tenant_id: UUID, promise_id: UUID) -> bool:
    return any(
        each.is_open and each.kind == EARLY_NOTICE.name for each in followups_about(tenant_id, ABOUT, promise_id)
    )
