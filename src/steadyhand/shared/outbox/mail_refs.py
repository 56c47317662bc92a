"""By which name is an e-mail known again? Made of its message's key, so that a second copy carries the same."""

from hashlib import sha256


def mail_ref(key: str) -> str:
    """Return what stands before the @ of the Message-ID of a message with this key."""
    return sha256(key.encode()).hexdigest()[:40]
