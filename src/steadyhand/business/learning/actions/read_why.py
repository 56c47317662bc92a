"""Somebody says that they have read the principal's own module, as it is worded now."""

from datetime import datetime

from django.db import transaction

from steadyhand.business.learning.models import ModuleReading
from steadyhand.business.learning.queries.why_read import CODE, wording_of
from steadyhand.business.learning.refusing import CannotLearn, learner
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import record_change


@transaction.atomic
def read_why(*, by: Actor, wording: int, now: datetime) -> None:
    """Keep that somebody has read this wording; doing so again changes nothing.

    Raises:
        CannotLearn: nothing is written yet, or it was written anew since they opened it.
    """
    latest = wording_of(by.tenant_id)
    if not latest:
        raise CannotLearn("There is nothing to read yet: your principal is still to write it.")
    if wording != latest:
        raise CannotLearn("It was written anew since you opened it. Read it as it is now, then say so.")
    reading, is_new = ModuleReading.objects.get_or_create(
        tenant_id=by.tenant_id,
        user_id=learner(by),
        module=CODE,
        version=wording,
        defaults={"started_at": now, "last_at": now, "done_at": now},
    )
    if is_new:
        record_change(reading, by=by, at=now, verb="module read", became={"module": CODE, "version": wording})
