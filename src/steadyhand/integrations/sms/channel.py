"""How does a text message leave? As one POST of JSON to a gateway, under a key by which it knows a second copy."""

import json
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from typing import Any
from urllib.parse import SplitResult, urlsplit
from uuid import UUID

from django.conf import settings

from steadyhand.business.dealership.queries import the_dealership
from steadyhand.integrations.written import goes_to_file, way_of, write_down
from steadyhand.shared.outbox.channels import Letter, NotLikeThis, NotNow, Way
from steadyhand.shared.words import phone_dialled

TIMEOUT_SECONDS = 20
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
MOST_ANSWER_BYTES = 10_000
# Answers that are worth another try although they blame the request. Source: RFC 9110 § 15.5.9, 6585 § 4, 8470 § 5.2.
WORTH_TRYING = frozenset({408, 425, 429})
TAKEN_ALREADY = 409
NOT_TAKEN, BROKEN = 300, 500


class TextMessages:
    """The channel for telephone numbers."""

    def way(self, tenant_id: UUID) -> Way:
        """Return where text messages go."""
        return way_of(settings.SMS, tenant_id)

    def send(self, letter: Letter) -> str:
        """Hand the letter to the gateway; return its id for it, if it names one.

        Raises:
            NotNow: the gateway can't be reached or takes nothing now.
            NotLikeThis: it refuses this letter, the number is none, or no gateway is connected.
        """
        if goes_to_file(settings.SMS, letter, setting="STEADYHAND_SMS", what="text message gateway"):
            return write_down("sms", letter)
        gateway = _gateway(settings.SMS)
        number = phone_dialled(letter.recipient, the_dealership(letter.tenant_id).country)
        if not number:
            raise NotLikeThis(
                f"“{letter.recipient}” is no telephone number that could get a text; correct it under People."
            )
        status, answer = _post(gateway, {"to": number, "text": letter.text, "key": letter.key}, key=letter.key)
        if status < NOT_TAKEN or status == TAKEN_ALREADY:
            return _ref(answer)
        sentence = f"The text message gateway {gateway.hostname} answers {status}: {answer[:300]}"
        if status in WORTH_TRYING or status >= BROKEN:
            raise NotNow(sentence)
        raise NotLikeThis(sentence)


def _gateway(written: str) -> SplitResult:
    gateway = urlsplit(written)
    is_safe = gateway.scheme == "https" or (gateway.scheme == "http" and gateway.hostname in LOOPBACK)
    if not gateway.hostname or not is_safe:
        raise NotLikeThis(
            "STEADYHAND_SMS is no gateway; write https://sms.example/send (plain http only on this machine)."
        )
    return gateway


def _post(gateway: SplitResult, content: dict[str, str], *, key: str) -> tuple[int, str]:
    make = HTTPSConnection if gateway.scheme == "https" else HTTPConnection
    connection = make(gateway.hostname or "", gateway.port, timeout=TIMEOUT_SECONDS)
    headers = {"Content-Type": "application/json", "Idempotency-Key": key}
    if settings.SMS_TOKEN:
        headers["Authorization"] = f"Bearer {settings.SMS_TOKEN}"
    path = (gateway.path or "/") + (f"?{gateway.query}" if gateway.query else "")
    try:
        connection.request("POST", path, body=json.dumps(content).encode(), headers=headers)
        # Redirects are not followed: the token is for this address alone.
        answer: HTTPResponse = connection.getresponse()
        return answer.status, answer.read(MOST_ANSWER_BYTES).decode(errors="replace")
    except (OSError, HTTPException) as problem:
        raise NotNow(f"The text message gateway {gateway.hostname} can't be reached: {problem}.") from problem
    finally:
        connection.close()


def _ref(answer: str) -> str:
    try:
        said: Any = json.loads(answer)
    except ValueError:
        return ""
    return str(said.get("id", "")) if isinstance(said, dict) else ""
