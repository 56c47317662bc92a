"""How do people hear of a change? On their page; as a message now if they must act, else in the day's digest."""

from datetime import datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from steadyhand.business.dealership.devices.telling import drafts_to_devices
from steadyhand.business.dealership.present import Present, person_here
from steadyhand.business.dealership.queries import Firm, the_dealership
from steadyhand.business.followups import models
from steadyhand.business.followups.rules import events as e
from steadyhand.business.followups.rules.hearing import MOST_INTERRUPTIONS, hears, interrupts
from steadyhand.business.followups.rules.kinds import Kind
from steadyhand.business.followups.rules.standing import FollowUp
from steadyhand.business.followups.timers import DIGEST
from steadyhand.business.followups.wording import discreet, subject_of, text_of
from steadyhand.shared.actor import Actor
from steadyhand.shared.links import add_link
from steadyhand.shared.outbox.queueing import Draft, Recipient, Words, queue_messages
from steadyhand.shared.queue.putting import put_job

# The address that a message's link opens, and what the link is for.
ANSWER_PAGE = "answer"
ANSWER = "answer a follow-up"
# Longer than any clock at a step of its ladder; whoever reads it later signs in.
LINK_LASTS = timedelta(days=7)
DAY = timedelta(days=1)
# Before the first call of most houses.
DIGEST_AT = time(7, 0)


def tell(row: models.FollowUp, event: e.Event, now: FollowUp, kind: Kind, *, by: Actor, is_stale: bool = False) -> None:
    """Tell everybody who hears of an event, each once."""
    for user_id in sorted(hears(event, now)):
        is_loud = (
            interrupts(event, now, kind, user_id)
            and not is_stale
            and may_be_interrupted(row.tenant_id, user_id, event.at)
        )
        how = models.FollowUpNews.How.AT_ONCE if is_loud else models.FollowUpNews.How.DIGEST
        news = models.FollowUpNews.objects.create(
            tenant_id=row.tenant_id, followup_id=row.id, number=row.events, user_id=user_id, at=event.at, how=how
        )
        if is_loud:
            _send(news, row, event, kind, by=by)
        else:
            put_digest(row.tenant_id, user_id, now=event.at)


def put_digest(tenant_id: UUID, user_id: UUID, *, now: datetime) -> None:
    """See that somebody gets a digest in the morning."""
    put_job(
        tenant_id=tenant_id,
        kind=DIGEST,
        args={"user": user_id.hex},
        key=f"digest:{user_id.hex}",
        due_at=next_digest_at(the_dealership(tenant_id), now),
        now=now,
    )


def next_digest_at(firm: Firm, now: datetime) -> datetime:
    """Return the next morning's hour at the dealership."""
    zone = ZoneInfo(firm.zone)
    today = now.astimezone(zone).date()
    this_morning = datetime.combine(today, DIGEST_AT, tzinfo=zone)
    return this_morning if now < this_morning else datetime.combine(today + DAY, DIGEST_AT, tzinfo=zone)


def may_be_interrupted(tenant_id: UUID, user_id: UUID, at: datetime) -> bool:
    """Tell whether somebody has been told few enough things at once in the day before."""
    recent = models.FollowUpNews.objects.of(tenant_id).filter(
        user_id=user_id, how=models.FollowUpNews.How.AT_ONCE, at__gt=at - DAY
    )
    return recent.count() < MOST_INTERRUPTIONS


def _send(news: models.FollowUpNews, row: models.FollowUp, event: e.Event, kind: Kind, *, by: Actor) -> None:
    person = person_here(row.tenant_id, news.user_id, at=event.at)
    if person is None:
        return
    link = add_link(by=by, purpose=ANSWER, about_id=news.id, expires_at=event.at + LINK_LASTS, now=event.at)
    key, expires_at, opens = f"followup:{news.id.hex}", event.at + DAY, (ANSWER_PAGE, link.id)
    drafts = drafts_to_devices(
        row.tenant_id,
        person.id,
        name=person.name,
        key=key,
        words=Words(subject=discreet(row, the_dealership(row.tenant_id), now=event.at), body="Tap to answer."),
        about_id=row.id,
        expires_at=expires_at,
        link=opens,
    )
    to = address_of(person)
    if to is not None:
        words = Words(subject=subject_of(row, event, kind), body=text_of(row, event, kind))
        drafts.append(Draft(key=key, to=to, words=words, about_id=row.id, expires_at=expires_at, link=opens))
    queue_messages(by=by, drafts=drafts, now=event.at)


def address_of(person: Present) -> Recipient | None:
    """Return where somebody is reached who must act: by text message, else by e-mail."""
    if person.phone:
        return Recipient(name=person.name, channel="sms", address=person.phone)
    return Recipient(name=person.name, channel="email", address=person.email) if person.email else None
