"""What becomes of a need: whose it is, how long it may wait, how it can end."""

from steadyhand.business.dealership.rules import Role
from steadyhand.business.followups.rules.kinds import HOUR, MINUTE, Alarm, Kind, Outcome, Whose, clocks_of

_OUTCOMES = (
    Outcome("solved", "solved"),
    Outcome("chose_not", "the customer chose not to"),
    Outcome("later", "not now", comes_back=True),
    Outcome("no_need", "not a real need"),
    Outcome("unreached", "could not be reached", is_unreached=True),
)
# Four working hours to a first word. Source: PRODUCT, needs; the trade's leads cool within hours (docs/how-it-works).
NEED = Kind(
    name="need",
    label="need",
    owners=(Role.SALES,),
    clocks=clocks_of(taken_on=2 * HOUR, answered=4 * HOUR, over=80 * HOUR, whose=Whose.CUSTOMER),
    outcomes=_OUTCOMES,
    alarm=Alarm.CLIMBS,
)
# Safety, or a customer who can't work: the same day, whatever else is planned.
NEED_TODAY = Kind(
    name="need_today",
    label="need, same day",
    owners=(Role.SERVICE_MANAGER,),
    clocks=clocks_of(taken_on=20 * MINUTE, answered=HOUR, over=8 * HOUR, whose=Whose.CUSTOMER),
    outcomes=_OUTCOMES,
    alarm=Alarm.CLIMBS,
)
KINDS = (NEED, NEED_TODAY)
