"""The model that answers learns what is open and what has closed since the night; what it is stays the same."""

from datetime import datetime

from django.db import transaction

from steadyhand.business.promises.fitted import live_model
from steadyhand.business.promises.forecasting.fit import up_to
from steadyhand.business.promises.history import cases_of
from steadyhand.business.promises.models import FittedModel
from steadyhand.business.promises.rules import ModelState, PromiseKind
from steadyhand.shared.actor import Actor

# Some months of a house of fifty technicians: what is older changes nothing by the hour.
MOST = 20_000


def bring_up_to_date(*, by: Actor, kind: PromiseKind, now: datetime) -> bool:
    """Tell the live model of a kind what has happened; return whether there is one.

    `now` is by the clock on the dealership's wall. Reckoning holds no lock. Not a change that history keeps: nobody
    decided anything, and the model is the same.
    """
    live = live_model(by.tenant_id, kind)
    if live is None:
        return False
    fresh = up_to(live.forecaster, cases_of(by.tenant_id, kind, now=now, most=MOST), now=now)
    content = fresh.to_bytes()
    with transaction.atomic():
        # Only while it still answers: another one may have gone live meanwhile.
        rows = FittedModel.objects.of(by.tenant_id).filter(id=live.id, state=ModelState.LIVE)
        return bool(rows.update(content=content, knows_until=now))
