"""Who leads coaching, and who may observe?"""

from uuid import UUID

from django.http import Http404

from steadyhand.business.dealership.rules import EVERYBODY, Role
from steadyhand.business.people.queries import TechnicianFacts, technician_of
from steadyhand.pages.common.doors import SignedInRequest
from steadyhand.pages.common.saying import saying_for

LEADS = frozenset({Role.SERVICE_MANAGER, Role.PRINCIPAL})
OBSERVERS = LEADS | {Role.TECHNICIAN}
ALL = EVERYBODY
UNPROCESSABLE = 422


def technician_or_404(request: SignedInRequest, technician_id: UUID) -> TechnicianFacts:
    """Return a technician who works at the reader's branches."""
    found = technician_of(request.actor, technician_id, on=saying_for(request).today)
    if found is None:
        raise Http404
    return found
