"""How many calls are there, and has one been taken here yet? Up to a bound, whatever the table has grown to."""

from uuid import UUID

from django.db.models import Value

from steadyhand.business.calls.actions.open_call import COUNTER
from steadyhand.business.calls.models import Call
from steadyhand.shared.actor import Actor
from steadyhand.shared.models import Counter


def calls_counted(by: Actor, *, most: int) -> int:
    """Return how many calls the actor sees, counting no further than one past `most`."""
    # A row each, newest first: counted in the database, or in no order, a planner may read the table from end to end,
    # past the calls of every other dealership. A number stands for each, because ids are slower to read.
    return len(Call.objects.visible_to(by).order_by("-taken_at").values_list(Value(1), flat=True)[: most + 1])


def has_taken_a_call(tenant_id: UUID) -> bool:
    """Tell whether a call was ever taken here rather than imported: only then its counter has begun."""
    return Counter.objects.of(tenant_id).filter(name=COUNTER).exists()
