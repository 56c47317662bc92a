"""How does a message reach a browser that isn't open? Sealed, by the service that the browser itself named."""

import json
from datetime import datetime, timedelta
from hashlib import sha256
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings

from steadyhand.business.dealership.devices.reading import Reader, forget_device, reader_of
from steadyhand.business.dealership.queries import the_dealership
from steadyhand.integrations.outward import Answer, NotAllowed, NotReached, post
from steadyhand.shared.clock import read_clock
from steadyhand.shared.outbox.channels import Letter, NotLikeThis, NotNow, Way
from steadyhand.shared.webpush.keys import read
from steadyhand.shared.webpush.naming import authorization
from steadyhand.shared.webpush.sealing import seal

OK, REDIRECTS, BROKEN = 200, 300, 500
# The browser has unsubscribed, or the device is no more. Source: RFC 8030 § 7.3.
GONE = frozenset({404, 410})
TOO_MANY = 429
# A phone that is off for longer has missed it; the message is on the page all the same.
LONGEST_KEPT = timedelta(hours=12)
MOST_SHOWN = 300
# Bytes of a topic that services take (RFC 8030 § 5.4).
TOPIC_LETTERS = 32


class Push:
    """The channel for devices; a letter's recipient is the id of one."""

    def way(self, tenant_id: UUID) -> Way:  # noqa: ARG002  # a device is there or isn't
        return Way.OUT

    def send(self, letter: Letter) -> str:
        """Hand the letter to the device's service.

        Raises:
            NotNow: the service can't be reached or takes nothing now.
            NotLikeThis: the device is gone, or the service refuses this letter.
        """
        device_id = UUID(letter.recipient)
        reader = reader_of(letter.tenant_id, device_id)
        if reader is None:
            raise NotLikeThis("This device isn't told any more: it was taken off, or whoever has it signs in no more.")
        now = read_clock()
        body = seal(_said(letter), reader=read(reader.p256dh), auth=read(reader.auth))
        try:
            answer = post(reader.endpoint, body, _headers(letter, reader, now))
        except NotAllowed as problem:
            raise NotLikeThis(str(problem)) from problem
        except NotReached as problem:
            raise NotNow(str(problem)) from problem
        if answer.status in GONE:
            forget_device(letter.tenant_id, device_id)
            raise NotLikeThis("The browser has gone from its push service; the device is taken off.")
        if OK <= answer.status < REDIRECTS:
            return ""
        raise _refusal(answer)


def _said(letter: Letter) -> bytes:
    """Return what the worker in the browser reads; its `tag` lets a second copy take the place of the first."""
    body = letter.text.removesuffix(f"\n{letter.link}") if letter.link else letter.text
    # The path alone: it opens where the person is signed in, by whatever name they reach this server.
    said = {"title": letter.subject, "body": body, "to": urlsplit(letter.link).path or "/", "tag": _topic(letter)}
    return json.dumps(said, ensure_ascii=False).encode()


def _headers(letter: Letter, reader: Reader, now: datetime) -> dict[str, str]:
    kept_for = min(letter.expires_at - now, LONGEST_KEPT) if letter.expires_at else LONGEST_KEPT
    parts = urlsplit(reader.endpoint)
    sender = settings.MAIL_FROM or the_dealership(letter.tenant_id).email
    contact = f"mailto:{sender}" if sender else settings.ADDRESS
    return {
        "Authorization": authorization(f"{parts.scheme}://{parts.netloc}", contact=contact, now=now),
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": str(max(int(kept_for.total_seconds()), 0)),
        "Urgency": "high",
        # A copy that a killed server sends again replaces the first while the service still has it.
        "Topic": _topic(letter),
    }


def _topic(letter: Letter) -> str:
    return sha256(letter.key.encode()).hexdigest()[:TOPIC_LETTERS]


def _refusal(answer: Answer) -> NotNow | NotLikeThis:
    sentence = f"The push service answers {answer.status}: {answer.text[:MOST_SHOWN]}".rstrip(": ")
    is_passing = answer.status == TOO_MANY or answer.status >= BROKEN
    return NotNow(sentence) if is_passing else NotLikeThis(sentence)
