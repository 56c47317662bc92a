"""Which alerts after hours wait for the answer of whoever looks, and what may they answer?"""

from dataclasses import dataclass

from steadyhand.business.calls.alerts.reading import Alerted, alerts_for
from steadyhand.business.calls.alerts.rules import AlertState, Answer
from steadyhand.pages.common.rota.alert_words import AlertSaid, alert_said
from steadyhand.pages.common.saying import Saying, to_dial
from steadyhand.shared.actor import Actor


@dataclass(frozen=True, slots=True)
class MyAlert:
    """An alert under way as rota/_my_alert.html shows it to one who was alerted."""

    said: AlertSaid
    step: Alerted
    phone: str
    dial: str
    may_take: bool
    may_refuse: bool
    is_mine: bool

    @property
    def wants_me(self) -> bool:
        """Tell whether it is theirs, or waits for an answer that they haven't given."""
        return self.is_mine or (self.may_take and self.may_refuse)


def my_alerts(by: Actor, saying: Saying) -> list[MyAlert]:
    """Return the alerts under way that this person was alerted to. One query where there are none, three otherwise."""
    found = []
    for alert, step in alerts_for(by, now=saying.now):
        is_open, holder = alert.state is AlertState.OPEN, alert.taken_by
        is_mine = holder is not None and holder.user_id == step.user_id
        found.append(
            MyAlert(
                said=alert_said(alert, saying),
                step=step,
                phone=saying.phone(alert.phone),
                dial=to_dial(alert.phone),
                may_take=is_open,
                may_refuse=is_mine or (is_open and step.answer is not Answer.CANNOT),
                is_mine=is_mine,
            )
        )
    return found
