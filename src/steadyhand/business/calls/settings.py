"""Which clocks of calls and visits may a dealership set for itself?"""

from steadyhand.business.calls.rules import VisitState
from steadyhand.business.dealership.settings.setting import Setting, Unit

CALL_BACK_PARTS = Setting(
    key="calls.call_back_parts",
    title="Call back when a part is awaited",
    about="By then the technician says we call the customer with the day we come back. Longer is easier to keep.",
    unit=Unit.WORKING_DAYS,
    default=2,
    least=1,
    most=20,
    source="Ours: a supplier asked today says by tomorrow whether the part is there; the day after leaves room.",
)
CALL_BACK_IT = Setting(
    key="calls.call_back_it",
    title="Call back when the IT team takes over",
    about="By then the technician says that IT calls the customer.",
    unit=Unit.WORKING_DAYS,
    default=1,
    least=1,
    most=20,
    source="Ours: the IT team hears at once, so a day is enough to say when.",
)
CALL_BACK_HANDS = Setting(
    key="calls.call_back_hands",
    title="Call back when a second pair of hands is needed",
    about="By then the technician says we call with the day on which two of us come.",
    unit=Unit.WORKING_DAYS,
    default=2,
    least=1,
    most=20,
    source="Ours: two calendars have to agree, which takes a day longer than one.",
)
CALL_BACK = {
    VisitState.PARTS: CALL_BACK_PARTS,
    VisitState.IT: CALL_BACK_IT,
    VisitState.HANDS: CALL_BACK_HANDS,
}
CHECK_BACK_DAYS = Setting(
    key="calls.check_back_days",
    title="A fix by phone is checked",
    about="So many working days after the call the desk asks whether it still works.",
    unit=Unit.WORKING_DAYS,
    default=1,
    least=1,
    most=10,
    source="Ours: by the next day people have printed again, and a fault that is back hasn't cost them two.",
)
STEP_BACK_MINUTES = Setting(
    key="calls.step_back_minutes",
    title="A technician takes back “On my way” or “I'm here”",
    about="For so long after the tap. Later they correct the times, or the desk does, with a reason.",
    unit=Unit.MINUTES,
    default=30,
    least=1,
    most=24 * 60,
    source="Ours: long enough to notice at the next glance at the phone.",
)
REOPEN_VISIT_MINUTES = Setting(
    key="calls.reopen_visit_minutes",
    title="A technician takes back a closing",
    about="For so long after closing a visit. Later the customer may have read that all is well: the desk reopens.",
    unit=Unit.MINUTES,
    default=10,
    least=1,
    most=24 * 60,
    source="Ours: the time to pack up and see that it still jams.",
)
REOPEN_CALL_DAYS = Setting(
    key="calls.reopen_call_days",
    title="The desk reopens a closed call",
    about="For so long after it was closed. Later a new call is taken, so that a callback counts as one.",
    unit=Unit.DAYS,
    default=7,
    least=0,
    most=90,
    source="Ours: after a week a machine that stops again has a new fault more often than the old one.",
)
DO_NOW_MINUTES = Setting(
    key="calls.do_now_minutes",
    title="What is done “while you're there” takes",
    about="So long a second call or a maintenance on the spot stands on the plan; the closing keeps the real times.",
    unit=Unit.MINUTES,
    default=45,
    least=5,
    most=720,
    source="Ours, until visits of the dealership say better.",
)
LINK_OPEN_DAYS = Setting(
    key="calls.link_open_days",
    title="A customer's link opens their call",
    about="For so long after it was made. Links made before keep the day that they were made with.",
    unit=Unit.DAYS,
    default=90,
    least=1,
    most=730,
    source="Ours: a call that waits for a part can take weeks; a quarter covers nearly all of them.",
)
LINK_AFTER_CLOSING_DAYS = Setting(
    key="calls.link_after_closing_days",
    title="A customer's link after the call was closed",
    about="So long it still shows what was done. It never outlives the link itself.",
    unit=Unit.DAYS,
    default=30,
    least=1,
    most=365,
    source="Ours: time to show the report to a colleague, and to say that the fault came back.",
)
SAME_AGAIN_DAYS = Setting(
    key="calls.same_again_days",
    title="“The same again?” is asked",
    about=(
        "When a machine calls so soon after its last repair, while its model is too new here for a norm of its own. "
        "It is only asked, never counted as a callback."
    ),
    unit=Unit.DAYS,
    default=30,
    least=1,
    most=365,
    source="Ours: within a month people still say “the same again”.",
)
OVERDUE_MINUTES = Setting(
    key="calls.overdue_minutes",
    title="The customer reads that we are late",
    about="So long after the planned time their page says that we have not been there, and asks them to call.",
    unit=Unit.MINUTES,
    default=180,
    least=15,
    most=2 * 24 * 60,
    source="Ours: their page says “in the morning”, so up to three hours after the plan it still holds.",
)

SETTINGS = (
    CALL_BACK_PARTS,
    CALL_BACK_IT,
    CALL_BACK_HANDS,
    CHECK_BACK_DAYS,
    STEP_BACK_MINUTES,
    REOPEN_VISIT_MINUTES,
    REOPEN_CALL_DAYS,
    DO_NOW_MINUTES,
    LINK_OPEN_DAYS,
    LINK_AFTER_CLOSING_DAYS,
    SAME_AGAIN_DAYS,
    OVERDUE_MINUTES,
)
