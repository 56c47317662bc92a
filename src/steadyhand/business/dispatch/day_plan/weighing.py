"""What does this dealership weigh how much?"""

from uuid import UUID

from steadyhand.business.dealership.settings.values import values_of
from steadyhand.business.dispatch import settings as s
from steadyhand.business.dispatch.solver.weights import Weights


def weights_of(tenant_id: UUID) -> tuple[Weights, int]:
    """Return the dealership's weights, and the network level that its network calls ask for. One query."""
    held = values_of(tenant_id, (*s.WEIGHTS, s.NETWORK_LEVEL))
    weights = Weights(
        drive=float(held[s.DRIVE]),
        overtime=float(held[s.OVERTIME]),
        undone={
            1: float(held[s.UNDONE_STANDSTILL]),
            2: float(held[s.UNDONE_URGENT]),
            3: float(held[s.UNDONE_NORMAL]),
            4: float(held[s.UNDONE_CAN_WAIT]),
        },
        optional_undone=float(held[s.OPTIONAL_UNDONE]),
        past_term={
            1: float(held[s.PAST_TERM_STANDSTILL]),
            2: float(held[s.PAST_TERM_URGENT]),
            3: float(held[s.PAST_TERM_NORMAL]),
            4: float(held[s.PAST_TERM_CAN_WAIT]),
        },
        waits={
            1: float(held[s.WAITS_STANDSTILL]),
            2: float(held[s.WAITS_URGENT]),
            3: float(held[s.WAITS_NORMAL]),
        },
        promise_margin=float(held[s.PROMISE_MARGIN]),
        late_for_promise=float(held[s.LATE]),
        late_for_promise_at_all=float(held[s.LATE_AT_ALL]),
        not_the_usual=float(held[s.CONTINUITY]),
        outside_territory=float(held[s.TERRITORY]),
        second_trip=float(held[s.SECOND_TRIP]),
        moved=float(held[s.MOVED]),
        told_time_changed=float(held[s.TOLD_TIME_CHANGED]),
        second_technician_to_customer=float(held[s.TWO_OF_US]),
        uneven_load=float(held[s.UNEVEN_LOAD]),
        uneven_drive=float(held[s.UNEVEN_DRIVE]),
    )
    return weights, int(held[s.NETWORK_LEVEL])
