"""A night in Columbus: an urgent call, people on call behind each other, and messages that go into a list."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from tests.builders.outbox import Keeping
from tests.builders.record import MONDAY, a_branch, a_machine, a_user, an_actor
from tests.builders.rota import bruno_and_mira

from steadyhand.business.calls.alerts.reading import AlertFacts, alerts_of_call
from steadyhand.business.calls.rules import Urgency
from steadyhand.business.dealership.models import User
from steadyhand.business.dealership.rules import Role
from steadyhand.flows.visit.move_alerts_on import move_alerts_on
from steadyhand.flows.visit.take_call import take_call
from steadyhand.shared.actor import Actor, the_system
from steadyhand.shared.outbox.delivering import deliver_next
from steadyhand.shared.queue.mending import mend_waits

# 22:14 on Monday evening; the branch opens at 8:00.
NIGHT = MONDAY + timedelta(hours=13, minutes=14)
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Night:
    """Who is there, and the call of the night."""

    dana: Actor
    bruno: User
    mira: User
    ruth: User
    howard: User
    call_id: UUID

    @property
    def alert(self) -> AlertFacts:
        return alerts_of_call(self.dana, self.call_id)[0]

    def pass_by(self, now: datetime, *, delivers: bool = True) -> None:
        """Let the jobs do what they do every few seconds."""
        mend_waits(now)
        while delivers and any(
            deliver_next(tenant_id=self.dana.tenant_id, channel=channel, now=now) for channel in ("sms", "email")
        ):
            pass
        move_alerts_on(by=the_system(self.dana.tenant_id, "the on-call alert"), now=now)
        while delivers and any(
            deliver_next(tenant_id=self.dana.tenant_id, channel=channel, now=now) for channel in ("sms", "email")
        ):
            pass

    def names(self) -> list[str]:
        return [step.name.split()[0] for step in self.alert.steps]


def a_night(*, at: datetime = NIGHT, urgency: str = Urgency.STANDSTILL, **facts: Any) -> Night:
    """Take an urgent call at night, with Bruno and Mira on call, Ruth and Howard behind them."""
    branch = a_branch()
    dana = an_actor(Role.DISPATCHER, branch=branch)
    bruno, mira = bruno_and_mira(branch)
    ruth = a_user(Role.SERVICE_MANAGER, branch=branch, name="Ruth Okafor")
    howard = a_user(Role.PRINCIPAL, name="Howard Lindqvist")
    taken = take_call(by=dana, problem="Nobody can print.", urgency=urgency, machine_id=a_machine().id, now=at, **facts)
    return Night(dana, bruno, mira, ruth, howard, taken.id)


def texts() -> list[str]:
    """Return to whom texts have gone, in order."""
    return [letter.recipient_name.split()[0] for letter in Keeping.kept if letter.key.endswith(":sms")]
