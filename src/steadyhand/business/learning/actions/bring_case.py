"""Somebody brings a case from their own week, for a module; theirs alone, or for everybody to learn from."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.learning.content.modules import module
from steadyhand.business.learning.models import OwnCase
from steadyhand.business.learning.refusing import CannotLearn, learner
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import record_change

LONGEST_CASE = 4_000


@transaction.atomic
def bring_case(*, by: Actor, code: str, words: str, is_shared: bool, now: datetime) -> UUID:
    """Keep a case and return its id.

    Raises:
        CannotLearn: there is no such module, or nothing was written.
    """
    if module(code) is None:
        raise CannotLearn(f"There is no module “{code}”; open it from the list of modules.")
    if not words.strip():
        raise CannotLearn("Write what happened: who said what, and what you would say now.")
    case = OwnCase.objects.create(
        tenant_id=by.tenant_id,
        user_id=learner(by),
        module=code,
        words=words.strip(),
        is_shared=is_shared,
        at=now,
    )
    record_change(case, by=by, at=now, verb="case brought", became={"module": code, "is_shared": is_shared})
    return case.id


@transaction.atomic
def take_back_case(*, by: Actor, case_id: UUID, now: datetime) -> None:
    """Take one's own case back: nobody sees it any more.

    Raises:
        CannotLearn: it isn't theirs, or is taken back already.
    """
    case = OwnCase.objects.of(by.tenant_id).filter(id=case_id, user_id=learner(by), taken_back_at=None).first()
    if case is None:
        raise CannotLearn("This isn't among what you brought any more; look at the list again.")
    OwnCase.objects.filter(**case.where()).update(taken_back_at=now)
    record_change(case, by=by, at=now, verb="case taken back")
