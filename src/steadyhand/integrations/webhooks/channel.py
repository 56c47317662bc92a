"""How does a webhook leave? As one POST of JSON, signed, under an id by which its receiver knows a second copy."""

import base64
import hmac
from datetime import datetime
from uuid import UUID

from steadyhand.business.dealership.webhooks.faring import note_arrival, note_failure
from steadyhand.business.dealership.webhooks.reading import Endpoint, endpoint_called
from steadyhand.business.dealership.webhooks.rules import does_rest, sign_beside
from steadyhand.business.dealership.webhooks.secret import key_of
from steadyhand.integrations.outward import Answer, NotAllowed, NotReached, post
from steadyhand.shared.clock import read_clock
from steadyhand.shared.outbox.channels import Letter, NotLikeThis, NotNow, Way

OK, REDIRECTS, NOT_TAKEN, GONE = 200, 300, 400, 410
MOST_SHOWN = 300


class Webhooks:
    """The channel for endpoints; a letter's recipient is the id of one."""

    def way(self, tenant_id: UUID) -> Way:  # noqa: ARG002  # an endpoint is connected or isn't there
        return Way.OUT

    def send(self, letter: Letter) -> str:
        """Post the letter to its endpoint.

        Raises:
            NotNow: nobody answers there, or doesn't take it now.
            NotLikeThis: the endpoint is off or revoked, wants no more, or isn't on the internet.
        """
        endpoint_id = UUID(letter.recipient)
        endpoint = endpoint_called(letter.tenant_id, endpoint_id)
        if endpoint is None or endpoint.revoked_at is not None:
            raise NotLikeThis("The webhook was revoked.")
        if not endpoint.is_on:
            raise NotLikeThis("The webhook is switched off: switch it on, then send it again.")
        body, now = letter.text.encode(), read_clock()
        if does_rest(endpoint.rests_until, now=now):
            raise NotNow("Nothing arrives there at present; it goes as soon as something does.")
        try:
            answer = post(endpoint.address, body, _headers(endpoint, letter.key, body, now=now))
        except NotAllowed as problem:
            note_failure(letter.tenant_id, endpoint_id, str(problem), now=now)
            raise NotLikeThis(str(problem)) from problem
        except NotReached as problem:
            note_failure(letter.tenant_id, endpoint_id, str(problem), now=now)
            raise NotNow(str(problem)) from problem
        if OK <= answer.status < REDIRECTS:
            note_arrival(letter.tenant_id, endpoint_id, now=now)
            return ""
        said = _said(answer)
        is_gone = answer.status == GONE
        note_failure(letter.tenant_id, endpoint_id, said, is_final=is_gone, now=now)
        raise NotLikeThis(said) if is_gone else NotNow(said)


def _headers(endpoint: Endpoint, message_id: str, body: bytes, *, now: datetime) -> dict[str, str]:
    timestamp = int(now.timestamp())
    signed = f"{message_id}.{timestamp}.".encode() + body
    # By each secret that the receiver may have, the newest first: it takes the message by any of them.
    numbers = [endpoint.secret_number, *sign_beside(endpoint.earlier_secrets, now=now)]
    return {
        "Content-Type": "application/json",
        "User-Agent": "Steadyhand",
        "webhook-id": message_id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": " ".join(_signature(key_of(endpoint.id, number), signed) for number in numbers),
    }


def _signature(key: bytes, signed: bytes) -> str:
    return f"v1,{base64.b64encode(hmac.digest(key, signed, 'sha256')).decode()}"


def _said(answer: Answer) -> str:
    if answer.status == GONE:
        return "It answers 410: it wants no more webhooks."
    if REDIRECTS <= answer.status < NOT_TAKEN:
        return f"It answers {answer.status}, a way to elsewhere, which isn't followed: add the new address instead."
    return f"It answers {answer.status}: {answer.text[:MOST_SHOWN]}".rstrip(": ")
