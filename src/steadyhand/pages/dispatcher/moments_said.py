"""What does a call's customer hear from us by message, and what stands on their page only? For the call's page."""

from dataclasses import dataclass
from uuid import UUID

from steadyhand.business.conversations.moments.moment import MomentState
from steadyhand.business.conversations.queries.moments import MomentLine, moments_on
from steadyhand.pages.common.saying import Saying
from steadyhand.shared.actor import Actor

_KINDS = {
    MomentState.TOLD: "done",
    MomentState.WAITING: "waiting",
    MomentState.PAGE: "held",
    MomentState.OVER: "held",
}


@dataclass(frozen=True, slots=True)
class MomentSaid:
    """A moment in words: what it is, what became of it, why, and the very words that went."""

    what: str
    when: str
    word: str
    kind: str
    because: str
    words: str


def moments_said(by: Actor, call_id: UUID, saying: Saying) -> list[MomentSaid]:
    """Return the moments of a call, newest first. One query."""
    return [_said(line, saying) for line in moments_on(by, call_id)]


def _said(line: MomentLine, saying: Saying) -> MomentSaid:
    word, kind = line.state.label, _KINDS[line.state]
    if line.state is MomentState.WAITING and line.due_at:
        word = f"waits until {saying.when(line.due_at)}"
    if line.needs_a_call:
        word, kind = "ring them", "risk"
    name = line.moment.label
    return MomentSaid(
        what=f"{name[:1].upper()}{name[1:]}",
        when=saying.when(line.happened_at),
        word=word,
        kind=kind,
        because=f"To {line.address}" if line.words and line.address else line.because,
        words=line.words,
    )
