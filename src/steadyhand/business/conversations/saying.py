"""What is handed in to be kept of a conversation: the words, how and to whom they were said, and the facts in them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from steadyhand.business.conversations.rules import Direction, FactKind, Source, Verdict
from steadyhand.business.promises.rules import Channel

# What the program sends; everything else somebody says, or shows on the customer's page.
WRITTEN = {Channel.TEXT: "sms", Channel.EMAIL: "email"}


@dataclass(frozen=True, slots=True)
class RestsOn:
    """A record that words rest on, in words for the timeline: `Promise: Thursday, before 2`."""

    kind: str
    id: UUID | None
    words: str


@dataclass(frozen=True, slots=True)
class Dismissed:
    """A finding of the guard that the writer saw and kept, and why."""

    rule: str
    label: str
    words: str
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FactSaid:
    """A fact in the words. `value` says it as data: `from_at` and `until_at` (ISO), `serial`, `name`, `part_state`.

    Without a giver it is whoever speaks; without `source_words` the record speaks for itself.
    """

    kind: FactKind
    words: str
    verdict: Verdict = Verdict.MATCHES
    start: int = 0
    end: int = 0
    value: Mapping[str, Any] = field(default_factory=dict)
    source: Source = Source.NONE
    source_id: UUID | None = None
    source_words: str = ""
    giver_id: UUID | None = None
    giver_name: str = ""
    given_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """Something said between us and a customer. What isn't named of customer, site and contact is the call's.

    `at` is when it was said, if that is a while ago. `message_key` is the outgoing message's, where one was queued.
    """

    direction: Direction
    channel: Channel
    words: str
    moment: str = ""
    with_whom: str = ""
    subject: str = ""
    language: str = "en"
    call_id: UUID | None = None
    visit_id: UUID | None = None
    promise_id: UUID | None = None
    customer_id: UUID | None = None
    site_id: UUID | None = None
    contact_id: UUID | None = None
    branch_id: UUID | None = None
    address: str = ""
    message_key: str = ""
    mail_ref: str = ""
    reply_to: UUID | None = None
    rests_on: tuple[RestsOn, ...] = ()
    facts: tuple[FactSaid, ...] = ()
    dismissed: tuple[Dismissed, ...] = ()
    reviewed: tuple[str, ...] = ()
    at: datetime | None = None
