"""The one script that works in a browser without a page: shows what is pushed, and pages of today without a signal."""

from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from steadyhand.pages.common.doors import open_to_anyone

_STATIC = Path(__file__).parents[1] / "static/steadyhand"
# A browser has one worker for all addresses, so that both parts of it are one script.
PARTS = (_STATIC / "push/worker.js", _STATIC / "technician/worker.js")


@open_to_anyone(because="it is a script without anybody's facts, and browsers fetch it without a sign-in")
@require_safe
def worker(_request: HttpRequest) -> HttpResponse:
    """Serve it from the top: there it may answer for every page."""
    script = b"\n".join(part.read_bytes() for part in PARTS)
    return HttpResponse(script, content_type="text/javascript; charset=utf-8")
