"""What became of each message that was to leave the house, and a way to try again."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from steadyhand.business.dealership.rules import STEWARDS
from steadyhand.business.dealership.webhooks.announcing import CHANNEL as WEBHOOK
from steadyhand.business.dealership.webhooks.reading import endpoint_called
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
        "lines": [message_said(line, saying, is_again=line.state is State.FAILED) for line in page.lines],
        "states": [("", "all"), *((each.value, str(each.label)) for each in State)],
        "state": state,
        "next_url": f"?{urlencode({**question, 'before': page.next_before})}" if page.next_before else "",
        "newest_url": f"?{urlencode(question)}" if request.GET.get("before") else "",
    }
    return shown(request, "admin/messages.html", context)


@open_to(STEWARDS)
@require_POST
def outgoing_again(request: SignedInRequest, outgoing_id: UUID) -> HttpResponse:
    """Let a message that has not gone wait for its delivery anew; to a program one that has, too."""
    line = message_called(request.actor, outgoing_id)
    if line is None:
        raise Http404
    is_webhook = line.channel == WEBHOOK
    try:
        if is_webhook and line.state is State.SENT:
            _check_takes_any(request, line)
        try_again(by=request.actor, message_id=outgoing_id, also_sent=is_webhook, now=read_clock())
    except CannotTryAgain as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "It is tried again within seconds; look at the list anew.")
    return see_other(reverse("webhook", args=[line.recipient]) if is_webhook else reverse("outgoing"))


def message_said(line: MessageLine, saying: Saying, *, is_again: bool) -> dict[str, Any]:
    """Return a message as admin/_message.html shows it. `is_again`: there is a button that lets it go again."""
    is_program = line.channel == WEBHOOK
    to = "" if is_program else f"{CHANNELS.get(line.channel, line.channel)} to {_address(line, saying)}"
    queued = saying.when(line.queued_at)
    return {
        "line": line,
        "kind": KINDS[line.state],
        "title": line.subject if is_program else line.recipient_name,
        "to": to,
        "summary": "What it says" if is_program else line.subject,
        "is_program": is_program,
        "is_again": is_again,
        "again_said": "Send again" if is_program else "Try again",
        "again_which": f"{line.subject}, {queued}" if is_program else f"to {line.recipient_name}",
        "queued": queued,
        "sent": saying.when(line.sent_at),
        "next": saying.when(line.due_at) if line.attempts and line.state is State.QUEUED else "",
    }


def _check_takes_any(request: SignedInRequest, line: MessageLine) -> None:
    """Refuse to send what has arrived once to where it can't: it would stand there as not sent.

    Raises:
        CannotTryAgain: the webhook is off or revoked.
    """
    endpoint = endpoint_called(request.actor.tenant_id, UUID(line.recipient))
    if endpoint is None or not endpoint.takes_any:
        raise CannotTryAgain("Nothing goes there now: the webhook is switched off or revoked.")


def _address(line: MessageLine, saying: Saying) -> str:
    if line.channel == "push":
        return "a device of theirs"
    return saying.phone(line.recipient) if line.channel == "sms" else line.recipient


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
