"""Which candidate does somebody who leads mean, and may they?"""

from uuid import UUID

from steadyhand.business.learning.models import Candidate
from steadyhand.business.learning.queries.coaches import LEADS
from steadyhand.business.learning.refusing import CannotHire
from steadyhand.shared.actor import Actor


def candidate_to_lead(by: Actor, candidate_id: UUID) -> Candidate:
    """Return a candidate at a branch that the actor leads, theirs alone until the transaction ends.

    Raises:
        CannotHire: there is none, or they are erased.
    """
    rows = Candidate.objects.visible_to(by.within(LEADS)).select_related("opening").filter(erased_at__isnull=True)
    # Two who decide at one moment come one after the other: the second sees what the first did.
    candidate = rows.select_for_update(of=("self",)).filter(id=candidate_id).first()
    if candidate is None:
        raise CannotHire("This candidate isn't at your branches, or their day has come and their data is erased.")
    return candidate
