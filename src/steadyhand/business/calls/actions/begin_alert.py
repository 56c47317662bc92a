"""An urgent call came after hours: somebody is wanted for it before the branch opens."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.calls.alerts.models import Alert
from steadyhand.business.calls.alerts.rules import BRANCH_OPENED, UNDER_WAY, AlertState, over_because
from steadyhand.business.calls.models import Call
from steadyhand.business.calls.rules import CallState
from steadyhand.business.calls.standing import CallNotThere
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import record_change


@transaction.atomic
def begin_alert(*, by: Actor, call_id: UUID, because: str, until: datetime, now: datetime) -> UUID | None:
    """Begin an alert and return its id; None where one is under way already, or the call is in somebody's hands.

    Raises:
        CallNotThere: it isn't at one of the actor's branches.
    """
    # Locked, so that of two reasons at the same moment one begins the alert and the other finds it.
    call = Call.objects.visible_to(by).select_for_update(of=("self",), no_key=True).filter(id=call_id).first()
    if call is None:
        raise CallNotThere("There is no such call at your branches. It may have moved to another one.")
    if over_because(CallState(call.state), until=until, now=now):
        return None
    # One that was taken stays so until its branch has opened; a call that is urgent the next night is a new alert.
    old = Alert.objects.of(by.tenant_id).filter(call=call, state__in=UNDER_WAY, until__lte=now)
    old.update(state=AlertState.ENDED, ended_at=now, ended_because=BRANCH_OPENED)
    under_way = Alert.objects.of(by.tenant_id).filter(call=call, state__in=UNDER_WAY)
    if under_way.exists():
        return None
    alert = Alert.objects.create(tenant_id=by.tenant_id, call=call, began_at=now, because=because, until=until)
    record_change(call, by=by, at=now, verb="began an alert", why=because)
    return alert.id
