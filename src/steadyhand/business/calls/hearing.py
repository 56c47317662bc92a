"""Who must know that a call changed of which a customer was told, or that its customer wrote? Joined by wiring."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from steadyhand.shared.actor import Actor


@dataclass(frozen=True, slots=True)
class CallChanged:
    """A visit of a call was planned otherwise, cancelled or came back, or the call is about another machine."""

    tenant_id: UUID
    call_id: UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class CustomerWrote:
    """A customer asked something of us on their page; `words` say what, in full."""

    by: Actor
    call_id: UUID
    words: str
    at: datetime


_listeners: list[Callable[[CallChanged], None]] = []
_of_customers: list[Callable[[CustomerWrote], None]] = []


def hear_of_calls(listener: Callable[[CallChanged], None]) -> None:
    if listener not in _listeners:
        _listeners.append(listener)


def hear_of_customers(listener: Callable[[CustomerWrote], None]) -> None:
    if listener not in _of_customers:
        _of_customers.append(listener)


def call_changed(*, tenant_id: UUID, call_id: UUID, now: datetime) -> None:
    """Tell whoever keeps what customers know, inside the transaction that makes the change."""
    for listener in _listeners:
        listener(CallChanged(tenant_id, call_id, now))


def customer_wrote(*, by: Actor, call_id: UUID, words: str, now: datetime) -> None:
    """Tell whoever keeps what customers say, inside the transaction that keeps the message."""
    for listener in _of_customers:
        listener(CustomerWrote(by, call_id, words, now))
