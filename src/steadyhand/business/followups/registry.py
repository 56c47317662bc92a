"""Which kinds of follow-up are there? Parts declare them, config/wiring.py registers them."""

from steadyhand.business.followups.rules.kinds import Kind

_known: dict[str, Kind] = {}


class UnknownFollowUp(Exception):
    """No part of this version knows this kind of follow-up; the message names it."""


def register_followups(*kinds: Kind) -> None:
    """Make kinds known; the same one again changes nothing.

    Raises:
        ValueError: two different kinds under one name.
    """
    for kind in kinds:
        if _known.setdefault(kind.name, kind) != kind:
            raise ValueError(f"Two kinds of follow-up are called {kind.name}; name one of them another way.")


def kinds() -> tuple[Kind, ...]:
    return tuple(_known.values())


def kind_called(name: str) -> Kind:
    """Return the kind of this name, with the times of its declaration.

    Raises:
        UnknownFollowUp: nobody registered it.
    """
    if name not in _known:
        raise UnknownFollowUp(f"No part of this version knows the follow-up “{name}”.")
    return _known[name]
