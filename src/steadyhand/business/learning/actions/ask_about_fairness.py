"""A candidate is asked who they are, by a link or on paper: whether they answer is theirs, and nobody sees it."""

import secrets
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from steadyhand.business.learning.models import Candidate, FairnessAsk, FairnessQuestion
from steadyhand.business.learning.queries.coaches import LEADS
from steadyhand.business.learning.refusing import CannotHire
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import record_change
from steadyhand.shared.links import add_link, revoke_links

PURPOSE = "fairness"
# Somebody who applies reads their mail; later the answer would come after the decision was.
OPEN_FOR = timedelta(days=30)
# Nothing that is taken for something else when it is written by hand.
_LETTERS = "ACDEFGHJKLMNPQRTUVWXY34679"
_LENGTH = 8


@transaction.atomic
def ask_about_fairness(*, by: Actor, candidate_id: UUID, by_mail: bool, now: datetime) -> UUID:
    """Ask a candidate, and return the id of the link (`by_mail`); asked again, links made before open nothing.

    On paper the sheet carries a code, and the id is the candidate's.

    Raises:
        CannotHire: no such candidate at the actor's branches, nothing is asked here, or their way is over.
    """
    rows = Candidate.objects.visible_to(by.within(LEADS)).filter(erased_at__isnull=True, technician__isnull=True)
    candidate = rows.filter(id=candidate_id).first()
    if candidate is None:
        raise CannotHire("This candidate isn't at your branches, works here by now, or is erased.")
    if not FairnessQuestion.objects.of(by.tenant_id).filter(ended_at__isnull=True).exists():
        raise CannotHire("Nothing is asked here: the principal chooses the questions first.")
    row, is_new = FairnessAsk.objects.of(by.tenant_id).get_or_create(
        tenant_id=by.tenant_id,
        candidate=candidate,
        defaults={"asked_at": now, "expires_at": now + OPEN_FOR, "by_mail": by_mail, "code": _new_code()},
    )
    if not is_new:
        FairnessAsk.objects.filter(**row.where()).update(expires_at=now + OPEN_FOR, by_mail=by_mail or row.by_mail)
    record_change(row, by=by, at=now, verb="asked about fairness", became={"by": "e-mail" if by_mail else "paper"})
    if not by_mail:
        return candidate.id
    revoke_links(tenant_id=by.tenant_id, about_id=row.id, now=now)
    return add_link(by=by, purpose=PURPOSE, about_id=row.id, expires_at=now + OPEN_FOR, now=now).id


@transaction.atomic
def stop_asking_about_fairness(*, by: Actor, candidate_id: UUID, now: datetime) -> None:
    """Take a candidate's link and paper back: from now on neither takes an answer. What was answered stays.

    Raises:
        CannotHire: they weren't asked, or aren't at the actor's branches.
    """
    row = FairnessAsk.objects.visible_to(by.within(LEADS)).filter(candidate_id=candidate_id).first()
    if row is None:
        raise CannotHire("This candidate hasn't been asked, or isn't at your branches: there is nothing to take back.")
    FairnessAsk.objects.filter(**row.where()).update(expires_at=now)
    revoke_links(tenant_id=by.tenant_id, about_id=row.id, now=now)
    record_change(row, by=by, at=now, verb="fairness link taken back")


def _new_code() -> str:
    return "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))
