"""How do the dispatcher's templates say times, terms, phones and standings? By the saying that the view gives them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import template

from steadyhand.business.calls.answering import AnswerBy, Pressure
from steadyhand.business.calls.rules import CallState, VisitState
from steadyhand.pages.common.saying import Saying
from steadyhand.pages.common.standings import CALL_KINDS, VISIT_KINDS

register = template.Library()

_PRESSURES = {Pressure.CALM: "waiting", Pressure.CLOSE: "risk", Pressure.LATE: "late"}


@register.filter
def when(at: datetime, saying: Saying) -> str:
    return saying.when(at)


@register.filter
def clock_time(at: datetime, saying: Saying) -> str:
    return saying.hour(at)


@register.filter
def ago(at: datetime, saying: Saying) -> str:
    return saying.ago(at)


@register.filter
def phone(text: str, saying: Saying) -> str:
    return saying.phone(text)


@register.filter
def answer(respond_by: datetime | None, saying: Saying) -> AnswerBy:
    return saying.answer(respond_by)


@register.filter
def pressure_kind(answer_by: AnswerBy) -> str:
    """Return the kind of state a response term is shown as."""
    return _PRESSURES.get(answer_by.pressure, "waiting")


@register.filter
def call_kind(state: CallState) -> str:
    return CALL_KINDS[state]


@register.filter
def visit_kind(state: VisitState) -> str:
    return VISIT_KINDS[state]


@register.filter
def of(known: Mapping[Any, Any], key: object) -> Any:
    """Return what a mapping has under a key; nothing where it has none."""
    return known.get(key) if known else None
