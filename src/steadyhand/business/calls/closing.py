"""What must be said before a visit can end? Values in, values out."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from steadyhand.business.calls.rules import CallType, VisitState

# Calls about something that was wrong; the others have nothing to correct.
CORRECTED = frozenset({CallType.CORRECTIVE, CallType.PHONE_FIX, CallType.NETWORK, CallType.SHOP})
LONGEST_NEXT_STEP = 300


@dataclass(frozen=True, slots=True)
class Closing:
    """How a visit ended. `parts` is all that was used: part and quantity."""

    outcome: VisitState
    told_customer: str = ""
    stays_inside: str = ""
    next_step: str = ""
    cause_code_id: UUID | None = None
    correction_code_id: UUID | None = None
    parts: tuple[tuple[UUID, int], ...] = ()
    # Only where nobody tapped "I'm here", or the tap was late.
    arrived_at: datetime | None = None


def what_is_missing(closing: Closing, call_type: CallType, *, has_corrections: bool) -> dict[str, str]:
    """Return a sentence for each thing that the customer or the next technician needs and isn't said."""
    missing = {}
    is_done = closing.outcome is VisitState.DONE
    if is_done and has_corrections and call_type in CORRECTED and closing.correction_code_id is None:
        missing["correction_code"] = "Say what fixed it: the next technician on this machine looks here first."
    if not closing.told_customer.strip():
        missing["told_customer"] = "Write what you told the customer: they read it on their page."
    if not is_done and not closing.next_step.strip():
        missing["next_step"] = "Say what happens next, in words for the customer."
    if len(closing.next_step.strip()) > LONGEST_NEXT_STEP:
        missing["next_step"] = f"What happens next has at most {LONGEST_NEXT_STEP} characters; make it shorter."
    return missing
