"""What became of each message that was to leave the house, and a way to try again."""

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from steadyhand.business.dealership.rules import STEWARDS
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.leaving import see_other
from steadyhand.pages.common.record.editing import shown
from steadyhand.pages.common.saying import Saying, saying_for
from steadyhand.shared.clock import read_clock
from steadyhand.shared.models import OutgoingMessage
from steadyhand.shared.outbox.listing import MessageLine, message_called, messages_page
from steadyhand.shared.outbox.trying_again import CannotTryAgain, try_again

State = OutgoingMessage.State
KINDS = {State.QUEUED: "waiting", State.SENT: "done", State.FAILED: "late"}
CHANNELS = {"sms": "text message", "email": "e-mail", "push": "push message"}


@open_to(STEWARDS)
@require_safe
def outgoing(request: SignedInRequest) -> HttpResponse:
    """Show the messages, newest first."""
    saying = saying_for(request)
    state = request.GET.get("state", "")
    state = state if state in State.values else ""
    page = messages_page(request.actor, state=state, before=_uuid(request.GET.get("before", "")))
    question = {"state": state} if state else {}
    context = {
        "lines": [
            {
                "line": line,
                "kind": KINDS[line.state],
                "channel": CHANNELS.get(line.channel, line.channel),
                "address": _address(line, saying),
                "queued": saying.when(line.queued_at),
                "sent": saying.when(line.sent_at),
                "again": saying.when(line.due_at) if line.attempts else "",
            }
            for line in page.lines
        ],
        "states": [("", "all"), *((each.value, str(each.label)) for each in State)],
        "state": state,
        "next_url": f"?{urlencode({**question, 'before': page.next_before})}" if page.next_before else "",
        "newest_url": f"?{urlencode(question)}" if request.GET.get("before") else "",
    }
    return shown(request, "admin/messages.html", context)


@open_to(STEWARDS)
@require_POST
def outgoing_again(request: SignedInRequest, outgoing_id: UUID) -> HttpResponse:
    """Let a message that has not gone wait for its delivery anew."""
    line = message_called(request.actor, outgoing_id)
    if line is None:
        raise Http404
    try:
        try_again(by=request.actor, message_id=outgoing_id, now=read_clock())
    except CannotTryAgain as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "It is tried again within seconds; look at the list anew.")
    is_webhook = line.channel == "webhook"
    return see_other(reverse("webhook", args=[line.recipient]) if is_webhook else reverse("outgoing"))


def _address(line: MessageLine, saying: Saying) -> str:
    if line.channel == "push":
        return "a device of theirs"
    return saying.phone(line.recipient) if line.channel == "sms" else line.recipient


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
