"""What holds for every page: closed unless its door says otherwise, and headers that keep scripts of others out."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.decorators import sync_only_middleware

from steadyhand.business.dealership.queries import actor_for
from steadyhand.pages.common.doors import door_of

GetResponse = Callable[[HttpRequest], HttpResponseBase]

# No 'unsafe-…' anywhere: scripts and styles are our own files, never text inside a page.
POLICY = (
    "default-src 'self'; "
    "img-src 'self' data: blob:; "
    "object-src 'none'; "
    "base-uri 'none'; "
    "form-action 'self'; "
    "frame-ancestors 'none'"
)


@sync_only_middleware
def security_headers(get_response: GetResponse) -> GetResponse:
    def respond(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Permissions-Policy", "geolocation=(), camera=(self), microphone=(self)")
        if not request.path.startswith("/static/"):
            # Pages hold customers' facts: no shared cache keeps them, and "back" after sign-out shows nothing.
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    return respond


class deny_by_default:  # noqa: N801  # listed in settings beside functions
    """Let nobody through a door that isn't theirs; a view without a door is shut for all."""

    sync_capable = True
    async_capable = False

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: object, _args: tuple[Any, ...], _kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        door = door_of(view)
        if door is None:
            raise PermissionDenied("This page has no door: its view must say who may open it.")
        if request.user.is_authenticated:
            request.actor = actor_for(request.user.pk)  # type: ignore[attr-defined]
        if door.anyone_because or door.link_purpose:
            return None
        if not request.user.is_authenticated:
            return _to_sign_in(request)
        if not request.actor.is_one_of(*door.roles):  # type: ignore[attr-defined]
            raise PermissionDenied("Your role doesn't open this page. If it should, ask your administrator.")
        # What one is here for counts where one is it: a technician of Columbus plans nobody there, though they
        # dispatch in Dayton.
        request.actor = request.actor.within(door.roles)  # type: ignore[attr-defined]
        return None


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    """Send a whole page to the sign-in; tell htmx to go there, or it would put that page into a fragment."""
    if "HX-Request" not in request.headers:
        return redirect_to_login(request.get_full_path())
    # Back to the page that the fragment was for, not to the fragment.
    here = urlsplit(request.headers.get("HX-Current-URL", ""))
    page = f"{here.path or '/'}?{here.query}" if here.query else here.path or "/"
    return HttpResponse(status=401, headers={"HX-Redirect": redirect_to_login(page).url})
