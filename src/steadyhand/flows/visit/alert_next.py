"""Who is next to be alerted to an urgent call, and what do they read?"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from steadyhand.business.calls.actions.alert_person import Wanted, alert_person
from steadyhand.business.calls.alerts.reading import AlertFacts
from steadyhand.business.calls.alerts.rules import Candidate, Rung, Step, ladder, next_to_alert
from steadyhand.business.calls.alerts.settings import ALERT_SETTINGS, ANSWER_MINUTES, ORDER, REMINDERS
from steadyhand.business.dealership.calendars import CalendarUnusable
from steadyhand.business.dealership.devices.telling import drafts_to_devices
from steadyhand.business.dealership.queries import the_dealership
from steadyhand.business.dealership.rota.reading import PersonOnCall, duties_at, people_called, people_in_role
from steadyhand.business.dealership.rules import Role
from steadyhand.business.dealership.settings.values import Values, values_of
from steadyhand.business.people.queries import phone_of_user
from steadyhand.shared.actor import Actor
from steadyhand.shared.links import add_link
from steadyhand.shared.outbox.queueing import Draft, Recipient, Words, queue_messages

PURPOSE = "on-call-alert"
PAGE = "alert-link"
# Whoever slept through it reads in the morning what became of it.
LINK_LIVES_ON = timedelta(hours=12)
LONGEST_PROBLEM = 160


@transaction.atomic
def alert_next(*, by: Actor, alert: AlertFacts, now: datetime) -> str:
    """Alert the next person, in one transaction with their messages; return their name, or nothing.

    Nothing: nobody is left to be alerted or reminded, or another worker was faster.
    """
    values = values_of(by.tenant_id, ALERT_SETTINGS)
    steps = [Step(step.user_id, step.rung, step.answer) for step in alert.steps]
    candidate = next_to_alert(_ladder(alert, values, now), steps, most_reminders=values[REMINDERS])
    if candidate is None:
        return ""
    person = people_called(by.tenant_id, [candidate.user_id])[candidate.user_id]
    wanted = Wanted(alert_id=alert.id, version=alert.version, steps=len(alert.steps))
    step_id = alert_person(by=by, wanted=wanted, candidate=candidate, name=person.name, now=now)
    if step_id is None:
        return ""
    _tell(person, alert, candidate, step_id, minutes=values[ANSWER_MINUTES], by=by, now=now)
    return person.name


def _ladder(alert: AlertFacts, values: Values, now: datetime) -> tuple[Candidate, ...]:
    """Return who can be alerted at this moment: duty may have changed since the alert began."""
    order = {rung: values[setting] for rung, setting in ORDER.items()}
    people: dict[Rung, Sequence[UUID]] = {}
    try:
        duties = duties_at(alert.tenant_id, alert.branch_id, now)
    except CalendarUnusable:
        # Without the branch's hours nobody knows whose night it is: whoever answers for the branch is alerted.
        duties = ()
    for duty in duties:
        people[Rung(duty.place.value)] = [duty.user_id] if duty.user_id else []
    for rung in (Rung.DISPATCHER, Rung.SERVICE_MANAGER, Rung.PRINCIPAL, Rung.ADMINISTRATOR):
        if order[rung] or rung is Rung.ADMINISTRATOR:
            found = people_in_role(alert.tenant_id, alert.branch_id, Role(rung.value), on=now.date())
            people[rung] = [person.id for person in found]
    return ladder(order, people)


def _tell(
    person: PersonOnCall,
    alert: AlertFacts,
    candidate: Candidate,
    step_id: UUID,
    *,
    minutes: int,
    by: Actor,
    now: datetime,
) -> None:
    """Queue a text, an e-mail and a word on their devices, all with the same link: by night any may be heard."""
    link = add_link(by=by, purpose=PURPOSE, about_id=step_id, expires_at=alert.until + LINK_LIVES_ON, now=now)
    phone = person.phone or phone_of_user(alert.tenant_id, person.id)
    words, opens = _words(alert, candidate, minutes), (PAGE, link.id)
    drafts = [
        Draft(
            key=f"alert:{step_id}:{channel}",
            to=Recipient(name=person.name, channel=channel, address=address),
            words=words,
            about_id=step_id,
            expires_at=alert.until,
            link=opens,
        )
        for channel, address in (("sms", phone), ("email", person.email))
        if address
    ]
    drafts += drafts_to_devices(
        alert.tenant_id,
        person.id,
        name=person.name,
        key=f"alert:{step_id}",
        words=Words(subject=f"You are on call: please answer within {minutes} min", body="Tap to answer."),
        about_id=step_id,
        expires_at=alert.until,
        link=opens,
    )
    queue_messages(by=by, drafts=drafts, now=now)


def _words(alert: AlertFacts, candidate: Candidate, minutes: int) -> Words:
    problem = alert.problem if len(alert.problem) <= LONGEST_PROBLEM else f"{alert.problem[:LONGEST_PROBLEM]}…"
    where = ", ".join(part for part in (alert.who, alert.where) if part)
    facts = [
        f"{the_dealership(alert.tenant_id).name}: call {alert.call} after hours, {alert.urgency.label}.",
        f"{where}{f' · {alert.machine}' if alert.machine else ''}{f' · {alert.phone}' if alert.phone else ''}",
        f"“{problem}”",
        f"You are {candidate.rung.label}. Can you take it? Please answer within {minutes} min, or the next is alerted:",
    ]
    return Words(subject=f"Call {alert.call} after hours: can you take it?", body="\n".join(facts))
