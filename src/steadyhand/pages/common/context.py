"""What does every page show? The dealership's name, who is signed in, and where they can go."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from steadyhand.business.dealership.queries import only_dealership, the_dealership
from steadyhand.pages.common.navigation import in_a_row, navigation_for
from steadyhand.pages.common.told.asking import ONE_TAP, who_told
from steadyhand.shared.actor import Actor


def for_every_page(request: HttpRequest) -> dict[str, Any]:
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None:
        return {"dealership": only_dealership(), "actor": None}
    firm = the_dealership(actor.tenant_id)
    entries = navigation_for(actor, shows_first_steps=firm.shows_first_steps)
    places = [(entry, reverse(entry.url_name)) for entry in entries]
    # /calls/new/ stands under both "Calls" and "New call": the closer one is where somebody is.
    here = max((url for _, url in places if request.path.startswith(url)), key=len, default="")
    placed = [(entry, url, url == here) for entry, url in places]
    return {
        "actor": actor,
        "dealership": firm,
        "navigation": [(entry.label, url, is_current) for entry, url, is_current in placed],
        "places_row": in_a_row(placed),
        "who_told": who_told(request),
        "who_told_taps": ONE_TAP.items(),
    }
