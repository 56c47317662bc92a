"""Where do ids come from? From the application, never from a database sequence (docs/decisions/0004)."""

import uuid

import uuid_utils.compat


def new_id() -> uuid.UUID:
    """Return a UUIDv7: unique anywhere, and sorted by the moment it was made.

    Source: RFC 9562 § 5.7. Python has it only from 3.14 on.
    """
    return uuid_utils.compat.uuid7()
