"""The odds of open promises, as they are now."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.promises.models import Promise
from steadyhand.business.promises.queries.promises import OPEN
from steadyhand.shared.actor import Actor

AT_ONCE = 500


@transaction.atomic
def note_odds(*, by: Actor, odds: Mapping[UUID, float | None], now: datetime) -> None:
    """Keep the odds of these promises. They change every few minutes, so they leave nothing in the history.

    One query for five hundred.
    """
    ids = sorted(odds)
    for start in range(0, len(ids), AT_ONCE):
        rows = [
            Promise(id=each, tenant_id=by.tenant_id, odds_now=odds[each], watched_at=now)
            for each in ids[start : start + AT_ONCE]
        ]
        Promise.objects.of(by.tenant_id).filter(state__in=OPEN).bulk_update(rows, ["odds_now", "watched_at"])
