"""What did customers say to us, and what did technicians see beyond the fault?"""

from dataclasses import dataclass
from typing import Literal

from steadyhand.simulator.happenings.base import Happening

NeedKind = Literal["aging", "outgrown", "slow workflow", "network or security", "supplies", "people need training"]


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageSent(Happening):
    """What a customer asked on the page behind their link."""

    call: str
    kind: Literal["please_call", "other_time"]
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageAnswered(Happening):
    """`key` is the message's; `answered_by` a name."""

    answered_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitRated(Happening):
    """An answer to the question after a visit; nine in ten never answer. `score` is 0–10."""

    call: str
    visit: str
    customer: str
    contact: str
    score: int
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedNoticed(Happening):
    """A technician saw what a customer would be better off having solved, and passed it on. Nobody sells here."""

    visit: str
    technician: str
    customer: str
    machine: str
    kind: NeedKind
    words: str
    has_customer_asked: bool
    is_welcome: bool
