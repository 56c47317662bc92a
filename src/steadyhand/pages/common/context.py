"""What does every page show? The dealership's name, who is signed in, and where they can go."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from steadyhand.business.dealership.queries import only_dealership, the_dealership
from steadyhand.pages.common.navigation import navigation_for
from steadyhand.shared.actor import Actor


def for_every_page(request: HttpRequest) -> dict[str, Any]:
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None:
        return {"dealership": only_dealership(), "actor": None}
    return {
        "actor": actor,
        "dealership": the_dealership(actor.tenant_id),
        "navigation": [
            (entry.label, reverse(entry.url_name), request.path.startswith(reverse(entry.url_name)))
            for entry in navigation_for(actor)
        ],
    }
