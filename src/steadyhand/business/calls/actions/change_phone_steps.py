"""The desk tries other steps on the phone for a problem."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from steadyhand.business.calls.models import Code, PhoneSteps
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import record_change

# Nobody who waits for a working machine goes along with more.
MOST_STEPS = 8
LONGEST = 300


class CannotChangeSteps(Exception):
    """The steps can't be kept like this; the message is for whoever changes them."""


@transaction.atomic
def change_phone_steps(*, by: Actor, code: str, steps: Sequence[str], now: datetime) -> None:
    """Keep what is tried for a problem code; no steps mean that a visit is needed at once.

    Raises:
        CannotChangeSteps: there is no such code, or too many or too long steps.
    """
    if not Code.objects.of(by.tenant_id).filter(kind=Code.Kind.PROBLEM, code=code).exists():
        raise CannotChangeSteps(f"There is no problem code {code}. Choose one from the list.")
    kept = [step.strip() for step in steps if step.strip()]
    if len(kept) > MOST_STEPS:
        raise CannotChangeSteps(f"{len(kept)} steps are too many for a call; keep the best {MOST_STEPS}.")
    too_long = next((step for step in kept if len(step) > LONGEST), "")
    if too_long:
        raise CannotChangeSteps(f"“{too_long[:40]}…” is too long to read to somebody; make two steps of it.")
    row, is_new = PhoneSteps.objects.get_or_create(tenant_id=by.tenant_id, code=code, defaults={"steps": kept})
    was = [] if is_new else row.steps
    PhoneSteps.objects.filter(**row.where()).update(steps=kept)
    record_change(
        row, by=by, at=now, verb="changed what is tried on the phone", was={"steps": was}, became={"steps": kept}
    )
