"""How do the dispatcher's templates say times, terms, phones and standings? By the voice that the view gives them."""

from datetime import datetime

from django import template

from steadyhand.business.calls.answering import AnswerBy, Pressure
from steadyhand.business.calls.rules import CallState, VisitState
from steadyhand.pages.dispatcher.voice import Voice

register = template.Library()

# The kinds of parts/_state.html: word, shape and colour of a standing.
_CALL_KINDS = {
    CallState.TO_PLAN: "risk",
    CallState.PLANNED: "waiting",
    CallState.UNDER_WAY: "moving",
    CallState.WAITING: "held",
    CallState.CLOSED: "done",
    CallState.CANCELLED: "stopped",
}
_VISIT_KINDS = {
    VisitState.PLANNED: "waiting",
    VisitState.ON_THE_WAY: "moving",
    VisitState.ON_SITE: "moving",
    VisitState.DONE: "done",
    VisitState.PARTS: "held",
    VisitState.IT: "held",
    VisitState.HANDS: "held",
    VisitState.CANCELLED: "stopped",
}
_PRESSURES = {Pressure.CALM: "waiting", Pressure.CLOSE: "risk", Pressure.LATE: "late"}


@register.filter
def when(at: datetime, voice: Voice) -> str:
    return voice.when(at)


@register.filter
def clock_time(at: datetime, voice: Voice) -> str:
    return voice.hour(at)


@register.filter
def ago(at: datetime, voice: Voice) -> str:
    return voice.ago(at)


@register.filter
def phone(text: str, voice: Voice) -> str:
    return voice.phone(text)


@register.filter
def answer(respond_by: datetime | None, voice: Voice) -> AnswerBy:
    return voice.answer(respond_by)


@register.filter
def pressure_kind(answer_by: AnswerBy) -> str:
    """Return the kind of state a response term is shown as."""
    return _PRESSURES.get(answer_by.pressure, "waiting")


@register.filter
def call_kind(state: CallState) -> str:
    return _CALL_KINDS[state]


@register.filter
def visit_kind(state: VisitState) -> str:
    return _VISIT_KINDS[state]
