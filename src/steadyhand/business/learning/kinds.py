"""What becomes of a step in somebody's coaching, and of a certificate that runs out."""

from steadyhand.business.dealership.rules import Role
from steadyhand.business.followups.rules.kinds import HOUR, Kind, Outcome, Whose, clocks_of

COACHING = Kind(
    name="coaching",
    label="coaching action",
    owners=(Role.SERVICE_MANAGER,),
    clocks=clocks_of(taken_on=16 * HOUR, answered=None, over=80 * HOUR, whose=Whose.OWNER),
    outcomes=(
        Outcome("done", "done"),
        Outcome("later", "not now", comes_back=True),
        Outcome("dropped", "no use any more, and here is why"),
    ),
    has_somebody_waiting=False,
    by_hand=(Role.SERVICE_MANAGER, Role.PRINCIPAL),
)
CERTIFICATE = Kind(
    name="certificate",
    label="certificate running out",
    owners=(Role.SERVICE_MANAGER,),
    clocks=clocks_of(taken_on=16 * HOUR, answered=None, over=320 * HOUR, whose=Whose.OWNER),
    outcomes=(
        Outcome("renewed", "renewed"),
        Outcome("not_renewed", "not to be renewed, and here is why"),
        Outcome("later", "the course is booked", comes_back=True),
    ),
    has_somebody_waiting=False,
)
MENTORING = Kind(
    name="mentoring",
    label="mentoring pair",
    owners=(Role.SERVICE_MANAGER,),
    clocks=clocks_of(taken_on=16 * HOUR, answered=None, over=80 * HOUR, whose=Whose.OWNER),
    outcomes=(
        Outcome("done", "seen to"),
        Outcome("later", "not now", comes_back=True),
        Outcome("dropped", "no use, and here is why"),
    ),
    has_somebody_waiting=False,
)
KINDS = (COACHING, CERTIFICATE, MENTORING)
