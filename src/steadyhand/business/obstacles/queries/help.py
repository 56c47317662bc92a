"""How does a call for help stand, who is asked, and what did colleagues give of their day?"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Sum

from steadyhand.business.dealership.present import person_here
from steadyhand.business.dealership.queries import actor_for
from steadyhand.business.followups.rules.standing import State
from steadyhand.business.obstacles.models import HelpAsk, HelpRequest, TakesQuestions
from steadyhand.business.people.queries import phone_of_user
from steadyhand.shared.actor import Actor
from steadyhand.shared.links import LinkRefused, follow_link

NOBODY = UUID(int=0)
# What was asked longer ago is over.
LATELY = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Asked:
    """One colleague who was asked."""

    id: UUID
    user_id: UUID
    name: str
    why: str
    asked_at: datetime
    answer: str
    answer_said: str


@dataclass(frozen=True, slots=True)
class Help:
    """A call for help as both sides see it. `helper` calls, or is about to.

    `holder` has it where nobody is asked after them by itself: they can be telephoned.
    """

    id: UUID
    visit_id: UUID
    asker_id: UUID
    asker: str
    asker_phone: str
    asked_at: datetime
    call: str
    words: str
    is_over: bool
    asks: tuple[Asked, ...]
    helper: Asked | None
    helper_phone: str
    holder: str
    holder_phone: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """A call for help that waits for an answer of one person, or is theirs."""

    ask: Asked
    help: Help


@dataclass(frozen=True, slots=True)
class HelpFollowed:
    """Whom a link in a message was sent to, and what they are asked."""

    by: Actor
    wanted: Wanted


def help_called(by: Actor, request_id: UUID) -> Help | None:
    """Return a call for help that the actor made; None otherwise. Five queries."""
    rows = HelpRequest.objects.of(by.tenant_id).filter(id=request_id, asked_by_id=by.user_id or NOBODY)
    request = rows.select_related("asked_by", "followup").first()
    return _help(request) if request else None


def open_help_at(by: Actor, visit_id: UUID) -> UUID | None:
    """Return the actor's open call for help at a visit. One query."""
    rows = HelpRequest.objects.of(by.tenant_id).filter(
        visit_id=visit_id, asked_by_id=by.user_id or NOBODY, ended_at__isnull=True, followup__state=State.OPEN
    )
    return rows.values_list("id", flat=True).first()


def help_wanted(by: Actor, *, now: datetime) -> tuple[Wanted, ...]:
    """Return what the actor is asked now, or has said they call about. One query where there is nothing."""
    asks = HelpAsk.objects.of(by.tenant_id).filter(
        user_id=by.user_id or NOBODY,
        asked_at__gt=now - LATELY,
        answer__in=(HelpAsk.Answer.WAITING, HelpAsk.Answer.TAKES),
        request__ended_at__isnull=True,
        request__followup__state=State.OPEN,
    )
    rows = asks.select_related("user", "request__asked_by", "request__followup").order_by("-asked_at")
    return tuple(Wanted(_asked(row), _help(row.request)) for row in rows)


def was_asked(by: Actor, ask_id: UUID) -> bool:
    """Tell whether it was the actor who was asked. One query."""
    return HelpAsk.objects.of(by.tenant_id).filter(id=ask_id, user_id=by.user_id or NOBODY).exists()


def follow_help_link(token: str, *, purpose: str, now: datetime) -> HelpFollowed:
    """Return who is asked what by a link.

    Raises:
        LinkRefused: forged, expired, or its person has left.
    """
    link = follow_link(token, purpose=purpose, now=now)
    ask = (
        HelpAsk.objects.of(link.tenant_id)
        .select_related("user", "request__asked_by", "request__followup")
        .get(id=link.about_id)
    )
    if person_here(link.tenant_id, ask.user_id, at=now) is None:
        raise LinkRefused("This link is no longer valid.")
    return HelpFollowed(actor_for(ask.user_id), Wanted(_asked(ask), _help(ask.request)))


def takes_questions(by: Actor, *, now: datetime) -> bool:
    """Tell whether the actor has said that questions may come today. One query."""
    return TakesQuestions.objects.of(by.tenant_id).filter(user_id=by.user_id or NOBODY, until__gt=now).exists()


def minutes_given(by: Actor, *, since: datetime) -> int:
    """Return what the actor gave colleagues of their time since then: it counts as work. One query."""
    mine = HelpAsk.objects.of(by.tenant_id).filter(
        user_id=by.user_id or NOBODY, asked_at__gte=since, minutes__isnull=False
    )
    return mine.aggregate(sum=Sum("minutes"))["sum"] or 0


def _help(request: HelpRequest) -> Help:
    rows = HelpAsk.objects.of(request.tenant_id).filter(request=request).select_related("user").order_by("number")
    asks = tuple(_asked(row) for row in rows)
    helper = next((each for each in asks if each.answer == HelpAsk.Answer.TAKES), None)
    is_followed = any(row.answer == HelpAsk.Answer.WAITING and row.waits_until for row in rows)
    holder = None if helper or is_followed else request.followup.owner
    return Help(
        id=request.id,
        visit_id=request.visit_id,
        asker_id=request.asked_by_id,
        asker=request.asked_by.name,
        asker_phone=_phone(request.tenant_id, request.asked_by_id, request.asked_by.phone),
        asked_at=request.asked_at,
        call=request.call,
        words=request.words,
        # Whoever has it may have ended it in the inbox.
        is_over=request.ended_at is not None or request.followup.state != State.OPEN,
        asks=asks,
        helper=helper,
        helper_phone=next(
            (_phone(request.tenant_id, row.user_id, row.user.phone) for row in rows if helper and row.id == helper.id),
            "",
        ),
        holder=holder.name if holder else "",
        holder_phone=_phone(request.tenant_id, holder.id, holder.phone) if holder else "",
    )


def _phone(tenant_id: UUID, user_id: UUID, own: str) -> str:
    return own or phone_of_user(tenant_id, user_id)


def _asked(row: HelpAsk) -> Asked:
    return Asked(
        id=row.id,
        user_id=row.user_id,
        name=row.user.name,
        why=row.why,
        asked_at=row.asked_at,
        answer=row.answer,
        answer_said=row.get_answer_display(),
    )
