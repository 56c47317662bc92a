"""How is an alert told in a line? `Bruno alerted 22:14, no answer; Mira alerted 22:24, takes it`."""

from dataclasses import dataclass

from steadyhand.business.calls.alerts.reading import AlertFacts
from steadyhand.business.calls.alerts.rules import AlertState, Answer
from steadyhand.pages.common.saying import Saying


@dataclass(frozen=True, slots=True)
class AlertSaid:
    """An alert in words, with its state's word and kind (parts/_state.html)."""

    alert: AlertFacts
    word: str
    kind: str
    line: str
    began: str


def alert_said(alert: AlertFacts, saying: Saying) -> AlertSaid:
    """Say who was alerted when and what they answered, in order."""
    word, kind = _state(alert, saying)
    return AlertSaid(alert, word, kind, _line(alert, saying), saying.when(alert.began_at))


def _line(alert: AlertFacts, saying: Saying) -> str:
    parts = []
    alerted: set[str] = set()
    for step in alert.steps:
        again = " again" if step.name in alerted else ""
        alerted.add(step.name)
        parts.append(f"{step.name} alerted{again} {saying.hour(step.alerted_at)}, {_answer(alert, step.number)}")
    return "; ".join(parts) or "Nobody has been alerted yet"


def _answer(alert: AlertFacts, number: int) -> str:
    step = alert.steps[number - 1]
    waits = alert.state is AlertState.OPEN and number == len(alert.steps) and step.answer is Answer.NONE
    return "not answered yet" if waits else step.answer.label


def _state(alert: AlertFacts, saying: Saying) -> tuple[str, str]:
    holder = alert.taken_by
    if holder is not None:
        return f"{holder.name} takes it", "done"
    if alert.state is AlertState.OPEN and saying.now < alert.until:
        with_whom = alert.steps[-1].name if alert.steps else ""
        return (f"waiting for {with_whom}", "waiting") if with_whom else ("being alerted", "waiting")
    reached = f" ({alert.ended_because})" if alert.ended_because else ""
    return f"nobody took it{reached}", "late"
