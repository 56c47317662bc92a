"""Has one of our letters come back, to which address, and for good?

Source: RFC 3464 (delivery status notifications), RFC 3463 (status codes: 5.x.x is for good, 4.x.x for now).
"""

import re
from dataclasses import dataclass
from email.errors import MessageError
from email.message import EmailMessage, Message

_REF = re.compile(r"<([^<>\s]{1,250})>")
MOST_PARTS = 50


@dataclass(frozen=True, slots=True)
class Returned:
    """A letter that came back. `ref` is our Message-ID in it; without one nobody believes it."""

    address: str
    ref: str
    is_for_good: bool
    why: str


def returned_in(mail: EmailMessage) -> Returned | None:
    """Return what a delivery status notification says; None where it is none, or says nothing of a recipient."""
    if mail.get_content_type() != "multipart/report":
        return None
    if str(mail.get_param("report-type", "")).lower() != "delivery-status":
        return None
    recipient: Message | None = None
    ref = ""
    for number, part in enumerate(mail.walk()):
        if number >= MOST_PARTS:
            break
        kind = part.get_content_type()
        if kind == "message/delivery-status":
            recipient = recipient or _recipient(part)
        elif kind == "message/rfc822":
            inner = part.get_payload()
            letter = inner[0] if isinstance(inner, list) and inner else None
            ref = ref or (_ref(letter) if isinstance(letter, Message) else "")
        elif kind == "text/rfc822-headers":
            ref = ref or _ref_in_text(part)
    if recipient is None:
        return None
    status, action = _field(recipient, "Status"), _field(recipient, "Action").lower()
    return Returned(
        address=_address(_field(recipient, "Final-Recipient") or _field(recipient, "Original-Recipient")),
        ref=ref,
        is_for_good=action == "failed" and status.startswith("5"),
        why=" ".join(f"{status} {_field(recipient, 'Diagnostic-Code')}".split())[:300],
    )


def _recipient(part: Message) -> Message | None:
    """Return the group of fields about a recipient: the first that names one."""
    groups = part.get_payload()
    if not isinstance(groups, list):
        return None
    named = (each for each in groups if isinstance(each, Message))
    return next((each for each in named if _field(each, "Final-Recipient") or _field(each, "Original-Recipient")), None)


def _address(said: str) -> str:
    """Return the address of `rfc822; maria@clinic.example`."""
    return said.partition(";")[2].strip().strip("<>")[:254]


def _field(group: Message, name: str) -> str:
    try:
        return str(group.get(name, "")).encode("utf-8", "ignore").decode().replace("\x00", "").strip()
    except (MessageError, ValueError, LookupError, IndexError, AttributeError, TypeError):
        return ""


def _ref(letter: Message) -> str:
    found = _REF.search(_field(letter, "Message-ID"))
    return found[1] if found else ""


def _ref_in_text(part: Message) -> str:
    raw = part.get_payload(decode=True)
    if not isinstance(raw, bytes):
        return ""
    found = re.search(r"(?im)^message-id:\s*<([^<>\s]{1,250})>", raw[:50_000].decode("utf-8", errors="replace"))
    return found[1] if found else ""
