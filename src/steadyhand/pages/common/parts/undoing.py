"""What does the next page say of the answer just given? A sentence, and ten seconds to take it back."""

from typing import Any
from uuid import UUID

from django.urls import reverse

from steadyhand.pages.common.doors import SignedInRequest
from steadyhand.pages.common.leaving import new_key

_KEPT = "part-undo"


def offer_undo(request: SignedInRequest, *, request_id: UUID, version: int, said: str) -> None:
    fields = {"version": version, "form_key": new_key(), "do": "undo"}
    url = reverse("part-answer", args=[request_id])
    request.session[_KEPT] = {"said": said, "url": url, "fields": fields}


def undo_offered(request: SignedInRequest) -> dict[str, Any] | None:
    """Return, once, what the answer before may take back."""
    offered: dict[str, Any] | None = request.session.pop(_KEPT, None)
    return offered
