"""Which pages may a phone show without a signal? Those that say so, to whoever opened them, until their day is over."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponse

from steadyhand.business.dealership.rules import Role
from steadyhand.pages.common.doors import SignedInRequest
from steadyhand.pages.common.saying import saying_for

# Whose page it is, and the end of their day in milliseconds since 1970: worker.js keeps no page without it.
KEEP_TODAY = "X-Keep-Today"
OK = 200


def readable_today(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let a technician's phone keep the page until the day is over. Stands below `open_to`."""
    return readable_by(Role.TECHNICIAN)(view)


def readable_by(*roles: Role) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Let the phone of whoever holds one of these roles keep the page until the day is over. Stands below `open_to`."""

    def with_header(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def respond(request: SignedInRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            response = view(request, *args, **kwargs)
            if request.method == "GET" and response.status_code == OK and request.actor.is_one_of(*roles):
                saying = saying_for(request)
                _, until = saying.starts_and_ends(saying.today)
                response.headers[KEEP_TODAY] = f"{request.actor.user_id};{int(until.timestamp() * 1000)}"
            return response

        return respond

    return with_header
