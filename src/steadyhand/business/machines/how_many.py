"""How many machines are there? Up to a bound: nobody reads a large table to be told "many"."""

from steadyhand.business.machines.models import Machine
from steadyhand.shared.actor import Actor


def machines_counted(by: Actor, *, most: int) -> int:
    """Return how many machines the actor sees, counting no further than one past `most`."""
    return Machine.objects.visible_to(by)[: most + 1].count()
