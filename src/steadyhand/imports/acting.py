"""For whom does a command read or write files? For the one dealership there is, or the one that is named."""

from uuid import UUID

from steadyhand.business.dealership.models import Dealership
from steadyhand.shared.actor import Actor, the_system


class WhichDealership(Exception):
    """It isn't clear whose files these are; the message names the dealerships there are."""


def acting_for(name: str, command: str) -> Actor:
    """Return the system, acting for a dealership; history names the command.

    Raises:
        WhichDealership: there is none, none of that name, or several and no name.
    """
    found = list(Dealership.objects.order_by("name").values_list("id", "name"))
    if not found:
        raise WhichDealership("There is no dealership yet: open one with `steadyhand dealership open`.")
    chosen = [row for row in found if name in ("", row[1])]
    if len(chosen) != 1:
        names = ", ".join(row[1] for row in found)
        wrong = f"No dealership is called “{name}”. " if name and not chosen else ""
        raise WhichDealership(f'{wrong}Say whose this is with --dealership "NAME": there are {names}.')
    return the_system(chosen[0][0], command)


def every_dealership() -> list[UUID]:
    """Return the dealerships of this database: one jobs process serves them all."""
    return list(Dealership.objects.order_by("id").values_list("id", flat=True))
