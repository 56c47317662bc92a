"""Where does a page lead when its form has been answered? On to a fresh page, which may say why nothing was done."""

from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponseRedirect

SEE_OTHER = 303


def new_key() -> str:
    """Return the key of a form that is about to be shown: however often it is sent, it does its work once."""
    return str(uuid4())


def see_other(to: str) -> HttpResponseRedirect:
    """Go on after a change, so that reloading the next page does nothing again."""
    response = HttpResponseRedirect(to)
    response.status_code = SEE_OTHER
    return response


def turn_back(request: HttpRequest, to: str, *, said: str) -> HttpResponseRedirect:
    """Go to a fresh page that says why nothing was done."""
    messages.error(request, said)
    return see_other(to)
