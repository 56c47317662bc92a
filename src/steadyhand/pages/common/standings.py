"""How does a call's or visit's standing look? Word, shape and colour are those of parts/_state.html, for every role."""

from collections.abc import Mapping
from types import MappingProxyType

from steadyhand.business.calls.rules import CallState, VisitState

CALL_KINDS: Mapping[CallState, str] = MappingProxyType({
    CallState.TO_PLAN: "risk",
    CallState.PLANNED: "waiting",
    CallState.UNDER_WAY: "moving",
    CallState.WAITING: "held",
    CallState.CLOSED: "done",
    CallState.CANCELLED: "stopped",
})  # fmt: skip

VISIT_KINDS: Mapping[VisitState, str] = MappingProxyType({
    VisitState.PLANNED: "waiting",
    VisitState.ON_THE_WAY: "moving",
    VisitState.ON_SITE: "moving",
    VisitState.DONE: "done",
    VisitState.PARTS: "held",
    VisitState.IT: "held",
    VisitState.HANDS: "held",
    VisitState.CANCELLED: "stopped",
})  # fmt: skip
