"""Which parts are asked for already, by call?"""

from collections.abc import Collection
from uuid import UUID

from steadyhand.business.stock.models import PartRequest
from steadyhand.business.stock.requests.rules import OPEN, RequestState
from steadyhand.shared.actor import Actor


def asked_for(by: Actor, call_ids: Collection[UUID]) -> dict[tuple[UUID, UUID], tuple[UUID, RequestState]]:
    """Return the open requests of these calls by call and part: the request's id, and where it stands. One query."""
    rows = PartRequest.objects.visible_to(by).filter(call_id__in=call_ids, state__in=OPEN).order_by("asked_at", "id")
    return {
        (call_id, part_id): (request_id, RequestState(state))
        for call_id, part_id, request_id, state in rows.values_list("call_id", "part_id", "id", "state")
    }
