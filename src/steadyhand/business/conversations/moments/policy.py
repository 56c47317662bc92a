"""What has this dealership set about messages to customers? Values in, values out."""

from collections.abc import Collection
from datetime import date

from steadyhand.business.conversations import settings as own
from steadyhand.business.conversations.moments.deciding import Policy
from steadyhand.business.conversations.moments.moment import Moment
from steadyhand.business.conversations.moments.quiet import Quiet
from steadyhand.business.dealership.settings.values import Values


def policy_of(values: Values) -> Policy:
    """Return how customers are written to. Moments that somebody tells of in person have nothing to be switched off."""
    off = {moment for moment, setting in own.OF_MOMENTS.items() if not values[setting]}
    return Policy(
        is_on=bool(values[own.TELLS_CUSTOMERS]),
        most_a_call=values[own.MOST_A_CALL],
        of_their_own=frozenset(Moment) - off,
    )


def quiet_of(values: Values, *, zone: str, rests_on: Collection[date]) -> Quiet:
    """Return when nobody is disturbed at a place."""
    return Quiet(
        zone=zone,
        from_hour=values[own.QUIET_FROM],
        until_hour=values[own.QUIET_UNTIL],
        rests_on_sundays=bool(values[own.QUIET_SUNDAYS]),
        rests_on=frozenset(rests_on),
    )
