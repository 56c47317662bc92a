"""After how many minutes does an alert move on, and in which order to whom? The dealership's own, or these."""

from steadyhand.business.calls.alerts.rules import Rung
from steadyhand.business.dealership.settings.setting import Setting, Unit

_OUR_CHOICE = "A choice of ours: the order in which most dealerships ring people up; nobody's study says better."
_ORDER = (
    "Alerts go in the order of these numbers, the smallest first; 0 never. Where that leaves nobody, an administrator "
    "is alerted: somebody always is."
)

ANSWER_MINUTES = Setting(
    key="calls.alert_answer_minutes",
    title="An alert moves on when it is unanswered for",
    about="Counted from when the message left. Fewer wake more people; more let a customer wait longer.",
    unit=Unit.MINUTES,
    default=10,
    least=2,
    most=120,
    source="A choice of ours: time to wake up and read; on-call services for computers move on after 5 to 15 minutes.",
)
REMINDERS = Setting(
    key="calls.alert_reminders",
    title="The last one in an alert's order is reminded",
    about="After that the call stays with them, marked unanswered, until the branch opens.",
    unit=Unit.TIMES,
    default=3,
    least=0,
    most=20,
    source="A choice of ours: with ten minutes between them, half an hour.",
)


def _order(rung: Rung, default: int, about: str = "") -> Setting[int]:
    return Setting(
        key=f"calls.alert_order_{rung.value}",
        title=f"Place of the {rung.label} in an alert's order",
        about=about or _ORDER,
        unit=Unit.COUNT,
        default=default,
        least=0,
        most=9,
        source=_OUR_CHOICE,
    )


ORDER: dict[Rung, Setting[int]] = {
    Rung.FIRST: _order(Rung.FIRST, 1),
    Rung.SECOND: _order(Rung.SECOND, 2),
    Rung.SERVICE_MANAGER: _order(Rung.SERVICE_MANAGER, 3),
    Rung.PRINCIPAL: _order(Rung.PRINCIPAL, 4),
    Rung.DISPATCHER: _order(Rung.DISPATCHER, 0),
    Rung.ADMINISTRATOR: _order(Rung.ADMINISTRATOR, 0),
}
ALERT_SETTINGS: tuple[Setting[int], ...] = (ANSWER_MINUTES, REMINDERS, *ORDER.values())
