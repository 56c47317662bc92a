"""Did what was fixed on the phone hold? What asking about it and reopening the call have in common."""

from datetime import datetime

from steadyhand.business.calls.models import Call, PhoneFix
from steadyhand.business.calls.rules import CallType
from steadyhand.business.calls.standing import keep_standing
from steadyhand.shared.actor import Actor
from steadyhand.shared.rows import RowQuerySet


def checks_open(call: Call) -> RowQuerySet[PhoneFix]:
    """Return the fixes of a call that nobody has asked about yet."""
    rows: RowQuerySet[PhoneFix] = PhoneFix.objects.of(call.tenant_id).filter(
        call_id=call.id, check_on__isnull=False, checked_at__isnull=True
    )
    return rows


def settle_checks(call: Call, *, by: Actor, has_held: bool, now: datetime) -> None:
    """Keep whether the fix has held."""
    checks_open(call).update(has_held=has_held, checked_at=now, checked_by=by.name)


def not_held_by_phone(call: Call, *, by: Actor, now: datetime) -> None:
    """Bring a locked call that was solved on the phone back to where its visits left it, as a corrective one."""
    settle_checks(call, by=by, has_held=False, now=now)
    call.call_type = CallType.CORRECTIVE
    Call.objects.of(call.tenant_id).filter(**call.where()).update(call_type=call.call_type)
    keep_standing(call, now=now)
