"""Somebody is told on their own devices: one button on the account page adds this browser, a list takes others off."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from steadyhand.business.dealership.actions.add_device import add_device, remove_device
from steadyhand.business.dealership.described import CannotRunItSo
from steadyhand.business.dealership.devices.reading import devices_of
from steadyhand.business.dealership.rules import EVERYBODY
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.leaving import see_other
from steadyhand.pages.common.record.editing import UNPROCESSABLE
from steadyhand.shared.clock import read_clock

# In the order in which they are looked for: Edge calls itself Chrome as well, and Chrome Safari.
BROWSERS = {"Edg": "Edge", "OPR": "Opera", "Firefox": "Firefox", "Chrome": "Chrome", "Safari": "Safari"}
SYSTEMS = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "Windows": "Windows",
    "Macintosh": "Mac",
    "Linux": "Linux",
}


@open_to(EVERYBODY)
@require_POST
def device_add(request: SignedInRequest) -> HttpResponse:
    """Keep the subscription of the browser that asks; a script reads the answer."""
    sent = request.POST
    try:
        add_device(
            by=request.actor,
            endpoint=sent.get("endpoint", ""),
            p256dh=sent.get("p256dh", ""),
            auth=sent.get("auth", ""),
            label=browser_said(request.headers.get("User-Agent", "")),
            now=read_clock(),
        )
    except CannotRunItSo as refused:
        return JsonResponse({"said": str(refused)}, status=UNPROCESSABLE)
    return HttpResponse(status=204)


@open_to(EVERYBODY)
@require_POST
def device_remove(request: SignedInRequest, device_id: UUID) -> HttpResponse:
    """Take one of one's own devices off."""
    actor = request.actor
    assert actor.user_id is not None  # noqa: S101  # a door lets in people only
    if device_id not in {device.id for device in devices_of(actor.tenant_id, actor.user_id)}:
        raise Http404
    try:
        remove_device(by=actor, device_id=device_id, now=read_clock())
    except CannotRunItSo as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "You are told there no more.")
    return see_other(f"{reverse('account')}#devices")


def browser_said(user_agent: str) -> str:
    """Return `Chrome on Android`, as far as a browser says so."""
    browser = next((said for word, said in BROWSERS.items() if word in user_agent), "A browser")
    system = next((said for word, said in SYSTEMS.items() if word in user_agent), "")
    return f"{browser} on {system}" if system else browser
