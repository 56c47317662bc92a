"""Who may open this page? Every view says so; one that doesn't stays shut (middleware.deny_by_default)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.http import HttpRequest, HttpResponseBase

from steadyhand.business.dealership.rules import Role
from steadyhand.shared.actor import Actor


class SignedInRequest(HttpRequest):
    """A request whose door has been passed: `actor` says who is asking."""

    actor: Actor


@dataclass(frozen=True, slots=True)
class Door:
    """Who may come through. Exactly one of the three ways is set."""

    roles: frozenset[Role] = field(default_factory=frozenset)
    # The purpose of the signed link that opens it (shared/links.py); the view checks the token.
    link_purpose: str = ""
    # Why anybody at all may come in.
    anyone_because: str = ""


class View(Protocol):
    """A view function with a door."""

    door: Door

    def __call__(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase: ...


ViewFunction = Callable[..., HttpResponseBase]


def open_to(roles: Iterable[Role]) -> Callable[[ViewFunction], ViewFunction]:
    """Open a view to people who hold one of these roles."""
    return _with_door(Door(roles=frozenset(roles)))


def open_by_link(purpose: str) -> Callable[[ViewFunction], ViewFunction]:
    """Open a view to whoever holds a signed link made for this purpose."""
    return _with_door(Door(link_purpose=purpose))


def open_to_anyone(*, because: str) -> Callable[[ViewFunction], ViewFunction]:
    return _with_door(Door(anyone_because=because))


def door_of(view: object) -> Door | None:
    return getattr(view, "door", None)


def _with_door(door: Door) -> Callable[[ViewFunction], ViewFunction]:
    def set_door(view: ViewFunction) -> ViewFunction:
        view.door = door  # type: ignore[attr-defined]
        return view

    return set_door
