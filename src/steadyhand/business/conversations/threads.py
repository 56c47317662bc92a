"""To which statement does an answer belong? By a signed word in the address it goes to, or the ids that it names."""

import base64
import binascii
import re
from collections.abc import Collection, Iterable
from uuid import UUID

from django.utils.crypto import constant_time_compare, salted_hmac

SALT = "steadyhand.conversations.reply"
# Eighty bits: nobody guesses one, and local parts of addresses hold 64 letters (RFC 5321 § 4.5.3.1.1).
SIGNATURE_BYTES = 10
_TOKEN = re.compile(r"\+([a-z2-7]{42})@", re.IGNORECASE)


def reply_token(statement_id: UUID) -> str:
    """Return the word by which an answer is known, in letters that survive being written small."""
    return f"{_letters(statement_id.bytes)}{_letters(_signature(statement_id))}"


def statement_of_token(token: str) -> UUID | None:
    """Return the statement that a word names; None where it wasn't made here."""
    try:
        raw = base64.b32decode(token[:26].upper() + "======")
        found = UUID(bytes=raw)
    except (ValueError, binascii.Error):
        return None
    given = token[26:].lower()
    return found if constant_time_compare(given, _letters(_signature(found))) else None


def reply_address(mailbox: str, statement_id: UUID) -> str:
    """Return the address to answer a statement to: `service+<word>@lakeside.example`."""
    local, _, domain = mailbox.rpartition("@")
    return f"{local}+{reply_token(statement_id)}@{domain}"


def statement_addressed(addresses: Iterable[str]) -> UUID | None:
    """Return the statement that one of these addresses answers."""
    for address in addresses:
        named = _TOKEN.search(address)
        found = statement_of_token(named[1]) if named else None
        if found is not None:
            return found
    return None


def refs_to_look_for(refs: Collection[str]) -> list[str]:
    """Return Message-IDs as statements keep them: theirs whole, ours without our domain."""
    return list(dict.fromkeys(form for ref in refs for form in (ref, ref.partition("@")[0]) if form))


def _letters(raw: bytes) -> str:
    return base64.b32encode(raw).decode().rstrip("=").lower()


def _signature(statement_id: UUID) -> bytes:
    return salted_hmac(SALT, statement_id.hex, algorithm="sha256").digest()[:SIGNATURE_BYTES]
