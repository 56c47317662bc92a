"""How does it show that somebody has changed what happened? Each event's digest is over it and the digest before."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Link:
    """An event as it is chained: everything that is kept of it."""

    tenant_id: UUID
    place: int
    followup_id: UUID
    number: int
    kind: str
    at: datetime
    by_id: UUID | None
    by_name: str
    words: str
    facts: Mapping[str, Any]


def digest_of(link: Link, *, before: str) -> str:
    """Return the SHA-256 in hex over an event and the digest of the one before, empty for the first."""
    told = [
        before,
        link.tenant_id.hex,
        link.place,
        link.followup_id.hex,
        link.number,
        link.kind,
        # Both databases keep microseconds.
        link.at.astimezone(UTC).isoformat(timespec="microseconds"),
        link.by_id.hex if link.by_id else None,
        link.by_name,
        link.words,
        link.facts,
    ]
    canonical = json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(canonical.encode()).hexdigest()
