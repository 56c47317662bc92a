"""What does somebody read once a day? What changed for them since, and what they have that runs out today."""

from datetime import datetime, timedelta
from uuid import UUID

from steadyhand.business.dealership.present import person_here
from steadyhand.business.followups import models
from steadyhand.shared.actor import the_system
from steadyhand.shared.outbox.queueing import Recipient, Words, queue_message
from steadyhand.shared.queue.kinds import Work

DAY = timedelta(days=1)
# Lines of a digest; the rest is on the page it speaks of.
MOST_LINES = 12


def send_digest(work: Work, now: datetime) -> None:
    """Send one person their digest, if there is anything they haven't seen."""
    person = person_here(work.tenant_id, UUID(work.args["user"]), at=now)
    if person is None:
        return
    waiting = models.FollowUpNews.objects.of(work.tenant_id).filter(
        user_id=person.id, how=models.FollowUpNews.How.DIGEST, digested_at__isnull=True
    )
    unseen = waiting.filter(seen_at__isnull=True).select_related("followup").order_by("-at")
    titles = list(dict.fromkeys(news.followup.title for news in unseen))
    owned = models.FollowUp.objects.of(work.tenant_id).filter(state="open", owner_id=person.id, due_at__lt=now + DAY)
    due = list(owned.order_by("due_at").values_list("title", flat=True))
    waiting.update(digested_at=now)
    if not (titles or due) or not person.email:
        return
    queue_message(
        by=the_system(work.tenant_id, "Steadyhand"),
        key=f"digest:{person.id.hex}:{work.due_at:%Y-%m-%d}",
        to=Recipient(name=person.name, channel="email", address=person.email),
        words=Words(subject=_subject(due, titles), body=_body(due, titles)),
        about_id=person.id,
        expires_at=now + DAY,
        now=now,
    )


def _subject(due: list[str], news: list[str]) -> str:
    parts = [f"{len(due)} due today"] * bool(due) + [f"{len(news)} with news"] * bool(news)
    return f"Your follow-ups: {', '.join(parts)}"


def _body(due: list[str], news: list[str]) -> str:
    parts = []
    for said, titles in (("Due today or overdue:", due), ("News since you last looked:", news)):
        if titles:
            more = [f"… and {len(titles) - MOST_LINES} more on your page"] * (len(titles) > MOST_LINES)
            parts.append("\n".join([said, *(f"- {title}" for title in titles[:MOST_LINES]), *more]))
    return "\n\n".join([*parts, "Sign in and open your inbox to see and answer them."])
