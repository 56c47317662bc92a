"""By which ways does a message leave? Each channel is an integration that the settings name."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """A file of text that goes along with a message, where its channel can carry one."""

    name: str
    media_type: str
    text: str


@dataclass(frozen=True, slots=True)
class Letter:
    """A message as it leaves: all of its words, its link written out."""

    key: str
    tenant_id: UUID
    recipient: str
    recipient_name: str
    subject: str
    text: str
    # The address at the end of the text, where there is one.
    link: str = ""
    expires_at: datetime | None = None
    attached: tuple[AttachedFile, ...] = ()


class Way(StrEnum):
    """What a channel does with a dealership's letters."""

    OUT = "out"
    # Written down on the server, to be read like what would have left.
    FILE = "file"
    # Nothing is connected: every letter would fail.
    NOWHERE = "nowhere"


class NotNow(Exception):
    """It did not go, and may go later: the message says why, for whoever runs the server."""


class NotLikeThis(Exception):
    """It will never go as it is: the message says why, and what to do."""


class Channel(Protocol):
    """One way to reach somebody."""

    def way(self, tenant_id: UUID) -> Way:
        """Return what would become of a letter, without sending one."""
        ...

    def send(self, letter: Letter) -> str:
        """Hand the letter over and return what the other side calls it, or nothing.

        The same key may come twice, after a crash between sending and noting it; it stands in the letter for the
        other side to notice.

        Raises:
            NotNow: try again later.
            NotLikeThis: there is no use in trying again.
        """
        ...


def channel_named(name: str) -> Channel:
    """Return the channel that the settings name so."""
    made: Channel = import_string(settings.MESSAGE_CHANNELS[name])()
    return made
