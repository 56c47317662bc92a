"""The principal writes their own module, or confirms it for another year; an open follow-up about it ends with that."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from steadyhand.business.followups.actions.end_followup import end_followup
from steadyhand.business.followups.queries.about import open_about
from steadyhand.business.learning.models import OwnWhy
from steadyhand.business.learning.refusing import CannotLearn, learner
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import record_change

ABOUT = "learning.ownwhy"
# As much as is read aloud in two minutes, each.
LONGEST = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """Why we do this, for whom, and what it isn't."""

    why: str
    for_whom: str
    is_not: str


@transaction.atomic
def write_why(*, by: Actor, told: Why, now: datetime) -> None:
    """Keep the principal's words as everybody reads them from now on.

    Raises:
        CannotLearn: one of the three is empty.
    """
    for label, words in (("why", told.why), ("for whom", told.for_whom), ("what it isn't", told.is_not)):
        if not words.strip():
            raise CannotLearn(f"Write {label}: two sentences of your own are enough, and without them it isn't whole.")
    _keep(by, told, now, is_confirmation=False)


@transaction.atomic
def confirm_why(*, by: Actor, now: datetime) -> None:
    """Say that the words still hold, for another year.

    Raises:
        CannotLearn: nothing was written yet.
    """
    latest = OwnWhy.objects.of(by.tenant_id).order_by("-at", "-id").first()
    if latest is None:
        raise CannotLearn("There is nothing to confirm yet: write it first.")
    _keep(by, Why(why=latest.why, for_whom=latest.for_whom, is_not=latest.is_not), now, is_confirmation=True)


def _keep(by: Actor, told: Why, now: datetime, *, is_confirmation: bool) -> None:
    row = OwnWhy.objects.create(
        tenant_id=by.tenant_id,
        why=told.why.strip(),
        for_whom=told.for_whom.strip(),
        is_not=told.is_not.strip(),
        written_by_id=learner(by),
        at=now,
        is_confirmation=is_confirmation,
    )
    record_change(row, by=by, at=now, verb="own module confirmed" if is_confirmation else "own module written")
    for followup_id in open_about(by.tenant_id, ABOUT).values():
        words = "Confirmed for another year." if is_confirmation else "Written anew."
        end_followup(by=by, followup_id=followup_id, outcome="confirmed", words=words, now=now)
