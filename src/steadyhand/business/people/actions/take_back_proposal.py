"""A pair that was only proposed isn't any more: nobody has answered it, so nothing of it stays but the history."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.people.described import CannotBeSo
from steadyhand.business.people.growth.models import Pair
from steadyhand.business.people.growth.rules import PairState
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import facts_of, record_change


@transaction.atomic
def take_back_proposal(*, by: Actor, pair_id: UUID, why: str, now: datetime) -> None:
    """Take a proposed pair back as if it had never been; another one can be proposed for the same learner.

    Raises:
        CannotBeSo: no such pair, or somebody has answered it.
    """
    pair = Pair.objects.visible_to(by).select_for_update(of=("self",)).filter(id=pair_id).first()
    if pair is None:
        raise CannotBeSo("There is no such pair at your branches; look at the list anew.")
    if pair.state != PairState.PROPOSED:
        raise CannotBeSo("Somebody has answered this proposal; end the pair, and say how it went.")
    record_change(pair, by=by, at=now, verb="pair taken back", why=why, was=facts_of(pair))
    Pair.objects.filter(**pair.where()).delete()
